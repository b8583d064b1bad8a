"""Put an answer to an open question into a scenario: a new scenario in which the viewpoint has found it.

What the viewpoint found before on the same thing gives way, and so does what the answer contradicts; what others
submitted stays. The scenario that was asked about is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from foirules.errors import InputError, listed, quoted
from foirules.explain.case import Case
from foirules.law.limb_rules import MET, NOT_MET, THROUGH
from foirules.law.needs import APPLICATION, ITEM
from foirules.law.questions import HELD, ON_A_QUESTION
from foirules.law.rulebook import REQUEST
from foirules.model.scenario import Finding
from foirules.reasoning.missing import Asked, allowed
from foirules.reasoning.resolved import finding_targets

ON_A_CLAIM = {"found-engagement": "engagement", "found-balance": "balance"}
"""The key of a finding that gives each input of a claim its value."""

Raw = dict[str, Any]


def put(case: Case, asked: Sequence[Asked], value: str, at: str | None = None) -> Raw:
    """The scenario in which the viewpoint has answered a question, on every subject it is asked of.

    `asked` are open questions of the case that differ in their subjects only, all of one claim or of none. `at` says
    where the answer is written. Raises InputError where the value is none of those that answer the question.
    """
    choices = allowed(asked[0], case.run, case.resolved)
    if value not in choices:
        mend = f"use {listed(choices)}" if choices else "change the findings themselves"
        raise InputError(f"{quoted(value)} does not answer the question", mend=mend)
    return _Answering(case, at).put(asked, value)


@dataclass(frozen=True, slots=True)
class _Found:
    """A finding of the scenario, plain and read, and the items it is about."""

    raw: Raw
    finding: Finding
    reach: list[str]


class _Answering:
    def __init__(self, case: Case, at: str | None) -> None:
        self.case = case
        self.viewpoint = case.resolved.scenario.viewpoint
        self.written = {"by": self.viewpoint, "at": at} if at else {"by": self.viewpoint}
        self.at = at
        self.data: Raw = deepcopy(dict(case.data))
        self.found = [
            _Found(raw, finding, [target[-1] for target in finding_targets(finding, case.resolved)])
            for raw, finding in zip(self.data.get("found") or [], case.resolved.scenario.found, strict=True)
        ]

    def put(self, asked: Sequence[Asked], value: str) -> Raw:
        case, subjects = self.case, [one.subject for one in asked]
        fills, claim, items = asked[0].fills, case.claim(subjects[0]), case.items(subjects)
        assert fills is not None
        about = case.run.rulebook.attributes[fills].about
        if fills == HELD:
            self._hold(items, value)
        elif fills == THROUGH:
            self._run_through(claim, value)
        elif fills == ON_A_QUESTION:
            self._combine(subjects, value)
        elif about != APPLICATION:
            self._find_fact(fills, items if about == ITEM else [], value)
        elif fills == "found-engagement":
            self._engage(claim, items, value)
        elif fills in ON_A_CLAIM:
            self._find_on(claim, items, {ON_A_CLAIM[fills]: value})
        else:
            self._find_on(claim, items, {"element": fills, "is": value})
        if self.found or "found" in self.data:
            self.data["found"] = [one.raw for one in self.found]
        return self.data

    def _hold(self, items: Sequence[str], value: str) -> None:
        pieces = (piece for part in self.data["parts"] for piece in part.get("items") or [part])
        for piece in pieces:
            if piece["id"] in items:
                piece.pop("held_at", None)
                piece |= {"held": value, "held_at": self.at} if self.at else {"held": value}

    def _run_through(self, claim: str | None, value: str) -> None:
        for made in self.data["claims"]:
            if made["id"] == claim:
                made["by"] = [value]
                if self.at:
                    made.setdefault("at", self.at)

    def _engage(self, claim: str | None, items: Sequence[str], value: str) -> None:
        """Find a claim engaged or not. Elements found that point the other way give way; and where it is engaged, so
        do the claims that are found engaged as well and cannot apply together with it."""
        case, run = self.case, self.case.run
        assert claim is not None
        contrary = NOT_MET if value == "engaged" else MET["plain"] | MET["likelihood"]
        self._withdraw(lambda one: one.claim == claim and one.element is not None and one.value in contrary, items)
        self._find_on(claim, items, {"engagement": value})
        for subject in case.applications(claim, items) if value == "engaged" else ():
            for rival in run.world.related("rival", subject) if case.has(subject, conflict="yes") else ():
                if case.has(rival, conflict="yes"):
                    self._engage(case.claim(rival), case.items([rival]), "not_engaged")

    def _combine(self, subjects: Sequence[str], value: str) -> None:
        """Weigh together, on each question, every claim that may be: engaged, qualified and not against another."""
        case, run = self.case, self.case.run
        by_weighed: dict[tuple[str | None, ...], list[str]] = {}
        for subject in subjects:
            weighed = (
                case.claim(application)
                for application in run.world.children(run.world.subjects[subject].lineage["question"], APPLICATION)
                if case.has(application, engagement="engaged", status="qualified", conflict="no", alternatives="no")
            )
            by_weighed.setdefault(tuple(weighed), []).extend(case.items([subject]))
        duty = case.duty(subjects[0])
        for claims, items in by_weighed.items():
            self._withdraw(lambda one: one.combined is not None and self._duty(one) == duty, items)
            self._add(None, {**_about(items), "combined": value, "weighed": list(claims), **self.written})

    def _duty(self, combined: Finding) -> str:
        return self.case.resolved.claims[combined.weighed[0]].duties[0]

    def _find_fact(self, fact: str, items: Sequence[str], value: str) -> None:
        self._withdraw(lambda one: one.fact == fact, items or [REQUEST])
        self._add(None, {**_about(items), "fact": fact, "is": value, **self.written})

    def _find_on(self, claim: str | None, items: Sequence[str], what: Raw) -> None:
        """Find something of a claim on some of its items, in place of what the viewpoint found of it there before."""
        assert claim is not None
        kind = next(iter(what))
        name = what[kind] if kind == "element" else None

        def same(one: Finding) -> bool:
            thing = getattr(one, kind)
            return one.claim == claim and (thing == name if name else thing is not None)

        self._withdraw(same, items)
        wanted = {"claim": claim, **what, **self.written}
        for one in self.found:
            if one.finding.claim == claim and {**one.raw, "items": None} == {**wanted, "items": None}:
                self.found.remove(one)
                items = [*one.reach, *items]
                break
        whole = self.case.resolved.claims[claim].items
        some = [item for item in whole if item in items]
        about = {"claim": claim} if len(some) == len(whole) else {"claim": claim, "items": some}
        self._add(claim, {**about, **what, **self.written})

    def _add(self, claim: str | None, raw: Raw) -> None:
        """Add a finding: after the others on its claim, or else at the end."""
        finding = Finding.model_validate(raw)
        reach = [target[-1] for target in finding_targets(finding, self.case.resolved)]
        alike = [number for number, one in enumerate(self.found) if claim and one.finding.claim == claim]
        self.found.insert(alike[-1] + 1 if alike else len(self.found), _Found(raw, finding, reach))

    def _withdraw(self, fits: Callable[[Finding], bool], items: Sequence[str]) -> None:
        """Withdraw what counts as the viewpoint's own from some items: what it adopted is then a submission again."""
        kept: list[_Found] = []
        for one in self.found:
            finding = one.finding
            counts = finding.by == self.viewpoint or (finding.adopted and finding.adopted.by == self.viewpoint)
            gone = [item for item in one.reach if item in items]
            if not (counts and fits(finding) and gone):
                kept.append(one)
                continue
            rest = [item for item in one.reach if item not in items]
            if rest:
                kept.append(_on(one, rest))
            if finding.by != self.viewpoint:
                submitted = _on(one, gone) if rest else one
                plain = {key: value for key, value in submitted.raw.items() if key != "adopted"}
                kept.append(_Found(plain, finding.model_copy(update={"adopted": None}), gone))
        self.found = kept


def _on(one: _Found, items: list[str]) -> _Found:
    """A finding on some of its items only."""
    about = {"claim": one.raw["claim"], "items": items} if "claim" in one.raw else _about(items)
    rest = {key: value for key, value in one.raw.items() if key not in ("claim", "item", "items")}
    return _Found({**about, **rest}, one.finding, items)


def _about(items: Sequence[str]) -> Raw:
    """The keys by which a finding names its items, where it names any."""
    return {"item": items[0]} if len(items) == 1 else {"items": list(items)} if items else {}
