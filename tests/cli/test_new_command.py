"""`foirules new` on scripted input: it asks, takes commands, saves after every answer, and never spoils a file."""

from __future__ import annotations

import builtins
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from command_line import ROOT, run

from foirules.cli import cli
from foirules.explain.session import HEAD
from foirules.model.reading import read_file

FACTS = [
    "Rates at Marrowby",
    "Marrowby Council",
    "local authority",
    "authority",
    "",
    "",
    "The day rates",
    "",
    "43(2)",
    "",
]
NOTHING_FOUND = ROOT / "scenarios" / "nothing-found-yet" / "scenario.yaml"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def interview(*answers: str, file: str | Path | None = None) -> Result:
    """Hold an interview on these lines of input, after which the input ends."""
    arguments = ["new"] if file is None else ["new", str(file)]
    result = CliRunner().invoke(cli, arguments, input="".join(f"{answer}\n" for answer in answers))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def said(result: Result) -> str:
    """What was said, in one line."""
    return " ".join(result.output.split())


def outcomes(file: str) -> list[str]:
    return [question["outcome"] for question in json.loads(run("evaluate", file, "--format", "json").out)["questions"]]


def test_an_interview_to_the_end_is_a_scenario_that_says_what_was_answered(folder: Path) -> None:
    result = interview(*FACTS, "yes, register", "yes", "yes", "yes", "it would, panel minute 4", "equal")
    assert result.exit_code == 0
    assert "Nothing is left to ask." in result.output
    assert (folder / "rates-at-marrowby.yaml").read_text(encoding="utf-8") == (
        f"# {HEAD}\n"
        "schema: foirules/scenario/1\n"
        "id: rates-at-marrowby\n"
        "title: Rates at Marrowby\n"
        "viewpoint: authority\n"
        "authority: {name: Marrowby Council, kind: local_authority}\n"
        "\n"
        "parts:\n"
        "  - {id: part-1, asks: The day rates, held: yes, held_at: register}\n"
        "\n"
        "claims:\n"
        "  - {id: s43-2, provision: s43(2)}\n"
        "\n"
        "found:\n"
        "  - {claim: s43-2, element: applicable-interest, is: met, by: authority}\n"
        "  - {claim: s43-2, element: real-prejudice, is: met, by: authority}\n"
        "  - {claim: s43-2, element: causal-link, is: met, by: authority}\n"
        "  - {claim: s43-2, element: likelihood, is: would, by: authority, at: panel minute 4}\n"
        "  - {claim: s43-2, balance: equal, by: authority}\n"
    )
    assert outcomes("rates-at-marrowby.yaml") == ["confirm", "communicate"]


def test_after_every_answer_the_file_holds_it(folder: Path) -> None:
    held: list[str] = []
    for number in range(1, len(FACTS) + 2):
        interview(*[*FACTS, "yes"][:number], file=f"case-{number}.yaml")
        held.append((folder / f"case-{number}.yaml").read_text(encoding="utf-8"))
    assert "title: Rates at Marrowby" in held[0]
    assert "Marrowby Council" in held[1]
    assert held[-1].count("held: yes") == 1
    assert sorted(os.listdir(folder)) == sorted(f"case-{number}.yaml" for number in range(1, len(FACTS) + 2))


def test_where_the_input_ends_early_it_says_how_to_go_on_and_does(folder: Path) -> None:
    result = interview(*FACTS[:3], file="case.yaml")
    assert result.exit_code == 0
    assert result.output.endswith(
        "Saved in case.yaml\nIt is not a whole scenario yet. To go on: foirules new case.yaml\n"
    )
    again = interview(*FACTS[3:], "stop", file="case.yaml")
    assert "What is the case called?" not in again.output
    assert again.output.endswith("Saved in case.yaml\nTo see the decision and why: foirules evaluate case.yaml\n")
    assert outcomes("case.yaml") == ["must_confirm_or_deny", "undetermined"]


def test_an_interview_that_is_gone_on_with_begins_with_the_open_questions(folder: Path) -> None:
    interview(*FACTS, "yes", file="case.yaml")
    result = interview("no", file="case.yaml")
    assert result.output.index("So far, with 4 questions open:") < result.output.index("On s43(2), part 1:")
    assert "foirules evaluate" in result.output
    assert outcomes("case.yaml") == ["confirm", "communicate"]


def test_nothing_is_saved_before_anything_is_answered(folder: Path) -> None:
    assert interview().output.endswith("Nothing was saved.\n")
    assert interview("stop", file="case.yaml").output.endswith("Nothing was saved.\n")
    assert os.listdir(folder) == []


def test_a_name_that_is_taken_is_not_taken_again(folder: Path) -> None:
    (folder / "rates-at-marrowby.yaml").write_text("mine")
    assert "Saved in rates-at-marrowby-2.yaml" in interview(FACTS[0]).output
    assert (folder / "rates-at-marrowby.yaml").read_text() == "mine"


# --- files that are there


def test_a_scenario_written_otherwise_stays_as_it_is_and_is_gone_on_with_in_a_new_file(folder: Path) -> None:
    before = NOTHING_FOUND.read_bytes()
    result = interview("no", file=NOTHING_FOUND)
    assert "stays as it is" in result.output
    assert "Does the authority hold the information sought by part 2?" in result.output
    assert NOTHING_FOUND.read_bytes() == before
    data = read_file(folder / "nothing-found-yet.yaml").data
    assert data["parts"][1]["held"] == "no"
    assert "expect" not in data, "what was expected no longer follows"


def test_a_file_of_its_own_that_was_changed_since_stays_as_it_is(folder: Path) -> None:
    interview(*FACTS, file="case.yaml")
    changed = (folder / "case.yaml").read_text() + "# My own note.\n"
    (folder / "case.yaml").write_text(changed)
    interview("yes", file="case.yaml")
    assert (folder / "case.yaml").read_text() == changed
    assert "held: yes" in (folder / "case-2.yaml").read_text()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("not: a scenario\n", "`schema` is missing"),
        ("", "case.yaml: is empty"),
        ("schema: foirules/scenario/1\nid: x\n", "`title` is missing"),
    ],
)
def test_a_file_that_is_no_scenario_is_refused_with_its_place(content: str, said: str, folder: Path) -> None:
    (folder / "case.yaml").write_text(content)
    ran = run("new", "case.yaml", stdin=b"A title\n")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert (folder / "case.yaml").read_text() == content


def test_a_file_that_cannot_be_made_is_refused_before_anything_is_asked() -> None:
    assert run("new", "none/case.yaml").err.startswith("foirules: none/case.yaml: cannot be written: its folder")
    assert run("new", ".").code == 2


@pytest.fixture
def meddled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Somebody else writes to the file before the second line is read."""
    lines = iter(["Rates", "Marrowby"])

    def answer(_: str) -> str:
        line = next(lines)
        if line == "Marrowby":
            (folder / "case.yaml").write_text("theirs")
        return line

    monkeypatch.setattr(builtins, "input", answer)
    return


@pytest.mark.usefixtures("meddled")
def test_a_file_that_somebody_else_changes_meanwhile_is_not_written_over(folder: Path) -> None:
    ran = run("new", "case.yaml")
    assert ran.code == 2
    assert "has been changed by something else since it was saved" in ran.err
    assert (folder / "case.yaml").read_text() == "theirs"


def test_the_keyboard_ends_it_with_what_was_saved(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = iter(FACTS[:2])

    def answer(_: str) -> str:
        try:
            return next(lines)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(builtins, "input", answer)
    ran = run("new", "case.yaml")
    assert (ran.code, ran.err) == (130, "")
    assert ran.out.endswith("To go on: foirules new case.yaml\n")
    assert "Marrowby Council" in (folder / "case.yaml").read_text()


# --- commands and bad answers


def test_a_bad_answer_is_told_of_and_the_question_stays(folder: Path) -> None:
    result = interview(*FACTS[:2], "borough", "7", file="case.yaml")
    assert "`borough` is not one of the answers (type 1 for government department" in result.output
    assert read_file(folder / "case.yaml").data["authority"]["kind"] == "local_authority"


def test_a_question_mark_tells_why_and_what_each_answer_would_do() -> None:
    result = interview("?", *FACTS, "?", "yes", "?")
    words = said(result)
    assert "Leave out who made the request: nothing turns on it." in words
    assert "Why: The duty to confirm or deny stands for part 1" in words
    assert "If no: Part 1, confirm or deny: deny that it is held Part 1, communicate: nothing to communicate" in words
    assert "Guide: The first question of the prejudice test." in words
    assert "Source: FOIA 2000 s1(1)(a), http" in words


def test_not_known_is_kept_open_and_asked_no_more() -> None:
    result = interview(*FACTS, *["not known"] * 5)
    assert result.output.count("Does the authority hold the information") == 1
    assert "So far unchanged, with 5 questions open." in result.output
    assert "Nothing is left to ask." in result.output


def test_back_takes_back_what_was_saved_too(folder: Path) -> None:
    result = interview(*FACTS, "yes", "back", "no", file="case.yaml")
    assert result.output.count("Does the authority hold the information") == 2
    assert read_file(folder / "case.yaml").data["parts"][0]["held"] == "no"


def test_back_at_the_start_is_told_of() -> None:
    assert "there is nothing to go back to" in interview("back").output


def test_each_and_claim_are_commands_where_a_question_is_open(folder: Path) -> None:
    facts = [*FACTS[:7], "The fees", "", "43(2)", "", ""]
    interview(
        *facts, "yes", "yes", "each", "yes", "no", "claim", "40(2) and (3A)(a)", "2", "", "stop", file="case.yaml"
    )
    data = read_file(folder / "case.yaml").data
    assert [one["items"] for one in data["found"]] == [["part-1"], ["part-2"]]
    assert data["claims"][1] == {"id": "s40-2-3a-a", "provision": "s40(2)+(3A)(a)", "items": ["part-2"]}


def test_words_of_a_case_are_not_taken_for_commands(folder: Path) -> None:
    interview("claim", "not known", file="case.yaml")
    data = read_file(folder / "case.yaml").data
    assert (data["title"], data["authority"]["name"]) == ("claim", "not known")


def test_it_says_when_only_the_reasons_are_left() -> None:
    words = said(interview(file=ROOT / "scenarios" / "kent-police-2024" / "scenario.yaml"))
    assert words.count("it bears on the reasons alone") == 1


def test_no_line_moves_the_cursor_or_needs_colour() -> None:
    output = interview(*FACTS, "?", "yes", "stop").output
    assert all(line.isprintable() for line in output.splitlines())
    assert max(map(len, output.splitlines())) <= 108, "the prompt and a line of a hundred characters"
