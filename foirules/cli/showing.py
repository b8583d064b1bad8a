"""Write what `foirules evaluate` found: decisions, a table of several, or open questions, in the form asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foirules.law.rulebook import Rulebook
    from foirules.model.decision import Decision
    from foirules.model.open_questions import OpenQuestions
    from foirules.report.outline import Explain, Outline
    from foirules.report.results import Result


@dataclass(frozen=True, slots=True)
class Showing:
    """How to write: the form, how much to tell, whether `several` scenarios were named, and whether a `terminal` reads.

    What is shown on a terminal is printed at once, and the text to write is then empty.
    """

    rulebook: Rulebook
    form: str
    explain: Explain
    several: bool
    terminal: bool

    def decisions(self, decisions: Iterable[Decision]) -> str:
        """Each decision in full."""
        from foirules.report.telling import tell

        if self.form == "json":
            return self._listed([decision.to_json() for decision in decisions])
        return "\n".join([self._outline(tell(one, self.rulebook, self.explain)) for one in decisions])

    def table(self, results: Sequence[Result]) -> str:
        """A row for each scenario."""
        from foirules.report.results import tell_results

        return self._outline(tell_results(results, self.rulebook))

    def junit(self, results: Sequence[Result], started: datetime | None) -> str:
        """A test case for each scenario."""
        from foirules.report.junit import junit

        return junit(results, self.rulebook, started)

    def questions(self, found: Iterable[tuple[OpenQuestions, Decision]]) -> str:
        """The open questions of each scenario."""
        from foirules.report.asking import tell_open

        if self.form == "json":
            return self._listed([questions.to_json() for questions, _ in found])
        return "\n".join([self._outline(tell_open(*one, self.rulebook)) for one in found])

    def _listed(self, texts: Sequence[str]) -> str:
        """JSON texts as one: a list where several scenarios were named."""
        if not self.several:
            return "".join(texts)
        return "[\n" + ",\n".join(text.rstrip() for text in texts) + "\n]\n"

    def _outline(self, outline: Outline) -> str:
        if self.form == "markdown":
            from foirules.report.markdown import markdown

            return markdown(outline)
        if self.form == "html":
            from foirules.report.html import html

            return html(outline)
        if self.terminal and sys.stdout.isatty():
            from foirules.report.terminal import show

            show(outline)
            return ""
        from foirules.report.plain import plain

        return plain(outline)
