"""The report as Markdown, for a case file or a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from foirules.report.outline import Line, Outline, Section, Table
from foirules.report.plain import sentence


def markdown(outline: Outline) -> str:
    """The outline as Markdown: headings, one table, nested lists, and a list of sources with their links."""
    lines = [f"# {outline.title}", ""]
    lines += [f"- **{name}:** {_escaped(value)}" for name, value in outline.facts]
    for section in outline.sections:
        lines += ["", f"## {_escaped(section.title)}", ""]
        lines += _section(section)
    lines += ["", "## Sources", ""]
    for source in outline.sources():
        lines.append(f"- [{_escaped(source.cite)}]({source.uri})" if source.uri else f"- {_escaped(source.cite)}")
    lines += ["", f"*{_escaped(outline.closing)}*"]
    return "\n".join(lines) + "\n"


def _section(section: Section) -> Iterator[str]:
    if section.intro:
        yield _escaped(section.intro)
        yield ""
    if section.table:
        yield from _table(section.table)
    for line in section.lines:
        yield from _line(line, 0)


def _line(line: Line, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}- {_escaped(sentence(line))}"
    for under in line.under:
        yield from _line(under, depth + 1)


def _table(table: Table) -> Iterator[str]:
    yield "| " + " | ".join(_escaped(cell) for cell in table.headings) + " |"
    yield "|" + " --- |" * len(table.headings)
    for row in table.rows:
        yield "| " + " | ".join(_escaped(cell) for cell in row) + " |"


def _escaped(text: str) -> str:
    for mark in "\\`*_[]<>|#":
        text = text.replace(mark, f"\\{mark}")
    return " ".join(text.split())
