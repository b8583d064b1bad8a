"""Decide many minimal cases at once with the reference engine: one claim on one item each, and what was found of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from foirules.law.limb_rules import elements_of
from foirules.law.rulebook import Rulebook
from foirules.model.reading import Document
from foirules.reasoning.evaluating import Evaluator

AT_ONCE = 400
NONE, SEVERAL = "none", "several"


@dataclass(frozen=True, slots=True)
class Case:
    """One claim on one item. `rival`: a limb that it gives way to is claimed on the item too, with nothing found."""

    limb: str
    through: tuple[str, ...] = ()
    found: frozenset[tuple[str, str]] = frozenset()
    rival: bool = False
    record: str = "unstated"
    authority: str = "other"
    switch: tuple[str, str] | None = None
    day: date | None = None

    def finding(self, values: Mapping[str, str | None]) -> Case:
        """The same with these elements found so; None leaves an element unknown."""
        found = {**dict(self.found), **values}
        return replace(self, found=frozenset((name, value) for name, value in found.items() if value is not None))


class Result(NamedTuple):
    """What was concluded on the claim: each the value of the attribute of that name."""

    availability: str
    status: str
    engagement: str


class Bench:
    """Asks and remembers. `ask` notes what it does not know yet; `settle` decides all of that together."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.evaluator = Evaluator(rulebook, "reference")
        self.known: dict[Case, Result] = {}
        self.wanted: dict[Case, None] = {}

    def ask(self, case: Case) -> Result:
        """The result, or one of question marks where `settle` has yet to find it."""
        if case not in self.known:
            self.wanted[case] = None
        return self.known.get(case, Result("?", "?", "?"))

    def decide(self, cases: Iterable[Case]) -> list[Result]:
        """The result of each case, in order."""
        listed = list(cases)
        for case in listed:
            self.ask(case)
        self.settle()
        return [self.known[case] for case in listed]

    def settle(self) -> None:
        """Decide every case asked for: a scenario for those that share what is said of the request as a whole."""
        groups: dict[tuple[object, ...], list[Case]] = {}
        for case in self.wanted:
            groups.setdefault((case.authority, case.switch, case.day), []).append(case)
        self.wanted.clear()
        for group in groups.values():
            for start in range(0, len(group), AT_ONCE):
                self._together(group[start : start + AT_ONCE])

    def met(self, element: str) -> str:
        """The value with which an element is met: of likelihood, the lower level."""
        return "would_be_likely" if self.rulebook.elements[element].values == "likelihood" else "met"

    def tree(self, limb: str, through: tuple[str, ...] = ()) -> Any:
        """A limb's test as claimed through these limbs: of a limb that asks another's test, that one's."""
        tree, possible = self.rulebook.tests[limb], self.rulebook.limbs[limb].through
        if tree[0] != "case":
            return tree
        named = through or (tuple(possible) if len(possible) == 1 else ())
        value = named[0] if len(named) == 1 else SEVERAL if named else NONE
        return next(sub for values, sub in tree[2] if value in values)

    def elements(self, limb: str, through: tuple[str, ...] = ()) -> list[str]:
        """The elements of a limb's test as claimed through these limbs, in order."""
        return list(dict.fromkeys(elements_of(self.tree(limb, through))))

    def full(self, limb: str, through: tuple[str, ...] = ()) -> Case:
        """The case with every element of the test found met."""
        return Case(limb, through).finding({name: self.met(name) for name in self.elements(limb, through)})

    def _together(self, cases: list[Case]) -> None:
        claims: list[dict[str, Any]] = []
        found: list[dict[str, Any]] = []
        for number, case in enumerate(cases):
            item, claim = f"i{number}", f"c{number}"
            claims.append({"id": claim, "provision": case.limb, "by": list(case.through), "items": [item]})
            if case.rival:
                rival = self.rulebook.limbs[case.limb].exclusive_with[0]
                claims.append({"id": f"r{number}", "provision": rival, "items": [item]})
            if case.record != "unstated":
                found.append({"item": item, "fact": "record", "is": case.record, "by": "authority"})
            found += [{"claim": claim, "element": e, "is": v, "by": "authority"} for e, v in sorted(case.found)]
        first = cases[0]
        scenario: dict[str, Any] = {
            "schema": "foirules/scenario/1",
            "id": "limbs",
            "title": "One claim on each item",
            "viewpoint": "authority",
            "authority": {"name": "An authority", "kind": first.authority},
            "parts": [{"id": f"i{number}", "asks": "Something"} for number in range(len(cases))],
            "claims": claims,
            "found": found,
            "switches": dict([first.switch] if first.switch else []),
        }
        if first.day is not None:
            scenario["law_as_at"] = first.day.isoformat()
        run, _ = self.evaluator.run(Document("limbs", scenario, {}))
        results: dict[str, set[Result]] = {}
        for subject in run.world.by_kind["application"]:
            concluded = Result(*(run.values[name, subject] for name in Result._fields))
            results.setdefault(subject.partition("@")[0], set()).add(concluded)
        for number, case in enumerate(cases):
            (self.known[case],) = results[f"c{number}"]
