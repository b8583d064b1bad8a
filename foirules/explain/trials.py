"""Try answers: decide, with the reference engine, the scenarios in which questions are answered this way or that.

Nothing tried is told what is held where the duty to confirm or deny is excluded, undetermined or absent: an answer
that would let it be read is tried as if it were not stated, so that nothing told of a trial gives it away.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from foirules.errors import LimitError
from foirules.explain.answers import put
from foirules.explain.case import Case
from foirules.explain.remembering import RememberingEngine
from foirules.explain.slicing import sliced
from foirules.law.conditions import reads
from foirules.law.limb_rules import THROUGH
from foirules.law.questions import HELD
from foirules.law.rulebook import Rulebook
from foirules.model.checked import checked
from foirules.model.reading import Document
from foirules.model.scenario import Scenario
from foirules.reasoning.evaluating import facts_date, law_date, timing
from foirules.reasoning.facts import WorldBuilder, question_id
from foirules.reasoning.missing import Asked, allowed, readable
from foirules.reasoning.resolved import DUTIES, Resolved
from foirules.reasoning.resolving import resolve

MOST = 4_000
"""The most scenarios that are tried to rank the open questions of one scenario."""

Outcomes = dict[tuple[str, str], str]
"""What becomes of each duty on each item: (item, duty) to outcome."""


class Trials:
    """Decides scenarios that differ in what has been answered. Raises LimitError beyond `MOST` since it was renewed."""

    def __init__(
        self, rulebook: Rulebook, *, consider_all: bool = False, switches: Mapping[str, str] | None = None
    ) -> None:
        self.rulebook = rulebook
        self.consider_all = consider_all
        self.switches = switches or {}
        self.left = MOST
        self.outcome = {duty: entry.outcome for duty, entry in rulebook.header.duties.items()}
        self._engines: dict[frozenset[str], _Engine] = {}
        self._decided: dict[str, Case] = {}
        self._answered: dict[tuple[int, str, tuple[str, ...], str], Case] = {}

    def renew(self) -> None:
        """Allow as much work again, and forget what was tried if that is a great deal."""
        self.left = MOST
        if len(self._decided) > 3 * MOST:
            self._decided.clear()
            self._answered.clear()

    def case(self, data: Mapping[str, Any]) -> Case:
        """A scenario decided, as far as outcomes, claims and open questions go; the same scenario only once."""
        found = sorted(json.dumps(one, default=str) for one in data.get("found") or [])
        key = json.dumps({**data, "found": found}, default=str)
        if key not in self._decided:
            self.left -= 1
            if self.left < 0:
                raise LimitError("too many answers to try", mend="answer some questions first")
            self._decided[key] = self._decide(data)
        return self._decided[key]

    def answered(self, case: Case, asked: Sequence[Asked], value: str) -> Case:
        """The case in which a question has been answered, if need be by another value that no rule can tell from it."""
        fills, engine = asked[0].fills, self._engine(case.resolved)
        assert fills is not None
        alike = next(one for one in allowed(asked[0], case.run, case.resolved) if engine.alike(fills, one, value))
        key = (id(case), fills, tuple(one.subject for one in asked), alike)
        if key not in self._answered:
            self._answered[key] = self.case(put(case, asked, alike))
        return self._answered[key]

    def outcomes(self, case: Case) -> Outcomes:
        """What becomes of each duty on each item of a case."""
        return {
            (item, duty): case.run.values[self.outcome[duty], question_id(item, duty)]  # type: ignore[index]
            for item in case.resolved.items
            for duty in DUTIES
        }

    def _decide(self, data: Mapping[str, Any]) -> Case:
        document = Document("the scenario", data, {})
        scenario = checked(Scenario, document)
        if self.switches:
            scenario = scenario.model_copy(update={"switches": {**scenario.switches, **self.switches}})
        resolved = resolve(scenario, self.rulebook, document)
        engine = self._engine(resolved)
        builder = WorldBuilder(
            resolved,
            engine.rulebook,
            law_date(scenario, self.rulebook),
            facts_date(scenario),
            timing(scenario, document),
            show_all=self.consider_all,
        )
        run = engine.remembering.run(builder.build())
        run.rulebook = self.rulebook
        return Case(data, resolved, run)

    def _engine(self, resolved: Resolved) -> _Engine:
        provisions = frozenset(claim.provision for claim in resolved.claims.values())
        if provisions not in self._engines:
            self._engines[provisions] = _Engine(sliced(self.rulebook, provisions))
        return self._engines[provisions]


class _Engine:
    """A reference engine for a part of a rulebook, and the values of each input that its rules tell apart."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.remembering = RememberingEngine(rulebook)
        self._wanted: dict[str, list[frozenset[str]]] = {}
        for rule in rulebook.rules:
            for attribute, has, _ in reads(rule.when):
                self._wanted.setdefault(attribute, []).append(has.values)

    def alike(self, attribute: str, one: str, other: str) -> bool:
        """Whether two values of an input meet the same conditions. The limbs that a claim runs through never do."""
        if attribute == THROUGH or one == other:
            return one == other
        return all((one in wanted) == (other in wanted) for wanted in self._wanted.get(attribute, ()))


def without_what_is_held(case: Case) -> dict[str, Any]:
    """The scenario without what is held of items where that may not be read."""
    data = deepcopy(dict(case.data))
    held = case.run.rulebook.attributes.get(HELD)
    for part in data["parts"]:
        for piece in part.get("items") or [part]:
            if held is not None and not readable(held, case.run, piece["id"]):
                piece.pop("held", None)
                piece.pop("held_at", None)
    return data
