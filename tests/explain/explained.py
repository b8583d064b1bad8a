"""What the tests of open questions share: a shipped scenario or made-up data as a case, and its outcomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from foirules.explain.asking import Open, Question, opened
from foirules.explain.openness import report
from foirules.explain.trials import Trials
from foirules.model.open_questions import OpenQuestions
from foirules.model.reading import Document, read_file
from foirules.reasoning.evaluating import Evaluator, default_evaluator

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
CLOSED = frozenset({"excluded", "undetermined", "no_duty"})
"""Outcomes on the duty to confirm or deny under which nobody may be told what is held."""


def evaluator() -> Evaluator:
    return default_evaluator("reference")


def shipped(name: str) -> dict[str, Any]:
    """A shipped scenario as plain data, to be changed at will."""
    data = deepcopy(read_file(SCENARIOS / name / "scenario.yaml").data)
    assert isinstance(data, dict)
    return data


def made(claims: list[dict[str, Any]], *, items: int = 1, found: Any = (), **rest: Any) -> dict[str, Any]:
    """A made-up scenario in which the Commissioner decides."""
    return {
        "schema": "foirules/scenario/1",
        "id": "made-up",
        "title": "Made up",
        "viewpoint": "commissioner",
        "authority": {"name": "A force", "kind": "police"},
        "parts": [{"id": f"part-{number}", "asks": "Something"} for number in range(1, items + 1)],
        "claims": claims,
        "found": list(found),
        **rest,
    }


def left_open(data: Mapping[str, Any]) -> Open:
    return opened(evaluator(), Document("test", data, {}))


def told(data: Mapping[str, Any]) -> OpenQuestions:
    return report(left_open(data), Trials(evaluator().rulebook))


def only(found: Open, question: str, element: str | None = None, claim: str | None = None) -> Question:
    """The open question with this id, element and claim."""
    (one,) = [
        one for one in found.questions if one.key[:2] == (question, element) and (claim is None or one.key[2] == claim)
    ]
    return one


def outcomes(data: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    decision = evaluator().evaluate(Document("test", data, {}))
    return {(question.item, question.duty): question.outcome for question in decision.questions}


def pieces(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The items of a scenario."""
    for part in data["parts"]:
        yield from part.get("items") or [part]
