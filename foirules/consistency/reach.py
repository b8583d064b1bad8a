"""Which values each attribute can have, and which rules can hold, whatever a scenario says.

Reckoned stage by stage over situations instead of scenarios: a claim on each limb and duty, a question on each duty,
and one situation for every other kind of subject. In a situation an attribute can have each of some values; a
condition can hold where it can have one of those asked for. Too much may count as possible, never too little.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from foirules.law.alternatives import Row, alternatives
from foirules.law.conditions import SELF, Has, Some
from foirules.law.limb_rules import NO_SINGLE_LIMB, THROUGH, elements_of
from foirules.law.needs import APPLICATION, DUTIES, KINDS, QUESTION
from foirules.law.rulebook import Attribute, Rule, Rulebook


@dataclass(frozen=True, slots=True)
class Situation:
    """A kind of subject; for a claim its limb, and for what is below an item its duty."""

    kind: str
    duty: str | None = None
    limb: str | None = None


Values = dict[tuple[str, Situation], set[str]]


@dataclass
class Reach:
    """What is possible under a rulebook."""

    rulebook: Rulebook
    by_kind: dict[str, list[Situation]] = field(init=False)

    def __post_init__(self) -> None:
        framed = all(self.rulebook.kinds.get(kind, "") == parent for kind, parent in KINDS.items())
        self.by_kind = {
            kind: list(self._situations(kind)) if framed else [Situation(kind)] for kind in self.rulebook.kinds
        }

    def _situations(self, kind: str) -> Iterator[Situation]:
        if kind == APPLICATION and self.rulebook.limbs:
            for name, limb in self.rulebook.limbs.items():
                yield from (Situation(kind, duty, name) for duty in DUTIES if limb.duty in (duty, "both"))
        elif kind == QUESTION or QUESTION in self.rulebook.ancestors[kind]:
            yield from (Situation(kind, duty) for duty in DUTIES)
        else:
            yield Situation(kind)

    @cached_property
    def _reckoned(self) -> tuple[Values, dict[str, list[Situation]]]:
        values: Values = {}
        for attribute in self.rulebook.attributes.values():
            for situation in self.by_kind[attribute.about]:
                values[attribute.id, situation] = self.given(attribute, situation)
        holding: dict[str, list[Situation]] = {}
        for rules in self.rulebook.rules_by_stage:
            for rule in rules:
                rows = alternatives(rule.when)
                holding[rule.id] = [one for one in self._where(rule) if self._any(rows, one, values)]
            for rule in rules:
                for situation in holding[rule.id]:
                    values[rule.attribute, situation].add(rule.value)
        return values, holding

    def values(self, attribute: str, situation: Situation) -> set[str]:
        """The values an attribute can have in a situation."""
        return self._reckoned[0][attribute, situation]

    def holds(self, rule: str) -> list[Situation]:
        """The situations in which a rule can hold."""
        return self._reckoned[1][rule]

    def given(self, attribute: Attribute, situation: Situation) -> set[str]:
        """The values an attribute can have before any rule holds."""
        if attribute.default is None:
            return {attribute.otherwise or ""}
        if attribute.id == "duty" and situation.duty is not None:
            return {situation.duty}
        settled = self._settled.get(situation, {}).get(attribute.id)
        return set(attribute.values) if settled is None else set(settled) or {attribute.default}

    @cached_property
    def _settled(self) -> dict[Situation, dict[str, set[str]]]:
        """What a claim on a limb settles, by situation; nothing at all stands for an attribute's default."""
        claims = self.by_kind.get(APPLICATION, ())
        return {one: self._of_claim(one.limb, one.duty or "") for one in claims if one.limb is not None}

    def _of_claim(self, name: str, duty: str) -> dict[str, set[str]]:
        limb = self.rulebook.limbs[name]
        several = len(limb.through) > 1
        asked = set(elements_of(self.rulebook.tests[name]))
        settled: dict[str, set[str]] = {element: set() for element in self.rulebook.elements if element not in asked}
        settled |= {
            "provision": {name},
            "claim-duty": {duty},
            "effect": {limb.effect},
            "limb-kind": {limb.kind},
            THROUGH: {*limb.through, *(NO_SINGLE_LIMB if several else ())},
            "claimed-through": {"given", *(["not_given"] if several else [])} if limb.through else set(),
        }
        if limb.start is None and limb.end is None:
            settled["in-force"] = set()
        if not any(self.rulebook.limbs[one].cut_off for one in (name, *limb.through)):
            settled["cut-off"] = set()
        return settled

    def _where(self, rule: Rule) -> Iterator[Situation]:
        for situation in self.by_kind[rule.about]:
            if rule.provision is None or situation.limb in (rule.provision, None):
                yield situation

    def _any(self, rows: tuple[Row, ...], situation: Situation, values: Values) -> bool:
        return any(self.impossible(row, situation, values) is None for row in rows)

    def impossible(self, row: Row, situation: Situation, values: Values | None = None) -> Has | Some | None:
        """The first leaf of an alternative that cannot hold together with those before it; None where all can."""
        known = self._reckoned[0] if values is None else values
        left: dict[tuple[str, str], set[str]] = {}
        for leaf in row:
            if isinstance(leaf, Some):
                if not any(self._at_once(leaf.where, other, known) for other in self.related(leaf.relation, situation)):
                    return leaf
                continue
            place = (leaf.attribute, leaf.on)
            before = left.get(place) or known[leaf.attribute, self.above(leaf.on, situation)]
            left[place] = before & leaf.values
            if not left[place]:
                return leaf
        return None

    def _at_once(self, where: tuple[Has, ...], situation: Situation, values: Values) -> bool:
        left: dict[str, set[str]] = {}
        for has in where:
            left[has.attribute] = left.get(has.attribute, values[has.attribute, situation]) & has.values
        return all(left.values())

    def above(self, kind: str, situation: Situation) -> Situation:
        """The situation itself, or that of what its subject belongs to."""
        if kind in (SELF, situation.kind):
            return situation
        return next(one for one in self.by_kind[kind] if one.duty in (None, situation.duty))

    def related(self, relation: str, situation: Situation) -> Iterator[Situation]:
        """The situations that a relation can lead to."""
        ends = self.rulebook.relations.get(relation)
        for other in self.by_kind[ends[1] if ends else relation]:
            if relation == "sibling":
                fits = other.duty != situation.duty or other.duty is None
            elif relation == "rival" and situation.limb and other.limb:
                fits = other.duty == situation.duty and self._rivals(situation.limb, other.limb)
            else:
                fits = situation.duty is None or other.duty in (situation.duty, None)
            if fits:
                yield other

    def _rivals(self, one: str, other: str) -> bool:
        limbs = self.rulebook.limbs
        return other in limbs[one].exclusive_with or one in limbs[other].exclusive_with
