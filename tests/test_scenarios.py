"""The scenarios that come with foirules: decided as they say, for the reasons they say, and fit to be shared."""

from __future__ import annotations

import functools
import importlib
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

import foirules
from foirules.cli import main
from foirules.law.loading import default_rulebook
from foirules.model.decision import Decision
from foirules.model.reading import read_file
from foirules.model.scenario import Scenario
from foirules.reasoning.expecting import differences

FOLDER = Path(__file__).resolve().parents[1] / "scenarios"
FOLDERS = sorted(path for path in FOLDER.iterdir() if path.is_dir())
REAL = {"kent-police-2024", "mps-2019"}
"""The scenarios told from published documents. Everything in the others is invented."""

DUTY_STANDS = {"confirm", "deny", "must_confirm_or_deny"}
MOST_WORDS = 500

each_scenario = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def content(folder: Path) -> dict[str, Any]:
    data = deepcopy(read_file(folder / "scenario.yaml").data)
    assert isinstance(data, dict)
    return data


def scenario(folder: Path) -> Scenario:
    return Scenario.model_validate(content(folder))


@functools.cache
def decided(folder: Path, engine: str = "reference", consider_all: bool = False) -> Decision:
    return foirules.evaluate(folder / "scenario.yaml", engine=engine, consider_all=consider_all)  # type: ignore[arg-type]


def decide(data: Mapping[str, Any], consider_all: bool = False) -> Decision:
    return foirules.evaluate(data, engine="reference", consider_all=consider_all)


# --- what they decide


@each_scenario
@pytest.mark.parametrize("engine", ["durable", "reference"])
def test_a_scenario_is_decided_as_it_expects(folder: Path, engine: str) -> None:
    assert differences(decided(folder, engine), scenario(folder).expect) == []


@each_scenario
@pytest.mark.parametrize("consider_all", [False, True], ids=["economy", "consider-all"])
def test_both_engines_write_the_same_bytes(folder: Path, consider_all: bool) -> None:
    durable, reference = (decided(folder, engine, consider_all) for engine in ("durable", "reference"))
    assert durable.to_json() == reference.to_json()


def test_the_whole_folder_runs_green_from_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["evaluate", str(FOLDER)])
    printed = capsys.readouterr()
    assert (ended.value.code, printed.err) == (0, "")
    rows = [line for line in printed.out.splitlines() if line.endswith("  as expected")]
    assert [row.split()[0] for row in rows] == [folder.name for folder in FOLDERS]


@each_scenario
def test_every_item_and_duty_has_an_expected_outcome_with_a_reason(folder: Path) -> None:
    expect = scenario(folder).expect
    assert expect is not None
    assert [question for question in expect.questions if not question.because] == []
    told = {(item, question.duty) for question in expect.questions for item in question.items}
    assert told == {(question.item, question.duty) for question in decided(folder).questions}


@each_scenario
def test_every_claim_has_an_expected_disposal(folder: Path) -> None:
    told = scenario(folder)
    assert told.expect is not None
    assert {claim.id for claim in told.claims} == {entry.claim for entry in told.expect.applications}


@each_scenario
def test_a_scenario_with_a_notice_expects_some_of_its_steps(folder: Path) -> None:
    told = scenario(folder)
    assert told.expect is not None
    assert told.notice is None or told.expect.steps


# --- what they cover: the values come from the pack, so a value added there needs a scenario


def reached(attribute: str) -> set[str]:
    """The values of an attribute that some shipped scenario's decision shows."""
    rulebook = default_rulebook()
    found: set[str] = set()
    for folder in FOLDERS:
        decision = decided(folder, consider_all=True)
        if attribute == "remedy":
            ordered = {(remedy.item, remedy.step) for remedy in decision.remedies}
            found |= {step for _, step in ordered}
            if len(ordered) < len(decision.questions):
                found.add("none")
        elif attribute in ("engagement", "balance", "disposal"):
            found |= {getattr(application, attribute) for application in decision.applications}
        else:
            duties = [duty for duty, entry in rulebook.header.duties.items() if entry.outcome == attribute]
            found |= {question.outcome for question in decision.questions if question.duty in duties}
    return found


def declared(attribute: str) -> set[str]:
    """The values the pack declares; of an outcome, without what it is called on the other duty's question."""
    rulebook = default_rulebook()
    entry = rulebook.attributes[attribute]
    outcomes = {duty.outcome for duty in rulebook.header.duties.values()}
    return set(entry.values) - ({entry.otherwise} if attribute in outcomes else set())


@pytest.mark.parametrize(
    "attribute",
    ["confirm-or-deny-outcome", "communicate-outcome", "engagement", "balance", "disposal", "remedy"],
)
def test_every_declared_value_is_reached(attribute: str) -> None:
    assert reached(attribute) == declared(attribute)


# --- what must not matter


def unanswered(folder: Path) -> list[str]:
    """The items on which no duty to confirm or deny stands: it is excluded, undetermined or absent."""
    questions = decided(folder).questions
    return [q.item for q in questions if q.duty == "confirm_or_deny" and q.outcome not in DUTY_STANDS]


def with_held(folder: Path, item: str, held: str) -> dict[str, Any]:
    data = content(folder)
    pieces = [piece for part in data["parts"] for piece in part.get("items") or [part]]
    (piece,) = [piece for piece in pieces if piece["id"] == item]
    piece["held"] = held
    return data


def as_json(decision: Decision) -> Iterator[str]:
    yield decision.to_json()


def as_report(module: str) -> Callable[[Decision], Iterator[str]]:
    def told(decision: Decision) -> Iterator[str]:
        from foirules.report.telling import tell

        write = getattr(importlib.import_module(f"foirules.report.{module}"), module)
        for explain in ("brief", "normal", "full"):
            yield write(tell(decision, default_rulebook(), explain))

    return told


FORMATS: dict[str, Callable[[Decision], Iterator[str]]] = {
    "json": as_json,
    "text": as_report("plain"),
    "markdown": as_report("markdown"),
    "html": as_report("html"),
}


@each_scenario
@pytest.mark.parametrize("format_", FORMATS)
def test_an_unanswered_item_reads_the_same_whatever_is_held(folder: Path, format_: str) -> None:
    write = FORMATS[format_]
    for item in unanswered(folder):
        texts = {held: list(write(decide(with_held(folder, item, held)))) for held in ("yes", "no", "unstated")}
        assert texts["yes"] == texts["no"] == texts["unstated"], item


def test_the_scenarios_hold_unanswered_items_of_every_kind() -> None:
    """The test above would prove nothing without them."""
    outcomes = {q.outcome for folder in FOLDERS for q in decided(folder).questions if q.item in unanswered(folder)}
    assert {"excluded", "undetermined", "no_duty"} <= outcomes


def test_twins_that_differ_in_what_is_held_differ_in_nothing_else() -> None:
    held, not_held = (decided(FOLDER / f"ncnd-upheld-{what}-held") for what in ("something", "nothing"))
    assert held.model_copy(update={"scenario": not_held.scenario, "title": not_held.title}) == not_held


TWINS = [
    ("ncnd-upheld-something-held", "ncnd-upheld-nothing-held", {"parts"}),
    ("weighed-together-in-2024", "weighed-alone-in-2023", {"law_as_at", "notice"}),
    ("personal-data-answer-absolute", "personal-data-answer-needs-balance", {"switches"}),
]


@pytest.mark.parametrize(("one", "other", "differs"), TWINS, ids=[one for one, _, _ in TWINS])
def test_twins_tell_the_same_facts(one: str, other: str, differs: set[str]) -> None:
    first, second = content(FOLDER / one), content(FOLDER / other)
    different = {key for key in first.keys() | second.keys() if first.get(key) != second.get(key)}
    assert different - {"id", "title", "about", "expect"} == differs


@pytest.mark.parametrize("consider_all", [False, True], ids=["economy", "consider-all"])
@pytest.mark.parametrize(
    "folder", [f for f in FOLDERS if len(content(f).get("claims") or []) > 1], ids=lambda folder: folder.name
)
def test_the_order_of_claims_changes_no_outcome(folder: Path, consider_all: bool) -> None:
    data = content(folder)
    assert len(data["claims"]) <= 4, "more claims make too many orders to try"
    expected = settled(decided(folder, consider_all=consider_all), consider_all)
    for order in permutations(data["claims"]):
        assert settled(decide({**data, "claims": list(order)}, consider_all), consider_all) == expected


def settled(decision: Decision, everything: bool) -> tuple[object, ...]:
    """What order must not change: outcomes and remedies, and where everything is considered each claim's fate."""
    outcomes = [(q.item, q.duty, q.outcome, q.combined) for q in decision.questions]
    remedies = [(remedy.item, remedy.step) for remedy in decision.remedies]
    fates = {(a.claim, a.item, a.duty, a.engagement, a.balance, a.disposal) for a in decision.applications}
    return (outcomes, remedies, fates if everything else None)


# --- fit to be read and shared


@each_scenario
def test_a_folder_is_named_as_its_scenario(folder: Path) -> None:
    assert scenario(folder).id == folder.name
    assert [path.name for path in folder.glob("scenario*")] == ["scenario.yaml"]


def test_titles_are_unique() -> None:
    titles = [scenario(folder).title for folder in FOLDERS]
    assert len(set(titles)) == len(titles)


@each_scenario
def test_every_finding_says_where_it_is_written(folder: Path) -> None:
    assert [finding for finding in scenario(folder).found if finding.at is None] == []


@each_scenario
def test_an_invented_scenario_is_read_in_two_minutes(folder: Path) -> None:
    assert folder.name in REAL or len((folder / "scenario.yaml").read_text(encoding="utf-8").split()) <= MOST_WORDS


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


@pytest.mark.parametrize("folder", [f for f in FOLDERS if f.name not in REAL], ids=lambda folder: folder.name)
def test_an_invented_scenario_names_nothing_real(folder: Path) -> None:
    assert NAMED.findall((folder / "scenario.yaml").read_text(encoding="utf-8")) == []


@each_scenario
def test_nothing_identifies_who_asked(folder: Path) -> None:
    assert PERSON.findall((folder / "scenario.yaml").read_text(encoding="utf-8")) == []


def test_the_allow_list_names_scenarios_that_need_it() -> None:
    assert {f.name for f in FOLDERS if NAMED.search((f / "scenario.yaml").read_text(encoding="utf-8"))} == REAL


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
