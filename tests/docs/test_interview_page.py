"""The pages on scenarios show sessions as they go, and the file that an interview writes as it writes it."""

from __future__ import annotations

import builtins
import contextlib
import re
import shlex
from pathlib import Path

import pytest

from foirules.cli import main

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE, OTHER = ((DOCS / f"how-to-{name}.md").read_text(encoding="utf-8") for name in ("interview", "scenario"))
SESSIONS = re.findall(r"^```console\n\$ foirules ([^\n]*)\n(.*?)^```$", PAGE + OTHER, re.MULTILINE | re.DOTALL)
PROMPT = "Answer: "


@pytest.mark.parametrize(("command", "shown"), SESSIONS, ids=[command.split()[0] for command, _ in SESSIONS])
def test_a_session_goes_as_shown(
    command: str, shown: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([line.removeprefix(PROMPT) for line in shown.splitlines() if line.startswith(PROMPT)])

    def answer(prompt: str) -> str:
        line = next(answers)
        print(f"{prompt}{line}")
        return line

    monkeypatch.setattr(builtins, "input", answer)
    with contextlib.chdir(tmp_path), pytest.raises(SystemExit) as stopped:
        main(shlex.split(command))
    out, err = capsys.readouterr()
    assert (stopped.value.code, err) == (0, "")
    assert next(answers, None) is None, "not every answer was asked for"
    at = 0
    for number, piece in enumerate(shown.split("[...]\n")):
        found = out.find(piece, at)
        assert found >= 0 if number else found == 0, piece
        at = found + len(piece)
    assert shown.endswith("[...]\n") or at == len(out)
    for written in re.findall(r"^```yaml interview\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        assert "evaluate" in command or (tmp_path / "rates.yaml").read_text(encoding="utf-8") == written


def test_every_kind_of_session_is_shown() -> None:
    assert [command.split()[0] for command, _ in SESSIONS] == ["new", "evaluate", "evaluate"]
    assert PAGE.count("```yaml interview") == 1
