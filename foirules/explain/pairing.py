"""What an answer can change together with one other, where by itself it changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from foirules.explain.asking import Key, by_key
from foirules.explain.case import Case
from foirules.explain.trials import Outcomes, Trials
from foirules.reasoning.missing import Asked, allowed
from foirules.reasoning.wording import Wording


@dataclass(frozen=True, slots=True)
class Difference:
    """How many outcomes can differ from answer to answer, and what else has to be known for that."""

    changes: int
    other: str | None = None


def differing(tried: Sequence[Outcomes], items: Mapping[str, Sequence[str]]) -> int:
    """How many outcomes are not the same in all that was tried; each counts for all items that its item stands for."""
    return sum(len(items[key[0]]) for key in tried[0] if len({one[key] for one in tried}) > 1) if tried else 0


def with_another(trials: Trials, key: Key, cases: Sequence[Case], items: Mapping[str, Sequence[str]]) -> Difference:
    """The most outcomes that differ between cases once one more question has the same answer in all of them.

    The cases are the one in which a question is open and those in which it has its answers. The other question may be
    open already, or opened by an answer, as the balance is once a limb is engaged; in a case where it is not open there
    is nothing more to answer. What bears on reasons alone is not tried.
    """
    most = Difference(0)
    everything = sum(map(len, items.values())) * 2
    opens = [by_key(case) for case in cases]
    for other in dict.fromkeys(name for asked in opens for name in asked if name != key):
        example, there = next(
            (asked[other][0], case) for asked, case in zip(opens, cases, strict=True) if other in asked
        )
        if example.entry.bears_on == "reasons":
            continue
        for value in allowed(example, there.run, there.resolved):
            tried = [
                trials.outcomes(
                    trials.answered(case, asked[other], value) if _fits(case, asked, other, value) else case
                )
                for case, asked in zip(cases, opens, strict=True)
            ]
            changes = differing(tried, items)
            if changes > most.changes:
                most = Difference(changes, _named(example, there))
            if changes == everything:
                return most
    return most


def _fits(case: Case, asked: Mapping[Key, list[Asked]], other: Key, value: str) -> bool:
    """Whether a question is open in a case, and may have a value there."""
    return other in asked and value in allowed(asked[other][0], case.run, case.resolved)


def _named(asked: Asked, case: Case) -> str:
    """An open question in words: an element by its own question, any other as a decision calls what is missing."""
    words = Wording(case.run.rulebook, case.resolved, case.run)
    if asked.element is None:
        return asked.entry.what.format_map(words.context(asked.subject))
    provision = words.context(asked.subject)["provision"]
    return f"{provision}: {words.sentence(case.run.rulebook.elements[asked.element].asks, asked.subject)}"
