"""The reference matcher: evaluates each rule's condition tree directly on each subject.

It is the oracle the durable matcher is tested against, and what runs where durable-rules cannot be built.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from foirules.engine.driver import Driver, Firing, Run
from foirules.engine.world import Key, World
from foirules.law.conditions import SELF, All, Any_, Condition, Has, Some
from foirules.law.rulebook import Rule, Rulebook


class ReferenceEngine:
    """Decides a world in Python alone. Holds no state between runs."""

    name = "reference"

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._driver = Driver(rulebook)
        self._general: list[list[Rule]] = []
        self._by_provision: list[dict[str, list[Rule]]] = []
        for rules in rulebook.rules_by_stage:
            self._general.append([rule for rule in rules if rule.provision is None])
            indexed: dict[str, list[Rule]] = {}
            for rule in rules:
                if rule.provision is not None:
                    indexed.setdefault(rule.provision, []).append(rule)
            self._by_provision.append(indexed)

    def run(self, world: World) -> Run:
        """Decide everything about a world. Raises as `foirules.engine.driver.Driver.drive` does."""
        return self._driver.drive(world, _Evaluator(self, world))

    def rules(self, stage: int, provision: str | None) -> Iterator[Rule]:
        """The limb rules of a stage for a provision, or with None the general ones."""
        if provision is None:
            yield from self._general[stage]
        else:
            yield from self._by_provision[stage].get(provision, ())


class _Evaluator:
    def __init__(self, engine: ReferenceEngine, world: World) -> None:
        self.engine = engine
        self.world = world
        self.values: dict[Key, str] = {}

    def add(self, values: Mapping[Key, str]) -> None:
        self.values.update(values)

    def firings(self, stage: int) -> Iterator[Firing]:
        for rule in self.engine.rules(stage, None):
            for subject in self.world.by_kind.get(rule.about, ()):
                yield from self._fire(rule, subject)
        for subject in self.world.by_kind.get("application", ()):
            provision = self.values.get(("provision", subject))
            if provision is not None:
                for rule in self.engine.rules(stage, provision):
                    yield from self._fire(rule, subject)

    def _fire(self, rule: Rule, subject: str) -> Iterator[Firing]:
        matched = self._holds(rule.when, subject)
        if matched is not None:
            yield rule, subject, frozenset(matched)

    def _holds(self, condition: Condition, subject: str) -> set[Key] | None:
        """What the condition matched on the subject, or None where it does not hold."""
        match condition:
            case Has(attribute, values, on):
                holder = subject if on == SELF else self.world.subjects[subject].lineage[on]
                return {(attribute, holder)} if self.values[attribute, holder] in values else None
            case Some(relation, where):
                return self._some(relation, where, subject)
            case All(parts):
                united: set[Key] = set()
                for part in parts:
                    matched = self._holds(part, subject)
                    if matched is None:
                        return None
                    united |= matched
                return united
            case Any_(parts):
                branches = [matched for part in parts if (matched := self._holds(part, subject)) is not None]
                return set().union(*branches) if branches else None

    def _some(self, relation: str, where: tuple[Has, ...], subject: str) -> set[Key] | None:
        named = relation in self.engine.rulebook.relations
        related = self.world.related(relation, subject) if named else self.world.children(subject, relation)
        united: set[Key] = set()
        for other in related:
            if all(self.values[has.attribute, other] in has.values for has in where):
                united |= {(has.attribute, other) for has in where}
        return united or None
