"""Run the command line for a test: in this process, or as a process of its own."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from foirules.cli import main

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = [sys.executable, "-W", "error", "-c", "from foirules.cli import main; main()"]


@dataclass(frozen=True)
class Ran:
    """What a run left: its exit code, standard output and standard error."""

    code: int | str | None
    out: str
    err: str


class _Input(io.TextIOWrapper):
    """Standard input that holds some bytes."""

    def __init__(self, content: bytes) -> None:
        super().__init__(io.BytesIO(content))


def run(*args: str | Path, stdin: bytes = b"") -> Ran:
    """Run `foirules` with the arguments in this process, through its real entry."""
    out, err = io.StringIO(), io.StringIO()
    before = sys.stdin
    sys.stdin = _Input(stdin)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main([str(arg) for arg in args])
    except SystemExit as stopped:
        return Ran(stopped.code, out.getvalue(), err.getvalue())
    finally:
        sys.stdin = before
    raise AssertionError("main returned instead of exiting")


def spawn(*args: str | Path, stdin: bytes = b"", **settings: str) -> Ran:
    """Run `foirules` with the arguments as a process of its own; `settings` are environment variables."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "", **settings}
    done = subprocess.run(
        [*PROGRAM, *(os.fspath(arg) for arg in args)], input=stdin, capture_output=True, timeout=60, env=environment
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def one_line(ran: Ran, code: int = 2) -> str:
    """The only line a refused run wrote, without `foirules: `; fails where it wrote anything else."""
    assert (ran.code, ran.out) == (code, ""), ran
    line, end, rest = ran.err.partition("\n")
    assert (line[:10], end, rest) == ("foirules: ", "\n", ""), ran.err
    assert line.isprintable(), ascii(line)
    return line[10:]
