"""Every limb of the pack, with each way its test can be met, decided by the reference engine on minimal scenarios.

`python tests/law/limb_table.py` renews limb_table.yaml, which freezes the result. Read what has changed against the
Act before you keep it: the table is the reviewed statement of what each limb asks for. Of each limb:

    status         absolute or qualified, and each kind of authority, kind of record or policy switch that changes it
    not_available  the kinds of authority that cannot claim it, and the day until which nobody could
    nothing_found  engagement where nothing has been found
    ways           each least set of elements that meets the test, the others found not met; then with each one of the
                   set found not met, and each one left unknown
    everything     where there are several ways: the same with every element of the test found met
    levels         engagement at each level of likelihood
    by_kind        engagement by kind of authority, with every element met but those that the kind can stand in for,
                   or nobody's claiming another exemption, and where it gives way to another, that one claimed too
    as_claimed     of a limb that is claimed through others: the same through each, through none and through several
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import yaml
from limb_bench import NONE, SEVERAL, Bench, Case

from foirules.law.loading import load, source_folder

FROZEN = Path(__file__).with_name("limb_table.yaml")
HEADING = "# Made by limb_table.py, which says how to read it, and read against the Act. Do not edit by hand.\n"
CARVE_OUT, BY_KIND = "if carve-out", "if settled-by-kind"
SETTLED = {"s33": "audit_body", "s35": "government_department", "s41": "local_authority"}
"""For each section in which the kind of authority can settle an element: a kind that does."""
LEVELS = ("would", "would_be_likely", "shown")

Row = dict[str, Any]
Way = frozenset[str]
"""Elements to be met, and presumptions (`if` and the attribute) that have to hold."""


def ways(tree: Any) -> list[Way]:
    """Each least way to meet a test. Raises ValueError for a test that some element has to fail."""
    match tree:
        case ("element", name):
            return [frozenset({name})]
        case ("if", has):
            return [frozenset({f"if {has.attribute}"})]
        case ("any", parts):
            return _least([way for part in parts for way in ways(part)])
        case ("all", parts):
            return _least([frozenset[str]().union(*chosen) for chosen in product(*map(ways, parts))])
    raise ValueError(f"the table cannot list the ways to meet {tree}")


def _least(found: list[Way]) -> list[Way]:
    return [way for way in dict.fromkeys(found) if not any(other < way for other in found)]


def replaceable(tree: Any) -> Iterator[str]:
    """The elements that a presumption can stand in for."""
    match tree:
        case ("any", parts) if any(part[0] == "if" for part in parts):
            yield from (part[1] for part in parts if part[0] == "element")
        case ("any" | "all", parts):
            for part in parts:
                yield from replaceable(part)


class Tabulator:
    """Writes the rows of one rulebook's limbs."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.rulebook = bench.rulebook
        self.kinds = self.rulebook.attributes["authority-kind"].values

    def table(self) -> dict[str, Row]:
        """The table: written once to learn what has to be decided, and again when it has been."""
        for name in self.rulebook.limbs:
            self._limb(name)
        self.bench.settle()
        return {name: self._limb(name) for name in self.rulebook.limbs}

    def _limb(self, name: str) -> Row:
        limb = self.rulebook.limbs[name]
        row: Row = {"duty": limb.duty, "kind": limb.kind}
        if limb.effect != "exempt":
            row["effect"] = limb.effect
        row["status"] = self._status(Case(name))
        if barred := self._barred(name):
            row["not_available"] = barred
        if not limb.if_held:
            row |= self._test(name, ())
        if limb.through:
            row["as_claimed"] = list(self._as_claimed(name))
        return row

    def _as_claimed(self, name: str) -> Iterator[Row]:
        """What is so of the limb claimed through each of its limbs, through none and through several: equals once."""
        limb = self.rulebook.limbs[name]
        claims: list[tuple[str, ...]] = [*((one,) for one in limb.through), ()]
        if len(limb.through) > 1:
            claims.append(tuple(limb.through[:2]))
        told: list[tuple[Row, list[str]]] = []
        for through in claims:
            entry: Row = {"status": self.bench.ask(Case(name, through)).status}
            if limb.if_held:
                entry |= self._test(name, through)
            else:
                entry["nothing_found"] = self._engagement(Case(name, through))
                entry["everything_met"] = self._engagement(self.bench.full(name, through))
            names = next((names for other, names in told if other == entry), None)
            if names is None:
                told.append((entry, names := []))
            names.append(through[0] if len(through) == 1 else SEVERAL if through else NONE)
        yield from ({"through": names} | entry for entry, names in told)

    def _test(self, name: str, through: tuple[str, ...]) -> Row:
        tree, full = self.bench.tree(name, through), self.bench.full(name, through)
        listed = ways(tree)
        row: Row = {"nothing_found": self._engagement(Case(name, through))}
        row["ways"] = [self._way(full, tree, way) for way in listed]
        if len(listed) > 1:
            row["everything"] = self._one_by_one(full, self.bench.elements(name, through))
        if "likelihood" in dict(full.found):
            row["levels"] = _once({one: self._engagement(full.finding({"likelihood": one})) for one in LEVELS})
        if stand_ins := set(replaceable(tree)):
            rival = bool(self.rulebook.limbs[name].exclusive_with)
            left = replace(full.finding(dict.fromkeys(stand_ins)), rival=rival)
            row["by_kind"] = _once({kind: self._engagement(replace(left, authority=kind)) for kind in self.kinds})
        return row

    def _barred(self, name: str) -> Row:
        start = self.rulebook.limbs[name].start
        full = self.bench.full(name)
        states = {kind: self.bench.ask(replace(Case(name), authority=kind)).availability for kind in self.kinds}
        barred: Row = {}
        if kinds := [kind for kind, state in states.items() if state == "not_available"]:
            barred["authority-kind"] = kinds
        if start and self._engagement(replace(full, day=start - timedelta(days=1))) == "not_available":
            barred["until"] = start
        return barred

    def _status(self, bare: Case) -> str | Row:
        ordinary = self.bench.ask(bare).status
        today = self.rulebook.header.law_stated_at
        changed = {f"authority-kind {kind}": replace(bare, authority=kind) for kind in self.kinds}
        changed |= {f"record {one}": replace(bare, record=one) for one in self.rulebook.attributes["record"].values}
        for name, switch in self.rulebook.switches.items():
            others = [value for value in switch.values if value != self.rulebook.switch_at(name, today)[0]]
            changed |= {f"{name} {value}": replace(bare, switch=(name, value)) for value in others}
        states = {what: self.bench.ask(case).status for what, case in changed.items()}
        different = {what: status for what, status in states.items() if status != ordinary}
        return {"ordinarily": ordinary, **different} if different else ordinary

    def _way(self, full: Case, tree: Any, way: Way) -> Row:
        """One way, by itself: what it does not need is found not met, save what a presumption of it stands in for."""
        left = set(replaceable(tree)) if any(part.startswith("if ") for part in way) else set()
        needs = [name for name in self.bench.elements(full.limb, full.through) if name in way]
        rest = {name: None if name in left else "not_met" for name, _ in full.found if name not in way}
        case = full.finding(rest)
        row: Row = {"needs": needs}
        if CARVE_OUT in way:
            row["where"] = "nobody claims an exemption it gives way to"
        elif "outside-rivals" in way:
            case = replace(case, rival=True)
            row["where"] = f"{self.rulebook.limbs[full.limb].exclusive_with[0]} is claimed too"
        if BY_KIND in way:
            case = replace(case, authority=SETTLED[self.rulebook.sections[full.limb]])
            row["where"] = f"the kind of authority is {case.authority}"
        return row | self._one_by_one(case, needs)

    def _one_by_one(self, case: Case, elements: Iterable[str]) -> Row:
        row: Row = {"engagement": self._engagement(case)}
        for key, value in (("one_not_met", "not_met"), ("one_unknown", None)):
            row[key] = _once({name: self._engagement(case.finding({name: value})) for name in elements})
        return row

    def _engagement(self, case: Case) -> str:
        return self.bench.ask(case).engagement


def _once(values: Mapping[str, str]) -> str | Row:
    """The value, where all are the same; otherwise each value with what has it."""
    if len(set(values.values())) == 1:
        return next(iter(values.values()))
    return {value: [name for name, own in values.items() if own == value] for value in dict.fromkeys(values.values())}


def compute() -> dict[str, Row]:
    """The table of the pack in this checkout."""
    folder = source_folder()
    assert folder is not None
    return Tabulator(Bench(load(folder))).table()


if __name__ == "__main__":
    text = yaml.safe_dump(compute(), sort_keys=False, default_flow_style=None, width=118, allow_unicode=True)
    FROZEN.write_text(HEADING + text, encoding="utf-8")
    sys.stdout.write(f"{FROZEN}: {text.count(chr(10))} lines\n")
