"""Lint of holding: nothing is told whether information is held before the duty to confirm or deny is settled.

That an answer is refused must not depend on whether anything is held, so no rule of an earlier stage may see it: not
by itself, not by what a document said of it, and not through what another rule concluded from either.
"""

from __future__ import annotations

from collections.abc import Iterator

from foirules.consistency.findings import Found, LintRules, Pack
from foirules.errors import quoted
from foirules.law.conditions import reads
from foirules.law.rulebook import Attribute, Rulebook

RULES = LintRules()

HELD = "held"
TELLING = frozenset({"confirmed", "denied"})
"""Values by which an input says what somebody answered, and so what is held."""


def _tells(attribute: Attribute) -> bool:
    return attribute.id == HELD or attribute.guard is not None or not TELLING.isdisjoint(attribute.values)


def _guards(rulebook: Rulebook) -> dict[str, int]:
    return {name: entry.guard.stage for name, entry in rulebook.attributes.items() if entry.guard is not None}


@RULES.rule("holding-seen-before-its-stage", "A rule that can see what is held before the stage that may look at it.")
def _seen_early(pack: Pack) -> Iterator[Found]:
    rulebook = pack.rulebook
    guarded = _guards(rulebook)
    if HELD in rulebook.attributes and HELD not in guarded:
        says = "`held` has no guard, so that any rule may read whether information is held"
        yield Found(HELD, says, "add `guard` with its stage, and the conclusion that allows it", ("attribute", HELD))
    if not guarded:
        return
    stage = min(guarded.values())
    through = {name: [name] for name, entry in rulebook.attributes.items() if entry.is_input and _tells(entry)}
    for rules in rulebook.rules_by_stage[:stage]:
        for rule in rules:
            seen = next((name for name, _, _ in reads(rule.when) if name in through), None)
            if seen is not None:
                through.setdefault(rule.attribute, [*through[seen], rule.attribute])
                way = " and then ".join(quoted(name) for name in through[seen])
                before = f"before the stage {quoted(rulebook.stages[stage])}"
                says = f"{quoted(rule.id)} sees what is held, through {way}, {before}"
                kind, name = ("limb", rule.provision) if rule.provision else ("rule", rule.id)
                yield Found(rule.id, says, "take it out of the condition", (kind, name))
