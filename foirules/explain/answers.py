"""Put an answer to an open question into a scenario: a new scenario in which the viewpoint has found it.

What the viewpoint found before on the same thing gives way, and so does what the answer contradicts; what others
submitted stays. The scenario that was asked about is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

from foirules.errors import InputError, listed, quoted
from foirules.explain.case import Case
from foirules.law.limb_rules import MET, NOT_MET, THROUGH
from foirules.law.needs import APPLICATION, ITEM
from foirules.law.questions import HELD, ON_A_QUESTION
from foirules.model.scenario import Finding
from foirules.reasoning.missing import Asked, allowed

ENGAGEMENT, BALANCE = "engagement", "balance"
ON_A_CLAIM = {"found-engagement": ENGAGEMENT, "found-balance": BALANCE}
ENGAGED, NOT_ENGAGED = "engaged", "not_engaged"

Raw = dict[str, Any]


def put(case: Case, asked: Sequence[Asked], value: str, at: str | None = None) -> Raw:
    """The scenario in which the viewpoint has answered one question, on every subject it is asked of.

    `asked` are open questions of the case with the same entry, element and claim. `at` says where the answer is
    written. Raises InputError where the value is none of those allowed.
    """
    choices = allowed(asked[0], case.run, case.resolved)
    if value not in choices:
        mend = f"use {listed(choices)}" if choices else "change the findings themselves"
        raise InputError(f"{quoted(value)} does not answer the question", mend=mend)
    return _Answering(case, at).put(asked, value)


class _Answering:
    def __init__(self, case: Case, at: str | None) -> None:
        self.case = case
        self.at = at
        self.data: Raw = deepcopy(dict(case.data))
        self.found: list[Raw] = list(self.data.get("found") or [])
        self.given = list(case.resolved.scenario.found)
        """The findings of the case, each beside its plain form in `found`; none of those added here is looked at."""

    def put(self, asked: Sequence[Asked], value: str) -> Raw:
        case, first = self.case, asked[0]
        fills, claim, items = first.fills, case.claim(first), case.items(asked)
        assert fills is not None
        about = case.run.rulebook.attributes[fills].about
        if fills == HELD:
            self._hold(items, value)
        elif fills == THROUGH:
            self._run_through(claim, value)
        elif fills == ON_A_QUESTION:
            self._combine(asked, value)
        elif about != APPLICATION:
            self._find({"items": items} if about == ITEM else {}, {"fact": fills, "is": value})
        elif fills not in ON_A_CLAIM:
            self._find_on(claim, items, {"element": fills, "is": value})
        elif ON_A_CLAIM[fills] == ENGAGEMENT:
            self._engage(claim, items, value)
        else:
            self._find_on(claim, items, {ON_A_CLAIM[fills]: value})
        if self.found or "found" in self.data:
            self.data["found"] = self.found
        return self.data

    def _hold(self, items: Sequence[str], value: str) -> None:
        for part in self.data["parts"]:
            for piece in part.get("items") or [part]:
                if piece["id"] in items:
                    piece.pop("held_at", None)
                    piece["held"] = value
                    if self.at:
                        piece["held_at"] = self.at

    def _run_through(self, claim: str | None, value: str) -> None:
        for made in self.data["claims"]:
            if made["id"] == claim:
                made["by"] = [value]
                if self.at:
                    made.setdefault("at", self.at)

    def _engage(self, claim: str | None, items: Sequence[str], value: str) -> None:
        """Find a claim engaged or not. Elements that point the other way give way; where it is found engaged, so do
        the claims found engaged that it cannot apply together with."""
        case, run = self.case, self.case.run
        assert claim is not None
        contrary = NOT_MET if value == ENGAGED else MET["plain"] | MET["likelihood"]
        self._withdraw(lambda one: one.claim == claim and one.element is not None and one.value in contrary, items)
        self._find_on(claim, items, {ENGAGEMENT: value})
        for item in items if value == ENGAGED else ():
            for subject in case.applications(item, claim):
                rivals = run.world.related("rival", subject)
                for rival in rivals if run.value("conflict", subject) == "yes" else ():
                    if run.value("conflict", rival) == "yes":
                        self._engage(case.claim(Asked(_NONE, rival)), [item], NOT_ENGAGED)

    def _combine(self, asked: Sequence[Asked], value: str) -> None:
        """Weigh together, on each question, every claim that may be: engaged, qualified, not excluding another."""
        case, run = self.case, self.case.run
        by_weighed: dict[tuple[str, ...], list[str]] = {}
        for one in asked:
            question = run.world.subjects[one.subject].lineage["question"]
            wanted = {"engagement": ENGAGED, "status": "qualified", "conflict": "no", "alternatives": "no"}
            claims = [
                claim
                for subject in run.world.children(question, APPLICATION)
                if all(run.value(name, subject) == value for name, value in wanted.items())
                and (claim := case.claim(Asked(one.entry, subject)))
            ]
            by_weighed.setdefault(tuple(claims), []).extend(case.items([one]))
        duty = case.duty(asked[0])
        for weighed, items in by_weighed.items():
            self._withdraw(lambda one: one.combined is not None and self._duty_of(one) == duty, items)
            self._find({"items": items}, {"combined": value, "weighed": list(weighed)})

    def _duty_of(self, finding: Finding) -> str:
        return self.case.resolved.claims[finding.weighed[0]].duties[0]
