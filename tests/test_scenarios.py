"""The scenarios that come with foirules: decided as they say, for the reasons they say, and fit to be shared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from shipped import (
    FOLDER,
    FOLDERS,
    INVENTED,
    REAL,
    decided,
    each_scenario,
    scenario,
    text,
)

from foirules.cli import main
from foirules.reasoning.expecting import differences

MOST_WORDS = 500


# --- what they decide


@each_scenario
def test_a_scenario_is_decided_as_it_expects(folder: Path) -> None:
    """By one engine; the next test says that the other writes the same."""
    assert differences(decided(folder), scenario(folder).expect) == []


@each_scenario
def test_both_engines_write_the_same_bytes(folder: Path) -> None:
    durable, reference = (decided(folder, engine) for engine in ("durable", "reference"))
    assert durable.to_json() == reference.to_json()


@pytest.mark.parametrize(
    "folder", [folder for folder in FOLDERS if len(scenario(folder).claims) > 1], ids=lambda folder: folder.name
)
def test_both_engines_write_the_same_bytes_where_every_claim_is_considered(folder: Path) -> None:
    durable, reference = (decided(folder, engine, consider_all=True) for engine in ("durable", "reference"))
    assert durable.to_json() == reference.to_json()


def test_the_whole_folder_runs_green_from_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["evaluate", str(FOLDER)])
    printed = capsys.readouterr()
    assert (ended.value.code, printed.err) == (0, "")
    rows = [line for line in printed.out.splitlines() if line.endswith("  as expected")]
    assert [row.split()[0] for row in rows] == [folder.name for folder in FOLDERS]


# --- what they expect


@each_scenario
def test_every_item_and_duty_has_an_expected_outcome_with_a_reason(folder: Path) -> None:
    expect = scenario(folder).expect
    assert expect is not None
    assert [question for question in expect.questions if not question.because] == []
    told = {(item, question.duty) for question in expect.questions for item in question.items}
    assert told == {(question.item, question.duty) for question in decided(folder).questions}


@each_scenario
def test_every_claim_what_is_missing_warned_of_and_ordered_is_expected(folder: Path) -> None:
    """What is left out of `expect` would let anything pass; a notice has at least some of its steps there."""
    told = scenario(folder)
    expect = told.expect
    assert expect is not None
    assert {claim.id for claim in told.claims} == {entry.claim for entry in expect.applications}
    assert None not in (expect.missing, expect.warnings, expect.remedies)
    assert told.notice is None or expect.steps


# --- fit to be read and shared


def failing(fits: Callable[[Path], bool], folders: Iterable[Path] = FOLDERS) -> list[str]:
    return [folder.name for folder in folders if not fits(folder)]


def test_a_folder_is_named_as_its_scenario_and_holds_it() -> None:
    assert failing(lambda folder: scenario(folder).id == folder.name) == []
    assert failing(lambda folder: [path.name for path in folder.glob("scenario*")] == ["scenario.yaml"]) == []


def test_titles_are_unique() -> None:
    titles = [scenario(folder).title for folder in FOLDERS]
    assert len(set(titles)) == len(titles)


def named(folder: Path) -> set[str]:
    """What its comments and its summary name in the way of a scenario, as they do a twin."""
    lines = [line for line in text(folder).splitlines() if line.startswith(("#", "about:"))]
    words = {word.strip(".,:;") for line in lines for word in line.split()}
    return {word for word in words if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+){2,}", word)}


def test_a_scenario_names_only_scenarios_there_are() -> None:
    names = {folder.name for folder in FOLDERS}
    assert failing(lambda folder: named(folder) <= names) == []
    assert named(FOLDER / "research-before-the-section") == {"research-still-running"}


def test_every_finding_says_where_it_is_written() -> None:
    assert failing(lambda folder: all(finding.at is not None for finding in scenario(folder).found)) == []


def test_an_invented_scenario_is_read_in_two_minutes() -> None:
    assert failing(lambda folder: len(text(folder).split()) <= MOST_WORDS, INVENTED) == []


NAMES = (Path(__file__).parent / "real-names.txt").read_text(encoding="utf-8").splitlines()
REFERENCES = r"IC-\d+|FS\d{6,}|EA/\d{4}|UKFTT|UKUT|EWCA|UKSC"
NAMED = re.compile(rf"\b(?:{'|'.join(map(re.escape, NAMES))}|{REFERENCES})\b")

PERSON = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady|Prof|Professor|Cllr|Councillor)\.? [A-Z]"  # a person by name
    r"|[\w.+-]+@[\w-]+\.\w"  # an address for email
    r"|https?://|\bwww\."
    r"|\b0\d{2,4}[ -]?\d{3}[ -]?\d{3,4}\b"  # a telephone number
    r"|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"  # a postcode
    r"|\b(?i:applicant|complainant|requester|person who asked)(?:,| is| was) (?:an?|the|who|aged|living|named)\b"
)


def test_an_invented_scenario_names_nothing_real() -> None:
    assert {folder.name: found for folder in INVENTED if (found := NAMED.findall(text(folder)))} == {}


def test_nothing_identifies_who_asked() -> None:
    assert {folder.name: found for folder in FOLDERS if (found := PERSON.findall(text(folder)))} == {}


def test_the_allow_list_names_scenarios_that_need_it() -> None:
    assert {folder.name for folder in FOLDERS if NAMED.search(text(folder))} == REAL


@pytest.mark.parametrize(
    "line", ["name: Sussex Police", "para 3 of IC-123456-A1B2", "a contract with Serco", "Department for Transport"]
)
def test_a_real_name_would_be_noticed(line: str) -> None:
    assert NAMED.search(line)


@pytest.mark.parametrize(
    "line",
    [
        "a letter from Dr Ann Other",
        "a.n.other@example.org asked",
        "telephone 01632 960 123",
        "of 1 High Street, AB1 2CD",
        "The complainant is a journalist",
    ],
)
def test_a_person_would_be_noticed(line: str) -> None:
    assert PERSON.search(line)
