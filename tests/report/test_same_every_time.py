"""A report is the same to the byte, whichever engine decided and however Python orders its sets; text needs no rich."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from report_samples import HARBOUR, SHIPPED

from foirules.law.rulebook import Rulebook
from foirules.model.decision import Decision
from foirules.model.reading import read_file
from foirules.reasoning.evaluating import default_evaluator
from foirules.report.html import html
from foirules.report.markdown import markdown
from foirules.report.plain import plain
from foirules.report.telling import tell

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from pathlib import Path
from foirules.model.reading import read_file
from foirules.reasoning.evaluating import default_evaluator
from foirules.report import html, markdown, plain
from foirules.report.telling import tell

evaluator = default_evaluator("reference")
outline = tell(evaluator.evaluate(read_file(Path(sys.argv[1]))), evaluator.rulebook, "full")
sys.stdout.write(plain.plain(outline) + markdown.markdown(outline) + html.html(outline))
assert not [name for name in sys.modules if name.partition(".")[0] == "rich"], "text, Markdown and HTML load rich"
"""


def told_by_another_process(seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", PROGRAM, str(HARBOUR)]
    return subprocess.run(command, env=environment, check=True, capture_output=True, encoding="utf-8").stdout


def test_another_process_tells_the_same_and_loads_no_rich(harbour: Decision, rulebook: Rulebook) -> None:
    outline = tell(harbour, rulebook, "full")
    here = plain(outline) + markdown(outline) + html(outline)
    assert told_by_another_process("1") == told_by_another_process("2") == here


@pytest.mark.parametrize("path", SHIPPED[::5], ids=lambda path: path.parent.name)
def test_both_engines_are_told_alike(path: Path) -> None:
    if find_spec("durable_rules_engine") is None:
        pytest.skip("durable-rules is not installed")
    texts = []
    for engine in ("durable", "reference"):
        evaluator = default_evaluator(engine)
        texts.append(plain(tell(evaluator.evaluate(read_file(path), consider_all=True), evaluator.rulebook, "full")))
    assert texts[0] == texts[1]
