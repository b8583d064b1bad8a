"""A scenario whose every reference is known to be good: its items, and its claims with their limbs."""

from __future__ import annotations

from dataclasses import dataclass

from foirules.law.pack_files import Limb
from foirules.model.scenario import Claim, Finding, Item, Scenario

DUTIES = ("confirm_or_deny", "communicate")


@dataclass(frozen=True, slots=True)
class ResolvedClaim:
    """A claim with its limb found in the pack and its items spelt out."""

    claim: Claim
    provision: str
    limb: Limb
    through: tuple[str, ...]
    items: tuple[str, ...]

    @property
    def duties(self) -> tuple[str, ...]:
        """The duties the limb removes."""
        return DUTIES if self.limb.duty == "both" else (self.limb.duty,)


@dataclass(frozen=True)
class Resolved:
    """A scenario whose every reference is known to be good."""

    scenario: Scenario
    items: dict[str, tuple[str, Item]]
    claims: dict[str, ResolvedClaim]


def finding_targets(finding: Finding, resolved: Resolved) -> list[tuple[str, ...]]:
    """What a finding is about, as comparable keys: (kind, subject, item)."""
    if finding.claim is not None:
        kind = finding.element or ("engagement" if finding.engagement else "balance")
        items = finding.items or resolved.claims[finding.claim].items
        return [(kind, finding.claim, item) for item in items]
    chosen = finding.items or ([finding.item] if finding.item else [])
    if finding.combined is not None:
        duty = resolved.claims[finding.weighed[0]].duties[0]
        return [("combined", duty, item) for item in chosen]
    return [(finding.fact or "", item) for item in chosen] or [(finding.fact or "", "request")]
