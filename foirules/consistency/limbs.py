"""Lint of limbs: what they refer to runs in no circle, their status is settled once, and the list of s2(3) is kept."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from math import prod

from foirules.consistency.findings import Found, LintRules, Pack
from foirules.consistency.reach import Situation
from foirules.errors import listed, quoted
from foirules.law.conditions import SELF, All, Any_, Condition, Has, Some, walk
from foirules.law.needs import APPLICATION
from foirules.law.pack_files import Limb
from foirules.law.rulebook import Rule, Rulebook

RULES = LintRules()

MOST_COMBINATIONS = 20_000
STATUS = "status"


@RULES.rule("circular-reference", "A limb that is claimed through itself, by way of others or directly.")
def _circle(pack: Pack) -> Iterator[Found]:
    limbs = pack.rulebook.limbs
    for name in limbs:
        way = _way_back(name, limbs)
        if way and name == min(way):
            says = f"{name} is claimed through itself: {' through '.join([*way, name])}"
            yield Found(name, says, "break the circle", ("limb", name))


def _way_back(name: str, limbs: Mapping[str, Limb]) -> list[str]:
    """The limbs from one back to itself, the shortest way, or none."""
    ways = [[name]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for other in limbs[way[-1]].through:
            if other == name:
                return way
            if other in limbs and other not in seen:
                seen.add(other)
                ways.append([*way, other])
    return []


@RULES.rule("self-condition", "A limb that excludes itself.")
def _excludes_itself(pack: Pack) -> Iterator[Found]:
    for name, limb in pack.rulebook.limbs.items():
        if name in limb.exclusive_with:
            yield Found(name, f"{name} excludes itself", "remove it from `exclusive_with`", ("limb", name))


@RULES.rule(
    "exclusive-with-other-duty", "A limb that excludes one on the other duty, beside which it is never claimed."
)
def _other_duty(pack: Pack) -> Iterator[Found]:
    limbs = pack.rulebook.limbs
    for name, limb in limbs.items():
        for other in limb.exclusive_with:
            if "both" not in (limb.duty, limbs[other].duty) and limb.duty != limbs[other].duty:
                says = f"{name} excludes {other}, which removes the other duty: they never meet on one question"
                yield Found(name, says, "exclude the limb on the same duty, or remove it", ("limb", name))


@RULES.rule("absolute-listed-twice", "A limb or a paragraph that is twice in the list of absolute exemptions.")
def _listed_twice(pack: Pack) -> Iterator[Found]:
    entries = pack.rulebook.header.absolute
    names = [name for entry in entries for name in entry.provisions] + [f"({entry.paragraph})" for entry in entries]
    twice = list(dict.fromkeys(name for name in names if names.count(name) > 1))
    if twice:
        says = f"`absolute` has {listed(twice, 'and')} twice"
        yield Found("absolute", says, "keep one of them", ("pack", "absolute"))


@RULES.rule("absolute-outside-the-list", "A limb that is absolute outside the closed list, and by no policy switch.")
def _outside_the_list(pack: Pack) -> Iterator[Found]:
    rulebook = pack.rulebook
    closed = {name for entry in rulebook.header.absolute for name in entry.provisions}
    for name, limb in rulebook.limbs.items():
        absolute = [rule for rule in _statuses(rulebook, name) if rule.value == "absolute"]
        if limb.effect == "exempt" and name not in closed and any(not _by_switch(rule) for rule in absolute):
            says = f"{name} is absolute, and `absolute` in pack.yaml does not list it"
            yield Found(name, says, "mend its status, or make it turn on a policy switch", ("limb", name))


def _by_switch(rule: Rule) -> bool:
    return any(isinstance(leaf, Has) and leaf.attribute.startswith("switch-") for leaf in walk(rule.when))


def _statuses(rulebook: Rulebook, name: str) -> list[Rule]:
    return [rule for rule in rulebook.rules if rule.provision == name and rule.attribute == STATUS]


@RULES.rule("status-cases-overlap", "A limb of which two status cases hold at once.")
def _overlap(pack: Pack) -> Iterator[Found]:
    for name, rules, combination, holding in _combinations(pack):
        if len(holding) > 1:
            cases = listed([f"case {rules.index(rule) + 1}" for rule in holding], "and")
            says = f"{cases} of the status of {name} hold at once, where {_told(combination)}"
            yield Found(name, says, "make their conditions exclude each other", ("limb", name))


@RULES.rule("status-cases-leave-a-gap", "A limb of which no status case holds on some facts.")
def _gap(pack: Pack) -> Iterator[Found]:
    for name, _, combination, holding in _combinations(pack):
        if not holding:
            says = f"no case of the status of {name} holds where {_told(combination)}"
            yield Found(name, says, "add a case for it", ("limb", name))


Combination = dict[tuple[str, str], str]
"""A value for each attribute that a limb's status turns on: by its name, and on what it is asked."""


def _combinations(pack: Pack) -> Iterator[tuple[str, list[Rule], Combination, list[Rule]]]:
    """The limbs whose status turns on facts, and for each the first combination of values of each kind: where two
    cases hold, and where none does. Together with the rules of its cases and those that hold."""
    for name, limb in pack.rulebook.limbs.items():
        rules = _statuses(pack.rulebook, name)
        leaves = [leaf for rule in rules for leaf in walk(rule.when)]
        places = list(dict.fromkeys((leaf.attribute, leaf.on) for leaf in leaves if isinstance(leaf, Has)))
        if isinstance(limb.status, str) or any(isinstance(leaf, Some) for leaf in leaves):
            continue
        situation = next(one for one in pack.reach.by_kind[APPLICATION] if one.limb in (name, None))
        values = [_possible(pack, attribute, on, situation) for attribute, on in places]
        if prod(map(len, values)) > MOST_COMBINATIONS:
            continue
        seen: set[bool] = set()
        for chosen in itertools.product(*values):
            combination = dict(zip(places, chosen, strict=True))
            holding = [rule for rule in rules if _holds(rule.when, combination)]
            if len(holding) != 1 and bool(holding) not in seen:
                seen.add(bool(holding))
                yield name, rules, combination, holding


def _possible(pack: Pack, attribute: str, on: str, situation: Situation) -> list[str]:
    """The values an attribute can have, in the order declared."""
    possible = pack.reach.values(attribute, pack.reach.above(on, situation))
    return [value for value in pack.rulebook.attributes[attribute].values if value in possible]


def _holds(condition: Condition, combination: Combination) -> bool:
    match condition:
        case Has(attribute, values, on):
            return combination[attribute, on] in values
        case All(parts):
            return all(_holds(part, combination) for part in parts)
        case Any_(parts):
            return any(_holds(part, combination) for part in parts)
        case Some():
            return False


def _told(combination: Combination) -> str:
    told = [
        f"{quoted(attribute)}{'' if on == SELF else f' of the {on}'} is {quoted(value)}"
        for (attribute, on), value in combination.items()
        if attribute != "provision"
    ]
    return " and ".join(told)
