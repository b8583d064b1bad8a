"""Scenarios aimed at the rules that are about particular limbs: for each, facts under which it should hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from foirules.law.alternatives import Row, alternatives
from foirules.law.conditions import Has
from foirules.law.limb_rules import THROUGH
from foirules.law.rulebook import REQUEST, Rulebook

Scenario = dict[str, Any]
AT_ONCE = 25
FINDER = "tribunal"
OLD = {"created": "1800-01-01", "relevant_death": "1801-01-01"}


def scenarios(rulebook: Rulebook) -> Iterator[Scenario]:
    """For each rule that asks which limb is claimed, that limb claimed on the facts that the rule asks for.

    Rules that ask nothing of the request share scenarios, each with an item of its own.
    """
    rows = [row for rule in rulebook.rules if (row := _easiest(rulebook, alternatives(rule.when))) is not None]
    alone = [row for row in rows if any(isinstance(leaf, Has) and leaf.on == REQUEST for leaf in row)]
    together = [row for row in rows if row not in alone]
    for start in range(0, len(together), AT_ONCE):
        yield _aimed(rulebook, together[start : start + AT_ONCE])
    for row in alone:
        yield _aimed(rulebook, [row])


def _easiest(rulebook: Rulebook, rows: tuple[Row, ...]) -> Row | None:
    """The alternative that asks for the fewest conclusions; None where the rule is not about particular limbs."""
    about = [row for row in rows if any(isinstance(leaf, Has) and leaf.attribute == "provision" for leaf in row)]
    return min(about, key=lambda row: sum(not _given(rulebook, leaf) for leaf in row), default=None)


def _given(rulebook: Rulebook, leaf: Any) -> bool:
    return isinstance(leaf, Has) and rulebook.attributes[leaf.attribute].is_input


def _aimed(rulebook: Rulebook, rows: list[Row]) -> Scenario:
    scenario: Scenario = {
        "schema": "foirules/scenario/1",
        "id": "targeted",
        "title": "A targeted scenario",
        "viewpoint": FINDER,
        "authority": {"name": "An authority"},
        "parts": [{"id": f"part-{number}", "asks": "What is there?"} for number in range(len(rows))],
        "claims": [],
        "found": [],
        "switches": {},
    }
    for number, row in enumerate(rows):
        claim: Scenario = {"id": f"claim-{number}", "items": [f"part-{number}"], **_claimed(rulebook, row)}
        scenario["claims"].append(claim)
        for leaf in row:
            if isinstance(leaf, Has):
                _make_so(rulebook, scenario, claim, leaf)
    return scenario


def _claimed(rulebook: Rulebook, row: Row) -> Scenario:
    """A limb that the alternative asks for, and one of the limbs it asks to be claimed through, if it does."""
    asked = {leaf.attribute: leaf.values for leaf in row if isinstance(leaf, Has)}
    ways = [(name, by) for name in sorted(asked["provision"]) for by in (None, *rulebook.limbs[name].through)]
    through = asked.get(THROUGH, frozenset({"none"}))
    name, by = next(((name, by) for name, by in ways if (by or "none") in through), ways[0])
    return {"provision": name, "by": [by] if by else []}


def _make_so(rulebook: Rulebook, scenario: Scenario, claim: Scenario, leaf: Has) -> None:
    value = min(leaf.values)
    about = {"item": claim["items"][0]} if rulebook.attributes[leaf.attribute].about == "item" else {}
    if leaf.attribute == "cut-off":
        (part,) = (part for part in scenario["parts"] if part["id"] == claim["items"][0])
        part |= OLD if value == "reached" else {"created": "2020-01-01"}
    elif leaf.attribute == "authority-kind":
        scenario["authority"]["kind"] = value
    elif leaf.attribute.startswith("switch-"):
        scenario["switches"][leaf.attribute.removeprefix("switch-")] = value
    elif leaf.attribute in rulebook.elements:
        finding = {"claim": claim["id"], "element": leaf.attribute, "is": value, "by": FINDER}
        scenario["found"].append(finding)
    elif rulebook.attributes[leaf.attribute].is_input and leaf.on != "self":
        scenario["found"].append({"fact": leaf.attribute, "is": value, "by": FINDER, **about})
