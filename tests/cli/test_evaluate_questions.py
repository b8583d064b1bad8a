"""`foirules evaluate --questions` tells what is open; what is said of the age of the law never enters a decision."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from command_line import run

from foirules.cli import today
from foirules.cli.rules_schema import schema

OPEN = "nothing-found-yet"


def test_the_questions_are_told_in_their_order_with_why_and_what_answers_would_do() -> None:
    out = run("evaluate", OPEN, "--questions").out
    first = out.index("1: Does the authority hold the information sought by part 2? [s1(1)(a)]")
    assert (
        out.index("These change an outcome\n") < first < out.index("These change an outcome together with one more\n")
    )
    assert "  - Why: Whether s31(3) is engaged turns on it.\n" in out
    assert "  - If no:\n    - s31(3) not engaged, fails\n    - Part 1, confirm or deny: must confirm or deny" in out
    assert "  - If yes: nothing changes by that alone\n" in out
    assert "  - If it would, it would be likely to or shown, at a level that is not stated: nothing" in out


def test_where_nothing_is_open_it_says_so() -> None:
    assert "Nothing is open\n" in run("evaluate", "tie-leaves-the-duty", "--questions").out


def test_the_questions_as_json_fit_their_schema_and_are_in_the_same_order() -> None:
    data = json.loads(run("evaluate", OPEN, "--questions", "--format", "json").out)
    jsonschema.Draft202012Validator(schema("questions")).validate(data)
    weights = [question["weight"] for question in data["questions"]]
    assert weights == sorted(weights, key=["alone", "together", "further", "untried", "reasons"].index)
    assert data["questions"][0]["answers"][1]["is"] == "no"


def test_both_engines_tell_the_same_questions() -> None:
    durable, reference = (
        run("evaluate", OPEN, "--questions", "--engine", name).out for name in ("durable", "reference")
    )
    assert durable == reference


def test_a_switch_bears_on_the_questions_too() -> None:
    option = ["--switch", "s40-ncnd-status=literal", "--format", "json", "--questions"]
    literal = json.loads(run("evaluate", "personal-data-answer-absolute", *option).out)
    assert [question["question"] for question in literal["questions"]] == ["ask-balance"]
    assert literal["questions"][0]["answers"][0]["outcomes"][0]["outcome"] == "excluded"


def test_the_questions_of_several_are_told_one_after_another_and_a_bad_one_is_named() -> None:
    ran = run("evaluate", OPEN, "no-such-scenario", "kent-police-2024", "--questions")
    assert ran.code == 2
    assert ran.out.count("Open questions: ") == 2
    assert ran.err.startswith("foirules: no scenario `no-such-scenario`")
    both = json.loads(run("evaluate", OPEN, "kent-police-2024", "--questions", "--format", "json").out)
    assert [one["scenario"] for one in both] == [OPEN, "kent-police-2024"]


def test_the_questions_can_be_told_as_markdown() -> None:
    assert run("evaluate", OPEN, "--questions", "--format", "markdown").out.startswith("# Open questions: ")


# --- the age of the law


SAID = "foirules: law stated at 7 April 2026, today is {} (check what has changed between)\n"


@pytest.mark.parametrize(
    ("day", "told"),
    [("2026-07-06", None), ("2026-07-07", "7 July 2026"), ("1 January 2026", "1 January 2026"), ("2026-01-07", None)],
)
def test_a_day_more_than_90_days_from_the_law_is_told_of(day: str, told: str | None) -> None:
    ran = run("evaluate", "tie-leaves-the-duty", "--today", day)
    assert ran.err == (SAID.format(told) if told else "")
    assert ran.out == run("evaluate", "tie-leaves-the-duty").out


def test_a_day_that_is_none_is_refused() -> None:
    ran = run("evaluate", "tie-leaves-the-duty", "--today", "soon")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("foirules: --today: 'soon' is not a date")


def test_without_a_terminal_nobody_is_told_what_day_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    today.warn_of_age(date(2005, 1, 1), None)
    assert capsys.readouterr().err == ""


def test_on_a_terminal_the_real_day_counts(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    today.warn_of_age(date(2005, 1, 1), None)
    assert capsys.readouterr().err.startswith("foirules: law stated at 1 January 2005, today is ")


def test_an_interview_says_it_too(tmp_path: Path) -> None:
    ran = run("new", tmp_path / "case.yaml", "--today", "2027-01-01", stdin=b"")
    assert (ran.code, ran.err) == (0, SAID.format("1 January 2027"))
