"""Make an engine's world from a resolved scenario: subjects, relations, and every input with who found it.

Only what the scenario's viewpoint found or adopted becomes a finding. Others' findings become submissions.
Weights and dates are compared here and become words; the engine sees no free text.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from foirules.engine.world import Given, World
from foirules.law import records
from foirules.law.calendar import spell
from foirules.law.clock import Clock
from foirules.law.rulebook import REQUEST, Rulebook
from foirules.model.scenario import Finding, Item, Scenario, Weights
from foirules.reasoning.resolving import DUTIES, Resolved, ResolvedClaim

PACK = "the rule pack"


def question_id(item: str, duty: str) -> str:
    """The subject of an item and a duty."""
    return f"{item}:{duty}"


def application_id(claim: str, item: str, duty: str, both: bool) -> str:
    """The subject of a claim on an item (and the duty, where one claim bears on both)."""
    return f"{claim}@{item}:{duty}" if both else f"{claim}@{item}"


class WorldBuilder:
    """Builds the world of one scenario for one rulebook."""

    def __init__(
        self,
        resolved: Resolved,
        rulebook: Rulebook,
        law_as_at: date,
        facts_as_at: date | None,
        clock: Clock | None,
        *,
        show_all: bool,
    ) -> None:
        self.resolved = resolved
        self.scenario: Scenario = resolved.scenario
        self.rulebook = rulebook
        self.law_as_at = law_as_at
        self.facts_as_at = facts_as_at or law_as_at
        self.clock = clock
        self.show_all = show_all
        self.world = World()
        self.combinations: dict[str, Finding] = {}

    def build(self) -> World:
        """The world, complete."""
        self._request()
        for item, (_, facts) in self.resolved.items.items():
            self._item(item, facts)
        for claim in self.resolved.claims.values():
            self._claim(claim)
        self._relations()
        for finding in self.scenario.found:
            self._finding(finding)
        return self.world

    def _give(
        self,
        attribute: str,
        subject: str,
        value: str,
        by: str | None = None,
        at: str | None = None,
        detail: str | None = None,
        on: str | None = None,
    ) -> None:
        if attribute in self.rulebook.attributes:
            self.world.given[attribute, subject] = Given(value, by, at, detail, on)

    def _request(self) -> None:
        scenario, notice = self.scenario, self.scenario.notice
        self.world.add(REQUEST, REQUEST)
        self._give("viewpoint", REQUEST, scenario.viewpoint)
        self._give("show-all", REQUEST, "yes" if self.show_all else "no")
        self._give("authority-kind", REQUEST, scenario.authority.kind, "the scenario")
        if notice is not None:
            self._give("notice-kind", REQUEST, notice.kind, "the scenario")
        if self.clock is not None:
            self._give(
                "response-time", REQUEST, self.clock.state, "the clock", scenario.request.at, " ".join(self.clock.says)
            )
            if self.clock.awaits is not None:
                self._give(
                    "awaited", REQUEST, self.clock.awaits, "the clock", scenario.request.at, " ".join(self.clock.says)
                )
        for name in self.rulebook.switches:
            chosen = scenario.switches.get(name)
            value = chosen or self.rulebook.switch_at(name, self.law_as_at)[0]
            self._give(f"switch-{name}", REQUEST, value, "the scenario" if chosen else PACK)

    def _item(self, item: str, facts: Item) -> None:
        world, notice = self.world, self.scenario.notice
        world.add(item, "item", REQUEST)
        self._give("held", item, facts.held, None, facts.held_at)
        for answer in notice.answers if notice else []:
            if item in answer.items:
                self._give("answered", item, answer.value, "the notice", answer.at)
        for duty in DUTIES:
            question = world.add(question_id(item, duty), "question", item)
            self._give("duty", question, duty)
        world.relate("sibling", question_id(item, DUTIES[0]), question_id(item, DUTIES[1]))
        world.relate("sibling", question_id(item, DUTIES[1]), question_id(item, DUTIES[0]))

    def _claim(self, resolved: ResolvedClaim) -> None:
        limb, claim = resolved.limb, resolved.claim
        start, end = limb.start, limb.end
        in_force = (start is None or start <= self.law_as_at) and (end is None or self.law_as_at < end)
        for item, duty in self._places(resolved):
            subject = self.world.add(self._application(resolved, item, duty), "application", question_id(item, duty))
            self._give("provision", subject, resolved.provision, "the claim", claim.at)
            self._give("claim-duty", subject, duty)
            self._give("effect", subject, limb.effect)
            self._give("limb-kind", subject, limb.kind)
            self._give("in-force", subject, "yes" if in_force else "no")
            self._give("alternatives", subject, "yes" if claim.alternatives else "no")
            if claim.raised != "response":
                self._give("raised", subject, claim.raised, "the claim", claim.at)
            self._age(resolved, item, subject)
            if limb.through:
                self._give("claimed-through", subject, "given" if resolved.through else "not_given")
            if resolved.through:
                through = resolved.through[0] if len(resolved.through) == 1 else "several"
                self._give("through", subject, through, "the claim", claim.at)

    def _age(self, resolved: ResolvedClaim, item: str, subject: str) -> None:
        """Whether the limb, or the limb it is claimed through, has ended with the age of the record (ss62 to 64)."""
        cut_off = resolved.limb.cut_off
        if cut_off is None and len(resolved.through) == 1:
            cut_off = self.rulebook.limbs[resolved.through[0]].cut_off
        facts = self.resolved.items[item][1]
        if cut_off is None or self.rulebook.records is None or facts.created is None:
            return
        end = records.ends_after(cut_off, facts.created, facts.relevant_death, self.rulebook.records)
        if end is not None:
            state = "reached" if self.facts_as_at > end else "not_reached"
            detail = f"created {_when(facts.created)}, the last day of the exemption is {spell(end)}"
            self._give("cut-off", subject, state, "the dates", facts.held_at, detail)

    def _places(self, resolved: ResolvedClaim) -> Iterator[tuple[str, str]]:
        for item in resolved.items:
            for duty in resolved.duties:
                yield item, duty

    def _application(self, resolved: ResolvedClaim, item: str, duty: str) -> str:
        return application_id(resolved.claim.id, item, duty, len(resolved.duties) > 1)

    def _relations(self) -> None:
        order: dict[str, list[tuple[ResolvedClaim, str]]] = {}
        for claim in self.resolved.claims.values():
            for item, duty in self._places(claim):
                order.setdefault(question_id(item, duty), []).append((claim, self._application(claim, item, duty)))
        for applications in order.values():
            for position, (claim, subject) in enumerate(applications):
                for earlier, (other, related) in enumerate(applications):
                    if related != subject:
                        self._relate(claim, subject, other, related, comes_before=earlier < position)

    def _relate(
        self, claim: ResolvedClaim, subject: str, other: ResolvedClaim, related: str, *, comes_before: bool
    ) -> None:
        world = self.world
        world.relate("other", subject, related)
        alternatives = claim.claim.alternatives is not None and claim.claim.alternatives == other.claim.alternatives
        if alternatives:
            world.relate("alternative", subject, related)
        elif comes_before:
            world.relate("before", subject, related)
        if other.provision in claim.limb.exclusive_with or claim.provision in other.limb.exclusive_with:
            world.relate("rival", subject, related)

    def _finding(self, finding: Finding) -> None:
        viewpoint = self.scenario.viewpoint
        by: str
        if finding.by == viewpoint:
            counts, by, at = True, finding.by, finding.at
        elif finding.adopted is not None and finding.adopted.by == viewpoint:
            counts, by, at = True, finding.adopted.by, finding.adopted.at or finding.at
        else:
            counts, by, at = False, finding.by, finding.at
        if finding.claim is not None:
            resolved = self.resolved.claims[finding.claim]
            for item, duty in self._places(resolved):
                if finding.items is None or item in finding.items:
                    self._on_application(finding, self._application(resolved, item, duty), counts, by, at)
        elif finding.combined is not None:
            if counts:
                self._combination(finding, by, at)
        elif counts and finding.fact is not None and finding.value is not None:
            for subject in finding.items or [finding.item or REQUEST]:
                self._give(finding.fact, subject, finding.value, by, at, on=finding.on)

    def _on_application(self, finding: Finding, subject: str, counts: bool, by: str, at: str | None) -> None:
        if finding.element is not None:
            if counts and finding.value is not None:
                self._give(finding.element, subject, finding.value, by, at, on=finding.on)
        elif not counts and finding.by != "authority":
            return
        elif finding.engagement is not None:
            name = "found-engagement" if counts else "submitted-engagement"
            self._give(name, subject, finding.engagement, by, at, on=finding.on)
        elif finding.balance is not None:
            name = "found-balance" if counts else "submitted-balance"
            self._give(name, subject, finding.balance, by, at, on=finding.on)
            if counts and finding.weights is not None:
                self._weigh("balance-weights", subject, finding.weights, finding.balance, by, at)

    def _combination(self, finding: Finding, by: str, at: str | None) -> None:
        weighed = [self.resolved.claims[name] for name in finding.weighed]
        duty = weighed[0].duties[0]
        for item in finding.items or [finding.item or ""]:
            question = question_id(item, duty)
            subject = self.world.add(f"combined@{question}", "combination", question)
            self.combinations[subject] = finding
            self._give("found-combined", subject, finding.combined or "unknown", by, at, on=finding.on)
            if finding.weights is not None:
                self._weigh("combined-weights", subject, finding.weights, finding.combined or "", by, at)
            chosen = {self._application(claim, item, duty) for claim in weighed}
            for application in self.world.children(question, "application"):
                self.world.relate("weighs" if application in chosen else "leaves-out", subject, application)
                if application in chosen:
                    self.world.relate("weighed-in", application, subject)

    def _weigh(self, attribute: str, subject: str, weights: Weights, balance: str, by: str, at: str | None) -> None:
        scale = self.rulebook.header.weights
        maintain, duty = scale.index(weights.maintain), scale.index(weights.duty)
        follows = {"maintain": maintain > duty, "duty": maintain < duty, "equal": maintain == duty}
        value = "follows" if follows.get(balance, True) else "does_not_follow"
        detail = f"{weights.maintain} for maintaining, {weights.duty} for the duty".replace("_", " ")
        self._give(attribute, subject, value, by, at, detail)


def _when(created: date | int) -> str:
    return f"in {created}" if isinstance(created, int) else f"on {spell(created)}"
