"""An answer put into a scenario is a finding of whoever decides, settles its question and leaves the rest as it was."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from explained import left_open, made, only, outcomes, shipped

from foirules.errors import InputError
from foirules.explain.answers import put
from foirules.explain.asking import Question

Raw = dict[str, Any]


def answered(data: Raw, question: Question | tuple[str, ...], value: str, at: str | None = None) -> Raw:
    """The scenario in which a question is answered; the one asked about is checked to be as it was."""
    found = left_open(data)
    asked = question if isinstance(question, Question) else only(found, *question)
    before = deepcopy(data)
    after = put(found.case, asked.asked, value, at)
    assert data == before
    return after


def findings(data: Raw, **wanted: Any) -> list[Raw]:
    return [one for one in data["found"] if all(one.get(key) == value for key, value in wanted.items())]


SECURITY = {"id": "security", "provision": "s24(2)"}
CRIME = {"id": "crime", "provision": "s31(3)", "by": ["s31(1)(a)"]}


def test_an_element_is_found_by_the_viewpoint_on_every_item_of_the_claim() -> None:
    data = answered(made([SECURITY], items=3), ("ask-elements", "if-denied"), "met", "para 9")
    expected = {"claim": "security", "element": "if-denied", "is": "met", "by": "commissioner", "at": "para 9"}
    assert data["found"] == [expected]


def test_an_answer_on_some_items_names_them_and_joins_the_same_answer_on_others() -> None:
    data = made([SECURITY], items=3)
    found = left_open(data)
    asked = only(found, "ask-elements", "if-denied").asked
    data = put(found.case, asked[2:], "met")
    assert findings(data, element="if-denied") == [
        {"claim": "security", "items": ["part-3"], "element": "if-denied", "is": "met", "by": "commissioner"}
    ]
    found = left_open(data)
    data = put(found.case, only(found, "ask-elements", "if-denied").asked[:1], "met")
    assert findings(data, element="if-denied", items=["part-1", "part-3"]) == data["found"]
    found = left_open(data)
    data = put(found.case, only(found, "ask-elements", "if-denied").asked, "met")
    assert data["found"] == [{"claim": "security", "element": "if-denied", "is": "met", "by": "commissioner"}]


def test_a_finding_joins_the_others_on_its_claim() -> None:
    found = [
        {"claim": "security", "element": "if-denied", "is": "met", "by": "commissioner"},
        {"claim": "crime", "element": "likelihood", "is": "would", "by": "commissioner"},
    ]
    data = answered(made([SECURITY, CRIME], found=found), ("ask-elements", "exemption-required"), "met")
    assert [one["claim"] for one in data["found"]] == ["security", "security", "crime"]


def test_a_submission_stays_and_an_adopted_one_is_a_submission_again() -> None:
    adopted = {"by": "commissioner", "at": "para 3"}
    submitted = {"claim": "security", "balance": "unknown", "by": "authority", "at": "letter", "adopted": adopted}
    engaged = {"claim": "security", "engagement": "engaged", "by": "commissioner"}
    data = made([SECURITY], items=2, found=[engaged, submitted])
    data = answered(data, ("ask-balance",), "equal")
    assert findings(data, by="authority") == [
        {"claim": "security", "balance": "unknown", "by": "authority", "at": "letter"}
    ]
    assert findings(data, balance="equal") == [{"claim": "security", "balance": "equal", "by": "commissioner"}]


def test_what_the_viewpoint_adopted_stays_on_the_items_that_are_not_answered() -> None:
    submitted = {"claim": "security", "balance": "unknown", "by": "authority", "adopted": {"by": "commissioner"}}
    engaged = {"claim": "security", "engagement": "engaged", "by": "commissioner"}
    found = left_open(made([SECURITY], items=2, found=[engaged, submitted]))
    data = put(found.case, only(found, "ask-balance").asked[:1], "maintain")
    assert findings(data, balance="unknown") == [
        {**submitted, "items": ["part-2"]},
        {"claim": "security", "items": ["part-1"], "balance": "unknown", "by": "authority"},
    ]
    assert outcomes(data)["part-1", "confirm_or_deny"] == "excluded"
    assert outcomes(data)["part-2", "confirm_or_deny"] == "undetermined"


def test_what_is_held_is_said_of_the_item_with_its_place() -> None:
    data = made([], items=2)
    found = left_open(data)
    (second,) = [one for one in found.questions if one.items == ("part-2",)]
    data = answered(data, second, "no", "disclosure log")
    assert data["parts"][1] == {"id": "part-2", "asks": "Something", "held": "no", "held_at": "disclosure log"}
    assert "held" not in data["parts"][0]


def test_what_is_held_is_said_of_an_item_within_its_part() -> None:
    data = made([])
    data["parts"] = [{"id": "one", "asks": "All", "items": [{"id": "a", "asks": "A"}, {"id": "b", "asks": "B"}]}]
    found = left_open(data)
    (second,) = [one for one in found.questions if one.items == ("b",)]
    data = answered(data, second, "yes")
    assert data["parts"][0]["items"] == [{"id": "a", "asks": "A"}, {"id": "b", "asks": "B", "held": "yes"}]


def test_the_matter_goes_into_the_claim() -> None:
    claim = {"id": "crime", "provision": "s31(3)"}
    data = answered(made([claim], items=2), ("ask-matter",), "s31(1)(a)", "para 5")
    assert data["claims"] == [{**claim, "by": ["s31(1)(a)"], "at": "para 5"}]


def test_a_combined_balance_weighs_every_claim_that_may_be_weighed() -> None:
    data = answered(shipped("combined-leaves-one-out"), ("ask-combined",), "maintain", "para 32")
    (combined,) = [one for one in data["found"] if "combined" in one]
    assert combined == {
        "item": "part-1",
        "combined": "maintain",
        "weighed": ["sabotage", "crews", "contractor"],
        "by": "commissioner",
        "at": "para 32",
    }
    assert outcomes(data)["part-1", "communicate"] == "may_withhold"


@pytest.mark.parametrize(("value", "outcome"), [("engaged", "may_withhold"), ("not_engaged", "communicate")])
def test_of_contradictory_findings_the_answer_keeps_those_that_agree(value: str, outcome: str) -> None:
    data = shipped("finding-its-elements-contradict")
    data = answered(data, ("ask-contradiction",), value)
    assert findings(data, engagement=value, by=data["viewpoint"])
    assert outcomes(data)["part-1", "communicate"] == outcome


@pytest.mark.parametrize("claim", ["investigation", "crime"])
def test_of_claims_that_exclude_each_other_the_other_is_then_not_engaged(claim: str) -> None:
    data = answered(shipped("exclusive-claims-both-engaged"), ("ask-which-limb", None, claim), "engaged")
    (other,) = {"investigation", "crime"} - {claim}
    assert findings(data, claim=claim, engagement="engaged")
    assert findings(data, claim=other, engagement="not_engaged")
    assert left_open(data).decision.questions[1].by == [claim]


@pytest.mark.parametrize("value", ["unknown", "unstated", "yes", ""])
def test_a_value_that_answers_nothing_is_refused(value: str) -> None:
    found = left_open(made([SECURITY]))
    with pytest.raises(InputError, match=r"does not answer the question \(use met or not_met\)"):
        put(found.case, only(found, "ask-elements", "if-denied").asked, value)
