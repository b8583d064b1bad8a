"""Which questions a scenario leaves open: those that differ in their item only are one question on several items."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from foirules.explain.case import Case
from foirules.law.questions import HELD
from foirules.model.decision import Decision, Missing
from foirules.model.reading import Document
from foirules.reasoning.deciding import decide
from foirules.reasoning.evaluating import Evaluator, facts_date
from foirules.reasoning.missing import Asked, open_questions, readable

Key = tuple[str, str | None, str | None, str | None]
"""What makes two open questions the same but for their item: the pack's question, element, claim, or else duty."""


@dataclass(frozen=True, slots=True)
class Question:
    """An open question on one or more items: for each subject as the engine asks it, and as the decision tells it."""

    key: Key
    asked: tuple[Asked, ...]
    missing: tuple[Missing, ...]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """A scenario with its decision, and what it leaves open."""

    case: Case
    decision: Decision
    questions: tuple[Question, ...]


def opened(
    evaluator: Evaluator,
    document: Document,
    *,
    consider_all: bool = False,
    switches: Mapping[str, str] | None = None,
    each: Collection[Key] = (),
) -> Open:
    """Decide a scenario, and gather what it leaves open. Questions in `each` are asked of every item by itself."""
    run, builder = evaluator.run(document, consider_all=consider_all, switches=switches)
    case = Case(document.data, builder.resolved, run)
    decision = decide(run, builder, facts_date(builder.scenario))
    return Open(case, decision, tuple(_gathered(case, decision.missing, each)))


def _gathered(case: Case, missing: list[Missing], each: Collection[Key]) -> Iterator[Question]:
    gathered: dict[tuple[object, ...], list[tuple[Asked, Missing]]] = {}
    for asked, told in zip(open_questions(case.run, case.resolved), missing, strict=True):
        if may_be_asked(case, asked):
            key = key_of(case, asked)
            apart = tuple(case.items([asked.subject])) if key in each else ()
            gathered.setdefault((key, told.asks, apart), []).append((asked, told))
    for same in gathered.values():
        alike, told_alike = zip(*same, strict=True)
        items = case.items(asked.subject for asked in alike)
        yield Question(key_of(case, alike[0]), alike, told_alike, tuple(items))


def may_be_asked(case: Case, asked: Asked) -> bool:
    """Whether the answer may be read: what is held may not, where the duty to confirm or deny does not stand."""
    held = case.run.rulebook.attributes.get(HELD)
    return asked.fills != HELD or held is None or readable(held, case.run, asked.subject)


def key_of(case: Case, asked: Asked) -> Key:
    """What a question shares with the same question on another item. A claim settles its duty."""
    claim = case.claim(asked.subject)
    return asked.entry.id, asked.element, claim, None if claim else case.duty(asked.subject)


def by_key(case: Case) -> dict[Key, list[Asked]]:
    """The open questions of a case, those that are the same but for their item together."""
    found: dict[Key, list[Asked]] = {}
    for asked in open_questions(case.run, case.resolved):
        if may_be_asked(case, asked):
            found.setdefault(key_of(case, asked), []).append(asked)
    return found
