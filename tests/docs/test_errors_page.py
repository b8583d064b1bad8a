"""The page on errors shows what is printed, and its exit codes and limits are the program's."""

from __future__ import annotations

import contextlib
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from foirules import cli, errors
from foirules.model import files, reading
from foirules.reasoning import resolving, resolving_claims, resolving_findings

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reference" / "errors.md").read_text(encoding="utf-8")
FRAME = re.search(r"^```yaml frame\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
EXAMPLES = re.findall(r"^```yaml bad\n(.*?)^```\n\n```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = re.findall(r"^\$ foirules (.*)\n(.*\n)", PAGE, re.MULTILINE)


def run(arguments: list[str], folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[object, str, str]:
    with contextlib.chdir(folder), pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    return (stopped.value.code, *capsys.readouterr())


def test_every_bad_example_on_the_page_is_tried() -> None:
    assert FRAME
    assert len(EXAMPLES) == PAGE.count("```yaml bad") > 8
    assert len(COMMANDS) == PAGE.count("\n$ ") > 5


@pytest.mark.parametrize(("body", "message"), EXAMPLES)
def test_an_example_is_refused_as_shown(
    body: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert FRAME
    (tmp_path / "cameras.yaml").write_text(FRAME[1] + body, encoding="utf-8")
    assert run(["evaluate", "cameras.yaml"], tmp_path, capsys) == (2, "", message)


@pytest.mark.parametrize(("arguments", "message"), COMMANDS)
def test_a_command_is_refused_as_shown(
    arguments: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(shlex.split(arguments), tmp_path, capsys) == (2, "", message)
    assert not list(tmp_path.iterdir())


def test_the_frame_is_a_scenario_by_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert FRAME
    (tmp_path / "cameras.yaml").write_text(FRAME[1], encoding="utf-8")
    code, out, err = run(["evaluate", "cameras.yaml"], tmp_path, capsys)
    assert (code, err) == (0, "")
    assert out


def test_the_exit_codes_are_the_program_s() -> None:
    table = {int(code) for code in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)}
    raised = {kind.exit_code for kind in (errors.InputError, errors.PackError, errors.LimitError)}
    assert raised == {2, 3}
    assert table == {0, 1, *raised, cli.INTERRUPTED, cli.READER_GONE}


def test_a_difference_from_what_is_expected_is_exit_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert FRAME
    expect = "expect: {questions: [{items: [part-1], duty: confirm_or_deny, outcome: excluded}]}\n"
    (tmp_path / "cameras.yaml").write_text(FRAME[1] + expect, encoding="utf-8")
    code, _, err = run(["evaluate", "cameras.yaml"], tmp_path, capsys)
    assert code == 1
    assert err.startswith(
        "foirules: cameras.yaml: expected otherwise: part-1, confirm_or_deny: outcome excluded wanted"
    )


def test_the_limits_are_the_program_s() -> None:
    limits = (
        f"nesting deeper than {reading.MAX_DEPTH}",
        f"more than {files.MAX_BYTES // 1024 // 1024} MB",
        f"More than {reading.MAX_VALUES:,} values",
        f"{resolving.MAX_ITEMS:,} items",
        f"{resolving_claims.MAX_CLAIMS_ON_ITEM} claims on an item",
        f"{resolving_findings.MAX_REACH:,} findings",
    )
    text = " ".join(PAGE.split())
    assert [limit for limit in limits if limit not in text] == []


def test_what_is_said_from_python_is_so() -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    done = subprocess.run([sys.executable, "-c", example], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
