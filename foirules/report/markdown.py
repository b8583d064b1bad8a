"""The report as Markdown, for a case file or a pull request.

Sources are cited by name after each statement, as links to definitions at the end, so that the text also reads well
as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from foirules.model.decision import Source
from foirules.report.outline import Line, Outline, Section, Table
from foirules.report.plain import statement

_MARKS = re.compile(r"[\\`*_\[\]<>|#~$&]")
_LEAD = re.compile(r"^(?:(?=[-+=])|([0-9]{1,9})(?=[.)]))")


def markdown(outline: Outline, see_also: Iterable[tuple[str, str]] = ()) -> str:
    """The outline as Markdown: headings, tables, nested lists, and a list of sources with their links.

    `see_also` are other pages to lead to from under the facts, each with its text and its address.
    """
    return "\n".join(_lines(outline, [linked(*page) for page in see_also])) + "\n"


def linked(text: str, address: str) -> str:
    """A text that leads to an address, which has no brackets or spaces in it."""
    return f"[{escaped(text)}]({address})"


def _lines(outline: Outline, see_also: list[str]) -> Iterator[str]:
    yield f"# {escaped(outline.title)}"
    if outline.facts:
        yield ""
    for name, value in outline.facts:
        yield f"- **{escaped(name)}:** {escaped(value)}"
    if see_also:
        yield from ("", f"See also: {', '.join(see_also)}.")
    for section in outline.sections:
        yield from ("", f"## {escaped(section.title)}", "")
        yield from _section(section, outline)
    sources = outline.sources()
    if sources:
        yield from ("", "## Sources", "")
    for source in sources:
        cite, cited = escaped(source.cite), _cited(source, outline)
        yield f"- {cited}" if cite == escaped(outline.short(source)) or not source.uri else f"- [{cite}]{cited}"
    if outline.closing:
        yield from ("", f"*{escaped(outline.closing)}*")
    linked = {_cited(source, outline): source.uri for source in sources if source.uri}
    if linked:
        yield ""
    for cited, uri in linked.items():
        yield f"{cited}: <{uri}>"


def _section(section: Section, outline: Outline) -> Iterator[str]:
    if section.intro:
        yield escaped(section.intro)
    if section.intro and (section.table or section.lines):
        yield ""
    if section.table:
        yield from _table(section.table)
    if section.table and section.lines:
        yield ""
    for line in section.lines:
        yield from _line(line, outline, 0)


def _line(line: Line, outline: Outline, depth: int) -> Iterator[str]:
    text = escaped(statement(line))
    if line.sources:
        text += f" ({'; '.join(_cited(source, outline) for source in line.sources)})"
    yield f"{'  ' * depth}- {text}"
    for under in line.under:
        yield from _line(under, outline, depth + 1)


def _cited(source: Source, outline: Outline) -> str:
    short = escaped(outline.short(source))
    return f"[{short}]" if source.uri else short


def _table(table: Table) -> Iterator[str]:
    if table.caption:
        yield from (f"{escaped(table.caption)}:", "")
    yield "| " + " | ".join(escaped(cell) for cell in table.headings) + " |"
    yield "|" + " --- |" * len(table.headings)
    for row in table.rows:
        yield "| " + " | ".join(escaped(cell) for cell in row) + " |"


def escaped(text: str) -> str:
    """The text so that none of it is read as Markdown."""
    return _LEAD.sub(r"\1\\", _MARKS.sub(r"\\\g<0>", text), count=1)
