"""A scenario cut down to one of its items, so that items that stand alike can be told and tried once.

Names that differ from item to item are made the same, so that two items are alike exactly where what is left of the
scenario is equal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from foirules.explain.case import Case
from foirules.law.needs import ITEM
from foirules.reasoning.resolved import finding_targets

Raw = dict[str, Any]
LEFT_OUT = ("id", "title", "about", "expect")
"""What says nothing about an item."""


def alone(case: Case, item: str) -> Raw:
    """The scenario with this item alone, called `item`: its claims, what was found on it, what was answered on it."""
    data = {key: value for key, value in case.data.items() if key not in LEFT_OUT}
    data |= {"id": ITEM, "title": ITEM, "parts": [_item(case, item)], "claims": list(_claims(case, item))}
    data["found"] = list(_found(case, item))
    if isinstance(data.get("notice"), Mapping):
        answers = [one for one in data["notice"].get("answers") or [] if item in one["items"]]
        data["notice"] = {key: value for key, value in data["notice"].items() if key != "states"}
        data["notice"]["answers"] = [{**one, "items": [ITEM]} for one in answers]
    return data


def _item(case: Case, item: str) -> Raw:
    pieces = (piece for part in case.data["parts"] for piece in part.get("items") or [part])
    piece = next(piece for piece in pieces if piece["id"] == item)
    return {**{key: value for key, value in piece.items() if key != "items"}, "id": ITEM, "asks": ITEM}


def _claims(case: Case, item: str) -> Iterator[Raw]:
    for raw, resolved in zip(case.data.get("claims") or [], case.resolved.claims.values(), strict=True):
        if item in resolved.items:
            yield {key: value for key, value in raw.items() if key != "items"}


def _found(case: Case, item: str) -> Iterator[Raw]:
    """The findings on the item, and those on the request."""
    for raw, finding in zip(case.data.get("found") or [], case.resolved.scenario.found, strict=True):
        reach = [target[-1] for target in finding_targets(finding, case.resolved)]
        plain = {key: value for key, value in raw.items() if key not in ("item", "items")}
        if finding.item is None and finding.items is None and finding.claim is None:
            yield plain
        elif item in reach:
            yield plain if finding.claim is not None else {"item": ITEM, **plain}
