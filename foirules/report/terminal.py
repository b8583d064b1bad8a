"""The report on a terminal: a tree in colour. Colour never carries a meaning that the words do not."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text
from rich.tree import Tree

from foirules.report.outline import Line, Outline, Section, Table

HEADING, WARNING, MARK, GUIDE = "bold", "bold red", "bold", "dim"


def show(outline: Outline, console: Console | None = None) -> None:
    """Print the outline on a terminal."""
    out = console or Console(highlight=False)
    out.print(Text(outline.title, HEADING))
    for name, value in outline.facts:
        out.print(Text(f"  {name}: {value}"))
    for section in outline.sections:
        out.print()
        if section.table is not None:
            out.print(_table(section, section.table))
        if section.table is None or section.lines:
            out.print(_tree(section, outline))
    sources = outline.sources()
    if sources:
        out.print()
        tree = Tree(Text("Sources", HEADING), guide_style=GUIDE)
        for source in sources:
            tree.add(Text(f"{source.cite}\n{source.uri}" if source.uri else source.cite))
        out.print(tree)
    if outline.closing:
        out.print()
        out.print(Text(outline.closing))


def _table(section: Section, table: Table) -> RichTable:
    shown = RichTable(title=Text(section.title, HEADING), title_justify="left", header_style=HEADING)
    for heading in table.headings:
        shown.add_column(Text(heading))
    for row in table.rows:
        shown.add_row(*map(Text, row))
    return shown


def _tree(section: Section, outline: Outline) -> Tree:
    tree = Tree(Text(section.title, HEADING), guide_style=GUIDE)
    if section.intro:
        tree.add(Text(section.intro))
    for line in section.lines:
        _add(tree, line, outline)
    return tree


def _add(tree: Tree, line: Line, outline: Outline) -> None:
    text = Text()
    if line.warning:
        text.append("Warning: ", WARNING)
    if line.mark:
        text.append(f"{line.mark}: ", MARK)
    text.append(line.text, HEADING if line.lead else "")
    if line.note:
        text.append(f" ({line.note})")
    if line.sources:
        text.append(f" [{'; '.join(outline.short(source) for source in line.sources)}]", "italic")
    branch = tree.add(text)
    for under in line.under:
        _add(branch, under, outline)
