"""Where answers are tried: on the scenario itself, or on one item for each set of items that stand alike.

Where nothing about one item can bear on another, an answer does on each item what it does on that item alone. What
stands alike is then tried once, which gives the same and takes a fraction of the time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from foirules.explain.asking import Open, Question, by_key
from foirules.explain.case import Case
from foirules.explain.one_item import alone
from foirules.explain.slicing import items_are_separate, sliced
from foirules.explain.trials import Trials, without_what_is_held
from foirules.law.needs import ITEM
from foirules.reasoning.missing import Asked


@dataclass(frozen=True, slots=True)
class Situation:
    """A scenario to try answers on: the whole one, or one item that stands for all those in `alike`."""

    case: Case
    alike: list[str] | None = None

    def place(self, question: Question) -> Place | None:
        """Where a question is tried here; None where it is not asked."""
        if self.alike is None:
            items = {item: [item] for item in self.case.resolved.items}
            about = set(question.items)
        else:
            items = {ITEM: [item for item in self.alike if item in question.items]}
            about = {ITEM} if items[ITEM] else set()
        asked = by_key(self.case).get(question.key, [])
        here = [one for one in asked if about.issuperset(self.case.items([one.subject]))]
        return Place(self.case, here, items) if here else None


@dataclass(frozen=True, slots=True)
class Place:
    """A question where it is tried: the case, the question as asked there, and the items that each item stands for."""

    case: Case
    asked: list[Asked]
    items: dict[str, list[str]]


def situations(opened: Open, trials: Trials) -> Iterator[Situation]:
    """The situations that a scenario's open questions are tried in."""
    case = opened.case
    whole = Case(without_what_is_held(case), case.resolved, case.run)
    provisions = {claim.provision for claim in case.resolved.claims.values()}
    about = {item for question in opened.questions for item in question.items}
    if not items_are_separate(sliced(case.run.rulebook, provisions)) or any(not q.items for q in opened.questions):
        yield Situation(trials.case(whole.data))
        return
    alike: dict[str, tuple[dict[str, Any], list[str]]] = {}
    for item in case.resolved.items:
        if item in about:
            data = alone(whole, item)
            alike.setdefault(json.dumps(data, default=str), (data, []))[1].append(item)
    for data, items in alike.values():
        yield Situation(trials.case(data), items)
