"""A scenario as it stands when a question about it is answered: what it says, what that refers to, and what follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from foirules.engine.driver import Run
from foirules.model.scenario import Finding
from foirules.reasoning.missing import Asked
from foirules.reasoning.resolved import Resolved, finding_targets
from foirules.reasoning.wording import claim_of


@dataclass(frozen=True, slots=True)
class Case:
    """A scenario's plain data, the same with its references resolved, and what an engine settled on it."""

    data: Mapping[str, Any]
    resolved: Resolved
    run: Run

    def items(self, asked: Iterable[Asked]) -> list[str]:
        """The items that some questions are about, in the scenario's order; none for one about the request."""
        lineages = (self.run.world.subjects[one.subject].lineage for one in asked)
        about = {lineage["item"] for lineage in lineages if "item" in lineage}
        return [item for item in self.resolved.items if item in about]

    def claim(self, asked: Asked) -> str | None:
        """The claim that a question is about, if it is about one."""
        lineage = self.run.world.subjects[asked.subject].lineage
        return claim_of(lineage["application"]) if "application" in lineage else None

    def duty(self, asked: Asked) -> str | None:
        """The duty that a question is about, if it is about one."""
        lineage = self.run.world.subjects[asked.subject].lineage
        return self.run.values["duty", lineage["question"]] if "question" in lineage else None

    def applications(self, item: str, claim: str) -> list[str]:
        """The subjects of a claim on an item: one, or two where the claim bears on both duties."""
        return [one for one in self.run.world.children(item, "application") if claim_of(one) == claim]

    def counts(self, finding: Finding) -> bool:
        """Whether the viewpoint made a finding, or made it its own."""
        viewpoint = self.resolved.scenario.viewpoint
        return finding.by == viewpoint or (finding.adopted is not None and finding.adopted.by == viewpoint)

    def reach(self, finding: Finding) -> list[str]:
        """The items a finding is about."""
        return [target[-1] for target in finding_targets(finding, self.resolved)]
