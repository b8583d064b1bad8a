"""What the shipped scenarios cover between them. The lists come from the pack: what is added there needs a scenario."""

from __future__ import annotations

import functools
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from shipped import FOLDERS, content, decided, in_force, matters, run, scenario

from foirules.law.loading import default_rulebook
from foirules.law.rulebook import REQUEST

RULEBOOK = default_rulebook()
GATEWAYS = [name for name, limb in RULEBOOK.limbs.items() if limb.effect == "no-duty"]
DATED_SWITCHES = sorted({(name, d.start) for name, s in RULEBOOK.switches.items() for d in s.default if d.start})
DATED_LIMBS = sorted({(RULEBOOK.sections[name], limb.start) for name, limb in RULEBOOK.limbs.items() if limb.start})
ONE_DECIDES = ("authority", "reviewer", "commissioner", "tribunal")


@functools.cache
def fates() -> frozenset[tuple[str, str, str, str]]:
    """Limb, duty, engagement and disposal of every claim on every item, considered or not."""
    return frozenset(
        (
            run(folder).values["provision", one],
            *(run(folder).values[name, one] for name in ("claim-duty", "engagement", "disposal")),
        )
        for folder in FOLDERS
        for one in run(folder).world.by_kind.get("application", [])
    )


def law_as_at(folder: Path) -> date:
    return date.fromisoformat(str(decided(folder).pack.law_as_at))


# --- outcomes: the values come from the pack


def reached(attribute: str) -> set[str]:
    """The values of an attribute that some shipped scenario's decision shows."""
    found: set[str] = set()
    for folder in FOLDERS:
        decision = decided(folder, consider_all=True)
        if attribute == "remedy":
            ordered = {(remedy.item, remedy.step) for remedy in decision.remedies}
            found |= {step for _, step in ordered}
            if len(ordered) < len(decision.questions):
                found.add("none")
        elif attribute in ("engagement", "balance", "disposal"):
            found |= {getattr(application, attribute) for application in decision.applications}
        elif attribute == "combined":
            found |= {question.combined or "none" for question in decision.questions}
        else:
            duties = [duty for duty, entry in RULEBOOK.header.duties.items() if entry.outcome == attribute]
            found |= {question.outcome for question in decision.questions if question.duty in duties}
    return found


def declared(attribute: str) -> set[str]:
    """The values the pack declares; of an outcome, without what it is called on the other duty's question."""
    entry = RULEBOOK.attributes[attribute]
    outcomes = {duty.outcome for duty in RULEBOOK.header.duties.values()}
    return set(entry.values) - ({entry.otherwise or ""} if attribute in outcomes else set())


@pytest.mark.parametrize(
    "attribute",
    ["confirm-or-deny-outcome", "communicate-outcome", "engagement", "balance", "combined", "disposal", "remedy"],
)
def test_every_declared_value_is_reached(attribute: str) -> None:
    assert reached(attribute) == declared(attribute)


def test_every_kind_of_authority_and_viewpoint_has_a_scenario() -> None:
    told = [scenario(folder) for folder in FOLDERS]
    assert {one.authority.kind for one in told} == set(RULEBOOK.attributes["authority-kind"].values)
    assert {one.viewpoint for one in told} == set(ONE_DECIDES)


# --- limbs and rules


@pytest.mark.parametrize("limb", [name for name in RULEBOOK.limbs if name not in GATEWAYS])
def test_every_limb_of_part_two_is_claimed_and_engaged(limb: str) -> None:
    assert "engaged" in {engagement for name, _, engagement, _ in fates() if name == limb}


def test_part_two_has_ninety_six_limbs() -> None:
    """Without it the test above would hold of a pack that had lost some."""
    assert len(RULEBOOK.limbs) - len(GATEWAYS) == 96


def test_every_rule_that_is_not_a_limbs_own_holds_somewhere() -> None:
    fired = {conclusion.rule for folder in FOLDERS for conclusion in run(folder).conclusions}
    assert {rule.id for rule in RULEBOOK.rules if rule.provision is None} - fired == set()


# --- gateways


@pytest.mark.parametrize("gateway", GATEWAYS)
def test_every_gateway_stops_one_request_and_lets_another_pass(gateway: str) -> None:
    duties = (
        ["confirm_or_deny", "communicate"] if RULEBOOK.limbs[gateway].duty == "both" else [RULEBOOK.limbs[gateway].duty]
    )
    for duty in duties:
        assert {disposal for name, on, _, disposal in fates() if (name, on) == (gateway, duty)} >= {"upheld", "fails"}


def stopped(folder: Path) -> bool:
    return any(question.outcome == "no_duty" for question in decided(folder).questions)


def valid(data: dict[str, Any]) -> set[bool]:
    """Whether it was found, where it was, that the request is one under section 8."""
    return {finding["is"] == "yes" for finding in data.get("found") or [] if finding.get("fact") == "valid-request"}


def clarified(data: dict[str, Any]) -> set[bool]:
    return {"clarified" in data["request"]} if "clarification_asked" in data["request"] else set()


def paid(data: dict[str, Any]) -> set[bool]:
    return {"fee_paid" in data["request"]} if "fee_notice" in data["request"] else set()


@pytest.mark.parametrize("gate", [valid, clarified, paid], ids=["s8", "s1(3)", "s9"])
def test_what_a_request_needs_before_any_exemption_is_there_in_one_and_lacking_in_another(gate: Any) -> None:
    passing = [folder for folder in FOLDERS if gate(content(folder)) == {True}]
    stopping = [folder for folder in FOLDERS if gate(content(folder)) == {False}]
    assert passing
    assert stopping
    assert not any(map(stopped, passing))
    assert all(map(stopped, stopping))


def test_a_request_that_waits_is_told_what_for() -> None:
    """Sections 1(3) and 9(2) are different reasons, and the clock knows which it is."""
    waits = {run(folder).values["awaited", REQUEST]: folder.name for folder in FOLDERS}
    assert waits.keys() == {"nothing", "clarification", "fee"}


# --- policy switches and dated law


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, switch in RULEBOOK.switches.items() for value in switch.values]
)
def test_every_value_of_a_policy_switch_decides_some_scenario(name: str, value: str) -> None:
    """There is a scenario decided under it that would come out otherwise under another."""
    assert any(in_force(folder, name) == value and matters(folder, name) for folder in FOLDERS)


@pytest.mark.parametrize(("name", "change"), DATED_SWITCHES, ids=lambda value: str(value))
def test_a_default_that_changed_on_a_date_is_met_on_both_sides_of_it(name: str, change: date) -> None:
    dates = {law_as_at(folder) for folder in FOLDERS if name not in scenario(folder).switches and matters(folder, name)}
    assert min(dates) < change <= max(dates)


@pytest.mark.parametrize(("section", "change"), DATED_LIMBS, ids=lambda value: str(value))
def test_limbs_that_came_into_force_on_a_date_are_claimed_on_both_sides_of_it(section: str, change: date) -> None:
    claimed: dict[str, set[bool]] = {"not_available": set(), "engaged": set()}
    for folder in FOLDERS:
        for one in run(folder).world.by_kind.get("application", []):
            provision = run(folder).values["provision", one]
            if RULEBOOK.sections[provision] == section and RULEBOOK.limbs[provision].start == change:
                claimed.setdefault(run(folder).values["engagement", one], set()).add(law_as_at(folder) < change)
    assert claimed["not_available"] == {True}
    assert claimed["engaged"] == {False}


# --- records whose age ends an exemption


def test_age_ends_an_exemption_in_one_scenario_and_not_yet_in_another() -> None:
    """Section 63, by the year and by the day; section 64, by where the record lies."""
    ages = {(cut_off.rule, state) for cut_off, state in aged()}
    assert ages >= {
        ("historical-record", "reached"),
        ("historical-record", "not_reached"),
        ("years", "not_reached"),
        ("royal-communications", "reached"),
        ("royal-communications", "not_reached"),
    }
    ended = {node.rule for folder in FOLDERS for node in decided(folder).trace if "/cut-off" in node.rule}
    assert any(
        RULEBOOK.limbs[rule.partition("/")[0]].cut_off.rule == "public-record-office"
        for rule in ended
        if rule.endswith("/cut-off")
    )  # type: ignore[union-attr]
    assert "s30(3)/cut-off-1" in ended


def aged() -> list[tuple[Any, str]]:
    """Every limb claimed that ends with age, with whether it had ended by the date of the facts."""
    return [
        (limb.cut_off, run(folder).values["cut-off", one])
        for folder in FOLDERS
        for one in run(folder).world.by_kind.get("application", [])
        if (limb := RULEBOOK.limbs[run(folder).values["provision", one]]).cut_off is not None
    ]
