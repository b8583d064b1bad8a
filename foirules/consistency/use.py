"""Lint of use: everything declared is read, concluded or asked by something, and every rule can hold."""

from __future__ import annotations

from collections.abc import Iterator

from foirules.consistency.findings import Found, LintRules, Pack
from foirules.errors import listed, quoted
from foirules.law.alternatives import alternatives
from foirules.law.conditions import SELF, Has, Some, reads
from foirules.law.limb_rules import elements_of
from foirules.law.needs import CONCLUDED, GIVEN
from foirules.law.rulebook import Rule, Rulebook
from foirules.reasoning.deciding import HIDDEN_UNLESS_CONSIDERED, REPORTED

RULES = LintRules()
SWITCH = "switch-"


def declared(rulebook: Rulebook) -> list[str]:
    """The attributes that attributes.yaml declares, leaving out those made from other files."""
    made = {"provision", "through", *rulebook.elements, *(SWITCH + name for name in rulebook.switches)}
    made |= {rule.attribute for rule in rulebook.rules if " " in rule.attribute}
    return [name for name in rulebook.attributes if name not in made]


def _read(rulebook: Rulebook) -> set[str]:
    """Every attribute that a rule, a guard or a decision reads."""
    read = {name for rule in rulebook.rules for name, _, _ in reads(rule.when)}
    read |= {attribute.guard.attribute for attribute in rulebook.attributes.values() if attribute.guard}
    read |= {entry.outcome for entry in rulebook.header.duties.values()}
    read |= {rule.attribute for rule in rulebook.rules if rule.warning}
    return read | {*GIVEN, *CONCLUDED, *REPORTED, *HIDDEN_UNLESS_CONSIDERED}


@RULES.rule("element-never-used", "An element that no limb's test asks.")
def _element(pack: Pack) -> Iterator[Found]:
    asked = {name for tree in pack.rulebook.tests.values() for name in elements_of(tree)}
    for name in pack.rulebook.elements:
        if name not in asked:
            says = f"no test asks the element {quoted(name)}"
            yield Found(name, says, "put it in a test, or remove it", ("element", name))


@RULES.rule("attribute-never-read", "An attribute that no rule reads and no decision shows.")
def _attribute(pack: Pack) -> Iterator[Found]:
    read = _read(pack.rulebook)
    for name in declared(pack.rulebook):
        if name not in read:
            says = f"nothing reads the attribute {quoted(name)}"
            yield Found(name, says, "let a rule read it, or remove it", ("attribute", name))


@RULES.rule("switch-never-read", "A policy switch that no rule reads.")
def _switch(pack: Pack) -> Iterator[Found]:
    read = _read(pack.rulebook)
    for name in pack.rulebook.switches:
        if SWITCH + name not in read:
            says = f"no rule reads the policy switch {quoted(name)}, so that setting it changes nothing"
            yield Found(name, says, f"let a rule read `{SWITCH}{name}`, or remove it", ("switch", name))


@RULES.rule("attribute-value-never-concluded", "A value of an attribute that no rule concludes.")
def _value(pack: Pack) -> Iterator[Found]:
    concluded = {(rule.attribute, rule.value) for rule in pack.rulebook.rules}
    concluded |= {(name, value) for name, (_, values) in CONCLUDED.items() for value in values}
    for name in declared(pack.rulebook):
        attribute = pack.rulebook.attributes[name]
        never = [
            value
            for value in attribute.values
            if not attribute.is_input and value != attribute.otherwise and (name, value) not in concluded
        ]
        if never:
            says = f"no rule concludes that {quoted(name)} is {listed([quoted(value) for value in never])}"
            yield Found(name, says, "write the rule, or remove the value", ("attribute", name))


@RULES.rule("rule-never-fires", "A rule whose condition cannot hold, whatever a scenario says.")
def _dead(pack: Pack) -> Iterator[Found]:
    for rule in pack.rulebook.rules:
        if not pack.reach.holds(rule.id):
            name = rule.provision or rule.id
            says = f"{quoted(rule.id)} can never hold: {_why(pack, rule)}"
            mend = "mend its condition, or let a rule conclude what it asks for"
            yield Found(rule.id, says, mend, ("limb" if rule.provision else "rule", name))


def _why(pack: Pack, rule: Rule) -> str:
    """What stands in the way in the first situation and alternative."""
    reach = pack.reach
    situations = [one for one in reach.by_kind[rule.about] if one.limb == rule.provision] or reach.by_kind[rule.about]
    reasons = [reach.impossible(row, situation) for row in alternatives(rule.when) for situation in situations]
    leaf = next(reason for reason in reasons if reason is not None)
    return f"it asks that {_told(leaf)}, which cannot be, or not together with the rest of its condition"


def _told(leaf: Has | Some) -> str:
    if isinstance(leaf, Some):
        return f"of some {leaf.relation} " + " and ".join(_told(has) for has in leaf.where)
    of = "" if leaf.on == SELF else f" of the {leaf.on}"
    return f"{quoted(leaf.attribute)}{of} is {listed(sorted(leaf.values))}"
