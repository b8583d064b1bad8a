"""The report on a terminal: a tree in colour. Colour never carries a meaning that the words do not."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table as RichTable
from rich.tree import Tree

from foirules.report.outline import Line, Outline, Section
from foirules.report.plain import short_cites


def show(outline: Outline, console: Console | None = None) -> None:
    """Print the outline on a terminal."""
    out = console or Console(highlight=False)
    out.print(f"[bold]{escape(outline.title)}[/bold]")
    for name, value in outline.facts:
        out.print(f"  [dim]{escape(name)}:[/dim] {escape(value)}")
    for section in outline.sections:
        out.print()
        out.print(_section(section))
    out.print()
    sources = Tree("[bold]Sources[/bold]", guide_style="dim")
    for source in outline.sources():
        sources.add(escape(source.cite) + (f"\n[dim]{escape(source.uri)}[/dim]" if source.uri else ""))
    out.print(sources)
    out.print(f"\n[dim]{escape(outline.closing)}[/dim]")


def _section(section: Section) -> Tree | RichTable:
    if section.table is not None:
        table = RichTable(title=escape(section.title), title_justify="left", title_style="bold")
        for heading in section.table.headings:
            table.add_column(escape(heading))
        for row in section.table.rows:
            table.add_row(*(escape(cell) for cell in row))
        return table
    tree = Tree(f"[bold]{escape(section.title)}[/bold]", guide_style="dim")
    if section.intro:
        tree.add(escape(section.intro))
    for line in section.lines:
        _add(tree, line)
    return tree


def _add(tree: Tree, line: Line) -> None:
    text = escape(line.text)
    if line.mark:
        text = f"[bold]{escape(line.mark)}[/bold]: {text}"
    if line.warning:
        text = f"[yellow]Warning:[/yellow] {text}"
    if line.note:
        text += f" [cyan]({escape(line.note)})[/cyan]"
    if cites := short_cites(line):
        text += f" [dim]\\[{escape('; '.join(cites))}][/dim]"
    branch = tree.add(text)
    for under in line.under:
        _add(branch, under)
