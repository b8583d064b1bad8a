"""The interview writes a scenario that can be decided, and the open questions come with what each answer would do."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from foirules.cli import cli
from foirules.model.reading import read_file

START = "Rates at Marrowby\nMarrowby Council\nlocal authority\nauthority\n2024-03-04\n2024-03-28\nThe day rates\n\n"


def interview(path: Path, answers: str) -> str:
    result = CliRunner().invoke(cli, ["new", str(path)], input=answers)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_interview_writes_a_scenario_that_is_decided(tmp_path: Path) -> None:
    path = tmp_path / "rates.yaml"
    interview(path, START + "section 43(2)\n\nyes\nstop\n")
    data = read_file(path).data
    assert data["claims"] == [{"id": "s43-2", "provision": "s43(2)"}]
    assert data["parts"][0]["held"] == "yes"
    decided = CliRunner().invoke(cli, ["evaluate", str(path), "--format", "json"])
    assert json.loads(decided.stdout)["questions"][0]["outcome"] == "confirm"


def test_an_interview_that_ends_early_keeps_what_was_answered(tmp_path: Path) -> None:
    path = tmp_path / "rates.yaml"
    assert "not a whole scenario yet" in interview(path, "Rates at Marrowby\nMarrowby Council\n")
    assert read_file(path).data["authority"] == {"name": "Marrowby Council"}


def test_an_interview_never_writes_over_another_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.yaml"
    path.write_text("somebody: else's\n")
    result = CliRunner().invoke(cli, ["new", str(path)], input=START)
    assert result.exit_code != 0
    assert path.read_text() == "somebody: else's\n"


def test_open_questions_say_what_each_answer_would_do() -> None:
    result = CliRunner().invoke(cli, ["evaluate", "mps-2019", "--questions"])
    assert result.exit_code == 0
    assert "Does the authority hold the information sought by" in result.output
    assert "If yes" in result.output


def test_holding_is_never_asked_where_the_duty_to_confirm_or_deny_is_excluded() -> None:
    result = CliRunner().invoke(cli, ["evaluate", "kent-police-2024", "--questions"])
    assert result.exit_code == 0
    assert "hold the information" not in result.output
