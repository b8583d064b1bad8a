"""What is missing: the questions the pack asks, the elements that could still settle a test, what may answer each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from foirules.engine.driver import Run
from foirules.law.limb_rules import MET, NOT_MET, THROUGH
from foirules.law.pack_files import QuestionEntry
from foirules.law.questions import HELD
from foirules.law.rulebook import Attribute
from foirules.model.decision import Missing
from foirules.reasoning.resolved import Resolved
from foirules.reasoning.resolving_findings import ELSEWHERE
from foirules.reasoning.tracing import Tracer
from foirules.reasoning.wording import Wording, claim_of

NO_ANSWERS = frozenset({"unknown", "unstated"})
"""Values that say that nothing was found, and so answer nothing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An open question: the pack's entry, the subject it is about, and the element it asks for, if it asks for one."""

    entry: QuestionEntry
    subject: str
    element: str | None = None

    @property
    def fills(self) -> str | None:
        """The input that an answer gives a value."""
        return self.element or self.entry.answer


def missing(run: Run, tracer: Tracer, wording: Wording) -> list[Missing]:
    """Every question still open, in the order of the pack's questions and of the subjects."""
    return [_told(asked, run, tracer, wording) for asked in open_questions(run, wording.resolved)]


def open_questions(run: Run, resolved: Resolved) -> Iterator[Asked]:
    """Every question still open, in the order of the pack's questions and of the subjects."""
    for entry in run.rulebook.questions:
        for subject in run.world.by_kind.get(entry.about, ()):
            if run.values[f"asks {entry.id}", subject] == "yes":
                elements: list[str] = []
                if entry.elements:
                    provision = resolved.claims[claim_of(subject)].provision
                    elements = list(dict.fromkeys(still_open(run.rulebook.tests[provision], subject, run)))
                yield from [Asked(entry, subject, name) for name in elements] or [Asked(entry, subject)]


def allowed(asked: Asked, run: Run, resolved: Resolved) -> list[str]:
    """The values that would answer a question; none where no single finding does.

    What may not be read may not be asked: an input that is guarded has answers only where its guard lets it be read,
    so that nobody is asked what is held where the duty to confirm or deny is excluded or undetermined.
    """
    fills = asked.fills
    if fills is None or (fills in ELSEWHERE and fills != HELD):
        return []
    if fills == THROUGH:
        return list(resolved.claims[claim_of(asked.subject)].limb.through)
    attribute = run.rulebook.attributes[fills]
    if not readable(attribute, run, asked.subject):
        return []
    never = NO_ANSWERS | ({attribute.guard.otherwise} if attribute.guard else set())
    return [value for value in attribute.values if value not in never]


def readable(attribute: Attribute, run: Run, subject: str) -> bool:
    """Whether the facts let an input be read of a subject, or of what the subject belongs to."""
    guard = attribute.guard
    if guard is None:
        return True
    return run.values[guard.attribute, run.world.subjects[subject].lineage[attribute.about]] in guard.values


def _told(asked: Asked, run: Run, tracer: Tracer, wording: Wording) -> Missing:
    entry, subject = asked.entry, asked.subject
    element = run.rulebook.elements[asked.element] if asked.element else None
    return Missing(
        what=asked.element or entry.what.format_map(wording.context(subject)),
        subject=subject,
        question=entry.id,
        element=asked.element,
        asks=wording.sentence(element.asks if element else entry.asks, subject),
        answers=allowed(asked, run, wording.resolved),
        bears_on=entry.bears_on,
        source=tracer.sources(element.sources if element else entry.sources, subject),
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
