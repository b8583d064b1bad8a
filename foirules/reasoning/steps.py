"""The steps a notice or decision owes, and whether the scenario's notice takes them."""

from __future__ import annotations

from foirules.engine.driver import Run
from foirules.law.pack_files import Check
from foirules.model.decision import Step, StepState
from foirules.model.scenario import Notice, Stated
from foirules.reasoning.tracing import Tracer
from foirules.reasoning.wording import claim_of

_STATES: dict[str, StepState] = {"stated": "satisfied", "weak": "weak", "missing": "missing"}


def steps(run: Run, tracer: Tracer, notice: Notice | None) -> list[Step]:
    """Every step owed, in the order of the checks and of the subjects."""
    said = _Said(notice)
    return [
        _step(check, subject, run, tracer, said)
        for check in run.rulebook.checks.values()
        for subject in run.world.by_kind.get(check.about, ())
        if run.values[f"owes {check.id}", subject] == "yes"
    ]


class _Said:
    """What a notice says of its steps, found by the step and by what it is about."""

    def __init__(self, notice: Notice | None) -> None:
        self.given = notice is not None and notice.states is not None
        self._entries: dict[tuple[str, str | None, str | None], list[tuple[int, Stated]]] = {}
        for number, entry in enumerate((notice.states or []) if notice else []):
            self._entries.setdefault((entry.step, entry.claim, entry.item), []).append((number, entry))

    def of(self, check: str, subject: str, run: Run) -> list[Stated]:
        """The entries on a step that fit a subject, in the order written."""
        lineage = run.world.subjects[subject].lineage
        claim = claim_of(lineage["application"]) if "application" in lineage else None
        keys = {(check, one, item) for one in (None, claim) for item in (None, lineage.get("item"))}
        return [
            entry
            for _, entry in sorted(
                (found for key in keys for found in self._entries.get(key, ())), key=lambda found: found[0]
            )
        ]


def _step(check: Check, subject: str, run: Run, tracer: Tracer, said: _Said) -> Step:
    state, stated = _state(check, subject, run, said)
    return Step(
        step=check.id,
        subject=subject,
        state=state,
        title=check.title,
        severity=check.severity,
        at=stated.at if stated else None,
        note=(stated.note if stated else None) or _working(check, subject, run, tracer),
        sources=tracer.sources(check.sources, subject),
    )


def _state(check: Check, subject: str, run: Run, said: _Said) -> tuple[StepState, Stated | None]:
    """What the notice says of the step about this very subject; failing that, what the facts show; else in general."""
    entries = said.of(check.id, subject, run)
    particular = [entry for entry in entries if entry.claim or entry.item]
    if particular:
        return _STATES[particular[-1].state], particular[-1]
    if run.value(f"missing {check.id}", subject) == "yes":
        return "missing", None
    if run.value(f"shown {check.id}", subject) == "yes":
        return "satisfied", None
    if entries:
        return _STATES[entries[-1].state], entries[-1]
    return ("missing" if said.given else "owed"), None


def _working(check: Check, subject: str, run: Run, tracer: Tracer) -> str | None:
    """The working behind a state that facts settle, such as the clock's."""
    for attribute in (f"missing {check.id}", f"shown {check.id}"):
        for conclusion in tracer.concluded.get((attribute, subject), ()):
            details = [given.detail for key in sorted(conclusion.matched) if (given := run.world.given.get(key))]
            if any(details):
                return " ".join(detail for detail in details if detail)
    return None
