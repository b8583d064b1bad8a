"""The outline of a report: what every format shows, in what order, without saying how it looks.

All text in an outline is plain, on one line and free of control characters, whatever a scenario or a pack holds;
what is left for a format to escape is its own marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from foirules.model.decision import Source

Explain = Literal["brief", "normal", "full"]

_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # control characters that are not white space
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"  # turn or hide text
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # no characters at all
)
_UNSAFE = re.compile(r'[ "<>\\^`{|}]')


def clean(text: str) -> str:
    r"""The text without characters that steer a terminal, turn or hide text; each run of white space is one space.

    >>> clean("red: \x1b[31m\ttext\u202e")
    'red: [31m text'
    """
    return " ".join(_UNSEEN.sub("", text).split())


def _set(entry: Any, **values: object) -> None:
    for name, value in values.items():
        object.__setattr__(entry, name, value)


@dataclass(frozen=True, slots=True)
class Line:
    """One statement: its text, who said it and where, its sources, and what it rests on.

    A `lead` line heads what stands under it, as a claim heads its steps.
    """

    text: str
    note: str = ""
    sources: Sequence[Source] = ()
    warning: bool = False
    mark: str = ""
    under: Sequence[Line] = ()
    lead: bool = False

    def __post_init__(self) -> None:
        _set(self, text=clean(self.text), note=clean(self.note), mark=clean(self.mark))
        _set(self, sources=tuple(cleaned(self.sources)), under=tuple(self.under))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; the first cell of a row names it. The caption says what the table tells."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""

    def __post_init__(self) -> None:
        _set(self, headings=tuple(map(clean, self.headings)), caption=clean(self.caption))
        _set(self, rows=tuple(tuple(map(clean, row)) for row in self.rows))


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with a paragraph, a table or statements under it. `id` is stable, for links."""

    id: str
    title: str
    lines: tuple[Line, ...] = ()
    table: Table | None = None
    intro: str = ""

    def __post_init__(self) -> None:
        _set(self, title=clean(self.title), intro=clean(self.intro))


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole report. `statute` is the name that its provisions are cited under, and left out where it is clear."""

    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    closing: str
    statute: str = ""

    def __post_init__(self) -> None:
        facts = tuple((clean(name), clean(value)) for name, value in self.facts)
        _set(self, title=clean(self.title), facts=facts, closing=clean(self.closing))

    def sources(self) -> list[Source]:
        """Every source cited, once, in the order of first mention."""
        seen: dict[str, Source] = {}
        for section in self.sections:
            for line in walk(section.lines):
                for source in line.sources:
                    seen.setdefault(source.cite, source)
        return list(seen.values())

    def short(self, source: Source) -> str:
        """A source as it is cited after a statement: a provision of the statute without the statute's name."""
        return source.cite.removeprefix(f"{self.statute} ") if self.statute else source.cite


def cleaned(sources: Sequence[Source]) -> Iterator[Source]:
    """The sources with clean text, and without an address that is not one of the web."""
    for source in sources:
        uri = _UNSAFE.sub(lambda mark: f"%{ord(mark[0]):02X}", clean(source.uri or ""))
        usable = uri if uri.startswith(("http://", "https://")) else None
        yield Source(cite=clean(source.cite), uri=usable)


def walk(lines: Sequence[Line]) -> Iterator[Line]:
    """Every line, parents before children."""
    for line in lines:
        yield line
        yield from walk(line.under)
