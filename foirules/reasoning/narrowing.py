"""Engines that know only the rules that could hold: to compile the others takes longer than to decide a scenario.

Which rules could hold is reckoned without regard to subjects: an input can have the values given of any subject, a
conclusion those of the rules that could hold. Rules left out could not have held, so that nothing else changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace

from foirules.engine.choice import EngineName, engine_for
from foirules.engine.driver import Engine
from foirules.engine.world import World
from foirules.law.conditions import All, Any_, Condition, Has, Some
from foirules.law.rulebook import Attribute, Rule, Rulebook

SMALL = 400
"""The most subjects of a world that is worth an engine of its own. Far larger ones may be too much work for an
engine, which has to be found with every rule in view."""


def could_hold(rulebook: Rulebook, world: World) -> Iterator[Rule]:
    """The rules that could hold in a world, and perhaps more."""
    given: dict[str, set[str]] = {}
    for (attribute, _), stated in world.given.items():
        given.setdefault(attribute, set()).add(stated.value)
    related = {relation for relation, _ in world.relations}
    values = {name: _inputs(attribute, given, world) for name, attribute in rulebook.attributes.items()}
    for rules in rulebook.rules_by_stage:
        holding = [rule for rule in rules if _could(rule.when, values, rulebook, related)]
        for rule in holding:
            values[rule.attribute].add(rule.value)
        yield from holding


def _inputs(attribute: Attribute, given: dict[str, set[str]], world: World) -> set[str]:
    """The values an attribute can have before any rule holds. What is guarded is not looked at: all it could have."""
    if attribute.about not in world.by_kind:
        return set()
    if attribute.guard is not None:
        return {*attribute.values}
    return {attribute.default or attribute.otherwise or "", *given.get(attribute.id, ())}


def _could(condition: Condition, values: dict[str, set[str]], rulebook: Rulebook, related: Set[str]) -> bool:
    match condition:
        case Has(attribute, wanted):
            return not wanted.isdisjoint(values[attribute])
        case Some(relation, where):
            if relation in rulebook.relations and relation not in related:
                return False
            return all(not has.values.isdisjoint(values[has.attribute]) for has in where)
        case All(parts):
            return all(_could(part, values, rulebook, related) for part in parts)
        case Any_(parts):
            return any(_could(part, values, rulebook, related) for part in parts)


class Engines:
    """The engines of a rulebook: one for the first scenario, and when it does not do for another, one with every rule.

    Threads may share one: at worst two of them make the same engine.
    """

    def __init__(self, rulebook: Rulebook, name: EngineName | None) -> None:
        """Find out which engine can run, on no rules at all. Raises InputError where the one named cannot be loaded."""
        self.rulebook = rulebook
        self.name = name
        self.notice = engine_for(replace(rulebook, rules=(), attributes={}), name)[1]
        self._first: tuple[Set[str], Engine] | None = None
        self._whole: Engine | None = None

    def engine(self, world: World) -> Engine:
        """An engine that decides this world as one with every rule would."""
        if self._whole is None and len(world.subjects) <= SMALL:
            rules = tuple(could_hold(self.rulebook, world))
            names = {rule.id for rule in rules}
            first = self._first
            if first is None:
                first = self._first = (names, self._made(replace(self.rulebook, rules=rules)))
            if names <= first[0]:
                return first[1]
        whole = self._whole = self._whole or self._made(self.rulebook)
        return whole

    def _made(self, rulebook: Rulebook) -> Engine:
        return engine_for(rulebook, self.name)[0]
