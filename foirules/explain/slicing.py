"""The part of a rulebook that outcomes and open questions rest on, for the limbs that one scenario claims.

A rule left out concludes nothing that a rule kept reads, so what is concluded is concluded as by the whole rulebook.
Without the steps, the warnings and the limbs that nobody claims, a scenario is decided several times as fast.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from foirules.law.conditions import Some, reads, walk
from foirules.law.rulebook import REQUEST, Rule, Rulebook

CLAIMED = ("provision", "through", "engagement", "status", "balance", "disposal", "conflict", "alternatives")
"""What is told of a claim, or needed to put an answer into a scenario."""


def sliced(rulebook: Rulebook, provisions: Collection[str]) -> Rulebook:
    """The rulebook with the rules and attributes that matter to outcomes and open questions on claims of some limbs."""
    duties = (entry.outcome for entry in rulebook.header.duties.values())
    asked = (f"asks {entry.id}" for entry in rulebook.questions)
    rules = [rule for rule in rulebook.rules if rule.provision is None or rule.provision in provisions]
    by_conclusion: dict[str, list[Rule]] = {}
    for rule in rules:
        by_conclusion.setdefault(rule.attribute, []).append(rule)
    kept: set[str] = set()
    pending = [name for name in (*duties, *asked, *CLAIMED, "duty") if name in rulebook.attributes]
    while pending:
        name = pending.pop()
        if name not in kept:
            kept.add(name)
            pending.extend(_needed(rulebook, name, by_conclusion.get(name, ())))
    return replace(
        rulebook,
        rules=tuple(rule for rule in rules if rule.attribute in kept),
        attributes={name: attribute for name, attribute in rulebook.attributes.items() if name in kept},
    )


def _needed(rulebook: Rulebook, attribute: str, rules: Collection[Rule]) -> Iterator[str]:
    """What the value of an attribute rests on."""
    guard = rulebook.attributes[attribute].guard
    if guard is not None:
        yield guard.attribute
    for rule in rules:
        yield from (name for name, _, _ in reads(rule.when))


def items_are_separate(rulebook: Rulebook) -> bool:
    """Whether nothing about one item can bear on another: no rule about the request as a whole looks into it."""
    return not any(
        rule.about == REQUEST and any(isinstance(leaf, Some) for leaf in walk(rule.when)) for rule in rulebook.rules
    )
