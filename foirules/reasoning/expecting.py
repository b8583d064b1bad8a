"""Compare a decision with what its scenario expects: outcomes, reasons, what is missing, steps and remedies."""

from __future__ import annotations

from collections.abc import Iterator

from foirules.model.decision import Decision, Node
from foirules.model.scenario import Expect, ExpectedApplication, ExpectedQuestion, ExpectedStep


def differences(decision: Decision, expect: Expect | None) -> list[str]:
    """Every difference, as a sentence; none where the scenario expects nothing.

    Warnings are compared by the rule that gives them; those that no rule gives (a switch the scenario sets, a date
    after the pack's) follow from the scenario's own lines and are left out.
    """
    return list(_differences(decision, expect)) if expect is not None else []


def _differences(decision: Decision, expect: Expect) -> Iterator[str]:
    for question in expect.questions:
        yield from _question(decision, question)
    for application in expect.applications:
        yield from _application(decision, application)
    for step in expect.steps:
        yield from _step(decision, step)
    lists = (
        ("missing", expect.missing, [entry.what for entry in decision.missing]),
        ("remedies", expect.remedies, [f"{remedy.item}: {remedy.step}" for remedy in decision.remedies]),
        ("warnings", expect.warnings, [entry.node.rpartition("/")[0] for entry in decision.warnings if entry.node]),
    )
    for what, wanted, got in lists:
        if wanted is not None and sorted(set(wanted)) != sorted(set(got)):
            yield f"{what}: {_listed(wanted)} wanted, {_listed(got)} found"


def _question(decision: Decision, wanted: ExpectedQuestion) -> Iterator[str]:
    for item in wanted.items:
        got = next(q for q in decision.questions if (q.item, q.duty) == (item, wanted.duty))
        place = f"{item}, {wanted.duty}"
        if got.outcome != wanted.outcome:
            yield f"{place}: outcome {wanted.outcome} wanted, {got.outcome} found"
        if sorted(got.by) != sorted(wanted.by):
            yield f"{place}: decided by {_listed(wanted.by)} wanted, {_listed(got.by)} found"
        if wanted.combined is not None and got.combined != wanted.combined:
            yield f"{place}: combined balance {wanted.combined} wanted, {got.combined} found"
        rules = {node.rule for node in _reasons(decision, f"{item}:{wanted.duty}")} if wanted.because else set()
        for rule in wanted.because:
            if rule not in rules:
                yield f"{place}: the reasons lack the rule {rule}"


def _reasons(decision: Decision, question: str) -> list[Node]:
    """The outcome's node and everything it rests on."""
    nodes = {node.id: node for node in decision.trace}
    outcomes = ("confirm-or-deny", "communicate")
    pending = [n.id for n in decision.trace if n.subject == question and n.stage in outcomes]
    seen: dict[str, Node] = {}
    while pending:
        node = nodes[pending.pop()]
        if node.id not in seen:
            seen[node.id] = node
            pending.extend(reason for reason in node.because if reason in nodes)
    return list(seen.values())


def _application(decision: Decision, wanted: ExpectedApplication) -> Iterator[str]:
    for got in decision.applications:
        if got.claim != wanted.claim or (wanted.items != "all" and got.item not in wanted.items):
            continue
        for name in ("engagement", "balance", "disposal", "considered"):
            value = getattr(wanted, name)
            if value is not None and getattr(got, name) != value:
                yield f"{wanted.claim} on {got.item}: {name} {value} wanted, {getattr(got, name)} found"


def _step(decision: Decision, wanted: ExpectedStep) -> Iterator[str]:
    matching = [
        step
        for step in decision.notice
        if step.step == wanted.step
        and (wanted.claim is None or step.subject.partition("@")[0] == wanted.claim)
        and (wanted.item is None or step.subject.rpartition("@")[2].partition(":")[0] == wanted.item)
    ]
    place = ", ".join(part for part in (wanted.step, wanted.claim, wanted.item) if part)
    if wanted.state == "not_owed":
        if matching:
            yield f"step {place}: not owed wanted, {matching[0].state} found"
    elif not matching:
        yield f"step {place}: {wanted.state} wanted, but it is not owed"
    for step in matching if wanted.state != "not_owed" else []:
        if step.state != wanted.state:
            yield f"step {place}: {wanted.state} wanted, {step.state} found on {step.subject}"


def _listed(names: list[str]) -> str:
    return ", ".join(dict.fromkeys(names)) or "none"
