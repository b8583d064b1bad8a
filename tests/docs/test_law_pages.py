"""The pages of the law in docs/reference/law: up to date, complete, and linked to each other.

`FOIRULES_GOLDEN=renew python -m pytest tests/docs/test_law_pages.py` writes them anew, as
`foirules rules docs --output docs/reference/law` does. Read the difference before it is kept.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from foirules.cli.rules_docs import write_pages
from foirules.cli.rules_lint import pack_folder, shown_by
from foirules.law.loading import load
from foirules.law.rulebook import Rulebook
from foirules.report.law_index import page_name
from foirules.report.law_pages import MARK, law_pages

LAW = Path(__file__).resolve().parents[2] / "docs" / "reference" / "law"


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load(pack_folder(None))


@pytest.fixture(scope="module")
def pages(rulebook: Rulebook) -> dict[str, str]:
    return law_pages(rulebook, shown_by(rulebook, None))


def test_the_pages_are_up_to_date(pages: dict[str, str]) -> None:
    if os.environ.get("FOIRULES_GOLDEN") == "renew":
        write_pages(LAW, pages)
        pytest.skip("the pages are written anew")
    there = {page.relative_to(LAW).as_posix(): page.read_bytes().decode() for page in LAW.rglob("*.md")}
    assert there.keys() == pages.keys()
    assert [path for path in pages if there[path] != pages[path]] == [], "see the head of this file"


def test_there_is_a_page_for_everything(pages: dict[str, str], rulebook: Rulebook) -> None:
    for name, limb in rulebook.limbs.items():
        folder = "limbs" if limb.effect == "exempt" else "gateways"
        assert f"# {name}: " in pages[f"{folder}/{page_name(name)}"]
    for name in rulebook.switches:
        assert rulebook.switches[name].asks in pages[f"switches/{page_name(name)}"]
    for stage in rulebook.stages:
        assert f"stages/{page_name(stage)}" in pages
    checks = "".join(text for path, text in pages.items() if path.startswith("checks/"))
    assert all(checks.count(f"\n## {name}: ") == 1 for name in rulebook.checks)


def test_every_rule_is_on_one_page_of_a_stage_and_says_when_it_holds(pages: dict[str, str], rulebook: Rulebook) -> None:
    stages = "".join(text for path, text in pages.items() if path.startswith("stages/"))
    made = {*rulebook.checks, *(entry.id for entry in rulebook.questions)}
    for rule in rulebook.rules:
        if rule.provision is None and rule.id.partition("/")[0] not in made:
            assert len(re.findall(rf"^- .* \({re.escape(rule.id)}\)\n  - When", stages, re.MULTILINE)) == 1, rule.id


def test_no_two_pages_have_names_that_a_disk_may_take_for_one(pages: dict[str, str]) -> None:
    assert len({path.casefold() for path in pages}) == len(pages)


def test_links_between_the_pages_lead_to_one(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        for target in re.findall(r"\]\(([^)<>]+\.md)\)", text):
            assert os.path.normpath(Path(path).parent / target).replace(os.sep, "/") in pages, (path, target)


def test_every_page_can_be_reached_from_the_index(pages: dict[str, str]) -> None:
    linked = set(re.findall(r"\]\(([^)<>]+\.md)\)", pages["README.md"]))
    assert linked | {"README.md"} == pages.keys()


def test_every_reference_to_a_source_has_its_address(pages: dict[str, str]) -> None:
    """A bracketed citation is a link by reference; one without a definition would be printed with its brackets."""
    for path, text in pages.items():
        defined = set(re.findall(r"^\[(.+)\]: <http", text, re.MULTILINE))
        used = set(re.findall(r"[(; ]\[((?:[^\[\]\\]|\\.)+)\][;)]", text))
        assert used <= defined, path


def test_the_table_of_what_was_verified_has_every_limb_and_authority(pages: dict[str, str], rulebook: Rulebook) -> None:
    rows = pages["verified.md"].splitlines()
    for name, limb in rulebook.limbs.items():
        (row,) = [row for row in rows if row.startswith(f"| [{name}](")]
        assert limb.verified in row
        assert "http://www.legislation.gov.uk/id/ukpga/2000/36/section/" in row
    assert sum("| look first |" in row for row in rows) > 20
    assert sum(row.startswith("| ") for row in rows) == len(rulebook.limbs) + len(rulebook.authorities) + 4


def test_a_limb_s_page_says_what_a_lawyer_asks_for(pages: dict[str, str]) -> None:
    page = pages["limbs/s30-3.md"]
    for heading in ("Status, and why", "The test", "Claiming it", "When it ends with the age of the record", "Sources"):
        assert f"\n## {heading}\n" in page
    assert "- **Verified:** text read" in page
    assert "[s30(1)(a)](../limbs/s30-1-a.md)" in page
    assert "foirules evaluate class-if-held-through-30-1-a" in page


def test_a_contested_limb_and_its_switch_lead_to_each_other(pages: dict[str, str]) -> None:
    assert "(../switches/s40-ncnd-status.md)" in pages["limbs/s40-5A.md"]
    assert "(../limbs/s40-5A.md)" in pages["switches/s40-ncnd-status.md"]
    assert "foirules evaluate personal-data-answer-needs-balance" in pages["switches/s40-ncnd-status.md"]


def test_pages_name_no_folder_of_the_machine_they_were_written_on(pages: dict[str, str]) -> None:
    assert not [path for path, text in pages.items() if str(LAW.parents[2]) in text]


def test_every_page_says_that_it_is_written_by_a_program(pages: dict[str, str]) -> None:
    assert all(text.startswith(f"{MARK}\n\n# ") and text.endswith("\n") for text in pages.values())
