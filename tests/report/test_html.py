"""The page is well formed, stands alone, and can be read by anybody."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest
from report_pages import Element, page
from report_samples import SHIPPED

from foirules.law.rulebook import Rulebook
from foirules.model.decision import Decision, Source
from foirules.report.html import html
from foirules.report.outline import Line, Outline, Section
from foirules.report.telling import tell

CSS = resources.files("foirules.report").joinpath("page.css").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def text(harbour: Decision, rulebook: Rulebook) -> str:
    return html(tell(harbour, rulebook, "full"))


@pytest.fixture(scope="module")
def tree(text: str) -> Element:
    return page(text)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_headings_ids_and_links_are_sound(path: Path, told: Callable[..., Outline]) -> None:
    tree = page(html(told(path)))
    levels = [int(heading.tag[1]) for heading in tree.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))
    ids = [element.attributes["id"] for element in tree.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    for element in tree.all():
        for attribute in ("aria-labelledby", "headers"):
            assert set(element.attributes.get(attribute, "").split()) <= set(ids)
    targets = {link.attributes["href"][1:] for link in tree.all("a") if link.attributes["href"].startswith("#")}
    assert targets <= set(ids)
    sections = {section.attributes["id"] for section in tree.all("section")}
    assert targets - {"content"} == sections


def test_the_page_says_its_language_and_has_landmarks(text: str, tree: Element) -> None:
    assert text.startswith("<!DOCTYPE html>\n")
    assert [root.attributes["lang"] for root in tree.all("html")] == ["en-GB"]
    body = tree.all("body")[0]
    assert [child.tag for child in body.all("header", "nav", "main", "footer")] == ["header", "nav", "main", "footer"]
    first = body.all()[0]
    assert (first.tag, first.attributes["href"], first.text()) == ("a", "#content", "Skip to the content")
    assert tree.all("main")[0].attributes["id"] == "content"


def test_a_table_has_a_caption_and_a_scope_on_every_header(tree: Element) -> None:
    for table in tree.all("table"):
        assert table.all("caption")[0].text()
        assert {header.attributes["scope"] for header in table.all("th")} == {"col", "row"}
        headings = [header.text() for header in table.all("thead")[0].all("th")]
        for row in table.all("tbody")[0].all("tr"):
            assert [cell.tag for cell in row.all("th", "td")] == ["th"] + ["td"] * (len(headings) - 1)
            assert [cell.attributes["data-heading"] for cell in row.all("td")] == headings[1:]


def test_nothing_is_loaded_and_nothing_runs(text: str, tree: Element) -> None:
    assert not tree.all("script", "link", "img", "iframe", "object", "embed", "base", "form", "input", "svg")
    for element in tree.all():
        assert not [name for name in element.attributes if name.startswith("on") or name in ("src", "style", "srcset")]
    assert not re.search(r"url\(|@import|@font-face|expression\(|</", CSS)
    meta = {
        element.attributes.get("name"): element.attributes["content"]
        for element in tree.all("meta")
        if len(element.attributes) == 2
    }
    assert meta["robots"] == "noindex"
    assert meta["referrer"] == "no-referrer"


def test_the_content_security_policy_allows_the_style_sheet_in_the_page_and_nothing_besides(tree: Element) -> None:
    policy = next(element.attributes["content"] for element in tree.all("meta") if "http-equiv" in element.attributes)
    style = tree.all("style")[0].text()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert style == CSS


def test_every_link_out_sends_no_referrer_and_leads_to_the_web(tree: Element) -> None:
    out = [link for link in tree.all("a") if not link.attributes["href"].startswith("#")]
    assert out
    assert {link.attributes["rel"] for link in out} == {"noreferrer"}
    assert all(re.match("https?://", link.attributes["href"]) for link in out)


def test_a_statement_shows_its_sources_as_links_after_it(tree: Element) -> None:
    item = next(item for item in tree.all("li") if item.text().startswith("The duty to communicate is not reached"))
    assert [(link.text(), link.attributes["href"]) for link in item.all("a")] == [
        ("s1(1)(b)", "http://www.legislation.gov.uk/id/ukpga/2000/36/section/1/1/b")
    ]


def test_a_warning_is_marked_by_a_word(tree: Element) -> None:
    warnings = [item for item in tree.all("li") if item.attributes.get("class") == "warning"]
    assert warnings
    assert all(warning.text().strip().startswith("Warning: ") for warning in warnings)


def test_a_source_whose_address_is_not_of_the_web_is_no_link() -> None:
    sources = [Source(cite="A trap", uri="javascript:alert(1)"), Source(cite="Another", uri="data:text/html,x")]
    text = html(Outline("Title", (), (Section("one", "One", (Line("Text", sources=sources),)),), ""))
    assert "javascript:" not in text
    assert "data:" not in text
    assert "A trap" in text


@pytest.mark.parametrize("id_", ["with space", 'quo"te', "s24(2)", "<b>"])
def test_any_section_id_can_be_linked_to(id_: str) -> None:
    tree = page(html(Outline("Title", (), (Section(id_, "One", (Line("Text"),)),), "")))
    (section,) = tree.all("section")
    link = tree.all("nav")[0].all("a")[0]
    assert link.attributes["href"] == f"#{section.attributes['id']}"
    assert " " not in section.attributes["id"]


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


PALETTES = [
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block)) for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
]


@pytest.mark.parametrize("palette", PALETTES, ids=["light", "dark", "print"])
def test_colours_have_enough_contrast(palette: dict[str, str]) -> None:
    for paper in ("paper", "panel"):
        for ink in ("ink", "quiet", "link"):
            assert contrast(palette[ink], palette[paper]) >= 4.5, (ink, paper)
    for ink in ("ink", "quiet", "link", "warn"):
        assert contrast(palette[ink], palette["warn-paper"]) >= 4.5, ink
    assert contrast(palette["line"], palette["paper"]) >= 3
    assert contrast(palette.get("focus", palette["ink"]), palette["paper"]) >= 3


def test_sizes_follow_the_reader_s_own() -> None:
    screen = CSS[: CSS.index("@media print")]
    assert not re.search(r"font-size:[^;]*(px|pt|vw)", screen)
    assert "html { font-size: 100%;" in screen
