"""Try answers: decide, with the reference engine, the scenarios in which questions are answered this way or that.

Nothing tried is told what is held where the duty to confirm or deny is excluded, undetermined or absent: an answer
that would let it be read is tried as if it were not stated, so that nothing told of a trial gives it away.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from foirules.engine.reference import ReferenceEngine
from foirules.errors import LimitError
from foirules.explain.answers import put
from foirules.explain.case import Case
from foirules.explain.slicing import sliced
from foirules.law.questions import HELD
from foirules.law.rulebook import Rulebook
from foirules.model.checked import checked
from foirules.model.reading import Document
from foirules.model.scenario import Scenario
from foirules.reasoning.evaluating import facts_date, law_date, timing
from foirules.reasoning.facts import WorldBuilder, question_id
from foirules.reasoning.missing import Asked, readable
from foirules.reasoning.resolved import DUTIES
from foirules.reasoning.resolving import resolve

MOST = 6_000
"""The most scenarios that are tried for one report of open questions."""

Outcomes = dict[tuple[str, str], str]
"""What becomes of each duty on each item: (item, duty) to outcome."""


class Trials:
    """Decides scenarios that differ in what has been answered. Raises LimitError beyond `MOST` of them."""

    def __init__(self, rulebook: Rulebook, *, consider_all: bool, switches: Mapping[str, str]) -> None:
        self.rulebook = rulebook
        self.consider_all = consider_all
        self.switches = switches
        self.number = 0
        self._engines: dict[frozenset[str], ReferenceEngine] = {}
        self._decided: dict[str, Case] = {}

    def case(self, data: Mapping[str, Any]) -> Case:
        """A scenario decided, as far as outcomes, claims and open questions go; the same scenario only once."""
        key = json.dumps(data, default=str)
        if key not in self._decided:
            self.number += 1
            if self.number > MOST:
                raise LimitError("too many answers to try", mend="answer some questions first")
            self._decided[key] = self._decide(data)
        return self._decided[key]

    def answered(self, case: Case, asked: Sequence[Asked], value: str) -> Case:
        """The case in which a question has been answered."""
        return self.case(put(case, asked, value))

    def outcomes(self, case: Case) -> Outcomes:
        """What becomes of each duty on each item of a case."""
        attributes = {duty: entry.outcome for duty, entry in self.rulebook.header.duties.items()}
        return {
            (item, duty): case.run.values[attributes[duty], question_id(item, duty)]  # type: ignore[index]
            for item in case.resolved.items
            for duty in DUTIES
        }

    def _decide(self, data: Mapping[str, Any]) -> Case:
        document = Document("the scenario", data, {})
        scenario = checked(Scenario, document)
        if self.switches:
            scenario = scenario.model_copy(update={"switches": {**scenario.switches, **self.switches}})
        resolved = resolve(scenario, self.rulebook, document)
        engine = self._engine(frozenset(claim.provision for claim in resolved.claims.values()))
        builder = WorldBuilder(
            resolved,
            engine.rulebook,
            law_date(scenario, self.rulebook),
            facts_date(scenario),
            timing(scenario, document),
            show_all=self.consider_all,
        )
        run = engine.run(builder.build())
        run.rulebook = self.rulebook
        return Case(data, resolved, run)

    def _engine(self, provisions: frozenset[str]) -> ReferenceEngine:
        if provisions not in self._engines:
            self._engines[provisions] = ReferenceEngine(sliced(self.rulebook, provisions))
        return self._engines[provisions]


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
