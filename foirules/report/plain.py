"""The report as plain text, for a pipe, a file or a screen reader."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from foirules.report.outline import Line, Outline, Section, Table

WIDTH = 100


def plain(outline: Outline, width: int = WIDTH) -> str:
    """The outline as plain text, in lines of at most `width` characters where words and addresses allow it."""
    return "\n".join(_lines(outline, width)) + "\n"


def _lines(outline: Outline, width: int) -> Iterator[str]:
    yield from _heading(outline.title, width, "=")
    wide = max((len(name) for name, _ in outline.facts), default=0)
    if outline.facts:
        yield ""
    for name, value in outline.facts:
        yield from _wrapped(value, width, f"{name:<{wide}}  ", " " * (wide + 2))
    for section in outline.sections:
        yield ""
        yield from _heading(section.title, width, "-")
        yield from _section(section, outline, width)
    sources = outline.sources()
    if sources:
        yield ""
        yield from _heading("Sources", width, "-")
    for source in sources:
        yield from _wrapped(source.cite, width, "- ", "  ")
        if source.uri:
            yield f"  {source.uri}"
    if outline.closing:
        yield ""
        yield from _wrapped(outline.closing, width, "", "")


def _heading(title: str, width: int, rule: str) -> Iterator[str]:
    lines = _wrapped(title, width, "", "")
    yield from lines
    yield rule * max(map(len, lines), default=1)


def _section(section: Section, outline: Outline, width: int) -> Iterator[str]:
    if section.intro:
        yield from _wrapped(section.intro, width, "", "")
    if section.table:
        yield from _table(section.table, width)
    for line in section.lines:
        yield from _line(line, outline, width, 0)


def _line(line: Line, outline: Outline, width: int, depth: int) -> Iterator[str]:
    indent = "  " * depth
    text = statement(line)
    if line.sources:
        text += f" [{'; '.join(outline.short(source) for source in line.sources)}]"
    yield from _wrapped(text, width, f"{indent}- ", f"{indent}  ")
    for under in line.under:
        yield from _line(under, outline, width, depth + 1)


def statement(line: Line) -> str:
    """A line in words, without its sources: a warning is called one, a mark stands before, a note behind."""
    text = f"{line.mark}: {line.text}" if line.mark else line.text
    if line.warning:
        text = f"Warning: {text}"
    return f"{text} ({line.note})" if line.note else text


def _wrapped(text: str, width: int, first: str, rest: str) -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _table(table: Table, width: int) -> Iterator[str]:
    shares = _shares(table, width)
    for row in (table.headings, tuple("-" * share for share in shares), *table.rows):
        cells = [_wrapped(cell, share, "", "") or [""] for cell, share in zip(row, shares, strict=True)]
        for number in range(max(map(len, cells))):
            parts = [
                (cell[number] if number < len(cell) else "").ljust(share)
                for cell, share in zip(cells, shares, strict=True)
            ]
            yield "  ".join(parts).rstrip()


def _shares(table: Table, width: int) -> list[int]:
    """How wide each column is: as its widest cell where all fit, otherwise narrowed, the widest first."""
    shares = [max(len(row[n]) for row in (table.headings, *table.rows)) for n in range(len(table.headings))]
    least = [
        max(len(word) for row in (table.headings, *table.rows) for word in (row[n].split() or [""]))
        for n in range(len(table.headings))
    ]
    while sum(shares) + 2 * (len(shares) - 1) > width:
        widest = max((n for n in range(len(shares)) if shares[n] > least[n]), key=lambda n: shares[n], default=None)
        if widest is None:
            break
        shares[widest] -= 1
    return shares
