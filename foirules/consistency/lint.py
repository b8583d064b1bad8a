"""Lint: every lint rule run over a pack, less the findings that its `lint.yaml` lets pass for a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from foirules.consistency import coverage, holding, limbs, sources, use, wording
from foirules.consistency.findings import Finding, LintRule, LintRules, Pack
from foirules.consistency.shown import Shown
from foirules.errors import quoted
from foirules.law.beside import Excused

UNUSED = "unused-suppression"

OF_PACKS: dict[str, LintRule] = {
    **sources.RULES,
    **wording.RULES,
    **use.RULES,
    **limbs.RULES,
    **holding.RULES,
}
"""The lint rules that look at a pack alone."""

OF_SCENARIOS: LintRules = coverage.RULES
"""The lint rules that look at what scenarios show of a pack."""


@dataclass(frozen=True, slots=True)
class Linted:
    """What lint found, and what it found and let pass, each with the reason."""

    findings: tuple[Finding, ...]
    excused: tuple[tuple[Finding, str], ...]


def lint(pack: Pack, scenarios: Sequence[Shown] | None = None) -> Linted:
    """Run every lint rule on a pack, and where scenarios are given those about what they show too.

    An excuse of `lint.yaml` that nothing needs is a finding, as far as the rule it excuses was run.
    """
    found = list(_findings(pack, scenarios))
    excuses = {(entry.id, entry.entry): entry for entry in pack.excused[1].excused} if pack.excused else {}
    ran = {*OF_PACKS, *(OF_SCENARIOS if scenarios is not None else ())}
    kept = [finding for finding in found if (finding.id, finding.entry) not in excuses]
    passed = [(finding, excuses[finding.id, finding.entry].because) for finding in found if finding not in kept]
    kept += _unused(pack, ran, {(finding.id, finding.entry) for finding, _ in passed})
    return Linted(tuple(kept), tuple(passed))


def _findings(pack: Pack, scenarios: Sequence[Shown] | None) -> Iterator[Finding]:
    for rule in OF_PACKS.values():
        yield from rule.findings(pack)
    for rule in OF_SCENARIOS.values() if scenarios is not None else ():
        yield from rule.findings(pack, scenarios)


def _unused(pack: Pack, ran: set[str], used: set[tuple[str, str]]) -> Iterator[Finding]:
    if pack.excused is None:
        return
    document, file = pack.excused
    for number, entry in enumerate(file.excused):
        where = document.where(("excused", number))
        if entry.id not in OF_PACKS and entry.id not in OF_SCENARIOS:
            says = f"lint.yaml excuses {quoted(entry.id)}, which is no lint rule"
            yield Finding(UNUSED, _name(entry), says, where, "mend the name, or remove it")
        elif entry.id in ran and (entry.id, entry.entry) not in used:
            says = f"lint.yaml excuses {quoted(entry.id)} of {quoted(entry.entry)}, where nothing needs it"
            yield Finding(UNUSED, _name(entry), says, where, "remove it")
        elif any((entry.id, entry.entry) == (other.id, other.entry) for other in file.excused[:number]):
            says = f"lint.yaml excuses {quoted(entry.id)} of {quoted(entry.entry)} twice"
            yield Finding(UNUSED, _name(entry), says, where, "keep one of them")


def _name(entry: Excused) -> str:
    return f"{entry.id} {entry.entry}"
