"""Compile a rulebook for durable-rules: each alternative of each rule is one rule of constant tests and equality joins.

A settled value becomes a fact for every set of values that some rule asks for and that contains it, so every test is
`is this fact that one` and every join an equality: nothing outside what durable-rules does reliably is used. What a
`some` finds becomes a fact too, so no rule ever matches a pair of related subjects. Tests, kinds and subjects go by
numbers: no word of a pack or a scenario reaches the C library, whatever it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from foirules.law.alternatives import Row, lead
from foirules.law.conditions import SELF, Has, Some
from foirules.law.rulebook import Rule, Rulebook

BEGIN = "begin"
TARGET = "t"
MAX_USES = 40
"""The most atoms that test for one and the same fact. At 65 joins on one durable-rules stops, at 512 it hangs."""
PAGE = 40
"""Facts are told apart by a page and a line on it. At 512 constants on one property durable-rules hangs."""

Address = dict[str, str]
"""What tells a fact apart: `{"k": page, "v": line}`."""

Test = dict[str, Any]
"""One test of an atom: `{"k": page}`, or the join `{own: {"m0": theirs}}`."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """One durable rule: the rule it belongs to, or the `some` it finds for, and what each of its atoms matches.

    `about` is the property that holds the subject; `matches` names, for each atom that matches an attribute, its
    alias, the attribute and the property that holds the attribute's subject; `rests_on` are the `some`s it needs.
    """

    rule: Rule | None
    some: int | None
    about: str
    matches: tuple[tuple[str, str, str], ...]
    rests_on: tuple[int, ...]


class Program:
    """The durable rules of a rulebook, and the facts that are posted to them."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.codes = {kind: f"s{number}" for number, kind in enumerate(rulebook.kinds)}
        self.definitions: dict[str, Any] = {BEGIN: {"all": [{"m0": {"k": BEGIN}}]}}
        self.rules: dict[str, Compiled] = {}
        self._addresses: dict[Hashable, list[Address]] = {}
        self._tests: dict[Hashable, list[Test]] = {}
        self._uses: Counter[Hashable] = Counter()
        self._addressed = 0
        self._somes: dict[tuple[str, Some], int] = {}
        for rule in rulebook.rules:
            for row in rulebook.alternatives[rule.id]:
                self._compile_row(rule, row)
        self.of_some = {number: self._facts_of(("some", number)) for number in self._somes.values()}
        self.of_kind = {kind: self._facts_of(("kind", kind)) for kind in rulebook.kinds}
        self.of_relation = {relation: self._facts_of(("relation", relation)) for relation in rulebook.relations}
        self.of_value: dict[tuple[str, str], tuple[Address, ...]] = {}
        for test in self._addresses:
            if isinstance(test, Has):
                for value in test.values:
                    known = self.of_value.get((test.attribute, value), ())
                    self.of_value[test.attribute, value] = known + self._facts_of(test)

    def _facts_of(self, test: Hashable) -> tuple[Address, ...]:
        return tuple(self._addresses.get(test, ()))

    def _test(self, test: Hashable) -> list[Test]:
        """How one more atom tests for a fact; after MAX_USES atoms, for a copy of it."""
        copies = self._addresses.setdefault(test, [])
        if self._uses[test] % MAX_USES == 0:
            page, line = divmod(self._addressed, PAGE)
            copies.append({"k": str(page), "v": str(line)})
            self._tests[test] = [{name: value} for name, value in copies[-1].items()]
            self._addressed += 1
        self._uses[test] += 1
        return self._tests[test]

    def _compile_row(self, rule: Rule, row: Row) -> None:
        atoms = _Atoms()
        first = lead(row)
        about = self.codes[rule.about]
        rests_on: list[int] = []
        if first is None:
            atoms.add(self._test(("kind", rule.about)))
        for leaf in sorted(row, key=lambda leaf: leaf is not first):
            if isinstance(leaf, Some):
                number = self._some(rule.about, leaf)
                rests_on.append(number)
                atoms.add(self._test(("some", number)), (about, about))
            else:
                kind = about if leaf.on == SELF else self.codes[leaf.on]
                atoms.add(self._test(_plain(leaf)), (kind, kind), matches=(leaf.attribute, kind))
        self._add(atoms, Compiled(rule, None, about, tuple(atoms.matches), tuple(rests_on)))

    def _some(self, about: str, some: Some) -> int:
        """The number of a `some` asked of a kind; compiled when first met."""
        if (about, some) not in self._somes:
            number = self._somes[about, some] = len(self._somes)
            named = self.rulebook.relations.get(some.relation)
            other = self.codes[named[1] if named else some.relation]
            atoms = _Atoms()
            if named:
                atoms.add(self._test(("relation", some.relation)))
            for has in some.where:
                join = (other, TARGET if named else other)
                atoms.add(self._test(_plain(has)), join, matches=(has.attribute, other))
            self._add(atoms, Compiled(None, number, self.codes[about], tuple(atoms.matches), ()))
        return self._somes[about, some]

    def _add(self, atoms: _Atoms, compiled: Compiled) -> None:
        name = f"r{len(self.rules)}"
        self.rules[name] = compiled
        self.definitions[name] = {"all": atoms.written}

    def facts(self, values: Mapping[tuple[str, str], str]) -> Iterator[tuple[Address, str]]:
        """The facts that settled values become, each with its subject."""
        for (attribute, subject), value in values.items():
            for address in self.of_value.get((attribute, value), ()):
                yield address, subject


class _Atoms:
    """The atoms of one durable rule; all but the first are joined to the first."""

    def __init__(self) -> None:
        self.written: list[dict[str, Any]] = []
        self.matches: list[tuple[str, str, str]] = []

    def add(
        self, tests: list[Test], join: tuple[str, str] = ("", ""), *, matches: tuple[str, str] | None = None
    ) -> None:
        alias = f"m{len(self.written)}"
        if self.written:
            own, theirs = join
            tests = [*tests, {own: {"m0": theirs}}]
        self.written.append({alias: {"$and": tests}})
        if matches is not None:
            self.matches.append((alias, *matches))


def _plain(has: Has) -> Has:
    """The fact that a leaf tests for, whoever's it is."""
    return Has(has.attribute, has.values)
