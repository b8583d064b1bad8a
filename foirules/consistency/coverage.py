"""Lint of coverage: every limb, rule, step, question and outcome of the pack is shown by some scenario."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foirules.consistency.entries import written
from foirules.consistency.findings import Found, LintRules, Pack
from foirules.consistency.shown import Shown
from foirules.errors import listed, quoted

RULES = LintRules()

MEND = "write a scenario that shows it"


@RULES.rule("limb-no-scenario-claims", "A limb that no scenario claims.")
def _limb(pack: Pack, scenarios: Sequence[Shown]) -> Iterator[Found]:
    claimed = {name for shown in scenarios for name in shown.limbs}
    for name in pack.rulebook.limbs:
        if name not in claimed:
            yield Found(name, f"no scenario claims {name}", MEND, ("limb", name))


@RULES.rule("gateway-not-both-passed-and-stopped", "A gateway that no scenario passes, or at which none is stopped.")
def _gateway(pack: Pack, scenarios: Sequence[Shown]) -> Iterator[Found]:
    seen = {disposal for shown in scenarios for disposal in shown.disposals}
    for name, limb in pack.rulebook.limbs.items():
        lacking = [
            told for value, told in (("fails", "passes"), ("upheld", "is stopped at")) if (name, value) not in seen
        ]
        if limb.effect == "no-duty" and lacking:
            yield Found(name, f"no scenario {listed(lacking)} the gateway {name}", MEND, ("limb", name))


@RULES.rule("outcome-value-no-scenario-reaches", "An outcome of a duty that no scenario reaches.")
def _outcome(pack: Pack, scenarios: Sequence[Shown]) -> Iterator[Found]:
    reached = {value for shown in scenarios for value in shown.values}
    for entry in pack.rulebook.header.duties.values():
        attribute = pack.rulebook.attributes[entry.outcome]
        never = [one for one in attribute.values if one != attribute.otherwise and (attribute.id, one) not in reached]
        if never:
            says = f"no scenario reaches the {attribute.id} {listed([quoted(one) for one in never])}"
            yield Found(attribute.id, says, MEND, ("attribute", attribute.id))


@RULES.rule("check-never-owed", "A step that no scenario owes.")
def _check(pack: Pack, scenarios: Sequence[Shown]) -> Iterator[Found]:
    fired = {rule for shown in scenarios for rule in shown.rules}
    for name in pack.rulebook.checks:
        if name not in fired:
            yield Found(name, f"no scenario owes {name}", MEND, ("check", name))


@RULES.rule("question-never-asked", "A question that no scenario puts.")
def _question(pack: Pack, scenarios: Sequence[Shown]) -> Iterator[Found]:
    fired = {rule for shown in scenarios for rule in shown.rules}
    for question in pack.rulebook.questions:
        if question.id not in fired:
            yield Found(
                question.id, f"no scenario puts the question {quoted(question.id)}", MEND, ("question", question.id)
            )


@RULES.rule("rule-no-scenario-fires", "A rule of the reasoning that holds in no scenario.")
def _rule(pack: Pack, scenarios: Sequence[Shown]) -> Iterator[Found]:
    fired = {rule for shown in scenarios for rule in shown.rules}
    for rule in written(pack.rulebook):
        if rule.id not in fired:
            yield Found(rule.id, f"in no scenario does {quoted(rule.id)} hold", MEND, ("rule", rule.id))
