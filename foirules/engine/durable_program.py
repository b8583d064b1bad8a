"""Compile a rulebook for durable-rules: each alternative of each rule is one rule of constant tests and equality joins.

A settled value becomes one fact for every set of values that some rule asks for and that contains it, so every
test is `attribute = set` and every join an equality: nothing outside what durable-rules does reliably is used.
Facts carry the ids of their subject and its ancestors; free text never enters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from foirules.engine.world import Key, World
from foirules.law.conditions import SELF, Has, Some, reads
from foirules.law.rulebook import Rule, Rulebook
from foirules.law.validation import expand

BEGIN = "#begin"
KIND = "#kind"
RELATION = "#relation"
TARGET = "target"


@dataclass(frozen=True, slots=True)
class Compiled:
    """One durable rule: the rule it belongs to, and the attribute that each alias of it matches."""

    rule: Rule
    attributes: Mapping[str, str]


class Program:
    """The durable rules of a rulebook, and how facts are posted to them."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.sets: dict[str, dict[str, frozenset[str]]] = {}
        self.rules: dict[str, Compiled] = {}
        self.definitions: dict[str, Any] = {BEGIN: {"all": [{"m0": {"k": BEGIN}}]}}
        self.anchored: set[str] = set()
        for rule in rulebook.rules:
            for _, has, _ in reads(rule.when):
                self.sets.setdefault(has.attribute, {})[_label(has.values)] = has.values
            for row in expand(rule.when):
                self._compile(rule, row)

    def _compile(self, rule: Rule, row: tuple[Has | Some, ...]) -> None:
        atoms: list[dict[str, Any]] = []
        attributes: dict[str, str] = {}

        def atom(key: str, value: str, *joins: tuple[str, str, str], attribute: str | None = None) -> str:
            alias = f"m{len(atoms)}"
            tests: list[dict[str, Any]] = [{"k": key}, {"v": value}]
            tests += [{own: {other: theirs}} for own, other, theirs in joins]
            atoms.append({alias: {"$and": tests}})
            if attribute is not None:
                attributes[alias] = attribute
            return alias

        leads = [leaf for leaf in row if isinstance(leaf, Has) and leaf.on == SELF]
        if leads:
            atom(leads[0].attribute, _label(leads[0].values), attribute=leads[0].attribute)
        else:
            self.anchored.add(rule.about)
            atom(KIND, rule.about)
        for leaf in row:
            if leads and leaf is leads[0]:
                continue
            if isinstance(leaf, Has):
                kind = rule.about if leaf.on == SELF else leaf.on
                atom(leaf.attribute, _label(leaf.values), (kind, "m0", kind), attribute=leaf.attribute)
            else:
                self._compile_some(rule, leaf, atom)
        name = f"r{len(self.rules)}"
        self.rules[name] = Compiled(rule, attributes)
        self.definitions[name] = {"all": atoms}

    def _compile_some(self, rule: Rule, some: Some, atom: Any) -> None:
        if some.relation in self.rulebook.relations:
            target = self.rulebook.relations[some.relation][1]
            link = atom(RELATION, some.relation, (rule.about, "m0", rule.about))
            for has in some.where:
                atom(has.attribute, _label(has.values), (target, link, TARGET), attribute=has.attribute)
            return
        child = some.relation
        first: str | None = None
        for has in some.where:
            if first is None:
                first = atom(has.attribute, _label(has.values), (rule.about, "m0", rule.about), attribute=has.attribute)
            else:
                atom(has.attribute, _label(has.values), (child, first, child), attribute=has.attribute)

    def opening_facts(self, world: World) -> Iterator[dict[str, str]]:
        """The facts every session starts with: one that makes a rule fire, the anchors and the relations."""
        yield {"k": BEGIN}
        for kind in sorted(self.anchored):
            for subject in world.by_kind.get(kind, ()):
                yield {"k": KIND, "v": kind, **world.subjects[subject].lineage}
        used = {leaf for rule in self.rulebook.rules for _, _, leaf in reads(rule.when)}
        for (relation, source), targets in world.relations.items():
            if relation in used:
                for target in targets:
                    yield {"k": RELATION, "v": relation, TARGET: target, **world.subjects[source].lineage}

    def facts(self, world: World, values: Mapping[Key, str]) -> Iterator[dict[str, str]]:
        """The facts that settled values become: one for each set of values some rule asks for."""
        for (attribute, subject), value in values.items():
            for label, members in self.sets.get(attribute, {}).items():
                if value in members:
                    yield {"k": attribute, "v": label, **world.subjects[subject].lineage}


def _label(values: frozenset[str]) -> str:
    return "|".join(sorted(values))
