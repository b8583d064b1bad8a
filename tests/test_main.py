"""The command line as a process: `python -m foirules`, and the script that is installed."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

import foirules.__main__

ROOT = Path(__file__).resolve().parents[1]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "foirules", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_module_is_the_command_line() -> None:
    done = run("rules", "list", "--section", "s24")
    assert (done.returncode, done.stderr) == (0, "")
    assert "s24 National security" in done.stdout


def test_an_error_is_one_line_and_its_exit_code() -> None:
    done = run("rules", "show", "s24(9)")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1


def test_the_installed_script_is_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, function = project["scripts"]["foirules"].partition(":")
    assert getattr(import_module(module), function) is foirules.__main__.main


def test_a_decision_in_plain_text_loads_nothing_that_other_formats_need(tmp_path: Path) -> None:
    code = (
        "import sys, contextlib\n"
        "sys.argv = ['foirules', 'evaluate', 'kent-police-2024', '--output', sys.argv[1]]\n"
        "from foirules.__main__ import main\n"
        "with contextlib.suppress(SystemExit):\n    main()\n"
        "print(*sorted({'rich', 'asyncio', 'jsonschema', 'foirules.report.html'} & sys.modules.keys()))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "decision.txt")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
    assert (tmp_path / "decision.txt").stat().st_size > 1000


@pytest.mark.parametrize("module", ["foirules", "foirules.cli"])
def test_importing_the_library_leaves_the_process_as_it_was(module: str) -> None:
    state = "(gc.get_threshold(), dict(os.environ))"
    code = f"import gc, os; before = {state}; import {module}; print(before == {state})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"
