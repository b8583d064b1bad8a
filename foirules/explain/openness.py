"""Rank the open questions of a scenario by how much an answer can change, by trying every answer.

Where nothing about one item can bear on another, answers are tried on one item of those that stand alike, which gives
the same and takes a fraction of the time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from foirules.errors import LimitError
from foirules.explain.asking import Key, Open, Question, asked_here, duty_of
from foirules.explain.case import Case
from foirules.explain.one_item import alone
from foirules.explain.slicing import items_are_separate, sliced
from foirules.explain.trials import Trials, without_what_is_held
from foirules.explain.words import means
from foirules.law.needs import ITEM
from foirules.law.rulebook import Rulebook
from foirules.model.open_questions import AnswerEffect, ClaimAfter, OpenQuestion, OpenQuestions, OutcomeAfter, Weight
from foirules.reasoning.missing import Asked
from foirules.reasoning.wording import Wording

WEIGHTS: tuple[Weight, ...] = get_args(Weight)

Difference = tuple[int, str | None]
"""How many outcomes differ from answer to answer, and what else has to be known for that."""


def ranked(
    opened: Open, *, consider_all: bool = False, switches: Mapping[str, str] | None = None
) -> list[tuple[OpenQuestion, Question]]:
    """The open questions, the one that can change most first, each told and as it is to be answered."""
    ranking = _Ranking(opened, Trials(opened.case.run.rulebook, consider_all=consider_all, switches=switches or {}))
    told = [(ranking.told(question), question) for question in opened.questions]
    return sorted(told, key=lambda pair: (WEIGHTS.index(pair[0].weight), -pair[0].changes))


def report(opened: Open, *, consider_all: bool = False, switches: Mapping[str, str] | None = None) -> OpenQuestions:
    """What `foirules evaluate --questions` tells."""
    decision = opened.decision
    return OpenQuestions(
        scenario=decision.scenario,
        title=decision.title,
        viewpoint=decision.viewpoint,
        pack=decision.pack,
        disclaimer=decision.disclaimer,
        questions=[told for told, _ in ranked(opened, consider_all=consider_all, switches=switches)],
    )


@dataclass(frozen=True, slots=True)
class _Situation:
    """A scenario to try answers on, and the items of the real one that each of its items stands for."""

    case: Case
    stands_for: Mapping[str, Sequence[str]]


class _Ranking:
    def __init__(self, opened: Open, trials: Trials) -> None:
        self.opened = opened
        self.trials = trials
        self.rulebook: Rulebook = opened.case.run.rulebook
        self.wording = Wording(self.rulebook, opened.case.resolved, opened.case.run)
        provisions = {claim.provision for claim in opened.case.resolved.claims.values()}
        self.separate = items_are_separate(sliced(self.rulebook, provisions))
        self.situations = list(self._situations())

    def _situations(self) -> Iterator[_Situation]:
        case, trials = self.opened.case, self.trials
        if not self.opened.questions:
            return
        whole = Case(without_what_is_held(case), case.resolved, case.run)
        if not self.separate:
            yield _Situation(trials.case(whole.data), {item: [item] for item in case.resolved.items})
            return
        about = {item for question in self.opened.questions for item in question.items}
        alike: dict[str, tuple[dict[str, object], list[str]]] = {}
        for item in case.resolved.items:
            if item in about:
                data = alone(whole, item)
                alike.setdefault(json.dumps(data, default=str), (data, []))[1].append(item)
        for data, items in alike.values():
            yield _Situation(trials.case(data), {ITEM: items})

    def told(self, question: Question) -> OpenQuestion:
        """A question with its weight and with what each of its answers would change."""
        asked, missing, case = question.asked[0], question.missing[0], self.opened.case
        claim = case.claim(asked.subject)
        element = self.rulebook.elements[asked.element] if asked.element else None
        try:
            effects = [self._effect(question, value) for value in missing.answers]
            weight, changes, other = self._weight(question)
        except LimitError:
            effects = [self._answer(question, value) for value in missing.answers]
            weight, changes, other = "untried", 0, None
        return OpenQuestion(
            question=asked.entry.id,
            element=asked.element,
            claim=claim,
            provision=case.resolved.claims[claim].provision if claim else None,
            duty=duty_of(case, question),
            items=list(question.items),
            subjects=[one.subject for one in question.asked],
            asks=missing.asks,
            why=self.wording.sentence(asked.entry.why, asked.subject) if asked.entry.why else None,
            guide=element.guide if element else None,
            weight=weight,
            changes=changes,
            other=other,
            answers=effects,
            source=missing.source,
        )

    def _here(self, question: Question) -> Iterator[tuple[_Situation, list[Asked], dict[str, list[str]]]]:
        """Where to try a question: each situation it is open in, as it is asked there, and the items that stands for."""
        for situation in self.situations:
            asked = asked_here(situation.case).get(question.key)
            items = dict(situation.stands_for)
            if self.separate:
                items = {one: [item for item in alike if item in question.items] for one, alike in items.items()}
            elif asked is not None:
                asked = [one for one in asked if situation.case.items([one.subject])[0] in question.items]
            if asked and any(items.values()):
                yield situation, asked, {one: list(alike) for one, alike in items.items()}

    def _answer(self, question: Question, value: str) -> AnswerEffect:
        fills = question.asked[0].fills
        assert fills is not None
        return AnswerEffect(value=value, means=means(self.rulebook, fills, value))

    def _effect(self, question: Question, value: str) -> AnswerEffect:
        """What one answer alone would change."""
        outcomes: dict[tuple[str, str], list[str]] = {}
        claims: dict[tuple[str | None, ...], list[str]] = {}
        for situation, asked, items in self._here(question):
            after = self.trials.answered(situation.case, asked, value)
            now = self.trials.outcomes(situation.case)
            for (item, duty), outcome in self.trials.outcomes(after).items():
                if outcome != now[item, duty]:
                    outcomes.setdefault((duty, outcome), []).extend(items[item])
            for one in asked:
                told = _claim(after, one.subject)
                if told != _claim(situation.case, one.subject):
                    claims.setdefault(told, []).extend(items[situation.case.items([one.subject])[0]])
        return self._answer(question, value).model_copy(
            update={
                "outcomes": [
                    OutcomeAfter(items=self._ordered(on), duty=duty, outcome=outcome)  # type: ignore[arg-type]
                    for (duty, outcome), on in outcomes.items()
                ],
                "claims": [
                    ClaimAfter(items=self._ordered(on), duty=duty, engagement=engagement, balance=balance, disposal=fate)  # type: ignore[arg-type]
                    for (duty, engagement, balance, fate), on in claims.items()
                ],
            }
        )

    def _ordered(self, items: Sequence[str]) -> list[str]:
        return [item for item in self.opened.case.resolved.items if item in items]

    def _weight(self, question: Question) -> tuple[Weight, int, str | None]:
        by_itself = sum(self._differing(afters, items) for _, afters, items in self._afters(question))
        if question.asked[0].entry.bears_on == "reasons":
            return "reasons", by_itself, None
        if by_itself:
            return "alone", by_itself, None
        differences = [self._with_another(question.key, afters, items) for _, afters, items in self._afters(question)]
        changes, other = sum(number for number, _ in differences), next((one for _, one in differences if one), None)
        return ("together", changes, other) if changes else ("further", 0, None)

    def _afters(self, question: Question) -> Iterator[tuple[_Situation, list[Case], dict[str, list[str]]]]:
        """The cases in which a question has each of its answers."""
        for situation, asked, items in self._here(question):
            values = question.missing[0].answers
            yield situation, [self.trials.answered(situation.case, asked, value) for value in values], items

    def _differing(self, cases: Sequence[Case], items: Mapping[str, Sequence[str]]) -> int:
        """How many outcomes are not the same in all of some cases."""
        tried = [self.trials.outcomes(case) for case in cases]
        return sum(len(items[key[0]]) for key in tried[0] if len({one[key] for one in tried}) > 1) if tried else 0

    def _with_another(self, key: Key, cases: Sequence[Case], items: Mapping[str, Sequence[str]]) -> Difference:
        """The most outcomes that differ from answer to answer once one more question is answered, in one way for all.

        The other question may be one that is open already, or that an answer opens, such as the balance once a limb is
        engaged.
        """
        most: Difference = (0, None)
        everything = sum(map(len, items.values())) * len(self.rulebook.header.duties)
        opens = [asked_here(case) for case in cases]
        for other in dict.fromkeys(other for asked in opens for other in asked if other != key):
            examples = next(asked[other] for asked in opens if other in asked)
            ...
        return most


def _claim(case: Case, subject: str) -> tuple[str | None, ...]:
    """What is told of the claim that a subject belongs to; nothing where it belongs to none."""
    if case.claim(subject) is None:
        return ()
    return (case.duty(subject), *(case.run.value(name, subject) for name in ("engagement", "balance", "disposal")))
