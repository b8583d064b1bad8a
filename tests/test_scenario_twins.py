"""What must not matter: what is held, in which order claims are made, and which product a request happens to name."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from shipped import FOLDER, FOLDERS, claims_on, content, decide, decided, each_scenario, told

from foirules.law.loading import default_rulebook
from foirules.model.decision import Decision

DUTY_STANDS = {"confirm", "deny", "must_confirm_or_deny"}


# --- holding


def unanswered(folder: Path) -> list[str]:
    """The items on which no duty to confirm or deny stands: it is excluded, undetermined or absent."""
    questions = decided(folder).questions
    return [q.item for q in questions if q.duty == "confirm_or_deny" and q.outcome not in DUTY_STANDS]


def with_held(folder: Path, items: list[str], held: str) -> dict[str, Any]:
    data = content(folder)
    for piece in (piece for part in data["parts"] for piece in part.get("items") or [part]):
        if piece["id"] in items:
            piece["held"] = held
    return data


WITH_UNANSWERED = [folder for folder in FOLDERS if unanswered(folder)]
each_with_unanswered = pytest.mark.parametrize("folder", WITH_UNANSWERED, ids=lambda folder: folder.name)


@each_with_unanswered
def test_an_unanswered_item_is_decided_the_same_whatever_is_held(folder: Path) -> None:
    together = [unanswered(folder)] if len(unanswered(folder)) > 1 else []
    for items in [*([item] for item in unanswered(folder)), *together]:
        texts = {held: decide(with_held(folder, items, held)).to_json() for held in ("yes", "no", "unstated")}
        assert texts["yes"] == texts["no"] == texts["unstated"], items


def as_report(module: str) -> Callable[[Decision], Iterator[str]]:
    def told(decision: Decision) -> Iterator[str]:
        from foirules.report.telling import tell

        write = getattr(importlib.import_module(f"foirules.report.{module}"), module)
        for explain in ("brief", "normal", "full"):
            yield write(tell(decision, default_rulebook(), explain))

    return told


FORMATS = {"text": as_report("plain"), "markdown": as_report("markdown"), "html": as_report("html")}
READ_OUT = ["kent-police-2024", "mps-2019", "series-second-not-held", "nothing-found-yet", "vexatious-no-duty-at-all"]
"""Scenarios with an unanswered item of every kind, for what is slow to write."""


@pytest.mark.parametrize("name", READ_OUT)
@pytest.mark.parametrize("format_", FORMATS)
def test_an_unanswered_item_reads_the_same_whatever_is_held(name: str, format_: str) -> None:
    folder = FOLDER / name
    decisions = [decide(with_held(folder, unanswered(folder), held)) for held in ("yes", "no", "unstated")]
    yes, no, unstated = (list(FORMATS[format_](decision)) for decision in decisions)
    assert yes == no == unstated


def kinds(folders: list[Path]) -> set[str]:
    return {q.outcome for folder in folders for q in decided(folder).questions if q.item in unanswered(folder)}


@pytest.mark.parametrize("folders", [WITH_UNANSWERED, [FOLDER / name for name in READ_OUT]], ids=["all", "read out"])
def test_the_scenarios_hold_unanswered_items_of_every_kind(folders: list[Path]) -> None:
    """The tests above would prove nothing without them."""
    assert {"excluded", "undetermined", "no_duty"} <= kinds(folders)


# --- twins and series


def test_twins_that_differ_in_what_is_held_differ_in_nothing_else() -> None:
    held, not_held = (decided(FOLDER / f"ncnd-upheld-{what}-held") for what in ("something", "nothing"))
    assert held.model_copy(update={"scenario": not_held.scenario, "title": not_held.title}) == not_held


TWINS = [
    ("ncnd-upheld-something-held", "ncnd-upheld-nothing-held", {"parts"}),
    ("weighed-together-in-2024", "weighed-alone-in-2023", {"law_as_at", "notice"}),
    ("personal-data-answer-absolute", "personal-data-answer-needs-balance", {"switches"}),
    ("answer-weighed-together", "answer-weighed-alone", {"law_as_at", "facts_as_at", "request", "notice"}),
    ("matter-not-named", "matter-not-named-but-cited", {"switches"}),
    ("research-still-running", "research-before-the-section", {"law_as_at", "request"}),
    ("three-weighed-one-not-engaged", "two-weighed-both-engaged", {"found"}),
    ("series-first-held", "series-second-not-held", {"law_as_at", "request", "parts", "notice"}),
    ("series-first-held", "series-third-not-looked-for", {"law_as_at", "request", "parts", "notice"}),
]


@pytest.mark.parametrize(("one", "other", "differs"), TWINS, ids=[other for _, other, _ in TWINS])
def test_twins_tell_the_same_facts(one: str, other: str, differs: set[str]) -> None:
    first, second = content(FOLDER / one), content(FOLDER / other)
    different = {key for key in first.keys() | second.keys() if first.get(key) != second.get(key)}
    assert different - {"id", "title", "about", "expect"} == differs


@pytest.mark.parametrize(("one", "other"), [(one, other) for one, other, _ in TWINS[1:-2]])
def test_twins_that_differ_in_law_or_policy_come_out_otherwise(one: str, other: str) -> None:
    assert told(decided(FOLDER / one)) != told(decided(FOLDER / other))


def test_a_series_keeps_one_stance_and_one_letter_whatever_is_held() -> None:
    series = [FOLDER / f"series-{name}" for name in ("first-held", "second-not-held", "third-not-looked-for")]
    assert [{part.get("held") for part in content(folder)["parts"]} for folder in series] == [{"yes"}, {"no"}, {None}]
    first, *others = series
    for other in others:
        assert told(decided(first)) == told(decided(other))
        for key in ("kind", "states", "answers"):
            assert content(first)["notice"][key] == content(other)["notice"][key]


def test_a_series_that_an_earlier_answer_breaks_says_so() -> None:
    broken = decided(FOLDER / "series-broken-by-a-denial")
    assert [warned.node for warned in broken.warnings] == ["answer-given-before/part-1:confirm_or_deny"]


# --- order


def orders(folder: Path) -> Iterator[list[Any]]:
    """Other orders of the claims: all of them for up to three, and enough for each to come before each for more."""
    claims = content(folder)["claims"]
    if len(claims) <= 3:
        yield from (list(order) for order in permutations(claims))
    else:
        yield claims[::-1]
        yield from (claims[turn:] + claims[:turn] for turn in range(1, len(claims)))


@pytest.mark.parametrize("consider_all", [False, True], ids=["economy", "consider-all"])
@pytest.mark.parametrize(
    "folder", [f for f in FOLDERS if any(len(claims) > 1 for claims in claims_on(f))], ids=lambda folder: folder.name
)
def test_the_order_of_claims_changes_no_outcome(folder: Path, consider_all: bool) -> None:
    data = content(folder)
    expected = settled(decided(folder, consider_all=consider_all), consider_all)
    for order in orders(folder):
        assert settled(decide({**data, "claims": order}, consider_all), consider_all) == expected


def settled(decision: Decision, everything: bool) -> tuple[object, ...]:
    """What order must not change: outcomes and remedies, and where everything is considered each claim's fate."""
    outcomes = [(q.item, q.duty, q.outcome, q.combined) for q in decision.questions]
    remedies = [(remedy.item, remedy.step) for remedy in decision.remedies]
    fates = {(a.claim, a.item, a.duty, a.engagement, a.balance, a.disposal) for a in decision.applications}
    return (outcomes, remedies, fates if everything else None)


@pytest.mark.parametrize("folder", [f for f in FOLDERS if content(f)["claims"]], ids=lambda folder: folder.name)
def test_when_a_claim_was_first_made_and_what_was_answered_before_change_no_outcome(folder: Path) -> None:
    """[2011] UKUT 17 (AAC): a late claim is decided like any other. An earlier answer is a matter for the findings."""
    data = content(folder)
    late = [{**claim, "raised": "appeal"} for claim in data["claims"]]
    items = sorted({question.item for question in decided(folder).questions})
    found = [finding for finding in data.get("found") or [] if finding.get("fact") != "earlier-answer"]
    before = {"fact": "earlier-answer", "is": "denied", "items": items, "by": data["viewpoint"], "at": "register"}
    changed = decide({**data, "claims": late, "found": [*found, before]})
    assert settled(changed, everything=True) == settled(decided(folder), everything=True)
    warned = {warning.node.partition("/")[0] for warning in changed.warnings if warning.node}
    assert warned & {"claimed-late", "gateway-claimed-late"}


@each_scenario
def test_items_named_in_another_order_come_out_the_same(folder: Path) -> None:
    data = content(folder)
    turned = decide({**data, "parts": data["parts"][::-1]})
    assert {(q.item, q.duty, q.outcome) for q in turned.questions} == {
        (q.item, q.duty, q.outcome) for q in decided(folder).questions
    }
