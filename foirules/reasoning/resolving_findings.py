"""Check a scenario's findings: about something there is, in words the pack has, never contradictory."""

from __future__ import annotations

from foirules.errors import quoted
from foirules.law.limb_rules import elements_of
from foirules.law.rulebook import Rulebook
from foirules.model.reading import Path_
from foirules.model.scenario import Finding, Scenario
from foirules.reasoning.references import References
from foirules.reasoning.resolved import Resolved, ResolvedClaim, finding_targets

MAX_REACH = 200_000
"""The most that findings may be about: the sum, over the findings, of the items each bears on."""

ELSEWHERE = {
    "answered": "say it under `notice`, in `answers`",
    "awaited": "give the dates under `request`",
    "authority-kind": "say it under `authority`, in `kind`",
    "held": "say `held` of the item, under `parts`",
    "notice-kind": "say it under `notice`, in `kind`",
    "response-time": "give the dates under `request`",
}
"""The inputs that a scenario states somewhere else than in a finding, and where."""


class Findings:
    """Checks the findings of one scenario against one rulebook."""

    def __init__(self, scenario: Scenario, rulebook: Rulebook, references: References) -> None:
        self.scenario = scenario
        self.rulebook = rulebook
        self.refer = references

    def check(self, resolved: Resolved) -> None:
        """Raise InputError at the first finding that is not good, LimitError where they reach too far."""
        seen: dict[tuple[str, ...], tuple[str, Path_]] = {}
        reach = 0
        for number, finding in enumerate(self.scenario.found):
            path: Path_ = ("found", number)
            self._finding(finding, path, resolved)
            targets = finding_targets(finding, resolved)
            reach += len(targets)
            if reach > MAX_REACH:
                what = f"the findings bear on more than {MAX_REACH:,} items, counted for each finding"
                raise self.refer.too_much(path, what, "split the scenario")
            for target in targets:
                self._agrees(finding, path, target, seen)

    def _agrees(
        self, finding: Finding, path: Path_, target: tuple[str, ...], seen: dict[tuple[str, ...], tuple[str, Path_]]
    ) -> None:
        """Refuse what one person finds twice of the same thing: differently, or in two combined balances."""
        value = finding.engagement or finding.balance or finding.combined or finding.value or ""
        for finder in dict.fromkeys((finding.by, finding.adopted.by if finding.adopted else finding.by)):
            key = (finder, *target)
            earlier, place = seen.setdefault(key, (value, path))
            if place == path:
                continue
            line = self.refer.document.where(place).line
            there = f"on line {line}" if line else f"in {place[0]}[{place[1]}]"
            if earlier != value:
                what = f"the {_said(finder)} found `{value}` here and `{earlier}` {there}, of the same thing"
                raise self.refer.bad(path, what, "keep one of the two findings")
            if finding.combined is not None:
                what = f"the {_said(finder)} weighed claims on the item `{target[-1]}` together {there} already"
                raise self.refer.bad(path, what, "weigh all of the claims in one finding")

    def _finding(self, finding: Finding, path: Path_, resolved: Resolved) -> None:
        claim = None
        if finding.claim is not None:
            self.refer.known([finding.claim], resolved.claims, (*path, "claim"), "claim")
            claim = resolved.claims[finding.claim]
        if finding.item is not None:
            self.refer.known([finding.item], resolved.items, (*path, "item"), "item")
        if finding.items is not None:
            self.refer.known(finding.items, resolved.items, (*path, "items"), "item")
            self.refer.once(finding.items, (*path, "items"))
            if claim is not None:
                of = f" in the claim `{finding.claim}`"
                self.refer.known(finding.items, claim.items, (*path, "items"), "item", of)
        if claim is not None and finding.element is not None:
            self._element(finding.element, finding.value, path, claim)
        if finding.fact is not None:
            self._fact(finding, finding.fact, path)
        if finding.combined is not None:
            self._combined(finding, path, resolved)
        self._weights(finding, path)

    def _element(self, element: str, value: str | None, path: Path_, claim: ResolvedClaim) -> None:
        elements = list(dict.fromkeys(elements_of(self.rulebook.tests[claim.provision])))
        self.refer.known([element], elements, (*path, "element"), "element", f" in the test of {claim.provision}")
        values = [one for one in self.rulebook.attributes[element].values if one != "unknown"]
        more = "; leave the finding out if nobody found it" if value == "unknown" else ""
        self.refer.value(value, values, (*path, "is"), f"the element `{element}`", more)

    def _fact(self, finding: Finding, fact: str, path: Path_) -> None:
        about = "item" if finding.item or finding.items else "request"
        facts = {
            name: attribute
            for name, attribute in self.rulebook.attributes.items()
            if attribute.is_input
            and not attribute.structural
            and attribute.guard is None
            and attribute.about in ("item", "request")
            and name not in ELSEWHERE
            and not name.startswith("switch-")
        }
        if fact in ELSEWHERE:
            raise self.refer.bad((*path, "fact"), f"`{fact}` is not said in a finding", ELSEWHERE[fact])
        if fact in self.rulebook.elements:
            raise self.refer.bad((*path, "fact"), f"`{fact}` is an element", f"write `element: {fact}` and its `claim`")
        if fact in facts and facts[fact].about != about:
            home = "an item" if about == "request" else "the request"
            mend = "add its `item` or `items`" if about == "request" else "remove `item` and `items`"
            raise self.refer.bad((*path, "fact"), f"`{fact}` is a fact about {home}", mend)
        known = [name for name, attribute in facts.items() if attribute.about == about]
        self.refer.known([fact], known, (*path, "fact"), "fact", f" about the {about}")
        self.refer.value(finding.value, facts[fact].values, (*path, "is"), f"the fact `{fact}`")

    def _combined(self, finding: Finding, path: Path_, resolved: Resolved) -> None:
        self.refer.known(finding.weighed, resolved.claims, (*path, "weighed"), "claim")
        self.refer.once(finding.weighed, (*path, "weighed"))
        weighed = [resolved.claims[name] for name in finding.weighed]
        if len(weighed) == 1:
            what = f"weighs the claim {quoted(finding.weighed[0])} alone"
            mend = "list two claims or more, or write `balance` with the `claim`"
            raise self.refer.bad((*path, "weighed"), what, mend)
        if len({claim.duties for claim in weighed}) > 1 or len(weighed[0].duties) > 1:
            what = "weighs claims on different duties together"
            raise self.refer.bad((*path, "weighed"), what, "make a finding for each duty")
        for item in finding.items or [finding.item or ""]:
            for number, claim in enumerate(weighed):
                if item not in claim.items:
                    what = f"the claim `{claim.claim.id}` is not made on the item `{item}`"
                    raise self.refer.bad((*path, "weighed", number), what, "leave it out, or add the item to the claim")

    def _weights(self, finding: Finding, path: Path_) -> None:
        scale = self.rulebook.header.weights
        if finding.weights is not None:
            self.refer.known([finding.weights.maintain], scale, (*path, "weights", "maintain"), "weight")
            self.refer.known([finding.weights.duty], scale, (*path, "weights", "duty"), "weight")
        for number, factor in enumerate(finding.factors):
            if factor.weight is not None:
                self.refer.known([factor.weight], scale, (*path, "factors", number, "weight"), "weight")


def _said(finder: str) -> str:
    return finder.replace("_", " ")
