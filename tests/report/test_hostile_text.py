"""Whatever a scenario holds is shown as text: it steers no terminal, no browser and no Markdown."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from report_pages import page
from report_samples import HARBOUR, data_of
from rich.console import Console

from foirules.model.decision import Decision, Source
from foirules.model.reading import Document
from foirules.reasoning.evaluating import Evaluator
from foirules.report.html import html
from foirules.report.markdown import markdown
from foirules.report.outline import Line, Outline, Section, Table, clean
from foirules.report.plain import plain
from foirules.report.telling import tell
from foirules.report.terminal import show

HOSTILE = [
    "<script>alert(1)</script>",
    "</style><style>*{display:none}</style>",
    "</main></body></html>",
    '" onmouseover="alert(1)',
    "&lt;b&gt; &amp; &#60;i>",
    "**bold** _slant_ `code` ~~gone~~ $x^2$",
    "[link](https://elsewhere.example/) ![picture](https://elsewhere.example/x.png) <https://elsewhere.example/>",
    "[s2(1)]: https://elsewhere.example/",
    "# heading | cell | --- |",
    "- item",
    "1. item",
    "=====",
    "\\",
    "\\| \\\\| \\",
    "red \x1b[31m and \x9b31m, bell \x07, back\x08\x08, title \x1b]0;owned\x07",
    "turned \u202eround\u202c and \u2066inside\u2069, hidden\u200b",
    "two\nlines\r\nand\ttabs\x85and\u2028more",
    "{item} {0} {provision} %s",
    ":warning: [bold]rich[/bold] [link=https://elsewhere.example]x[/link]",
]
ALLOWED = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "a",
    "header",
    "nav",
    "main",
    "section",
    "footer",
    "h1",
    "h2",
}
ALLOWED |= {
    "dl",
    "dt",
    "dd",
    "ul",
    "li",
    "p",
    "div",
    "span",
    "strong",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
PLACE = "any free text"
RENDER = MarkdownIt("commonmark").enable("table").enable("strikethrough")

FORMATS: dict[str, Callable[[Outline], str]] = {
    "html": html,
    "markdown": markdown,
    "plain": lambda o: plain(o, 100_000),
}


def terminal(outline: Outline) -> str:
    out = StringIO()
    show(outline, Console(file=out, width=100_000, color_system=None, legacy_windows=False, _environ={}))
    return out.getvalue()


FORMATS["terminal"] = terminal


def spoilt(text: str) -> dict[str, Any]:
    """The made-up complaint with the text wherever a scenario takes free text."""
    data = data_of(HARBOUR)
    data["title"] = data["authority"]["name"] = text
    for part in data["parts"]:
        part["asks"] = text
        for item in part.get("items", [part]):
            item |= {"asks": text} | ({"held_at": text} if "held_at" in item else {})
    for entry in [*data["claims"], *data["found"], *data["notice"]["answers"], *data["notice"]["states"]]:
        entry["at"] = text
    for finding in data["found"]:
        for factor in finding.get("factors", []):
            factor |= {"what": text, "at": text}
    data["notice"]["states"][-1]["note"] = text
    return data


@pytest.fixture(scope="module")
def outlines(evaluator: Evaluator) -> dict[str, Outline]:
    """The report on it, with each hostile text put into the decision: a scenario file may be refused for less."""
    decided = evaluator.evaluate(Document("test", spoilt(PLACE), {})).to_json()
    return {
        text: tell(
            Decision.model_validate_json(decided.replace(f'"{PLACE}"', json.dumps(text))), evaluator.rulebook, "full"
        )
        for text in HOSTILE
    }


def unseen(text: str) -> list[str]:
    return [
        mark for mark in text if unicodedata.category(mark) in ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp") and mark != "\n"
    ]


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("text", HOSTILE)
def test_no_format_holds_a_character_that_is_not_seen(outlines: dict[str, Outline], text: str, format_: str) -> None:
    assert not unseen(FORMATS[format_](outlines[text]))


@pytest.mark.parametrize("format_", ["plain", "terminal"])
@pytest.mark.parametrize("text", HOSTILE)
def test_text_and_terminal_show_it_as_it_is(outlines: dict[str, Outline], text: str, format_: str) -> None:
    shown = FORMATS[format_](outlines[text])
    assert f"Part 1: {clean(text)}" in shown
    assert f"Authority{'    ' if format_ == 'plain' else ': '}{clean(text)}" in shown
    assert shown.startswith(clean(text) + "\n")


@pytest.mark.parametrize("text", HOSTILE)
def test_the_page_shows_it_as_it_is(outlines: dict[str, Outline], text: str) -> None:
    tree = page(html(outlines[text]))
    assert {element.tag for element in tree.all()} <= ALLOWED
    assert tree.all("h1")[0].text() == tree.all("title")[0].text() == clean(text)
    assert tree.all("dd")[1].text() == clean(text)
    assert any(item.text() == f"Part 1: {clean(text)}" for item in tree.all("li"))
    assert not [link for link in tree.all("a") if "elsewhere" in link.attributes["href"]]
    assert not [name for element in tree.all() for name in element.attributes if name.startswith("on")]


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_it_as_it_is(outlines: dict[str, Outline], text: str) -> None:
    tree = page(RENDER.render(markdown(outlines[text])))
    assert {element.tag for element in tree.all()} <= ALLOWED | {"em"}
    assert [heading.text() for heading in tree.all("h1")] == [clean(text)]
    assert any(item.text() == f"Part 1: {clean(text)}" for item in tree.all("li"))
    assert not [link for link in tree.all("a") if "elsewhere" in link.attributes["href"]]


def outline_of(text: str) -> Outline:
    line = Line(text, note=text, mark=text, sources=[Source(cite=text, uri=f"https://example.org/{text}")])
    table = Table((text, text), ((text, text),), text)
    sections = (Section("one", text, (line, Line(text)), table, text),)
    return Outline(text, ((text, text),), sections, text)


anything = st.text(max_size=40).map(lambda text: f"x{text}") | st.text(
    alphabet="\\`*_[]<>|#~$&-+=.)( 1a\n", max_size=12
)


@settings(max_examples=150, deadline=None)
@given(anything)
@example("\\|")
@example("1)")
@example("- item")
@example("+")
@example("\ud800")
def test_markdown_gives_any_text_back(text: str) -> None:
    shown = clean(text) or "empty"
    tree = page(RENDER.render(markdown(outline_of(shown))))
    assert tree.all("h1")[0].text() == tree.all("h2")[0].text() == shown
    assert [cell.text() for cell in tree.all("th", "td")] == [shown] * 4
    statement = next(
        item for item in tree.all("li") if "(" in item.text() and item.text().startswith(f"{shown}: {shown} (")
    )
    assert statement.text() == f"{shown}: {shown} ({shown}) ({shown})"
    assert [item.text() for item in tree.all("li")][-2:] == [shown, shown]
    assert {paragraph.text() for paragraph in tree.all("p")} == {shown, f"{shown}:"}


@settings(max_examples=100, deadline=None)
@given(anything)
def test_a_page_gives_any_text_back(text: str) -> None:
    tree = page(html(outline_of(text)))
    shown = clean(text)
    assert [cell.text() for cell in tree.all("h1", "th", "td", "dt", "dd")] == [shown] * 7
    assert {element.tag for element in tree.all()} <= ALLOWED


@given(st.text())
def test_clean_text_is_one_line_of_characters_that_are_seen(text: str) -> None:
    cleaned = clean(text)
    assert "\n" not in cleaned
    assert not {"Cc", "Cs", "Zl", "Zp"} & {unicodedata.category(mark) for mark in cleaned}
    assert cleaned == clean(cleaned) == cleaned.strip()


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"])))
def test_letters_numbers_and_signs_are_kept(text: str) -> None:
    assert clean(text) == text


def test_text_in_other_scripts_keeps_its_joiners() -> None:
    assert clean("می\u200cخواهم") == "می\u200cخواهم"
