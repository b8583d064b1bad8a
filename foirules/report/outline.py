"""The outline of a report: what every format shows, in what order, without saying how it looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from foirules.model.decision import Source

Explain = Literal["brief", "normal", "full"]


@dataclass(frozen=True, slots=True)
class Line:
    """One statement: its text, who said it and where, its sources, and what it rests on."""

    text: str
    note: str = ""
    sources: tuple[Source, ...] = ()
    warning: bool = False
    mark: str = ""
    under: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; the first cell of a row names it."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with statements or a table under it. `id` is stable, for links."""

    id: str
    title: str
    lines: tuple[Line, ...] = ()
    table: Table | None = None
    intro: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole report."""

    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    closing: str

    def sources(self) -> list[Source]:
        """Every source cited, once, in the order of first mention."""
        seen: dict[str, Source] = {}
        for section in self.sections:
            for line in walk(section.lines):
                for source in line.sources:
                    seen.setdefault(source.cite, source)
        return list(seen.values())


def walk(lines: tuple[Line, ...] | list[Line]) -> Iterator[Line]:
    """Every line, parents before children."""
    for line in lines:
        yield line
        yield from walk(line.under)
