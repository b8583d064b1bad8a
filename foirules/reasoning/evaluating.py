"""Evaluate a scenario: the library's main door."""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from foirules.engine.choice import EngineName
from foirules.engine.driver import Run
from foirules.errors import InputError, LimitError, Where
from foirules.law import clock
from foirules.law.loading import default_rulebook, load
from foirules.law.needs import require_decidable
from foirules.law.rulebook import Rulebook
from foirules.model.checked import checked
from foirules.model.decision import Decision
from foirules.model.reading import Document, read_file
from foirules.model.scenario import Scenario
from foirules.reasoning.deciding import decide
from foirules.reasoning.facts import WorldBuilder
from foirules.reasoning.narrowing import Engines
from foirules.reasoning.resolving import Resolved, resolve


class Evaluator:
    """A rulebook and an engine, ready to decide scenarios. Threads may share one."""

    def __init__(self, rulebook: Rulebook, engine: EngineName | None = None) -> None:
        require_decidable(rulebook)
        self.rulebook = rulebook
        self.engines = Engines(rulebook, engine)
        self.notice = self.engines.notice

    def evaluate(
        self, document: Document, *, consider_all: bool = False, switches: Mapping[str, str] | None = None
    ) -> Decision:
        """Decide the scenario in a document.

        `consider_all` decides and shows the claims that an earlier one leaves unconsidered; `switches` sets policy
        switches over the scenario's own. Raises InputError where the scenario is wrong, LimitError where a limit
        is reached.
        """
        run, builder = self.run(document, consider_all=consider_all, switches=switches)
        return decide(run, builder, facts_date(builder.scenario))

    def run(
        self, document: Document, *, consider_all: bool = False, switches: Mapping[str, str] | None = None
    ) -> tuple[Run, WorldBuilder]:
        """Run the engine on the scenario in a document, without assembling a decision."""
        resolved = self.resolve(document, switches)
        scenario = resolved.scenario
        builder = WorldBuilder(
            resolved,
            self.rulebook,
            law_date(scenario, self.rulebook),
            facts_date(scenario),
            timing(scenario, document),
            show_all=consider_all,
        )
        try:
            world = builder.build()
            run = self.engines.engine(world).run(world)
        except LimitError as error:
            error.where = error.where or Where(document.file)
            raise
        run.rulebook = self.rulebook
        return run, builder

    def resolve(self, document: Document, switches: Mapping[str, str] | None = None) -> Resolved:
        """The scenario in a document, checked against the rulebook."""
        scenario = checked(Scenario, document)
        if switches:
            scenario = scenario.model_copy(update={"switches": {**scenario.switches, **switches}})
        return resolve(scenario, self.rulebook, document)


def law_date(scenario: Scenario, rulebook: Rulebook) -> date:
    """The date of the law applied: as the scenario says, or else when its viewpoint decides."""
    if scenario.law_as_at is not None:
        return scenario.law_as_at
    if scenario.notice is not None and scenario.notice.dated is not None:
        return scenario.notice.dated
    return scenario.request.answered or rulebook.header.law_stated_at


def facts_date(scenario: Scenario) -> date | None:
    """The date the facts and the balance are judged at: as the scenario says, or else the authority's decision."""
    return scenario.facts_as_at or scenario.request.answered


def timing(scenario: Scenario, document: Document) -> clock.Clock | None:
    """The clock of the request, or None where no date of receipt is given."""
    request = scenario.request
    if request.received is None:
        return None
    try:
        return clock.count(
            request.received,
            responded=request.answered,
            clarification_asked=request.clarification_asked,
            clarified=request.clarified,
            fee_notice=request.fee_notice,
            fee_paid=request.fee_paid,
            days=request.days,
        )
    except InputError as error:
        raise InputError(error.what, mend=error.mend, where=document.where(("request",))) from None


_lock = threading.Lock()


def _after_fork() -> None:
    """Give a forked child a lock of its own: who held this one in the parent is not there."""
    global _lock
    _lock = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


def default_evaluator(engine: EngineName | None = None) -> Evaluator:
    """The evaluator of the shipped pack, made once for each engine."""
    with _lock:
        return _default_evaluator(engine)


@functools.cache
def _default_evaluator(engine: EngineName | None) -> Evaluator:
    return Evaluator(default_rulebook(), engine)


def evaluate(
    scenario: str | Path | Mapping[str, Any],
    *,
    rules: str | Path | None = None,
    engine: EngineName | None = None,
    consider_all: bool = False,
    switches: Mapping[str, str] | None = None,
) -> Decision:
    """Decide a scenario, given as the path of its file or as a mapping of the same shape.

    `rules` is the folder of another rule pack; `engine` is "durable" or "reference" (default: durable-rules where
    it is installed). Raises foirules.errors.InputError, PackError or LimitError, each with a place and a mend.
    """
    if isinstance(scenario, Mapping):
        document = Document("the scenario", dict(scenario), {})
    else:
        document = read_file(Path(scenario))
    evaluator = default_evaluator(engine) if rules is None else Evaluator(load(Path(rules)), engine)
    return evaluator.evaluate(document, consider_all=consider_all, switches=switches)
