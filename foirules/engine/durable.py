"""The durable matcher: drives durable-rules' C rulesets the way that was measured to be safe.

One ruleset a rulebook and no host (whose timer threads read freed memory), one session at a time under a lock,
a rule that fires first in every session (an unfired one frees an uninitialised pointer when deleted), an own
loop over its actions so that no error is swallowed, a limit on steps, and the session deleted whatever happens.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterator, Mapping
from typing import Any

from foirules.engine.driver import Firing, Run, drive
from foirules.engine.durable_program import BEGIN, Program
from foirules.engine.world import Key, World
from foirules.errors import LimitError
from foirules.law.rulebook import Rulebook

MAX_STEPS = 2_000_000
SESSION = "1"
BATCH = 2000
_OBSERVED = 2


class DurableRulesMissing(ImportError):
    """durable-rules is not installed, or cannot be loaded here."""


def load_library() -> Any:
    """The C module of durable-rules. Raises DurableRulesMissing.

    On CPython 3.13 the module names a C function that is gone and never calls it; binding lazily lets it load.
    """
    get, put = getattr(sys, "getdlopenflags", None), getattr(sys, "setdlopenflags", None)
    flags = get() if get else None
    try:
        if put:
            put(os.RTLD_LAZY)
        import durable_rules_engine
    except ImportError as error:
        raise DurableRulesMissing(str(error)) from None
    finally:
        if put:
            put(flags)
    return durable_rules_engine


class DurableEngine:
    """Decides a world with durable-rules. Threads may share one: they take turns."""

    name = "durable"

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._library = load_library()
        self._program = Program(rulebook)
        self._lock = threading.Lock()
        self._ruleset: int | None = self._library.create_ruleset(
            rulebook.header.id, json.dumps(self._program.definitions, ensure_ascii=True)
        )

    def run(self, world: World) -> Run:
        """Decide everything about a world. Raises as `foirules.engine.driver.drive` does."""
        with self._lock:
            session = _Session(self._library, self._ruleset, self._program, world)
            try:
                session.open()
                return drive(self.rulebook, world, session)
            except self._library.error as error:
                raise LimitError(f"durable-rules could not go on: {error}", mend="use --engine reference") from None
            finally:
                session.close()

    def close(self) -> None:
        """Free the ruleset. The engine cannot be used afterwards."""
        with self._lock:
            if self._ruleset is not None:
                self._library.delete_ruleset(self._ruleset)
                self._ruleset = None

    def __del__(self) -> None:
        if getattr(self, "_ruleset", None) is not None:
            self.close()


class _Session:
    """One session: facts go in batch by batch; every firing is kept until its stage is asked for."""

    def __init__(self, library: Any, ruleset: int | None, program: Program, world: World) -> None:
        if ruleset is None:
            raise ValueError("the engine is closed")
        self.library = library
        self.ruleset = ruleset
        self.program = program
        self.world = world
        self.steps = 0
        self.begun = False
        self.matched: dict[int, dict[tuple[str, str], set[Key]]] = {}

    def open(self) -> None:
        self._post(self.program.opening_facts(self.world))

    def add(self, values: Mapping[Key, str]) -> None:
        self._post(self.program.facts(self.world, values))

    def firings(self, stage: int) -> Iterator[Firing]:
        rules = self.program.rulebook.rule
        for (rule, subject), keys in self.matched.pop(stage, {}).items():
            yield rules[rule], subject, frozenset(keys)

    def close(self) -> None:
        if self.begun:
            self.library.delete_state(self.ruleset, SESSION)

    def _post(self, facts: Iterator[dict[str, str]]) -> None:
        batch: list[dict[str, str]] = []
        for fact in facts:
            batch.append({"sid": SESSION, **fact})
            if len(batch) == BATCH:
                self._assert(batch)
                batch = []
        if batch:
            self._assert(batch)

    def _assert(self, batch: list[dict[str, str]]) -> None:
        status, state = self.library.assert_facts(self.ruleset, json.dumps(batch, ensure_ascii=True))
        self.begun = True
        if status == _OBSERVED:
            raise AssertionError("a fact was posted twice")
        started = self.library.start_action_for_state(self.ruleset, state)
        message = started[1] if started else None
        while message:
            self.steps += 1
            if self.steps > MAX_STEPS:
                raise LimitError(f"more than {MAX_STEPS} steps", mend="split the scenario")
            for name, frame in json.loads(message).items():
                self._record(name, frame)
            message = self.library.complete_and_start_action(self.ruleset, state)

    def _record(self, name: str, frame: dict[str, Any]) -> None:
        if name == BEGIN:
            return
        compiled = self.program.rules[name]
        rule, rulebook = compiled.rule, self.program.rulebook
        stage = rulebook.attributes[rule.attribute].stage
        keys = self.matched.setdefault(stage, {}).setdefault((rule.id, frame["m0"][rule.about]), set())
        for alias, attribute in compiled.attributes.items():
            keys.add((attribute, frame[alias][rulebook.attributes[attribute].about]))
