"""The report as one HTML page that needs nothing else: no script, no network, no font but the reader's own.

Written for WCAG 2.2, level AA: landmarks, a skip link, headings in order, a table with headers, and no meaning
carried by colour alone. Its content security policy allows its own style sheet and nothing besides.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from html import escape
from importlib import resources

from foirules.model.decision import Source
from foirules.report.outline import Line, Outline, Section, Table

LIST_OF_SOURCES = "list-of-sources"

_PROVISION = re.compile(r"\bs[0-9]+[A-Z]*(?:\+?\([0-9A-Za-z]+\))+")


def html(outline: Outline) -> str:
    """The outline as a page."""
    return "\n".join(_lines(outline)) + "\n"


def _lines(outline: Outline) -> Iterator[str]:
    css = _style()
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = escape(outline.title)
    yield "<!DOCTYPE html>"
    yield '<html lang="en-GB">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="robots" content="noindex">'
    yield '<meta name="referrer" content="no-referrer">'
    yield '<meta name="color-scheme" content="light dark">'
    yield f"<title>{title}</title>"
    yield f"<style>{css}</style>"
    yield "</head>"
    yield "<body>"
    yield '<a class="skip" href="#content">Skip to the content</a>'
    yield from _header(outline)
    yield from _navigation(outline)
    yield '<main id="content" tabindex="-1">'
    for section in outline.sections:
        yield from _section(section, outline)
    yield from _sources(outline)
    yield "</main>"
    if outline.closing:
        yield f"<footer><p>{_text(outline.closing)}</p></footer>"
    yield "</body>"
    yield "</html>"


def _text(text: str) -> str:
    """Text of the page; a provision is not broken over two lines."""
    return _PROVISION.sub(r'<span class="provision">\g<0></span>', escape(text))


@cache
def _style() -> str:
    return resources.files("foirules.report").joinpath("page.css").read_text(encoding="utf-8")


def _header(outline: Outline) -> Iterator[str]:
    yield "<header>"
    yield f"<h1>{_text(outline.title)}</h1>"
    if outline.facts:
        yield "<dl>"
        yield from (f"<dt>{_text(name)}</dt><dd>{_text(value)}</dd>" for name, value in outline.facts)
        yield "</dl>"
    yield "</header>"


def _navigation(outline: Outline) -> Iterator[str]:
    links = [(_id(section), section.title) for section in outline.sections]
    if outline.sources():
        links.append((LIST_OF_SOURCES, "Sources"))
    yield '<nav aria-labelledby="contents">'
    yield '<h2 id="contents">Contents</h2>'
    yield '<ul role="list">'
    yield from (f'<li><a href="#{name}">{_text(title)}</a></li>' for name, title in links)
    yield "</ul>"
    yield "</nav>"


def _id(section: Section) -> str:
    return escape("-".join(section.id.split()))


def _section(section: Section, outline: Outline) -> Iterator[str]:
    yield from _opened(_id(section), section.title)
    if section.intro:
        yield f"<p>{_text(section.intro)}</p>"
    if section.table:
        yield from _table(section.table, f"{_id(section)}-table")
    if section.lines:
        yield from _list(section.lines, outline, depth=0)
    yield "</section>"


def _opened(name: str, title: str) -> Iterator[str]:
    yield f'<section id="{name}" aria-labelledby="{name}-title">'
    yield f'<h2 id="{name}-title">{_text(title)}</h2>'


def _table(table: Table, name: str) -> Iterator[str]:
    """A table; its roles are spelt out because a narrow screen shows each row as a block."""
    yield f'<div class="scroll" role="region" aria-labelledby="{name}" tabindex="0">'
    yield '<table role="table">'
    yield f'<caption id="{name}">{_text(table.caption or "Table")}</caption>'
    headings = (f'<th scope="col" role="columnheader">{_text(heading)}</th>' for heading in table.headings)
    yield f'<thead role="rowgroup"><tr role="row">{"".join(headings)}</tr></thead>'
    yield '<tbody role="rowgroup">'
    for row in table.rows:
        cells = (
            f'<td role="cell" data-heading="{escape(heading)}">{_text(cell)}</td>'
            for heading, cell in zip(table.headings[1:], row[1:], strict=True)
        )
        yield f'<tr role="row"><th scope="row" role="rowheader">{_text(row[0])}</th>{"".join(cells)}</tr>'
    yield "</tbody>"
    yield "</table>"
    yield "</div>"


def _list(lines: tuple[Line, ...], outline: Outline, depth: int) -> Iterator[str]:
    indent = " " * depth
    yield f"{indent}<ul>" if depth else '<ul role="list">'
    for line in lines:
        told = _told(line, outline)
        opening = '<li class="warning">' if line.warning else "<li>"
        if line.under:
            yield f"{indent}{opening}{told}"
            yield from _list(tuple(line.under), outline, depth + 1)
            yield f"{indent}</li>"
        else:
            yield f"{indent}{opening}{told}</li>"
    yield f"{indent}</ul>"


def _told(line: Line, outline: Outline) -> str:
    """A statement with its words for a warning or a mark before it, and its place and sources after it."""
    text = f'<span class="lead">{_text(line.text)}</span>' if line.lead else _text(line.text)
    if line.mark:
        text = f"<strong>{_text(line.mark)}:</strong> {text}"
    if line.warning:
        text = f"<strong>Warning:</strong> {text}"
    if line.note:
        text += f' <span class="note">({_text(line.note)})</span>'
    if line.sources:
        cited = "; ".join(_link(source, outline.short(source)) for source in line.sources)
        text += f' <span class="sources">[{cited}]</span>'
    return text


def _link(source: Source, text: str) -> str:
    return f'<a href="{escape(source.uri)}" rel="noreferrer">{_text(text)}</a>' if source.uri else _text(text)


def _sources(outline: Outline) -> Iterator[str]:
    sources = outline.sources()
    if not sources:
        return
    yield from _opened(LIST_OF_SOURCES, "Sources")
    yield '<ul role="list">'
    for source in sources:
        uri = f' <span class="uri">{escape(source.uri)}</span>' if source.uri else ""
        yield f"<li>{_link(source, source.cite)}{uri}</li>"
    yield "</ul>"
    yield "</section>"
