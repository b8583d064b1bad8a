"""`foirules rules lint` on a folder: what is printed, the exit codes, and packs it cannot read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from command_line import ROOT, one_line, run

PACK = ROOT / "rules" / "foia-2000"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped pack, to be spoilt."""
    return Path(shutil.copytree(PACK, tmp_path / "pack"))


def spoil(file: Path, old: str, new: str) -> int:
    """Change the one place of a text in a file, and return its line."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file} has changed: {old}"
    file.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_shipped_pack_is_clean() -> None:
    ran = run("rules", "lint")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Nothing found; ")


def test_a_fault_is_told_in_one_line_with_its_place_and_mend(folder: Path) -> None:
    file = folder / "provisions" / "s24.yaml"
    line = spoil(file, "sources: [s24(2), ico-s24-required, ico-ncnd]", "sources: [s24(2), s24(9), ico-s24-required]")
    ran = run("rules", "lint", "--rules", folder)
    assert (ran.code, ran.err) == (1, "")
    told, summary = ran.out.splitlines()
    place, id_, _ = told.split(": ", 2)
    written, number = place.rsplit(":", 1)
    assert (Path(written), id_) == (file, "provision-not-in-the-act")
    assert "s24(2):" in file.read_text(encoding="utf-8").splitlines()[int(number) - 1]
    assert int(number) < line
    assert told.endswith("(mend the citation; if the Act has it, add it to statute.yaml)")
    assert summary.startswith("1 finding; ")


def test_json_holds_the_findings_and_the_excuses(folder: Path) -> None:
    spoil(folder / "elements.yaml", "  if-denied:", "  idle:\n    asks: Is it?\n    sources: [s1(1)]\n  if-denied:")
    ran = run("rules", "lint", "--rules", folder, "--format", "json")
    told = json.loads(ran.out)
    assert (ran.code, told["schema"], told["pack"]["id"]) == (1, "foirules/lint/1", "foia-2000")
    (finding,) = told["findings"]
    assert finding.keys() == {"id", "entry", "says", "where", "mend"}
    assert (finding["id"], finding["entry"]) == ("element-never-used", "idle")
    assert Path(finding["where"]["file"]) == folder / "elements.yaml"
    assert isinstance(finding["where"]["line"], int)
    assert told["excused"]
    assert all(entry["because"] for entry in told["excused"])


def test_an_excuse_in_the_folder_lets_a_finding_pass(folder: Path) -> None:
    spoil(folder / "elements.yaml", "  if-denied:", "  idle:\n    asks: Is it?\n    sources: [s1(1)]\n  if-denied:")
    with (folder / "lint.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {id: element-never-used, entry: idle, because: It is for a test.}\n")
    assert run("rules", "lint", "--rules", folder).code == 0


def test_a_pack_without_the_files_beside_it_is_linted_all_the_same(folder: Path) -> None:
    (folder / "lint.yaml").unlink()
    (folder / "statute.yaml").unlink()
    ran = run("rules", "lint", "--rules", folder)
    assert ran.code == 1
    assert {line.split(": ")[1] for line in ran.out.splitlines()[:-1]} == {"undated-case", "status-cases-leave-a-gap"}


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("lint.yaml", "excused: [{id: undated-case, entry: kalman-2010}]\n", "`because` is missing"),
        ("lint.yaml", "excused: [\n", "lint.yaml"),
        ("statute.yaml", "sections: {s1: ['1']}\n", "statute.yaml:1"),
        ("switches.yaml", "switches: {}\nmore: 1\n", "`more` is not a key here"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(folder: Path, name: str, content: str, what: str) -> None:
    (folder / name).write_text(content, encoding="utf-8")
    said = one_line(run("rules", "lint", "--rules", folder))
    assert name in said
    assert what in said


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "no such folder" in one_line(run("rules", "lint", "--rules", tmp_path / "none"))


def test_what_the_scenarios_of_a_folder_do_not_show_is_found(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "scenarios" / "kent-police-2024", tmp_path / "scenarios" / "kent-police-2024")
    ran = run("rules", "lint", "--scenarios", tmp_path / "scenarios")
    assert (ran.code, ran.err) == (1, "")
    unclaimed = [line for line in ran.out.splitlines() if "limb-no-scenario-claims" in line]
    assert any("no scenario claims s12(1) " in line for line in unclaimed)
    assert not any("no scenario claims s24(2) " in line for line in unclaimed)


def test_coverage_looks_at_the_scenarios_that_come_with_foirules() -> None:
    told = run("rules", "lint", "--coverage").out
    assert "ask-held" not in told
    assert "no scenario claims s24(2) " not in told


def test_a_scenario_that_is_not_good_is_refused(tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").write_text("schema: foirules/scenario/1\n", encoding="utf-8")
    assert "scenario.yaml" in one_line(run("rules", "lint", "--scenarios", tmp_path))


@pytest.mark.parametrize("pack", ["tests/bad/packs/sound", "benchmarks/workload/pack"])
def test_another_pack_can_be_linted(pack: str) -> None:
    ran = run("rules", "lint", "--rules", ROOT / pack)
    assert (ran.code, ran.err) == (1, "")
    assert "unknown-date-of-verification" in ran.out


def test_what_the_frame_of_decisions_asks_of_a_pack_is_no_fault_of_it() -> None:
    """A pack has to declare `duty`, and that a claim may be left unconsidered, whether or not a rule says so."""
    told = run("rules", "lint", "--rules", ROOT / "tests" / "bad" / "packs" / "sound").out
    assert not [line for line in told.splitlines() if "`duty`" in line or "`considered`" in line or "`decides`" in line]
