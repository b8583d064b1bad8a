"""Several scenarios at once: a table, every decision, or JUnit XML; and one that is bad does not hide the others."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from command_line import ROOT, one_line, run

SCENARIOS = ROOT / "scenarios"
GOOD, WRONG, SILENT, BAD = "kent-police-2024", "tie-leaves-the-duty", "likelihood-not-met", "nothing-here"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four scenarios: as expected, different, without an expectation, and none at all."""
    for name in (GOOD, WRONG, SILENT):
        shutil.copytree(SCENARIOS / name, tmp_path / name)
    wrong = tmp_path / WRONG / "scenario.yaml"
    text = wrong.read_text(encoding="utf-8")
    wrong.write_text(
        text.replace("duty: communicate, outcome: communicate", "duty: communicate, outcome: may_withhold")
    )
    silent = tmp_path / SILENT / "scenario.yaml"
    silent.write_text(silent.read_text(encoding="utf-8").partition("\nexpect:")[0] + "\n", encoding="utf-8")
    (tmp_path / BAD).mkdir()
    (tmp_path / BAD / "scenario.yaml").write_text("schema: foirules/scenario/1\n")
    return tmp_path


def rows(text: str) -> dict[str, str]:
    """The rows of a table by their first cell, each in one line of its cells."""
    lines = text.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("Scenario  ")) + 2
    found: dict[str, str] = {}
    for line in lines[start:]:
        if not line:
            break
        first, *cells = line.split("  ")
        if first:
            found[first] = " | ".join(cell.strip() for cell in cells if cell.strip())
    return found


def test_a_folder_is_a_table_with_what_came_of_each(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    ran = run("evaluate", ".")
    told = rows(ran.out)
    assert told[GOOD] == "excluded | not reached | as expected"
    assert told[WRONG] == "confirm | communicate | differs"
    assert told[SILENT].endswith("no expectation")
    assert [name for name, row in told.items() if row == "cannot be used"] == [f"{BAD}/scenario.yaml"]
    assert ran.out.startswith("4 scenarios\n")


def test_a_bad_one_is_told_of_and_a_difference_too_and_the_code_is_that_of_the_bad_one(folder: Path) -> None:
    ran = run("evaluate", folder)
    differs, bad = sorted(ran.err.splitlines(), key=lambda line: "expected otherwise" not in line)
    assert ran.code == 2
    assert "expected otherwise: part-1, communicate: outcome may_withhold wanted, communicate found" in differs
    assert bad.startswith(f"foirules: {folder / BAD / 'scenario.yaml'}:1:1: ")


def test_the_code_is_1_where_one_differs_and_0_where_all_are_as_expected(folder: Path) -> None:
    assert run("evaluate", folder / GOOD, folder / WRONG).code == 1
    assert run("evaluate", folder / GOOD, folder / SILENT).code == 0


def test_a_name_that_stands_for_nothing_does_not_hide_the_others() -> None:
    ran = run("evaluate", GOOD, "no-such-scenario", WRONG)
    assert ran.code == 2
    assert list(rows(ran.out)) == [GOOD, "no-such-scenario", WRONG]


def test_a_limit_is_code_3_unless_something_is_bad_as_well(tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    path.write_text("[" + "a," * 200_001 + "]")
    assert run("evaluate", GOOD, path).code == 3
    assert run("evaluate", path, "no-such-scenario").code == 2


def test_items_that_come_out_differently_are_counted() -> None:
    told = rows(run("evaluate", "held-and-not-held", GOOD).out)
    assert told["held-and-not-held"].startswith("1 confirm, 1 deny | ")


def test_each_shows_every_decision_in_the_order_named() -> None:
    ran = run("evaluate", WRONG, GOOD, "--each", "--explain", "brief")
    alone = [run("evaluate", name, "--explain", "brief").out for name in (WRONG, GOOD)]
    assert ran.out == "\n".join(alone)


def test_one_scenario_is_shown_in_full_though_it_is_in_a_folder(folder: Path) -> None:
    assert run("evaluate", folder / GOOD).out == run("evaluate", GOOD).out


def test_nothing_is_compared_where_it_is_decided_otherwise_than_it_stands(folder: Path) -> None:
    ran = run("evaluate", folder / GOOD, folder / WRONG, "--consider-all")
    assert (ran.code, ran.err) == (0, "")
    assert {row.rpartition(" | ")[2] for row in rows(ran.out).values()} == {"not compared"}


def test_json_of_several_is_a_list_of_those_that_could_be_decided(folder: Path) -> None:
    ran = run("evaluate", folder / GOOD, folder / BAD, "--format", "json")
    assert ran.code == 2
    assert [decision["scenario"] for decision in json.loads(ran.out)] == [GOOD]


def test_the_table_goes_into_a_file_even_where_one_is_bad(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "table.txt"
    ran = run("evaluate", folder / GOOD, folder / BAD, "--output", output)
    assert (ran.code, ran.out) == (2, "")
    assert GOOD in rows(output.read_text())


# --- JUnit XML


def cases(text: str) -> dict[str, ElementTree.Element]:
    return {case.attrib["name"]: case for case in ElementTree.fromstring(text).iter("testcase")}


def test_junit_has_a_case_for_each_scenario_with_its_failure_or_error(folder: Path) -> None:
    ran = run("evaluate", folder, "--format", "junit")
    assert ran.code == 2
    found = cases(ran.out)
    assert [[one.tag for one in case] for case in found.values()] == [[], ["skipped"], ["error"], ["failure"]]
    failure = found[WRONG].find("failure")
    assert failure is not None
    assert (failure.text or "").splitlines()[0] == failure.attrib["message"]
    assert "outcome may_withhold wanted" in failure.attrib["message"]
    suite = ElementTree.fromstring(ran.out).find("testsuite")
    assert suite is not None
    counts = {name: suite.attrib[name] for name in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": "4", "failures": "1", "errors": "1", "skipped": "1"}


def test_junit_is_the_same_bytes_every_time_and_holds_no_time_unless_asked() -> None:
    first, second = (run("evaluate", GOOD, WRONG, "--format", "junit").out for _ in range(2))
    assert first == second
    assert "time" not in first
    timed = run("evaluate", GOOD, "--format", "junit", "--timestamps").out
    assert " timestamp=" in timed
    assert cases(timed)[GOOD].attrib["time"]


def test_junit_of_one_bad_scenario_is_still_xml(folder: Path) -> None:
    ran = run("evaluate", folder / BAD, "--format", "junit")
    assert ran.code == 2
    ((name, case),) = cases(ran.out).items()
    assert name == str(folder / BAD / "scenario.yaml")
    assert [one.tag for one in case] == ["error"]


def test_junit_holds_whatever_a_file_is_called_and_says(tmp_path: Path) -> None:
    path = tmp_path / 'a "<b>&\x07.yaml'
    path.write_text("schema: '<&>'\n")
    found = cases(run("evaluate", path, "--format", "junit").out)
    assert list(found) == [str(path).replace("\x07", "\\x07")]


def test_junit_does_not_hold_questions() -> None:
    assert one_line(run("evaluate", GOOD, "--format", "junit", "--questions")).startswith("JUnit XML does not hold")
