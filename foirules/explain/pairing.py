"""What an answer can change together with one other, where by itself it changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from foirules.explain.asking import Key, by_key
from foirules.explain.case import Case
from foirules.explain.trials import Outcomes, Trials
from foirules.law.limb_rules import elements_of
from foirules.reasoning.missing import Asked, allowed
from foirules.reasoning.wording import Wording

Counted = Mapping[str, Sequence[str]]
"""For each item of a case, the items that it stands for, and that what becomes of it counts for."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How many outcomes can differ from answer to answer, and what else has to be known for that."""

    changes: int
    other: str | None = None


def differing(tried: Sequence[Outcomes], items: Counted) -> int:
    """How many outcomes are not the same in all that was tried; each counts for all items that its item stands for."""
    return sum(len(items[key[0]]) for key in tried[0] if len({one[key] for one in tried}) > 1)


def with_another(trials: Trials, key: Key, places: Sequence[tuple[Sequence[Case], Counted]]) -> Difference:
    """The most outcomes that differ from answer to answer once one more question has the same answer in all cases.

    The cases of a place are the one in which a question is open and those in which it has its answers. The other
    question may be open already, or opened by an answer, as the balance is once a limb is engaged; in a case where it
    is not open there is nothing more to answer. What bears on reasons alone is not tried.
    """
    opens = [[(case, by_key(case)) for case in cases] for cases, _ in places]
    everything = sum(len(counted) for _, items in places for counted in items.values()) * len(trials.outcome)
    others: dict[Key, tuple[Asked, Case]] = {}
    for case, asked in (pair for pairs in opens for pair in pairs):
        for other, same in asked.items():
            if other != key and same[0].entry.bears_on == "outcome":
                others.setdefault(other, (same[0], case))
    most = Difference(0)
    for other, (example, there) in sorted(others.items(), key=lambda pair: _position(*pair[1])):
        for value in allowed(example, there.run, there.resolved):
            changes = sum(
                differing([_outcomes(trials, case, asked.get(other), value) for case, asked in pairs], items)
                for pairs, (_, items) in zip(opens, places, strict=True)
            )
            if changes > most.changes:
                most = Difference(changes, _named(example, there))
            if changes == everything:
                return most
    return most


def _outcomes(trials: Trials, case: Case, asked: list[Asked] | None, value: str) -> Outcomes:
    """The outcomes of a case once another question has an answer, where it is open and may have that answer."""
    fits = asked is not None and value in allowed(asked[0], case.run, case.resolved)
    return trials.outcomes(trials.answered(case, asked, value) if fits and asked else case)


def _position(asked: Asked, case: Case) -> tuple[int, int, int, str]:
    """Where a question stands among others: by the pack's questions, then by claim, then by the element's place."""
    claim = case.claim(asked.subject)
    element = 0
    if asked.element and claim:
        elements = elements_of(case.run.rulebook.tests[case.resolved.claims[claim].provision])
        element = list(elements).index(asked.element)
    claims = [*case.resolved.scenario.claims]
    number = next((number for number, made in enumerate(claims) if made.id == claim), -1)
    return case.run.rulebook.questions.index(asked.entry), number, element, case.duty(asked.subject) or ""


def _named(asked: Asked, case: Case) -> str:
    """An open question in words: an element by its own question, any other as a decision calls what is missing."""
    words = Wording(case.run.rulebook, case.resolved, case.run)
    if asked.element is None:
        return asked.entry.what.format_map(words.context(asked.subject))
    provision = words.context(asked.subject)["provision"]
    return f"{provision}: {words.sentence(case.run.rulebook.elements[asked.element].asks, asked.subject)}"
