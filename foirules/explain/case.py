"""A scenario as it stands when a question about it is answered: what it says, what that refers to, and what follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from foirules.engine.driver import Run
from foirules.law.needs import APPLICATION, ITEM, QUESTION
from foirules.reasoning.resolved import Resolved
from foirules.reasoning.wording import claim_of


@dataclass(frozen=True, slots=True)
class Case:
    """A scenario's plain data, the same with its references resolved, and what an engine settled on it."""

    data: Mapping[str, Any]
    resolved: Resolved
    run: Run

    def items(self, subjects: Iterable[str]) -> list[str]:
        """The items that some subjects belong to, each once, in the scenario's order; none for the request."""
        about = {self.run.world.subjects[subject].lineage.get(ITEM) for subject in subjects}
        return [item for item in self.resolved.items if item in about]

    def claim(self, subject: str) -> str | None:
        """The claim that a subject belongs to, if it belongs to one."""
        application = self.run.world.subjects[subject].lineage.get(APPLICATION)
        return claim_of(application) if application else None

    def duty(self, subject: str) -> str | None:
        """The duty that a subject bears on, if it bears on one."""
        question = self.run.world.subjects[subject].lineage.get(QUESTION)
        return self.run.values["duty", question] if question else None

    def applications(self, claim: str, items: Iterable[str]) -> list[str]:
        """The subjects of a claim on some items: on each of them one, or two where the claim bears on both duties."""
        children = (self.run.world.children(item, APPLICATION) for item in items)
        return [subject for below in children for subject in below if claim_of(subject) == claim]

    def has(self, subject: str, **values: str) -> bool:
        """Whether attributes of a subject have these values; one that the pack lacks has none."""
        return all(self.run.value(attribute, subject) == value for attribute, value in values.items())
