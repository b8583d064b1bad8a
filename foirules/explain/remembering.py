"""An engine that remembers: scenarios that differ in elements only, and not in whether a test is met, are decided once.

A rulebook is cut after the last stage that reads an element. What follows rests on what the later rules read and on
nothing else, so that where this is the same as before, so is the rest.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from foirules.engine.driver import Run
from foirules.engine.reference import ReferenceEngine
from foirules.engine.world import Given, Key, World
from foirules.law.conditions import reads
from foirules.law.rulebook import Attribute, Rulebook


class RememberingEngine:
    """Decides worlds as the reference engine does; what it returns holds values, and no conclusions."""

    def __init__(self, rulebook: Rulebook) -> None:
        attributes = rulebook.attributes
        stages = {rule.id: attributes[rule.attribute].stage for rule in rulebook.rules}
        cut = max(
            (
                stages[rule.id]
                for rule in rulebook.rules
                for name, _, _ in reads(rule.when)
                if name in rulebook.elements
            ),
            default=0,
        )
        later = [rule for rule in rulebook.rules if stages[rule.id] > cut]
        read = {name for rule in later for name, _, _ in reads(rule.when)}
        read |= {one.guard.attribute for one in attributes.values() if one.guard is not None}
        self.rulebook = rulebook
        self.between = tuple(name for name in attributes if name in read and attributes[name].stage <= cut)
        """What the later rules read of what is given, or concluded before them."""
        early = {name: one for name, one in attributes.items() if one.stage <= cut}
        late = {name: one for name, one in attributes.items() if one.stage > cut}
        self._early = ReferenceEngine(
            replace(
                rulebook,
                stages=rulebook.stages[: cut + 1],
                attributes=early,
                rules=tuple(rule for rule in rulebook.rules if stages[rule.id] <= cut),
            )
        )
        self._late = ReferenceEngine(
            replace(
                rulebook,
                attributes={**{name: _given(attributes[name]) for name in self.between}, **late},
                rules=tuple(later),
            )
        )
        self._guarded = tuple(name for name, one in late.items() if one.is_input)
        self._remembered: dict[Any, dict[Key, str]] = {}

    def run(self, world: World) -> Run:
        """Every value of a world. Raises LimitError, or PackError, as the reference engine does."""
        early = self._early.run(world)
        given = {
            (name, subject): early.values[name, subject]
            for name in self.between
            for subject in world.by_kind.get(self.rulebook.attributes[name].about, ())
        }
        guarded = {key: one.value for key, one in world.given.items() if key[0] in self._guarded}
        related = tuple((key, tuple(targets)) for key, targets in world.relations.items())
        mark = (tuple(given.items()), tuple(guarded.items()), tuple(world.subjects), related)
        if mark not in self._remembered:
            stated = {key: Given(value) for key, value in (given | guarded).items()}
            values = self._late.run(replace(world, given=stated)).values
            self._remembered[mark] = values
        return Run(self.rulebook, world, {**early.values, **self._remembered[mark]})


def _given(attribute: Attribute) -> Attribute:
    """An attribute as an input, whose value is always given."""
    return replace(attribute, stage=0, default=attribute.values[0], otherwise=None, guard=None)
