"""Fill the pack's sentences: which words stand for a subject's duty, provision and item."""

from __future__ import annotations

from collections.abc import Mapping

from foirules.engine.driver import Run
from foirules.law.rulebook import Rulebook
from foirules.reasoning.resolving import Resolved


class Wording:
    """Fills `says`, `asks` and `what` for the subjects of one run."""

    def __init__(self, rulebook: Rulebook, resolved: Resolved, run: Run) -> None:
        self.rulebook = rulebook
        self.resolved = resolved
        self.run = run

    def sentence(self, template: str, subject: str, extra: Mapping[str, str] | None = None) -> str:
        """A sentence about a subject, its first letter a capital. `extra` holds the values a rule matched."""
        text = template.format_map(self.context(subject) | dict(extra or {}))
        return text[:1].upper() + text[1:] if not text.startswith("s") or not text[1:2].isdigit() else text

    def duty(self, subject: str) -> str | None:
        """The duty a subject bears on; None for the request and for an item."""
        question = self.run.world.subjects[subject].lineage.get("question")
        return self.run.values["duty", question] if question else None

    def context(self, subject: str) -> dict[str, str]:
        """Every placeholder a sentence about this subject may use."""
        header = self.rulebook.header
        lineage = self.run.world.subjects[subject].lineage
        words = {
            "subject": label(subject),
            "request": "the request",
            "regulator": header.regulator,
            "viewpoint": header.finders.get(self.resolved.scenario.viewpoint, self.resolved.scenario.viewpoint),
        }
        if "item" in lineage:
            item = lineage["item"]
            words["item"] = label(item)
            words["part"] = label(self.resolved.items[item][0])
        if "question" in lineage:
            words |= header.words.get(self.duty(subject), {})  # type: ignore[call-overload]
        if "application" in lineage:
            words |= self._application(lineage["application"])
        return words

    def _application(self, application: str) -> dict[str, str]:
        claim = self.resolved.claims[claim_of(application)]
        limb = claim.limb
        interest = limb.interest or limb.title
        if len(claim.through) == 1:
            interest = self.rulebook.limbs[claim.through[0]].interest or interest
        return {
            "claim": claim.claim.id,
            "provision": claim.provision,
            "provision_title": limb.title,
            "interest": interest,
            "through": " and ".join(claim.through),
            "rivals": ", ".join(limb.exclusive_with),
        }


def claim_of(application: str) -> str:
    """The claim an application's id names."""
    return application.partition("@")[0]


def label(subject: str) -> str:
    """A subject's id as a reader says it: `part-1` is part 1."""
    return subject.replace("-", " ")
