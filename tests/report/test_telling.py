"""A decision is told once for what is decided alike, in the pack's words, and without what nobody needs."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import SHIPPED, data_of, request, section, shipped

from foirules.law.pack_files import Check
from foirules.law.rulebook import Rulebook
from foirules.model.decision import Decision
from foirules.model.reading import Document
from foirules.reasoning.evaluating import Evaluator, default_evaluator
from foirules.report.outline import Outline, walk
from foirules.report.plain import plain
from foirules.report.reasons import ONLY_IN_FULL
from foirules.report.shortfalls import SEVERITIES
from foirules.report.telling import tell

Told = Callable[..., Outline]


def rows(outline: Outline) -> list[str]:
    table = section(outline, "outcome").table
    assert table is not None
    return [row[0] for row in table.rows]


def test_twelve_items_decided_alike_are_one_row_and_one_section_for_each_duty(told: Told) -> None:
    outline = told(request({f"part-{number}": {"held": "yes"} for number in range(1, 13)}))
    assert rows(outline) == ["Parts 1 to 12"]
    titles = [section.title for section in outline.sections if section.id.startswith("why-")]
    assert titles == ["Parts 1 to 12: confirm or deny, s1(1)(a)", "Parts 1 to 12: communicate, s1(1)(b)"]


def test_items_that_are_not_neighbours_are_told_together(told: Told) -> None:
    held = {"part-1": "yes", "part-2": "no", "part-3": "yes", "names": "no", "part-4": "yes", "part-5a-copy": "yes"}
    outline = told(request({name: {"held": value} for name, value in held.items()}))
    assert rows(outline) == ["Parts 1, 3, 4 and 5a copy", 'Part 2 and "names"']


def test_items_that_differ_only_in_where_they_are_found_are_told_together_with_each_place(told: Told) -> None:
    places = {"part-1": "para 4", "part-2": "para 5", "part-3": "para 4"}
    outline = told(request({name: {"held": "yes", "held_at": place} for name, place in places.items()}))
    lines = walk(section(outline, "why-part-1-confirm-or-deny").lines)
    assert [line.note for line in lines if line.text == "Information held: yes"] == [
        "parts 1 and 3: para 4; part 2: para 5"
    ]


def test_an_item_named_like_a_word_of_the_sentence_is_renamed_only_where_it_is_meant(told: Told) -> None:
    outline = told(request({"claim": {"held": "yes"}, "duty": {"held": "yes"}}))
    first = section(outline, "why-claim-confirm-or-deny").lines[0].text
    assert first.startswith("Nothing is claimed that would remove the duty to confirm or deny")
    assert first.count('"claim" and "duty"') == 1


def test_a_long_name_stands_in_the_heading_alone(told: Told) -> None:
    names = ["all-other-papers", "minutes-of-meetings", "photographs"]
    outline = told(request({name: {"held": "no"} for name in names}))
    why = section(outline, f"why-{names[0]}-confirm-or-deny")
    assert why.title.startswith('"all other papers", "minutes of meetings" and "photographs": ')
    assert all("photographs" not in line.text for line in why.lines)
    assert any("these items" in line.text for line in why.lines)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["yes", "no", "unstated"]), min_size=1, max_size=12), st.data())
def test_every_item_stands_in_one_row_and_alike_ones_in_the_same(held: list[str], data: st.DataObject) -> None:
    evaluator: Evaluator = default_evaluator("reference")
    items = {f"part-{number}": {"held": value} for number, value in enumerate(held, 1)}
    claimed = data.draw(st.lists(st.sampled_from(sorted(items)), unique=True))
    claims = [{"id": "watch", "provision": "s24(2)", "items": claimed}] if claimed else []
    decision = evaluator.evaluate(Document("test", request(items, claims=claims), {}))
    outline = tell(decision, evaluator.rulebook)
    outcomes = {}
    for question in decision.questions:
        outcomes.setdefault(question.item, []).append((question.outcome, tuple(question.by)))
    assert len(rows(outline)) == len({tuple(outcome) for outcome in outcomes.values()})
    told = [number for row in rows(outline) for number in numbers(row)]
    assert sorted(told) == list(range(1, len(held) + 1))


def numbers(row: str) -> list[int]:
    found: list[int] = []
    for entry in re.split(r" and |, ", re.sub(r"^Parts? ", "", row)):
        first, _, last = entry.partition(" to ")
        found.extend(range(int(first), int(last or first) + 1))
    return found


def test_factors_are_told_of_the_items_they_were_weighed_on(told: Told) -> None:
    def balance(item: str, what: str) -> dict[str, Any]:
        factors = [{"side": "maintain", "what": what}]
        return {"claim": "watch", "items": [item], "balance": "maintain", "by": "authority", "factors": factors}

    claims = [{"id": "watch", "provision": "s24(2)"}]
    engaged = {"claim": "watch", "engagement": "engaged", "by": "authority"}
    found = [engaged, balance("part-1", "Only of the first"), balance("part-2", "Only of the second")]
    outline = told(request({"part-1": {}, "part-2": {}}, claims=claims, found=found))
    for number, what in ((1, "first"), (2, "second")):
        lines = walk(section(outline, f"why-part-{number}-confirm-or-deny").lines)
        factors = [line.text for line in lines if line.text.startswith("For maintaining")]
        assert factors == [f"For maintaining: Only of the {what}"]


def test_factors_of_a_combined_balance_are_told_under_it(told: Told) -> None:
    data = data_of(shipped("weighed-together-in-2024"))
    combined = next(finding for finding in data["found"] if "combined" in finding)
    combined["factors"] = [{"side": "maintain", "what": "Both at once"}]
    lines = [line for part in told(data).sections for line in walk(part.lines)]
    holder = [line for line in lines if any(under.text == "For maintaining: Both at once" for under in line.under)]
    assert [line.text.partition(",")[0] for line in holder] == ["Weighed together"]


def test_claims_in_the_alternative_are_joined_by_or(harbour: Decision, rulebook: Rulebook) -> None:
    table = section(tell(harbour, rulebook), "outcome").table
    assert table is not None
    assert table.rows[0][2] == "May be withheld, under s23(1) or s24(1)"


def test_a_claim_that_stands_only_weighed_with_others_says_so(told: Told) -> None:
    leads = [
        line.text for part in told(shipped("weighed-together-in-2024")).sections for line in part.lines if line.lead
    ]
    assert [text.rpartition(": ")[2] for text in leads[:2]] == ["fails by itself, stands weighed together"] * 2


AGREED = "That is also what was submitted"


def test_a_submission_that_is_accepted_is_told_only_in_full(told: Told) -> None:
    kent = shipped("kent-police-2024")
    assert AGREED not in plain(told(kent))
    full = told(kent, "full")
    holder = [
        line
        for part in full.sections
        for line in walk(part.lines)
        if any(under.text.startswith(AGREED) for under in line.under)
    ]
    assert [line.text.partition(";")[0] for line in holder] == ["s24(2) was found to be engaged as a whole"]


def test_a_submission_that_is_rejected_or_unanswered_is_always_told(
    harbour: Decision, told: Told, rulebook: Rulebook
) -> None:
    assert "That is not what was submitted on s43(2)." in plain(tell(harbour, rulebook))
    assert plain(told(shipped("submission-left-unanswered"))).count("nothing found answers it") == 2


def test_an_element_is_told_as_its_question_and_the_answer(harbour: Decision, rulebook: Rulebook) -> None:
    lines = list(walk(section(tell(harbour, rulebook), "why-names-communicate").lines))
    answers = [line.text for line in lines if "?" in line.text]
    assert answers[0] == "Does the information relate to an identified or identifiable living individual? Yes"
    assert len(answers) == 3


def test_elements_are_told_in_the_order_of_the_test(told: Told) -> None:
    asked = [
        line.text
        for part in told(shipped("weighed-together-in-2024")).sections
        for line in walk(part.lines)
        if "?" in line.text
    ]
    starts = ("Does the harm claimed", "Is the prejudice", "Does the harm flow", "Would disclosing")
    assert [text.startswith(start) for text, start in zip(asked, starts, strict=False)] == [True] * 4


def test_steps_stand_by_state_and_weight_with_the_sources_of_both_duties(harbour: Decision, rulebook: Rulebook) -> None:
    steps = section(tell(harbour, rulebook), "steps").lines
    states = [line.mark for line in steps]
    assert states == sorted(states)
    weights = [list(SEVERITIES.values()).index(line.note.partition(";")[0]) for line in steps if line.mark == "Missing"]
    assert weights == sorted(weights)
    direction = next(line for line in steps if line.text.startswith("DN-09"))
    assert [source.cite for source in direction.sources] == ["FOIA 2000 s2(1)(b)", "FOIA 2000 s2(2)(b)"]


def test_every_severity_of_the_pack_has_words() -> None:
    assert set(SEVERITIES) == set(get_args(Check.model_fields["severity"].annotation))


def test_the_rules_told_only_in_full_are_rules_of_the_pack(rulebook: Rulebook) -> None:
    assert set(rulebook.rule) >= ONLY_IN_FULL


def test_brief_has_no_reasons(harbour: Decision, rulebook: Rulebook) -> None:
    ids = [part.id for part in tell(harbour, rulebook, "brief").sections]
    assert ids == ["outcome", "remedies", "warnings", "missing-reasons", "steps"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_a_report_cites_no_practice_of_our_own_and_shows_no_code_word(path: Path, told: Told) -> None:
    text = plain(told(path, "full", consider_all=True))
    assert "note on practice" not in text
    words = " ".join(line for line in text.splitlines() if "http" not in line)
    words = re.sub(r"\S+/\S+", "", words)
    assert not re.findall(r"[a-z]_[a-z]|[{}]|\bNone\b(?!\.)", words)
