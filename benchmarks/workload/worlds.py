"""The workload through foirules: its rule pack, a scenario as an engine's world, a run as a result and as a trace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.workload.scenarios import Result, Scenario
from foirules.engine.driver import Run
from foirules.engine.world import Given, World
from foirules.law.loading import load
from foirules.law.rulebook import Rulebook

PACK = Path(__file__).parent / "pack"
VALUES = {True: "met", False: "not_met"}


def rulebook() -> Rulebook:
    """The workload's rule pack."""
    return load(PACK)


def world(scenario: Scenario, pack: Rulebook) -> World:
    """A scenario as an engine's world; weights are compared here and become words, as foirules does."""
    made = World()
    made.add("request", "request")
    for part, claims in enumerate(scenario):
        item = made.add(str(part), "item", "request")
        earlier: dict[str, list[str]] = {}
        for duty in ("confirm_or_deny", "communicate"):
            made.add(f"{part}:{duty}", "question", item)
        for number, claim in enumerate(claims):
            duty = pack.limbs[claim.exemption].duty
            subject = made.add(f"{number}@{part}", "application", f"{part}:{duty}")
            made.given["provision", subject] = Given(claim.exemption)
            for element, met in claim.found.items():
                made.given[element, subject] = Given(VALUES[met])
            if claim.weights is not None:
                maintain, other = claim.weights
                balance = "maintain" if maintain > other else "equal" if maintain == other else "duty"
                made.given["found-balance", subject] = Given(balance)
            for before in earlier.setdefault(duty, []):
                made.relate("before", subject, before)
            earlier[duty].append(subject)
    return made


def result(run: Run, scenario: Scenario) -> Result:
    """What a run says of a scenario, in the words every peer uses."""
    values = run.values
    claims: dict[tuple[int, int], tuple[str, str, str] | None] = {}
    for part, made in enumerate(scenario):
        for number in range(len(made)):
            subject = f"{number}@{part}"
            considered = values["considered", subject] == "yes"
            told = (values["engagement", subject], values["balance", subject], values["disposal", subject])
            claims[part, number] = told if considered else None
    outcomes = {
        (part, duty): values["outcome", f"{part}:{duty}"]
        for part in range(len(scenario))
        for duty in ("confirm_or_deny", "communicate")
    }
    return Result(outcomes, claims)


def trace(run: Run) -> list[dict[str, Any]]:
    """A run's conclusions as nodes: what was concluded, on which facts, because of which nodes."""
    rules: dict[tuple[str, str], list[str]] = {}
    for conclusion in run.conclusions:
        made = f"{conclusion.rule}/{conclusion.subject}"
        rules.setdefault((conclusion.attribute, conclusion.subject), []).append(made)
    return [
        {
            "rule": conclusion.rule,
            "subject": conclusion.subject,
            "concludes": {conclusion.attribute: conclusion.value},
            "facts": {f"{name} {subject}": run.values[name, subject] for name, subject in conclusion.matched},
            "because": [node for key in conclusion.matched for node in rules.get(key, ())],
        }
        for conclusion in run.conclusions
    ]
