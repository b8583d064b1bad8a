"""What a user reads, word for word, in every format. See conftest.py for how to renew the files."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO

import pytest
from rich.console import Console

from foirules.law.rulebook import Rulebook
from foirules.model.decision import Decision
from foirules.report.html import html
from foirules.report.markdown import markdown
from foirules.report.outline import Explain
from foirules.report.plain import plain
from foirules.report.telling import tell
from foirules.report.terminal import show

Golden = Callable[[str, str], None]


@pytest.mark.parametrize("explain", ["brief", "normal", "full"])
def test_the_text_reads_as_agreed(harbour: Decision, rulebook: Rulebook, golden: Golden, explain: Explain) -> None:
    golden(f"harbour-{explain}.txt", plain(tell(harbour, rulebook, explain)))


def test_the_markdown_reads_as_agreed(harbour: Decision, rulebook: Rulebook, golden: Golden) -> None:
    golden("harbour.md", markdown(tell(harbour, rulebook)))


def test_the_page_reads_as_agreed(harbour: Decision, rulebook: Rulebook, golden: Golden) -> None:
    """The body; what stands in the head is tested by itself."""
    page = html(tell(harbour, rulebook))
    golden("harbour.html", page[page.index("<body>") :])


def test_the_terminal_reads_as_agreed(harbour: Decision, rulebook: Rulebook, golden: Golden) -> None:
    out = StringIO()
    show(tell(harbour, rulebook), Console(file=out, width=100, color_system=None, legacy_windows=False, _environ={}))
    golden("harbour-terminal.txt", out.getvalue())
