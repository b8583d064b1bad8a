"""What a pack has to declare before scenarios can be decided under it: the frame that scenarios are written in.

An engine runs any rulebook; a decision is assembled from these kinds, relations and attributes. A pack that lacks one
of them is refused with its name, never met half-way through a decision.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from foirules.errors import PackError
from foirules.law.pack_files import Duty
from foirules.law.rulebook import REQUEST, Rulebook

DUTIES: tuple[str, ...] = get_args(Duty)
YES_NO = ("yes", "no")
ITEM, QUESTION, APPLICATION, COMBINATION = "item", "question", "application", "combination"

KINDS = {REQUEST: None, ITEM: REQUEST, QUESTION: ITEM, APPLICATION: QUESTION, COMBINATION: QUESTION}
"""The kinds of subject that a scenario has, each with what it belongs to."""

RELATIONS = {
    "sibling": (QUESTION, QUESTION),
    "rival": (APPLICATION, APPLICATION),
    "before": (APPLICATION, APPLICATION),
    "other": (APPLICATION, APPLICATION),
    "alternative": (APPLICATION, APPLICATION),
    "weighs": (COMBINATION, APPLICATION),
    "leaves-out": (COMBINATION, APPLICATION),
    "weighed-in": (APPLICATION, COMBINATION),
}
"""The relations that a scenario fills. A pack may leave them out, and may not give the names to others."""

Shape = Mapping[str, tuple[str, tuple[str, ...]]]
"""Attributes by name: the kind each is about, and values it has to have."""

GIVEN: Shape = {"duty": (QUESTION, DUTIES), "claim-duty": (APPLICATION, DUTIES)}
"""Inputs that have to be declared."""

OPTIONAL: Shape = {
    "viewpoint": (REQUEST, ("authority", "reviewer", "commissioner", "tribunal")),
    "show-all": (REQUEST, YES_NO),
    "response-time": (REQUEST, ("in_time", "late", "unanswered", "paused")),
    "awaited": (REQUEST, ("clarification", "fee")),
    "held": (ITEM, ("yes", "no", "unstated")),
    "effect": (APPLICATION, ("exempt", "no-duty")),
    "in-force": (APPLICATION, YES_NO),
    "alternatives": (APPLICATION, YES_NO),
    "claimed-through": (APPLICATION, ("given", "not_given")),
    "raised": (APPLICATION, ("response", "review", "complaint", "appeal")),
    "found-engagement": (APPLICATION, ("engaged", "not_engaged")),
    "submitted-engagement": (APPLICATION, ("engaged", "not_engaged")),
    "found-balance": (APPLICATION, ("maintain", "duty", "equal", "unknown")),
    "submitted-balance": (APPLICATION, ("maintain", "duty", "equal", "unknown")),
    "balance-weights": (APPLICATION, ("follows", "does_not_follow")),
    "found-combined": (COMBINATION, ("maintain", "duty", "equal", "unknown")),
    "combined-weights": (COMBINATION, ("follows", "does_not_follow")),
}
"""Inputs that a scenario fills where the pack declares them."""

CONCLUDED: Shape = {
    "considered": (APPLICATION, YES_NO),
    "engagement": (APPLICATION, ()),
    "balance": (APPLICATION, ()),
    "disposal": (APPLICATION, ()),
    "decides": (APPLICATION, YES_NO),
    "combined": (QUESTION, ("none",)),
    "remedy": (QUESTION, ("none",)),
}
"""What a decision reports."""

REMEDY = "remedy"
REMEDIES = {*DUTIES, "none"}
TEST = "test"


def require_decidable(rulebook: Rulebook) -> None:
    """Raise PackError, with everything that is missing, where scenarios cannot be decided under the pack."""
    missing = list(_missing(rulebook))
    if missing:
        more = f"; {len(missing) - 1} more after this" if len(missing) > 1 else ""
        raise PackError(
            f"scenarios cannot be decided under this pack: {missing[0]}{more}",
            mend="declare it as the pack foia-2000 does",
            where=rulebook.places.get(("pack", "id")),
        )


def _missing(rulebook: Rulebook) -> Iterator[str]:
    for kind, parent in KINDS.items():
        if kind not in rulebook.kinds or rulebook.kinds[kind] != parent:
            yield f"no kind `{kind}`" + (f" that belongs to `{parent}`" if parent else " that belongs to nothing")
    for name, ends in RELATIONS.items():
        if rulebook.relations.get(name, ends) != ends:
            yield f"the relation `{name}` does not lead from {ends[0]} to {ends[1]}"
    for shape, required in ((GIVEN, True), (OPTIONAL, False), (CONCLUDED, True)):
        for name, (about, values) in shape.items():
            attribute = rulebook.attributes.get(name)
            if attribute is None and not required:
                continue
            concluded = shape is CONCLUDED
            good = attribute is not None and attribute.about == about and attribute.is_input != concluded
            if attribute is None or not good or not set(values) <= set(attribute.values):
                sort = "conclusion" if concluded else "input"
                having = f" with the values {', '.join(values)}" if values else ""
                yield f"no {sort} `{name}` about {about}{having}"
    yield from _odd(rulebook)


def _odd(rulebook: Rulebook) -> Iterator[str]:
    for duty in DUTIES:
        entry = rulebook.header.duties.get(duty)  # type: ignore[call-overload]
        outcome = rulebook.attributes.get(entry.outcome) if entry else None
        if outcome is None or outcome.about != QUESTION:
            yield f"`duties` names no attribute about {QUESTION} for the outcome on {duty}"
    remedy = rulebook.attributes.get(REMEDY)
    if remedy is not None and (remedy.otherwise != "none" or not set(remedy.values) <= REMEDIES):
        yield f"`{REMEDY}` has values other than {', '.join(sorted(REMEDIES))}, or is not otherwise none"
    test = rulebook.attributes.get(TEST)
    if test is not None and test.about != APPLICATION:
        yield f"`{TEST}` is not about {APPLICATION}"
    for entry in rulebook.questions:
        if entry.elements and entry.about != APPLICATION:
            yield f"the question `{entry.id}` asks for elements and is not about {APPLICATION}"
