"""The scenarios that come with foirules, and what the tests ask of them again and again."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

import foirules
from foirules.engine.driver import Run
from foirules.law.loading import default_rulebook
from foirules.model.decision import Decision
from foirules.model.reading import read_file
from foirules.model.scenario import Scenario
from foirules.reasoning.evaluating import default_evaluator

FOLDER = Path(__file__).resolve().parents[1] / "scenarios"
FOLDERS = sorted(path for path in FOLDER.iterdir() if path.is_dir())
REAL = {"kent-police-2024", "mps-2019"}
"""The scenarios told from published documents. Everything in the others is invented."""

INVENTED = [folder for folder in FOLDERS if folder.name not in REAL]

each_scenario = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


@functools.cache
def text(folder: Path) -> str:
    """The file as it is written."""
    return (folder / "scenario.yaml").read_text(encoding="utf-8")


@functools.cache
def _data(folder: Path) -> dict[str, Any]:
    data = read_file(folder / "scenario.yaml").data
    assert isinstance(data, dict)
    return data


def content(folder: Path) -> dict[str, Any]:
    """The scenario as plain data, to be changed at will."""
    return deepcopy(_data(folder))


@functools.cache
def scenario(folder: Path) -> Scenario:
    return Scenario.model_validate(_data(folder))


@functools.cache
def decided(folder: Path, engine: str = "reference", consider_all: bool = False) -> Decision:
    return foirules.evaluate(folder / "scenario.yaml", engine=engine, consider_all=consider_all)  # type: ignore[arg-type]


def decide(data: Mapping[str, Any], consider_all: bool = False) -> Decision:
    return foirules.evaluate(data, engine="reference", consider_all=consider_all)


@functools.cache
def run(folder: Path) -> Run:
    """Everything that was concluded, in the trace or not."""
    return default_evaluator("reference").run(read_file(folder / "scenario.yaml"))[0]


def told(decision: Decision) -> tuple[object, ...]:
    """What a decision comes to, without the names of the case: results, steps, what is missing, what warns."""
    return (
        [(q.item, q.duty, q.outcome, q.by, q.combined) for q in decision.questions],
        [(a.claim, a.item, a.engagement, a.balance, a.disposal, a.considered) for a in decision.applications],
        [(step.step, step.subject, step.state) for step in decision.notice],
        [(remedy.item, remedy.step) for remedy in decision.remedies],
        [(entry.what, entry.subject) for entry in decision.missing],
        [warned.node for warned in decision.warnings if warned.node],
    )


def with_switch(folder: Path, name: str, value: str) -> dict[str, Any]:
    """The scenario with one policy switch set."""
    data = content(folder)
    return {**data, "switches": {**data.get("switches", {}), name: value}}


def in_force(folder: Path, name: str) -> str:
    """The value of a policy switch under which a scenario is decided."""
    return run(folder).values[f"switch-{name}", "request"]


@functools.cache
def matters(folder: Path, name: str) -> bool:
    """Whether the decision would be another with the policy switch set otherwise."""
    others = [value for value in default_rulebook().switches[name].values if value != in_force(folder, name)]
    as_it_is = told(decided(folder))
    return any(told(decide(with_switch(folder, name, value))) != as_it_is for value in others)


def claims_on(folder: Path) -> Iterator[list[str]]:
    """For each item, the claims made on it."""
    decision = decided(folder)
    for item in dict.fromkeys(application.item for application in decision.applications):
        yield sorted({application.claim for application in decision.applications if application.item == item})
