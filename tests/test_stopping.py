"""What happens when the reader, the keyboard or the machine stops a command: no traceback, and a fitting exit code."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command_line import PROGRAM, ROOT, one_line, run

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": ""}
pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes and signals as on POSIX systems")


def shell(command: str) -> subprocess.CompletedProcess[str]:
    program = " ".join(f"'{part}'" for part in PROGRAM)
    text = command.replace("foirules", program)
    return subprocess.run(["bash", "-c", text], capture_output=True, text=True, timeout=60, env=ENVIRONMENT, cwd=ROOT)


def test_a_reader_that_has_seen_enough_stops_it_quietly() -> None:
    many = "kent-police-2024 " * 40
    done = shell(f"foirules evaluate {many} --each --explain full | head -1; echo ${{PIPESTATUS[0]}}")
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "141"


def test_a_reader_that_is_gone_before_anything_is_written() -> None:
    done = shell("foirules evaluate kent-police-2024 | true; echo ${PIPESTATUS[0]}")
    assert done.stderr == ""
    assert done.stdout in ("0\n", "141\n")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_full_disk_is_one_line() -> None:
    done = shell("foirules evaluate kent-police-2024 > /dev/full")
    said = "foirules: standard output: cannot be used: no space left on device (check the path and the disk)\n"
    assert (done.returncode, done.stderr) == (2, said)


def test_an_output_that_cannot_hold_the_text_is_one_line(tmp_path: Path) -> None:
    text = (
        (ROOT / "scenarios/kent-police-2024/scenario.yaml")
        .read_text()
        .replace("Kent Police", "K\N{GREEK SMALL LETTER ALPHA}")
    )
    (tmp_path / "greek.yaml").write_text(text, encoding="utf-8")
    done = shell(f"PYTHONUTF8=0 PYTHONIOENCODING=latin-1 foirules evaluate '{tmp_path / 'greek.yaml'}'")
    character = r"the character '\u03b1' cannot be written in latin-1"
    said = f"foirules: standard output: {character} (set PYTHONUTF8=1, or use --output)"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said + "\n")


def test_the_keyboard_stops_it_with_130() -> None:
    """The command waits for the end of standard input, which stays open, until it is interrupted."""
    imported = "import foirules.cli.evaluate, foirules.cli.scenarios; from foirules.cli import main"
    code = f"{imported}; print('ready', flush=True); main(['evaluate', '-'])"
    running = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "ready\n"
    time.sleep(0.5)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=20)
    assert (running.returncode, out, err) == (130, "", "foirules: interrupted\n")


def test_the_keyboard_stops_it_in_the_midst_of_deciding(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from foirules.reasoning.evaluating import Evaluator

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Evaluator, "evaluate", interrupted)
    done = run("evaluate", "kent-police-2024", "--output", tmp_path / "decision.txt")
    assert (done.code, done.out, done.err) == (130, "", "foirules: interrupted\n")
    assert not list(tmp_path.iterdir())


def test_memory_that_runs_out_is_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    from foirules.reasoning.evaluating import Evaluator

    def exhausted(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(Evaluator, "evaluate", exhausted)
    assert one_line(run("evaluate", "kent-police-2024"), 3) == "there is not enough memory (split the scenario)"
