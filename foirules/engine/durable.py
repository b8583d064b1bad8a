"""The durable matcher: drives durable-rules' C rulesets the way that was measured to be safe.

One ruleset a rulebook and no host (whose timer threads read freed memory), one session at a time under a lock, a
rule that fires before anything is deleted (an unfired session frees an uninitialised pointer), every fact under a
number of its own (left to itself the library numbers facts by a hash, and drops one where two collide), an own loop
over its actions so that no error is swallowed, and the session deleted whatever happens.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import sys
import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from foirules.engine.driver import Driver, Firing, Run
from foirules.engine.durable_program import BEGIN, TARGET, Address, Program
from foirules.engine.world import Key, World
from foirules.errors import LimitError, PackError
from foirules.law.rulebook import Rulebook

MAX_FACTS = 60_000
"""A fact costs the library about 9 KB."""
SESSION = "1"
BATCH = 500


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
        self._driver = Driver(rulebook)
        self._library = load_library()
        self._program = Program(rulebook)
        self._lock = threading.Lock()
        self._left_over = False
        definitions = json.dumps(self._program.definitions)
        try:
            self._ruleset: int = self._library.create_ruleset("foirules", definitions)
        except self._library.error as error:
            raise PackError(f"durable-rules refuses the pack: {error}", mend="use --engine reference") from None
        self._free = weakref.finalize(self, self._library.delete_ruleset, self._ruleset)
        self._free.atexit = False
        self._prime()
        _engines.add(self)

    def _prime(self) -> None:
        """Let one rule fire in the first session, whose place in memory every later one takes."""
        self._left_over = True
        _Session(self._library, self._ruleset, self._program, World()).add({})
        self._discard()

    def run(self, world: World) -> Run:
        """Decide everything about a world. Raises as `foirules.engine.driver.Driver.drive` does."""
        with self._lock:
            if not self._free.alive:
                raise ValueError("the engine is closed")
            self._discard()
            try:
                self._left_over = True
                return self._driver.drive(world, _Session(self._library, self._ruleset, self._program, world))
            except self._library.error as error:
                raise LimitError(f"durable-rules could not go on: {error}", mend="use --engine reference") from None
            finally:
                self._discard()

    def _discard(self) -> None:
        """Delete the session: this run's, or one that an interruption left behind."""
        if self._left_over:
            with contextlib.suppress(self._library.error):
                self._library.delete_state(self._ruleset, SESSION)
            self._left_over = False

    def close(self) -> None:
        """Free the ruleset. The engine cannot be used afterwards."""
        with self._lock:
            self._free()


_engines: weakref.WeakSet[DurableEngine] = weakref.WeakSet()


def _after_fork() -> None:
    """Give the engines of a forked child locks of their own: who held one in the parent is not there."""
    for engine in _engines:
        engine._lock = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


class _Session:
    """One session: facts go in batch by batch; every firing is kept until its stage is asked for."""

    def __init__(self, library: Any, ruleset: int, program: Program, world: World) -> None:
        self.library = library
        self.ruleset = ruleset
        self.program = program
        self.world = world
        self.subjects = list(world.subjects)
        numbers = {subject: str(number) for number, subject in enumerate(self.subjects)}
        self.lineages = {
            subject.id: {program.codes[kind]: numbers[one] for kind, one in subject.lineage.items()}
            for subject in world.subjects.values()
        }
        self.numbers = numbers
        self.posted = 0
        self.opening = self._opening()
        self.matched: dict[int, dict[tuple[str, str], set[Key]]] = {}
        self.found: dict[tuple[int, str], set[Key]] = {}
        self.rests_on: dict[tuple[str, str], set[int]] = {}

    def _opening(self) -> Iterator[dict[str, str]]:
        """The facts every session starts with: one that makes a rule fire, the anchors and the relations."""
        program, world = self.program, self.world
        yield {"k": BEGIN}
        for kind, addresses in program.of_kind.items():
            subjects = world.by_kind.get(kind, ())
            yield from self._facts((address, subject) for address in addresses for subject in subjects)
        for (relation, source), targets in world.relations.items():
            for address in program.of_relation.get(relation, ()):
                for target in targets:
                    yield {**address, TARGET: self.numbers[target], **self.lineages[source]}

    def _facts(self, about: Iterable[tuple[Address, str]]) -> Iterator[dict[str, str]]:
        return ({**address, **self.lineages[subject]} for address, subject in about)

    def add(self, values: Mapping[Key, str]) -> None:
        found = self._post(itertools.chain(self.opening, self._facts(self.program.facts(values))))
        self._post(self._facts(found))

    def firings(self, stage: int) -> Iterator[Firing]:
        rules = self.program.rulebook.rule
        for (rule, subject), keys in self.matched.pop(stage, {}).items():
            somes = self.rests_on.pop((rule, subject), set())
            yield rules[rule], subject, frozenset(keys.union(*(self.found[some, subject] for some in somes)))

    def _post(self, facts: Iterator[dict[str, str]]) -> list[tuple[Address, str]]:
        """Post facts, let every rule fire that they complete, and return the facts for what a `some` found."""
        found: list[tuple[Address, str]] = []
        while batch := list(itertools.islice(facts, BATCH)):
            for fact in batch:
                self.posted += 1
                fact.update(sid=SESSION, id=str(self.posted))
            if self.posted > MAX_FACTS:
                raise LimitError(
                    f"more than {MAX_FACTS:,} facts for durable-rules",
                    mend="use --engine reference, or split the scenario",
                )
            found += self._step(json.dumps(batch))
        return found

    def _step(self, batch: str) -> Iterator[tuple[Address, str]]:
        _, state = self.library.assert_facts(self.ruleset, batch)
        started = self.library.start_action_for_state(self.ruleset, state)
        message = started[1] if started else None
        while message:
            for name, frame in json.loads(message).items():
                yield from self._record(name, frame)
            message = self.library.complete_and_start_action(self.ruleset, state)

    def _record(self, name: str, frame: dict[str, Any]) -> Iterator[tuple[Address, str]]:
        """Keep a firing; where it is the first thing a `some` finds, that is a fact to be posted."""
        if name == BEGIN:
            return
        compiled = self.program.rules[name]
        subject = self.subjects[int(frame["m0"][compiled.about])]
        keys = {(attribute, self.subjects[int(frame[alias][kind])]) for alias, attribute, kind in compiled.matches}
        if compiled.rule is None:
            assert compiled.some is not None
            place = (compiled.some, subject)
            if place not in self.found:
                yield from ((address, subject) for address in self.program.of_some[compiled.some])
            self.found.setdefault(place, set()).update(keys)
            return
        stage = self.program.rulebook.attributes[compiled.rule.attribute].stage
        self.matched.setdefault(stage, {}).setdefault((compiled.rule.id, subject), set()).update(keys)
        self.rests_on.setdefault((compiled.rule.id, subject), set()).update(compiled.rests_on)
