"""Assemble a decision from a run: outcomes, claims, steps, missing findings, warnings and the trace."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from foirules.engine.driver import Run
from foirules.engine.world import Key
from foirules.law.rulebook import REQUEST
from foirules.model.decision import (
    Application,
    ClaimMade,
    Decision,
    Factor,
    ItemAsked,
    Node,
    PackUsed,
    Question,
    Remedy,
    Submission,
    Warned,
)
from foirules.model.scenario import Finding
from foirules.reasoning.facts import WorldBuilder, question_id
from foirules.reasoning.missing import missing
from foirules.reasoning.resolving import DUTIES, finding_targets
from foirules.reasoning.steps import steps
from foirules.reasoning.tracing import Tracer
from foirules.reasoning.wording import Wording, claim_of

HIDDEN_UNLESS_CONSIDERED = (
    "status",
    "test",
    "engagement",
    "balance",
    "merits",
    "disposal",
    "conflict",
    "availability",
)


def decide(run: Run, builder: WorldBuilder, facts_as_at: date | None) -> Decision:
    """The decision of a run."""
    return _Decider(run, builder, facts_as_at).decision()


class _Decider:
    def __init__(self, run: Run, builder: WorldBuilder, facts_as_at: date | None) -> None:
        self.run = run
        self.rulebook = run.rulebook
        self.builder = builder
        self.resolved = builder.resolved
        self.facts_as_at = facts_as_at
        self.wording = Wording(run.rulebook, builder.resolved, run)
        self.tracer = Tracer(run, self.wording)

    def decision(self) -> Decision:
        header, scenario = self.rulebook.header, self.resolved.scenario
        trace = self.tracer.trace(self._roots())
        return Decision(
            scenario=scenario.id,
            title=scenario.title,
            viewpoint=scenario.viewpoint,
            authority=scenario.authority.name,
            facts_as_at=self.facts_as_at,
            pack=PackUsed(
                id=header.id,
                version=header.version,
                law_as_at=self.builder.law_as_at,
                law_stated_at=header.law_stated_at,
            ),
            disclaimer=header.disclaimer,
            items=[ItemAsked(id=i, part=part, asks=item.asks) for i, (part, item) in self.resolved.items.items()],
            claims=[
                ClaimMade(
                    id=name,
                    provision=claim.provision,
                    title=claim.limb.title,
                    by=list(claim.through),
                    items=list(claim.items),
                    alternatives=claim.claim.alternatives,
                    at=claim.claim.at,
                )
                for name, claim in self.resolved.claims.items()
            ],
            questions=list(self._questions()),
            applications=[self._application(subject) for subject in self._applications()],
            notice=steps(self.run, self.tracer, scenario.notice),
            remedies=list(self._remedies()),
            missing=missing(self.run, self.tracer, self.wording),
            warnings=list(self._warnings(trace)),
            factors=list(self._factors()),
            submissions=list(self._submissions()),
            trace=trace,
        )

    def _applications(self) -> list[str]:
        return self.run.world.by_kind.get("application", [])

    def _considered(self, application: str) -> bool:
        return self.run.values["considered", application] == "yes"

    def _roots(self) -> Iterator[Key]:
        """What the decision reports. A claim left unconsidered shows only that it was left so."""
        attributes = self.rulebook.attributes
        warned = {rule.attribute for rule in self.rulebook.rules if rule.warning}
        for key in self.tracer.concluded:
            name, subject = key
            attribute = attributes[name]
            if attribute.about == "application" and not self._considered(subject):
                if name in ("considered", "submission"):
                    yield key
            elif attribute.about == "application" and name in HIDDEN_UNLESS_CONSIDERED:
                yield key
            elif name.startswith(("owes ", "missing ", "shown ")):
                if self.run.values[f"owes {name.partition(' ')[2]}", subject] == "yes":
                    yield key
            elif name in warned or name in REPORTED:
                yield key

    def _outcome(self, item: str, duty: str) -> str:
        attribute = self.rulebook.header.duties[duty].outcome  # type: ignore[index]
        return self.run.values[attribute, question_id(item, duty)]

    def _questions(self) -> Iterator[Question]:
        for item, (part, _) in self.resolved.items.items():
            for duty in DUTIES:
                question = question_id(item, duty)
                combined = self.run.values["combined", question]
                by = [
                    claim_of(subject)
                    for subject in self.run.world.children(question, "application")
                    if self.run.values["decides", subject] == "yes"
                ]
                yield Question(
                    part=part,
                    item=item,
                    duty=duty,
                    outcome=self._outcome(item, duty),
                    by=by,
                    combined=None if combined == "none" else combined,
                )

    def _application(self, subject: str) -> Application:
        run, lineage = self.run, self.run.world.subjects[subject].lineage
        considered = self._considered(subject)
        claim = claim_of(subject)
        return Application(
            claim=claim,
            item=lineage["item"],
            duty=run.values["claim-duty", subject],
            provision=self.resolved.claims[claim].provision,
            engagement=run.values["engagement", subject] if considered else None,
            balance=run.values["balance", subject] if considered else None,
            disposal=run.values["disposal", subject] if considered else None,
            considered=considered,
        )

    def _remedies(self) -> Iterator[Remedy]:
        for question in self.run.world.by_kind["question"]:
            if self.run.values["remedy", question] != "none":
                conclusion = self.tracer.concluded["remedy", question][0]
                says = self.tracer.node(conclusion).says
                yield Remedy(item=self.run.world.subjects[question].lineage["item"], step=conclusion.value, says=says)

    def _warnings(self, trace: list[Node]) -> Iterator[Warned]:
        pack = self.rulebook.header
        if self.builder.law_as_at > pack.law_stated_at:
            says = f"The pack states the law at {_day(pack.law_stated_at)}, and the decision is taken on the law at "
            yield Warned(says=f"{says}{_day(self.builder.law_as_at)}: check what has changed since.")
        for name, value in self.resolved.scenario.switches.items():
            switch = self.rulebook.switches[name]
            chosen = value.replace("_", " ")
            yield Warned(says=f"The policy switch {name} is set to {chosen}: {switch.values[value]}.")
        for node in trace:
            if node.warning:
                yield Warned(says=node.says, node=node.id)

    def _submissions(self) -> Iterator[Submission]:
        viewpoint = self.resolved.scenario.viewpoint
        for finding in self.resolved.scenario.found:
            adopted = finding.adopted is not None and finding.adopted.by == viewpoint
            if finding.by == viewpoint or adopted:
                continue
            value = finding.engagement or finding.balance or finding.combined or finding.value or ""
            what = (
                finding.element
                or finding.fact
                or ("engagement" if finding.engagement else "combined balance" if finding.combined else "balance")
            )
            subject, items = self._about(finding)
            yield Submission(subject=subject, items=items, what=what, value=value, by=finding.by, at=finding.at)

    def _factors(self) -> Iterator[Factor]:
        viewpoint = self.resolved.scenario.viewpoint
        for finding in self.resolved.scenario.found:
            counts = finding.by == viewpoint or (finding.adopted is not None and finding.adopted.by == viewpoint)
            subject, items = self._about(finding)
            for factor in finding.factors:
                yield Factor(
                    subject=subject,
                    items=items,
                    side=factor.side,
                    what=factor.what,
                    weight=factor.weight,
                    by=finding.by,
                    at=factor.at or finding.at,
                    counts=counts,
                )

    def _about(self, finding: Finding) -> tuple[str, list[str]]:
        """The claim, combined balance or request that a finding is about, and its items."""
        if finding.claim is not None:
            return finding.claim, [target[-1] for target in finding_targets(finding, self.resolved)]
        items = finding.items or ([finding.item] if finding.item else [])
        if finding.combined is not None:
            return f"combined@{self.resolved.claims[finding.weighed[0]].duties[0]}", items
        return REQUEST, items


REPORTED = frozenset(
    {
        "confirm-or-deny-outcome",
        "communicate-outcome",
        "considered",
        "decides",
        "remedy",
        "submission",
        "balance-submission",
    }
)


def _day(day: date) -> str:
    from foirules.law.calendar import spell

    return spell(day)
