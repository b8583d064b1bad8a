"""What is missing: the questions the pack asks, and the elements that could still settle a test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from foirules.engine.driver import Run
from foirules.law.limb_rules import MET, NOT_MET
from foirules.law.pack_files import QuestionEntry
from foirules.model.decision import Missing
from foirules.reasoning.tracing import Tracer
from foirules.reasoning.wording import Wording, claim_of


def missing(run: Run, tracer: Tracer, wording: Wording) -> list[Missing]:
    """Every question still open, in the order of the pack's questions and of the subjects."""
    found: list[Missing] = []
    for entry in run.rulebook.questions:
        for subject in run.world.by_kind.get(entry.about, ()):
            if run.values[f"asks {entry.id}", subject] == "yes":
                found.extend(_ask(entry, subject, run, tracer, wording))
    return found


def _ask(entry: QuestionEntry, subject: str, run: Run, tracer: Tracer, wording: Wording) -> Iterator[Missing]:
    open_elements: list[str] = []
    if entry.elements:
        provision = wording.resolved.claims[claim_of(subject)].provision
        open_elements = list(dict.fromkeys(still_open(run.rulebook.tests[provision], subject, run)))
    for name in open_elements:
        element = run.rulebook.elements[name]
        yield Missing(
            what=name,
            subject=subject,
            asks=wording.sentence(element.asks, subject),
            bears_on=entry.bears_on,
            source=tracer.sources(element.sources, subject),
        )
    if not open_elements:
        yield Missing(
            what=entry.what.format_map(wording.context(subject)),
            subject=subject,
            asks=wording.sentence(entry.asks, subject),
            bears_on=entry.bears_on,
            source=tracer.sources(entry.sources, subject),
        )


def still_open(tree: Any, subject: str, run: Run) -> Iterator[str]:
    """The unknown elements of a test whose answer could still settle it on this subject."""
    if settled(tree, subject, run) is not None:
        return
    match tree:
        case ("element", name):
            yield name
        case ("case", attribute, cases):
            for values, sub in cases:
                if run.values[attribute, subject] in values:
                    yield from still_open(sub, subject, run)
        case (_, parts):
            for part in parts:
                yield from still_open(part, subject, run)


def settled(tree: Any, subject: str, run: Run) -> bool | None:
    """A test's value on a subject: met, not met, or None where it is open (Kleene's three values)."""
    match tree:
        case ("element", name):
            value = run.values[name, subject]
            if value in NOT_MET:
                return False
            return True if value in MET[run.rulebook.elements[name].values] else None
        case ("if", has):
            return bool(run.values[has.attribute, subject] in has.values)
        case ("case", attribute, cases):
            chosen: bool | None = next(
                settled(sub, subject, run) for values, sub in cases if run.values[attribute, subject] in values
            )
            return chosen
        case (connective, parts):
            results = [settled(part, subject, run) for part in parts]
            if connective == "none":
                results = [None if result is None else not result for result in results]
            decisive: bool = connective == "any"
            if decisive in results:
                return decisive
            return None if None in results else not decisive
    raise AssertionError(tree)
