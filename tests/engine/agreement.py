"""Both engines on the same input: a helper for the tests, and a count of what was reached on the way."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from foirules.engine.driver import Engine, Run
from foirules.engine.world import World
from foirules.errors import FoirulesError
from foirules.model.reading import Document
from foirules.reasoning.evaluating import Evaluator

LONG = int(os.environ.get("FOIRULES_FUZZ", "1"))
"""How many times as many examples as usual are drawn."""


def settled(engine: Engine, world: World) -> Any:
    """Everything an engine settles about a world, in a form that can be compared; or the error it raises."""
    try:
        run = engine.run(world)
    except FoirulesError as error:
        return type(error), str(error)
    conclusions = {(c.attribute, c.subject, c.value, c.rule, c.matched) for c in run.conclusions}
    assert len(conclusions) == len(run.conclusions)
    return run.values, conclusions


def decided(evaluator: Evaluator, scenario: Mapping[str, Any]) -> str:
    """The decision on a scenario as JSON, or the error instead."""
    try:
        return evaluator.evaluate(Document("the scenario", dict(scenario), {})).to_json()
    except FoirulesError as error:
        return f"{type(error).__name__}: {error}"


@dataclass
class Reached:
    """What runs have reached: how often each value of each attribute, by a rule or otherwise, and each rule."""

    values: Counter[tuple[str, str]] = field(default_factory=Counter)
    otherwise: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)

    def add(self, run: Run) -> None:
        """Count what one run reached."""
        self.values.update((attribute, value) for (attribute, _), value in run.values.items())
        concluded = {(c.attribute, c.subject) for c in run.conclusions if c.rule is not None}
        derived = {name for name, attribute in run.rulebook.attributes.items() if not attribute.is_input}
        self.otherwise.update(key[0] for key in run.values if key[0] in derived and key not in concluded)
        self.rules.update(c.rule for c in run.conclusions if c.rule is not None)

    def missing(self, values: Mapping[str, tuple[str, ...]], but: Callable[[str, str], bool]) -> list[str]:
        """The values of some attributes that no run reached."""
        every = [(name, value) for name, known in values.items() for value in known if not but(name, value)]
        return [f"{name}: {value}" for name, value in every if not self.values[name, value]]
