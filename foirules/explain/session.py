"""An interview that builds a scenario: one prompt at a time, asking only what can still matter.

It reads and writes nothing, so that a terminal or a page can drive it. Every answer is checked as the whole scenario
will be; one that is refused raises InputError and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from foirules.errors import InputError
from foirules.explain import facts_asked, typed
from foirules.explain.answers import put
from foirules.explain.asking import Key, Open, Question, opened
from foirules.explain.openness import best
from foirules.explain.prompts import Choice, Prompt
from foirules.explain.trials import Trials
from foirules.law.needs import ITEM
from foirules.model.decision import Decision
from foirules.model.open_questions import OpenQuestion
from foirules.model.reading import Document
from foirules.model.scenario import SCHEMA
from foirules.reasoning.evaluating import Evaluator

Raw = dict[str, Any]


@dataclass(frozen=True)
class _State:
    """How far an interview is: the scenario, the claim being made, and what is passed over or asked item by item."""

    data: Raw
    draft: Raw
    passed: frozenset[str] = frozenset()
    unknown: frozenset[tuple[Key, tuple[str, ...]]] = frozenset()
    each: frozenset[Key] = frozenset()
    last_claim: str | None = None
