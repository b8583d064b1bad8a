"""The examples in the README and the docs work as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from foirules.cli import cli
from foirules.law.loading import source_folder
from foirules.model.reading import parse
from foirules.reasoning.evaluating import default_evaluator
from foirules.reasoning.expecting import differences

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```([a-z]+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(language: str, label: str = "") -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        for found, extra, body in BLOCK.findall(page.read_text(encoding="utf-8")):
            if found == language and extra.strip() == label:
                yield page, body


def named(pairs: Iterator[tuple[Path, str]]) -> list[object]:
    return [pytest.param(page, body, id=f"{page.stem}-{number}") for number, (page, body) in enumerate(pairs)]


@pytest.mark.parametrize(("page", "body"), named(blocks("python")))
def test_python_runs(page: Path, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(body, str(page), "exec"), {})


@pytest.mark.parametrize(("page", "body"), named(blocks("yaml", "scenario")))
def test_a_scenario_is_decided_as_it_expects(page: Path, body: str) -> None:
    evaluator = default_evaluator()
    document = parse(body.encode(), page.name)
    expect = evaluator.resolve(document).scenario.expect
    assert expect is not None
    assert not differences(evaluator.evaluate(document), expect)


@pytest.mark.parametrize(("page", "body"), named(blocks("yaml")))
def test_rules_shown_are_the_pack_s_own(page: Path, body: str) -> None:
    folder = source_folder()
    assert folder is not None
    shown = yaml.safe_load(body)
    entries = shown if isinstance(shown, list) else [{name: entry} for name, entry in shown.items()]
    for entry in entries:
        assert any(holds(yaml.safe_load(path.read_text()), entry) for path in folder.rglob("*.yaml"))


def holds(data: object, entry: object) -> bool:
    if data == entry or (isinstance(data, dict) and isinstance(entry, dict) and contains(data, entry)):
        return True
    if isinstance(data, dict):
        return any(holds(value, entry) for value in data.values())
    return isinstance(data, list) and any(holds(value, entry) for value in data)


def contains(data: dict[object, object], part: dict[object, object]) -> bool:
    """Whether a mapping says all that a part of it says (an example may leave notes out)."""
    for key, value in part.items():
        own = data.get(key)
        if own != value and not (isinstance(own, dict) and isinstance(value, dict) and contains(own, value)):
            return False
    return True


def test_the_readme_shows_what_is_printed() -> None:
    result = CliRunner().invoke(cli, ["evaluate", "kent-police-2024"])
    shown = [body for page, body in blocks("text") if page.name == "README.md"]
    assert shown
    for body in shown:
        assert body in result.output


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_commands_named_exist(page: Path) -> None:
    for command in set(re.findall(r"foirules (evaluate|clock|new|rules)\b", page.read_text(encoding="utf-8"))):
        assert CliRunner().invoke(cli, [command, "--help"]).exit_code == 0


def test_every_decision_record_says_context_decision_and_consequences() -> None:
    for page in sorted((ROOT / "docs" / "decisions").glob("*.md")):
        text = page.read_text(encoding="utf-8")
        assert all(f"**{part}.**" in text for part in ("Context", "Decision", "Consequences")), page.name
