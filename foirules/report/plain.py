"""The report as plain text, for a pipe, a file or a screen reader; and as a tree in colour for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from foirules.report.outline import Line, Outline, Section, Table

WIDTH = 100


def plain(outline: Outline, width: int = WIDTH) -> str:
    """The outline as plain text lines."""
    lines = [outline.title, "=" * min(len(outline.title), width), ""]
    wide = max(len(name) for name, _ in outline.facts)
    lines += [f"{name:<{wide}}  {value}" for name, value in outline.facts]
    for section in outline.sections:
        lines += ["", section.title, "-" * min(len(section.title), width)]
        lines += _section(section, width)
    lines += ["", "Sources", "-------"]
    for source in outline.sources():
        lines += _wrapped(source.cite, width, "- ", "  ")
        if source.uri:
            lines.append(f"  {source.uri}")
    lines += ["", *_wrapped(outline.closing, width, "", "")]
    return "\n".join(lines) + "\n"


def _section(section: Section, width: int) -> Iterator[str]:
    if section.intro:
        yield from _wrapped(section.intro, width, "", "")
    if section.table:
        yield from _table(section.table, width)
    for line in section.lines:
        yield from _line(line, width, 0)


def _line(line: Line, width: int, depth: int) -> Iterator[str]:
    indent = "  " * depth
    yield from _wrapped(sentence(line), width, f"{indent}- ", f"{indent}  ")
    for under in line.under:
        yield from _line(under, width, depth + 1)


def sentence(line: Line) -> str:
    """A line with its mark, note and the short form of its sources."""
    text = f"{line.mark}: {line.text}" if line.mark else line.text
    if line.warning:
        text = f"Warning: {text}"
    if line.note:
        text += f" ({line.note})"
    if line.sources:
        text += f" [{'; '.join(short_cites(line))}]"
    return text


def short_cites(line: Line) -> list[str]:
    """The sources of a line, each as short as stays clear: provisions without the Act's name."""
    return [
        source.cite.removeprefix("FOIA 2000 ").partition(" [")[0] if source.cite.startswith("FOIA") else source.cite
        for source in line.sources
    ]


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
    columns = len(table.headings)
    natural = [max(len(row[n]) for row in (table.headings, *table.rows)) for n in range(columns)]
    spare = width - 2 * (columns - 1)
    first = min(natural[0], spare // 3)
    shares = [first] + [min(natural[n], (spare - first) // (columns - 1)) for n in range(1, columns)]
    for row in (table.headings, tuple("-" * share for share in shares), *table.rows):
        cells = [textwrap.wrap(cell, share) or [""] for cell, share in zip(row, shares, strict=True)]
        for number in range(max(map(len, cells))):
            parts = [
                (cell[number] if number < len(cell) else "").ljust(share)
                for cell, share in zip(cells, shares, strict=True)
            ]
            yield "  ".join(parts).rstrip()
