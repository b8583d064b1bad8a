"""Drives the stages: releases inputs, collects what the rules conclude, and asserts each `otherwise`.

A rule reads only earlier stages, and every attribute of an earlier stage has exactly one value on every subject,
so one pass over the stages reaches the end: no negation, no retraction, no fixed point to look for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from foirules.engine.effort import Effort
from foirules.engine.world import Key, World
from foirules.errors import PackError
from foirules.law.rulebook import Attribute, Rule, Rulebook

Firing = tuple[Rule, str, frozenset[Key]]
"""A rule that holds on a subject, with every attribute it matched, united over its satisfied branches."""


class Matcher(Protocol):
    """Finds which rules hold. Told every settled value once, stage by stage."""

    def add(self, values: Mapping[Key, str]) -> None:
        """Take the values that a stage settled."""

    def firings(self, stage: int) -> Iterable[Firing]:
        """The rules of that stage that hold, once all earlier stages have been added."""


class Engine(Protocol):
    """Runs a rulebook; safe to share between threads."""

    name: str

    def run(self, world: World) -> Run:
        """Decide everything about a world. Raises LimitError, or PackError when two rules contradict each other."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """One value concluded about one subject: by rules (`rule` is set), or because no rule concluded any."""

    attribute: str
    subject: str
    value: str
    rule: str | None
    matched: frozenset[Key]


@dataclass
class Run:
    """What an engine settled: every value of every attribute, and each conclusion with what it rests on."""

    rulebook: Rulebook
    world: World
    values: dict[Key, str] = field(default_factory=dict)
    conclusions: list[Conclusion] = field(default_factory=list)

    def value(self, attribute: str, subject: str) -> str | None:
        """The value of an attribute of a subject; None when the pack has no such attribute."""
        return self.values.get((attribute, subject))


class Driver:
    """The stages of one rulebook, ready to be run on any number of worlds."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.effort = Effort(rulebook)
        self.by_stage: list[list[Attribute]] = [[] for _ in rulebook.stages]
        for attribute in rulebook.attributes.values():
            self.by_stage[attribute.stage].append(attribute)

    def drive(self, world: World, matcher: Matcher) -> Run:
        """Run every stage. Raises LimitError on too much work, PackError when rules contradict each other."""
        self.effort.check(world)
        run = Run(self.rulebook, world)
        for stage, attributes in enumerate(self.by_stage):
            settled: dict[Key, str] = {}
            for firing in sorted(matcher.firings(stage), key=lambda firing: (firing[0].id, firing[1])):
                _conclude(run, settled, *firing)
            for attribute in attributes:
                _complete(run, settled, attribute)
            run.values.update(settled)
            matcher.add(settled)
        return run


def _conclude(run: Run, settled: dict[Key, str], rule: Rule, subject: str, matched: frozenset[Key]) -> None:
    key = (rule.attribute, subject)
    if settled.get(key, rule.value) != rule.value:
        other = next(c.rule for c in run.conclusions if (c.attribute, c.subject) == key)
        raise PackError(
            f"rules `{other}` and `{rule.id}` conclude different values of `{rule.attribute}` about {subject}",
            mend="make their conditions exclude each other",
            where=run.rulebook.places.get(("rule", rule.id)),
        )
    settled[key] = rule.value
    run.conclusions.append(Conclusion(rule.attribute, subject, rule.value, rule.id, matched))


def _complete(run: Run, settled: dict[Key, str], attribute: Attribute) -> None:
    given = run.world.given
    for subject in run.world.by_kind.get(attribute.about, ()):
        key = (attribute.id, subject)
        if attribute.default is not None:
            guard = attribute.guard
            if guard is not None and run.values[guard.attribute, subject] not in guard.values:
                settled[key] = guard.otherwise
            else:
                settled[key] = given[key].value if key in given else attribute.default
        elif key not in settled:
            assert attribute.otherwise is not None
            settled[key] = attribute.otherwise
            if not attribute.quiet:
                run.conclusions.append(Conclusion(attribute.id, subject, attribute.otherwise, None, frozenset()))
