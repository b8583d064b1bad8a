"""An interview that builds a scenario: one prompt at a time, asking only what can still matter.

It reads and writes nothing, so that a terminal or a page can drive it. Every answer is checked as the whole scenario
will be; one that is refused raises InputError and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from foirules.errors import InputError
from foirules.explain import typed
from foirules.explain.answers import put
from foirules.explain.asking import Key, Open, Question, opened
from foirules.explain.facts_asked import Facts, FactsAsked, resumed, slug, with_draft
from foirules.explain.openness import Ranked, best
from foirules.explain.prompts import Choice, Prompt
from foirules.explain.trials import Trials
from foirules.model.decision import Decision
from foirules.model.open_questions import OpenQuestion
from foirules.model.reading import Document
from foirules.model.scenario import SCHEMA
from foirules.model.scenario_text import scenario_text
from foirules.reasoning.evaluating import Evaluator

HEAD = "Written by `foirules new`, which can go on from here."
NEEDED = {"title": "A case", "viewpoint": "authority", "authority": {"name": "An authority"}}
ONE_PART = [{"id": "part-1", "asks": "The information"}]
"""What stands in for facts that are not there yet, so that those that are can be checked."""

QUESTION = "question"


@dataclass(frozen=True, slots=True)
class _State:
    """How far an interview is: the facts, and of the open questions those put aside or asked of each item by itself."""

    facts: Facts
    aside: frozenset[tuple[Key, tuple[str, ...]]] = frozenset()
    each: frozenset[Key] = frozenset()
    claim: str | None = None


class Session:
    """One interview. `data` is a scenario to go on with; `id` the id of a new one, or else its title makes it."""

    def __init__(self, evaluator: Evaluator, data: Mapping[str, Any] | None = None, *, id: str | None = None) -> None:
        self.evaluator = evaluator
        self._asked = FactsAsked(evaluator.rulebook)
        self._trials = Trials(evaluator.rulebook)
        self._history: list[_State] = []
        begun = {"schema": SCHEMA} | ({"id": slug(id)} if id else {}) if data is None else data
        self._state = _State(resumed(begun))
        self._check(self._state.facts)
        self._opened: Open | None = None
        self._ranked: Ranked | None = None

    @property
    def data(self) -> dict[str, Any]:
        """The scenario so far."""
        return self._state.facts.data

    @property
    def complete(self) -> bool:
        """Whether what is there is a whole scenario, which can be decided."""
        return bool(self.data.get("parts")) and not NEEDED.keys() - self.data.keys()

    @property
    def decision(self) -> Decision | None:
        """What is decided on the scenario so far; None before it is complete."""
        return self._open().decision if self.complete else None

    @property
    def left(self) -> int:
        """How many questions are open, those put aside included."""
        return len(self._open().questions)

    def text(self) -> str:
        """The scenario so far, as it is written to a file."""
        return scenario_text(self.data, HEAD)

    def prompt(self) -> Prompt | None:
        """What is asked now; None where nothing is left to ask."""
        step = self._asked.step(self._state.facts)
        if step is not None:
            return self._asked.prompt(step, self._state.facts)
        found = self._first()
        if found is None:
            return None
        told, _ = found
        choices = tuple(Choice(answer.value, answer.means) for answer in told.answers)
        return Prompt(QUESTION, told.asks, why=told.why or "", choices=choices, question=told)

    def answer(self, text: str, at: str | None = None) -> list[str]:
        """Answer what is asked, in the words of a choice or freely. Returns what there is to say of it.

        `at` is where the answer to an open question is written; it may also stand in the text, after a comma.
        """
        step = self._asked.step(self._state.facts)
        if step is not None:
            facts, notes = self._asked.answered(step, text, self._state.facts)
            self._check(facts)
            self._go(replace(self._state, facts=facts))
            return notes
        told, question = self._needed()
        prompt = self.prompt()
        assert prompt is not None
        value, at = typed.placed(text, prompt.choices, at)
        case = self._open().case
        data = put(case, question.asked, value, at)
        facts = replace(self._state.facts, data=data)
        self._check(facts)
        before = case.data.get("found") or []
        gave_way = [one for one in before if not any(_within(one, now) for now in data.get("found") or [])]
        self._go(replace(self._state, facts=facts, claim=told.claim))
        return ["What was found before on the same thing has given way to it."] if gave_way else []

    def not_known(self) -> None:
        """Leave what is asked open, and do not ask it again."""
        step = self._asked.step(self._state.facts)
        if step is not None:
            self.answer("")
            return
        _, question = self._needed()
        self._go(replace(self._state, aside=self._state.aside | {(question.key, question.items)}))

    def each(self) -> None:
        """Ask the open question of each item by itself."""
        _, question = self._needed()
        if len(question.items) < 2:
            raise InputError("this is asked of one part only", mend="answer it")
        self._go(replace(self._state, each=self._state.each | {question.key}))

    def claim(self) -> None:
        """Ask for one more claim."""
        if not self.complete:
            raise InputError("claims are asked for later", mend="answer this first")
        facts = self._state.facts
        self._go(replace(self._state, facts=replace(facts, passed=facts.passed - {"provision"})))

    def back(self) -> None:
        """Take the last answer back, and ask that again."""
        if not self._history:
            raise InputError("there is nothing to go back to", mend="answer this, or stop")
        self._set(self._history.pop())

    def _needed(self) -> tuple[OpenQuestion, Question]:
        found = self._first() if self._asked.step(self._state.facts) is None else None
        if found is None:
            raise InputError("no question is open here", mend="answer what is asked, or stop")
        return found

    def _first(self) -> tuple[OpenQuestion, Question] | None:
        """The question that can change most; of those that can change as much, one on the claim asked about last.

        What is to be asked of each item by itself comes before anything else.
        """
        if self._ranked is None:
            whole, state = self._open(), self._state
            asked = [
                one for one in whole.questions if (one.key, one.items) not in state.aside and one.missing[0].answers
            ]
            asked = [one for one in asked if one.key in state.each] or asked
            self._ranked = best(replace(whole, questions=tuple(asked)), self._trials)
        if not self._ranked:
            return None
        top = self._ranked[0][0]
        alike = [pair for pair in self._ranked if (pair[0].weight, pair[0].changes) == (top.weight, top.changes)]
        return next((pair for pair in alike if pair[0].claim == self._state.claim), alike[0])

    def _open(self) -> Open:
        if self._opened is None:
            document = Document("the scenario", self.data, {})
            self._opened = opened(self.evaluator, document, each=self._state.each)
        return self._opened

    def _go(self, state: _State) -> None:
        self._history.append(self._state)
        self._set(state)

    def _set(self, state: _State) -> None:
        self._state, self._opened, self._ranked = state, None, None

    def _check(self, facts: Facts) -> None:
        """Raise InputError where the scenario so far could not be part of a good one."""
        data = with_draft(facts) if facts.draft else facts.data
        whole = {"id": "case", **NEEDED, **data, "parts": data.get("parts") or ONE_PART}
        try:
            self.evaluator.run(Document("the scenario", whole, {}))
        except InputError as error:
            raise InputError(error.what, mend=error.mend) from None


def _within(finding: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether a finding says no more than another, as it does where the other is on more items as well."""
    items = ("item", "items")
    return {k: v for k, v in finding.items() if k not in items} == {k: v for k, v in other.items() if k not in items}
