"""Every limb against two lists: the frozen table of what it asks for, and Part II written down independently."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from limb_bench import Bench, Case
from limb_table import FROZEN, Tabulator

from foirules.errors import InputError
from foirules.law.loading import default_rulebook
from foirules.law.rulebook import Rulebook
from foirules.model.reading import Document
from foirules.reasoning.evaluating import Evaluator, default_evaluator

FROZEN_TABLE: dict[str, Any] = yaml.safe_load(FROZEN.read_text(encoding="utf-8"))
PART_TWO: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("part_two.yaml").read_text(encoding="utf-8"))
LIMBS: dict[str, dict[str, Any]] = PART_TWO["limbs"]
CONFIRMING = "confirm_or_deny"
RENEW = "read the difference against the Act, then renew the table: python tests/law/limb_table.py"


@pytest.fixture(scope="module")
def pack() -> Rulebook:
    return default_rulebook()


@pytest.fixture(scope="module")
def bench(pack: Rulebook) -> Bench:
    return Bench(pack)


@pytest.fixture(scope="module")
def table(bench: Bench) -> dict[str, Any]:
    return Tabulator(bench).table()


def engagements(bench: Bench, *cases: Case) -> list[str]:
    return [result.engagement for result in bench.decide(cases)]


# --- the frozen table


def test_the_table_has_every_limb_of_the_pack_and_no_other(table: dict[str, Any]) -> None:
    assert list(table) == list(FROZEN_TABLE), RENEW


@pytest.mark.parametrize("name", FROZEN_TABLE)
def test_a_limb_is_as_the_table_froze_it(name: str, table: dict[str, Any]) -> None:
    assert table[name] == FROZEN_TABLE[name], RENEW


# --- Part II, written down independently


def test_part_two_has_96_limbs_67_on_contents_and_29_on_confirming_or_denying() -> None:
    duties = [limb["duty"] for limb in LIMBS.values()]
    assert (len(duties), duties.count("communicate"), duties.count(CONFIRMING)) == (96, 67, 29)


def test_the_pack_has_exactly_the_limbs_of_part_two_beside_its_gateways(pack: Rulebook) -> None:
    exempting = {name for name, limb in pack.limbs.items() if limb.effect == "exempt"}
    assert exempting == set(LIMBS)


@pytest.mark.parametrize("name", LIMBS)
def test_a_limb_removes_the_duty_and_has_the_status_of_the_act(name: str, table: dict[str, Any]) -> None:
    assert {"duty": table[name]["duty"], "status": table[name]["status"]} == LIMBS[name]


def test_a_shared_limb_is_claimed_through_the_limbs_the_act_ties_it_to(pack: Rulebook) -> None:
    shared = {name: limb.through for name, limb in pack.limbs.items() if len(limb.through) > 1}
    assert {name: sorted(through) for name, through in shared.items()} == {
        name: sorted(through) for name, through in PART_TWO["shared"].items()
    }


def test_s37_2_has_the_status_of_the_limb_it_is_claimed_through(bench: Bench) -> None:
    """s2(3)(ea): s37(2) is absolute so far as it relates to s37(1)(a) to (ab); of no one limb, it is left qualified."""
    expected: Mapping[str, str] = PART_TWO["status_by_limb"]["s37(2)"]
    one_each = bench.decide(Case("s37(2)", (through,)) for through in expected)
    assert [result.status for result in one_each] == list(expected.values())
    unnamed, several = bench.decide([Case("s37(2)"), Case("s37(2)", ("s37(1)(a)", "s37(1)(aa)"))])
    assert unnamed.status == several.status == "qualified"


def test_s37_2_warns_where_no_one_limb_is_named() -> None:
    decision = default_evaluator("reference").evaluate(scenario([{"id": "c", "provision": "s37(2)"}]))
    assert any("without one limb of s37(1)" in warned.says for warned in decision.warnings)
    named = default_evaluator("reference").evaluate(scenario([{"id": "c", "provision": "s37(2)", "by": ["s37(1)(a)"]}]))
    assert not named.warnings


def test_the_absolute_list_is_that_of_s2_3_and_no_other(pack: Rulebook) -> None:
    """s2(3), "and no others"."""
    listed = {entry.paragraph: sorted(entry.provisions) for entry in pack.header.absolute}
    assert listed == {paragraph: sorted(provisions) for paragraph, provisions in PART_TWO["absolute"].items()}


def test_no_limb_is_ever_absolute_outside_s2_3_save_by_the_policy_switch(table: dict[str, Any]) -> None:
    """s2(3), "and no others": s40(5A) and s40(5B)(a) are absolute only as the contested switch takes them."""
    listed = {name for provisions in PART_TWO["absolute"].values() for name in provisions}
    ever = {name for name in LIMBS if "absolute" in str(table[name])}
    assert ever - listed == {"s40(5A)", "s40(5B)(a)(i)", "s40(5B)(a)(ii)"}
    assert listed <= ever
    assert all(table[name]["status"]["s40-ncnd-status literal"] == "qualified" for name in ever - listed)


@pytest.mark.parametrize("name", PART_TWO["without_twin"])
def test_a_limb_without_a_twin_gives_no_way_to_neither_confirm_nor_deny(name: str, pack: Rulebook) -> None:
    """s21 has no subsection on confirming or denying; s43(3) speaks only of the interests in s43(2)."""
    section = pack.sections[name]
    twins = [one for one, own in pack.sections.items() if own == section and pack.limbs[one].duty == CONFIRMING]
    assert all(one not in PART_TWO["without_twin"] and name not in pack.limbs[one].through for one in twins)
    assert twins == {"s21(1)": [], "s43(1)": ["s43(3)"]}[name]
    with pytest.raises(InputError):
        default_evaluator("reference").resolve(scenario([{"id": "c", "provision": name, "duty": CONFIRMING}]))


# --- points of law, each with its source


OPINION = ("opinion-by-qualified-person", "opinion-before-reliance", "opinion-on-this-limb", "opinion-reasonable")
S36 = [name for name in LIMBS if name.startswith("s36")]


@pytest.mark.parametrize("name", S36)
@pytest.mark.parametrize("lacking", OPINION)
def test_s36_without_a_good_opinion_is_not_engaged_save_for_statistics(name: str, lacking: str, bench: Bench) -> None:
    """s36(2) and (3) turn on a qualified person's reasonable opinion; s36(4) does without one for statistics only."""
    full = bench.full(name).finding({"statistical-information": "not_met"})
    without = full.finding({lacking: "not_met"})
    statistics = without.finding({"statistical-information": "met"})
    open_point = without.finding({"statistical-information": None})
    assert engagements(bench, full, without, statistics, open_point) == ["engaged", "not_engaged", "engaged", "unknown"]


def test_an_opinion_on_disclosing_does_not_engage_s36_3(bench: Bench) -> None:
    """s36(3): the opinion has to be that confirming or denying would have the effect."""
    full = bench.full("s36(3)").finding({"statistical-information": "not_met"})
    assert engagements(bench, full.finding({"opinion-on-answer": "not_met"})) == ["not_engaged"]
    assert "opinion-on-answer" not in bench.elements("s36(2)(b)(i)")


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        ("(3A)(a)", "absolute"),
        ("(3A)(b)", "absolute"),
        ("(3B)", "qualified"),
        ("(4A)(a)", "qualified"),
        ("(4A)(b)", "qualified"),
    ],
)
def test_s40_2_is_absolute_by_its_first_condition_only(condition: str, status: str, bench: Bench) -> None:
    """s2(3)(fa): s40(2) so far as the first condition is satisfied."""
    (result,) = bench.decide([bench.full(f"s40(2)+{condition}")])
    assert (result.engagement, result.status) == ("engaged", status)


def test_s31_1_g_is_not_engaged_without_a_purpose_of_s31_2(bench: Bench) -> None:
    """s31(1)(g): functions for any of the purposes in s31(2)."""
    full = bench.full("s31(1)(g)")
    other = [full.finding({"purpose-in-s31-2": value}) for value in ("not_met", None)]
    assert engagements(bench, full, *other) == ["engaged", "not_engaged", "unknown"]


def test_s22_is_not_engaged_by_a_decision_to_publish_taken_after_the_request(bench: Bench) -> None:
    """s22(1)(b): already held with a view to publication when the request was made."""
    full = bench.full("s22(1)")
    assert engagements(bench, full, full.finding({"intention-at-request": "not_met"})) == ["engaged", "not_engaged"]


def test_s12_1_leaves_the_duty_to_confirm_or_deny(bench: Bench) -> None:
    """s12(1) frees from s1(1) save for s1(1)(a), which only s12(2) takes away."""
    found = [{"claim": "cost", "element": e, "is": "met", "by": "authority"} for e in bench.elements("s12(1)")]
    decision = default_evaluator("reference").evaluate(scenario([{"id": "cost", "provision": "s12(1)"}], found))
    assert [(q.duty, q.outcome) for q in decision.questions] == [(CONFIRMING, "confirm"), ("communicate", "no_duty")]


def test_the_public_interest_defence_of_s41_is_inside_its_test_and_there_is_no_other_balance(bench: Bench) -> None:
    """s41(1)(b), an actionable breach, and s2(3)(g): a defence defeats engagement, and no balance of s2 counts."""
    full = bench.full("s41(1)")
    defended, undecided = (full.finding({"no-public-interest-defence": value}) for value in ("not_met", None))
    assert engagements(bench, full, defended, undecided) == ["engaged", "not_engaged", "unknown"]
    found = [{"claim": "c", "element": e, "is": value, "by": "authority"} for e, value in full.found]
    found.append({"claim": "c", "balance": "duty", "by": "authority"})
    decision = default_evaluator("reference").evaluate(scenario([{"id": "c", "provision": "s41(1)"}], found))
    (application,) = decision.applications
    assert (application.balance, application.disposal) == ("not_required", "upheld")


def test_s41_is_not_for_a_breach_that_only_another_department_could_sue_on(bench: Bench) -> None:
    """s81(2), which bars government departments only."""
    alone = bench.full("s41(1)").finding({"not-only-departments": "not_met"})
    department, council = Case(**fields(alone, "government_department")), Case(**fields(alone, "local_authority"))
    assert engagements(bench, department, council) == ["not_engaged", "engaged"]


def fields(case: Case, authority: str) -> dict[str, Any]:
    return {"limb": case.limb, "found": case.found, "authority": authority}


IF_HELD = [(name, one) for name in ("s30(3)", "s32(3)", "s35(3)", "s37(2)") for one in PART_TWO["shared"][name]]
IF_HELD += [("s39(2)", "s39(1)"), ("s40(5A)", "s40(1)")]


@pytest.mark.parametrize(("name", "through"), IF_HELD)
def test_a_class_if_held_limb_is_engaged_exactly_when_the_limb_it_is_claimed_through_would_be(
    name: str, through: str, bench: Bench
) -> None:
    """s30(3) and its like: the information is, or if it were held would be, exempt by that limb."""
    elements = bench.elements(through)
    findings = [
        dict(zip(elements, values, strict=True)) for values in product(("met", "not_met", None), repeat=len(elements))
    ]
    as_answer = engagements(bench, *(Case(name, (through,)).finding(found) for found in findings))
    as_contents = engagements(bench, *(Case(through).finding(found) for found in findings))
    assert as_answer == as_contents
    assert set(as_answer) == {"engaged", "not_engaged", "unknown"}


EXCLUSIVE = [
    ("s23(1)", "s24(1)"),
    ("s30(1)(a)", "s31(1)(a)"),
    ("s35(1)(a)", "s36(2)(b)(i)"),
    ("s35(3)", "s36(3)"),
    ("s40(1)", "s40(2)+(3A)(a)"),
    ("s40(5A)", "s40(5B)(a)(i)"),
]


@pytest.mark.parametrize("pair", EXCLUSIVE)
def test_limbs_that_exclude_each_other_are_never_both_upheld(pair: tuple[str, str], bench: Bench) -> None:
    """s24(1), s31(1), s36(1)(a) and (3), s40(2)(a) and (5B): each reaches only what the other does not."""
    assert disposals(pair, bench) == ["undetermined", "undetermined"]


@pytest.mark.parametrize("pair", [("s23(5)", "s24(2)"), ("s30(3)", "s31(3)")])
def test_their_twins_on_confirming_or_denying_may_stand_together(pair: tuple[str, str], bench: Bench) -> None:
    """s24(2) has no carve-out for s23, and s31(3) none for s30."""
    assert disposals(pair, bench) == ["upheld", "upheld"]


def disposals(pair: tuple[str, str], bench: Bench) -> list[str | None]:
    """What becomes of two claims on one item, with everything found for both."""
    claims, found = [], []
    for number, name in enumerate(pair):
        through = tuple(bench.rulebook.limbs[name].through[:1])
        claims.append({"id": f"c{number}", "provision": name, "by": list(through)})
        of = {"claim": f"c{number}", "by": "authority"}
        found.append({**of, "balance": "maintain"})
        found += [{**of, "element": element, "is": value} for element, value in bench.full(name, through).found]
    decision = default_evaluator("reference").evaluate(scenario(claims, found, "government_department"))
    return [application.disposal for application in decision.applications]


# --- every question can be put


def test_every_question_a_limb_puts_is_whole_and_is_a_question(pack: Rulebook) -> None:
    claims = [
        {"id": f"c{number}", "provision": name, "items": [f"i{number}"]} for number, name in enumerate(pack.limbs)
    ]
    document = scenario(claims, kind="other")
    document.data["parts"] = [{"id": f"i{number}", "asks": "Something"} for number in range(len(claims))]
    asked = Evaluator(pack, "reference").evaluate(document, consider_all=True).missing
    assert {missing.subject.partition("@")[0] for missing in asked} >= {claim["id"] for claim in claims}
    assert not [missing.asks for missing in asked if "{" in missing.asks or "?" not in missing.asks]


def scenario(
    claims: list[dict[str, Any]], found: list[dict[str, Any]] | None = None, kind: str = "local_authority"
) -> Document:
    data = {
        "schema": "foirules/scenario/1",
        "id": "limbs",
        "title": "A limb",
        "viewpoint": "authority",
        "authority": {"name": "An authority", "kind": kind},
        "parts": [{"id": "part-1", "asks": "Something", "held": "yes"}],
        "claims": claims,
        "found": found or [],
    }
    return Document("limbs", data, {})
