"""Check a scenario against a rulebook before anything is decided, so that a slip in it is told with its line.

A claim must name a limb the pack has, an item somebody asked for, a switch that exists; two findings by one
person on one thing must not contradict each other.
"""

from __future__ import annotations

from foirules.errors import InputError
from foirules.law.calendar import spell
from foirules.law.clock import Dates
from foirules.law.rulebook import REQUEST, Rulebook
from foirules.model.reading import Document, Path_
from foirules.model.scenario import Item, Notice, Scenario
from foirules.reasoning.references import References
from foirules.reasoning.resolved import DUTIES, Resolved, ResolvedClaim, finding_targets
from foirules.reasoning.resolving_claims import Claims
from foirules.reasoning.resolving_expect import Expectations
from foirules.reasoning.resolving_findings import Findings

__all__ = ["DUTIES", "Resolved", "ResolvedClaim", "finding_targets", "resolve"]

MAX_ITEMS = 5000


def resolve(scenario: Scenario, rulebook: Rulebook, document: Document) -> Resolved:
    """The scenario with its references resolved.

    Raises InputError with the place of the first that is not good, LimitError where there is too much of something.
    """
    refer = References(document)
    _policy(scenario, rulebook, refer)
    _dates(scenario, refer)
    items = _items(scenario, refer)
    claims = Claims(scenario, rulebook, refer).resolved(items)
    resolved = Resolved(scenario, items, claims)
    Findings(scenario, rulebook, refer).check(resolved)
    if scenario.notice is not None:
        _notice(scenario.notice, rulebook, resolved, refer)
    if scenario.expect is not None:
        Expectations(rulebook, resolved, refer).check(scenario.expect)
    return resolved


def _policy(scenario: Scenario, rulebook: Rulebook, refer: References) -> None:
    kinds = rulebook.attributes.get("authority-kind")
    if kinds is not None:
        refer.known([scenario.authority.kind], kinds.values, ("authority", "kind"), "kind of authority")
    for name, value in scenario.switches.items():
        refer.known([name], rulebook.switches, ("switches", name), "switch")
        refer.value(value, rulebook.switches[name].values, ("switches", name), f"the switch `{name}`")


def _dates(scenario: Scenario, refer: References) -> None:
    """Refuse dates that contradict each other, whichever of them are given."""
    request, notice = scenario.request, scenario.notice
    try:
        Dates(
            received=request.received,
            responded=request.answered,
            clarification_asked=request.clarification_asked,
            clarified=request.clarified,
            fee_notice=request.fee_notice,
            fee_paid=request.fee_paid,
        )
    except InputError as error:
        raise refer.bad(("request",), error.what, error.mend) from None
    if request.received and notice and notice.dated and notice.dated < request.received:
        what = (
            f"the notice is dated {spell(notice.dated)}, before the request was received on {spell(request.received)}"
        )
        raise refer.bad(("notice", "date"), what, "check both dates")


def _items(scenario: Scenario, refer: References) -> dict[str, tuple[str, Item]]:
    items: dict[str, tuple[str, Item]] = {}
    parts: set[str] = set()
    for number, part in enumerate(scenario.parts):
        path: Path_ = ("parts", number)
        if part.id in parts:
            raise refer.bad((*path, "id"), f"the part `{part.id}` is there twice", "give each part its own id")
        parts.add(part.id)
        for key in Item.model_fields if part.items else ():
            if key not in ("id", "asks") and getattr(part, key) != Item.model_fields[key].default:
                what = f"`{key}` is said of a part that has items"
                raise refer.bad((*path, key), what, "say it of each item")
        for position, item in enumerate(part.as_items()):
            place: Path_ = (*path, "items", position, "id") if part.items else (*path, "id")
            if item.id in items:
                raise refer.bad(place, f"the item `{item.id}` is there twice", "give each item its own id")
            if item.id == REQUEST:
                raise refer.bad(place, f"no item may have the id `{REQUEST}`", "choose another id")
            items[item.id] = (part.id, item)
            if len(items) > MAX_ITEMS:
                raise refer.too_much(place, f"more than {MAX_ITEMS:,} items", "split the scenario")
    return items


def _notice(notice: Notice, rulebook: Rulebook, resolved: Resolved, refer: References) -> None:
    stated: dict[tuple[str, str | None, str | None], str] = {}
    for number, entry in enumerate(notice.states or []):
        path: Path_ = ("notice", "states", number)
        refer.known([entry.step], rulebook.checks, (*path, "step"), "step")
        if entry.claim is not None:
            refer.known([entry.claim], resolved.claims, (*path, "claim"), "claim")
        if entry.item is not None:
            refer.known([entry.item], resolved.items, (*path, "item"), "item")
        earlier = stated.setdefault((entry.step, entry.claim, entry.item), entry.state)
        if earlier != entry.state:
            what = f"says that {entry.step} is {entry.state}, having said above that it is {earlier}"
            raise refer.bad(path, what, "keep one of the two, or name the claim or item each is about")
    answered: dict[str, str] = {}
    for number, answer in enumerate(notice.answers):
        path = ("notice", "answers", number)
        refer.known(answer.items, resolved.items, (*path, "items"), "item")
        for item in answer.items:
            earlier = answered.setdefault(item, answer.value)
            if earlier != answer.value:
                what = f"says that the item `{item}` is {answer.value}, having said above that it is {earlier}"
                raise refer.bad(path, what, "keep one of the two, or split the item")
