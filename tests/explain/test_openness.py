"""Open questions are ranked by what answers really change, and never by, or about, what must not be told."""

from __future__ import annotations

import shutil
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from explained import CLOSED, SCENARIOS, evaluator, left_open, made, outcomes, pieces, shipped, told
from hypothesis import Phase, given, settings

from foirules.explain import situations
from foirules.explain.answers import put
from foirules.explain.asking import opened
from foirules.explain.trials import Trials, without_what_is_held
from foirules.law.loading import load
from foirules.model.open_questions import OpenQuestion, OpenQuestions
from foirules.model.reading import Document
from foirules.reasoning.evaluating import Evaluator
from foirules.testing import strategies

PACK = SCENARIOS.parent / "rules" / "foia-2000"
SECURITY = {"id": "security", "provision": "s24(2)"}
CRIME = {"id": "crime", "provision": "s31(3)", "by": ["s31(1)(a)"]}
OPEN = [
    "nothing-found-yet",
    "submission-left-unanswered",
    "combined-leaves-one-out",
    "exclusive-claims-both-engaged",
    "finding-its-elements-contradict",
    "balance-its-weights-contradict",
    "matter-not-named",
    "one-alternative-not-yet-tried",
    "gateway-not-yet-decided",
    "kent-police-2024",
]
"""Scenarios in which every question of the pack is open somewhere."""

each_open_scenario = pytest.mark.parametrize("name", OPEN)
few_examples = settings(max_examples=4, phases=[Phase.explicit, Phase.generate])


def by_element(found: OpenQuestions) -> dict[str | None, OpenQuestion]:
    return {one.element or one.question: one for one in found.questions}


def check_effects(data: dict[str, Any]) -> None:
    """Every answer, put into the scenario, does what is told of it, and settles its question."""
    blind = without_what_is_held(left_open(data).case)
    found, now = left_open(blind), outcomes(blind)
    told_of = {(one.question, one.element, tuple(one.subjects)): one for one in told(data).questions}
    for question in found.questions:
        one = told_of[question.key[0], question.key[1], tuple(asked.subject for asked in question.asked)]
        for answer in one.answers:
            after = put(found.case, question.asked, answer.value)
            changed = {key: value for key, value in outcomes(after).items() if value != now[key]}
            said = {(item, effect.duty): effect.outcome for effect in answer.outcomes for item in effect.items}
            assert said == changed, (question.key, answer.value)
            still = [again for again in left_open(after).questions if again.key == question.key]
            assert not {item for again in still for item in again.items} & set(question.items), question.key


@each_open_scenario
def test_each_answer_does_what_is_told_of_it(name: str) -> None:
    check_effects(shipped(name))


def test_every_question_of_the_pack_is_tried() -> None:
    tried = {question.key[0] for name in OPEN for question in left_open(shipped(name)).questions}
    assert tried == {entry.id for entry in evaluator().rulebook.questions}


@few_examples
@given(strategies.scenarios())
def test_each_answer_to_a_made_up_scenario_does_what_is_told_of_it(scenario: dict[str, Any]) -> None:
    check_effects(scenario)


@few_examples
@given(strategies.scenarios())
def test_items_that_stand_alike_are_told_as_if_each_were_tried(scenario: dict[str, Any]) -> None:
    at_once = told(scenario)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(situations, "items_are_separate", lambda *_: False)
        assert told(scenario) == at_once


# --- what is held


@few_examples
@given(strategies.scenarios())
def test_what_is_held_changes_no_byte_where_it_may_not_be_told(scenario: dict[str, Any]) -> None:
    closed = {
        item for (item, duty), value in outcomes(scenario).items() if duty == "confirm_or_deny" and value in CLOSED
    }
    texts = set()
    for held in ("yes", "no", "unstated"):
        flipped = deepcopy(scenario)
        for piece in pieces(flipped):
            if piece["id"] in closed:
                piece["held"] = held
        texts.add(told(flipped).to_json())
    assert len(texts) == 1


@few_examples
@given(strategies.scenarios())
def test_nobody_is_asked_what_is_held_unless_the_duty_to_confirm_or_deny_stands(scenario: dict[str, Any]) -> None:
    got = outcomes(scenario)
    for one in told(scenario).questions:
        if one.question == "ask-held":
            assert [got[item, "confirm_or_deny"] for item in one.items] == ["must_confirm_or_deny"]


def test_an_answer_that_would_let_it_be_told_is_tried_as_if_nothing_were_said_of_it() -> None:
    data = made([SECURITY])
    data["parts"][0]["held"] = "no"
    (effect,) = by_element(told(data))["exemption-required"].answers[1].outcomes
    assert (effect.duty, effect.outcome) == ("confirm_or_deny", "must_confirm_or_deny")


# --- how much an answer can change


def test_an_element_that_every_test_needs_changes_an_outcome_by_itself() -> None:
    one = by_element(told(made([SECURITY], items=3)))["exemption-required"]
    assert (one.weight, one.changes, one.items) == ("alone", 3, ["part-1", "part-2", "part-3"])
    assert one.answers[0].outcomes == []


def test_one_of_two_elements_of_which_either_is_enough_counts_only_with_the_other() -> None:
    found = by_element(told(made([SECURITY], items=2)))
    one = found["if-confirmed"]
    assert (one.weight, one.changes) == ("together", 2)
    assert one.other is not None
    assert one.other.startswith("s24(2): Would a denial")


def test_where_three_claims_are_open_no_answer_to_two_questions_changes_anything() -> None:
    third = {"id": "safety", "provision": "s38(2)"}
    found = told(made([SECURITY, CRIME, third])).questions
    assert {one.weight for one in found if one.question == "ask-elements"} == {"further"}


def test_with_two_claims_open_an_answer_counts_together_with_one_on_the_other() -> None:
    one = by_element(told(made([SECURITY, CRIME])))["exemption-required"]
    assert (one.weight, one.changes) == ("together", 1)
    assert one.other is not None
    assert one.other.startswith("s31(3): ")


def test_a_balance_that_an_answer_opens_counts_as_the_other_question() -> None:
    elements = ["purpose-national-security", "exemption-required"]
    found = [{"claim": "security", "element": name, "is": "met", "by": "commissioner"} for name in elements]
    others = [{"claim": "crime", "engagement": "engaged", "by": "commissioner"}]
    first = next(one for one in told(made([SECURITY, CRIME], found=found + others)).questions if one.element)
    assert (first.claim, first.element, first.weight) == ("security", "if-confirmed", "together")
    assert first.other == "the public interest balance on s24(2)"


def test_what_bears_on_the_reasons_comes_last_whatever_a_contradiction_would_do() -> None:
    data = shipped("exclusive-claims-both-engaged")
    assert [one.weight for one in told(data).questions] == ["alone"] * 2 + ["reasons"] * 5
    assert told(data).questions[-1].changes == 1


def test_the_question_that_can_change_more_comes_first() -> None:
    narrow, wide = {**CRIME, "items": ["part-1"]}, {**SECURITY, "items": ["part-2", "part-3"]}
    found = told(made([narrow, wide], items=3)).questions
    alone = [(one.claim, one.changes) for one in found if one.weight == "alone"]
    assert alone == sorted(alone, key=lambda pair: -pair[1])
    assert dict(alone) == {"security": 2, "crime": 1}


def test_beyond_the_most_that_is_tried_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foirules.explain.trials.MOST", 3)
    last = told(made([SECURITY])).questions[-1]
    assert (last.weight, last.changes) == ("untried", 0)
    assert [(answer.value, answer.outcomes) for answer in last.answers] == [("met", []), ("not_met", [])]


def test_four_items_and_four_claims_take_few_trials(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = [
        SECURITY,
        CRIME,
        {"id": "safety", "provision": "s38(2)"},
        {"id": "personal", "provision": "s40(5B)(a)(i)"},
    ]
    decided: list[object] = []
    really = Trials._decide
    monkeypatch.setattr(Trials, "_decide", lambda self, data: (decided.append(data), really(self, data))[1])
    assert len(told(made(claims, items=4)).questions) > 15
    assert len(decided) < 700, "each takes a millisecond or so, and two seconds is the most it may take"


def test_a_pack_that_would_ask_too_early_what_is_held_gets_no_answers_and_no_interview(tmp_path: Path) -> None:
    shutil.copytree(PACK, tmp_path / "pack")
    questions = tmp_path / "pack" / "questions.yaml"
    text = questions.read_text(encoding="utf-8")
    early = text.replace("when: {confirm-or-deny-outcome: must_confirm_or_deny}", "when: {duty: confirm_or_deny}")
    assert early != text
    questions.write_text(early, encoding="utf-8")
    eager = Evaluator(load(tmp_path / "pack"), "reference")
    found = opened(eager, Document("test", made([SECURITY], items=2), {}))
    asked = [one for one in found.decision.missing if one.question == "ask-held"]
    assert [one.answers for one in asked] == [[], []]
    assert "ask-held" not in {question.key[0] for question in found.questions}
