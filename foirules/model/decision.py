"""A decision: outcomes per item and duty, claims, steps, what is missing, and the trace it all rests on."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA = "foirules/decision/1"

Duty = Literal["confirm_or_deny", "communicate"]
StepState = Literal["satisfied", "weak", "missing", "owed"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Source(_Part):
    """A provision, case or guidance, and the address it can be read at where there is one."""

    cite: str
    uri: str | None = None


class PackUsed(_Part):
    """The rule pack and the dates that fix the law applied."""

    id: str
    version: str
    law_as_at: date
    law_stated_at: date


class ItemAsked(_Part):
    """An item of the request, as asked."""

    id: str
    part: str
    asks: str


class ClaimMade(_Part):
    """A claim, as made. Claims with one `alternatives` name are made in the alternative."""

    id: str
    provision: str
    title: str
    by: list[str] = []
    items: list[str]
    alternatives: str | None = None
    at: str | None = None


class Question(_Part):
    """The outcome on one item and one duty, the claims that decide it, and the combined balance where one counts."""

    part: str
    item: str
    duty: Duty
    outcome: str
    by: list[str] = []
    combined: str | None = None


class Application(_Part):
    """One claim on one item. Where it is not considered, no finding is shown: the fields are null."""

    claim: str
    item: str
    duty: Duty
    provision: str
    engagement: str | None = None
    balance: str | None = None
    disposal: str | None = None
    considered: bool = True


class Step(_Part):
    """What a sound notice or decision has to show, on what it is owed, and whether it is there."""

    step: str
    subject: str
    state: StepState
    title: str
    severity: str
    at: str | None = None
    note: str | None = None
    sources: list[Source] = []


class Remedy(_Part):
    """A step that the decision requires of the authority (s50(4))."""

    item: str
    step: Literal["confirm_or_deny", "communicate"]
    says: str


class Missing(_Part):
    """Something not found: the question to put, what it is about, and whether it bears on outcome or reasons.

    `question` is the id of the pack's question, `element` the element it asks for, if it asks for one. `answers` are
    the values that would answer it; none where the question can be answered by changing the findings only.
    """

    what: str
    subject: str = Field(alias="for")
    question: str
    element: str | None = None
    asks: str
    answers: list[str] = []
    bears_on: Literal["outcome", "reasons"]
    source: list[Source] = []


class Fact(_Part):
    """A fact a node rests on: who found or stated it, where, and on what evidence."""

    fact: str
    value: str
    detail: str | None = None
    by: str | None = None
    at: str | None = None
    on: str | None = None


class Node(_Part):
    """One rule that held on one subject: what it concludes, on which facts, because of which other nodes."""

    id: str
    stage: str
    rule: str
    subject: str
    concludes: dict[str, str]
    facts: list[Fact] = []
    because: list[str] = []
    sources: list[Source] = []
    says: str
    warning: bool = False


class Warned(_Part):
    """A sentence the reader should not miss, and the node it comes from."""

    says: str
    node: str | None = None


class Factor(_Part):
    """A consideration somebody put in a balance: shown, never weighed by the engine.

    `for` is the claim it was put on, or `combined@` and the duty; `items` are those it was put on.
    """

    subject: str = Field(alias="for")
    items: list[str] = []
    side: Literal["maintain", "duty"]
    what: str
    weight: str | None = None
    by: str
    at: str | None = None
    counts: bool


class Submission(_Part):
    """A finding of somebody who is not the viewpoint: shown beside the decision, never part of it.

    `for` is the claim it is about, `combined@` and the duty, or `request`; `items` are those it is about.
    """

    subject: str = Field(alias="for")
    items: list[str] = []
    what: str
    value: str
    by: str
    at: str | None = None


class Decision(_Part):
    """What follows from a scenario under a rule pack."""

    format: Literal["foirules/decision/1"] = Field(default="foirules/decision/1", alias="schema")
    scenario: str
    title: str
    viewpoint: str
    authority: str
    facts_as_at: date | None
    pack: PackUsed
    disclaimer: str
    items: list[ItemAsked]
    claims: list[ClaimMade]
    questions: list[Question]
    applications: list[Application]
    notice: list[Step] = []
    remedies: list[Remedy] = []
    missing: list[Missing] = []
    warnings: list[Warned] = []
    factors: list[Factor] = []
    submissions: list[Submission] = []
    trace: list[Node] = []

    def to_json(self) -> str:
        """The decision as JSON: the same bytes for the same scenario, pack and version, whichever engine ran."""
        return self.model_dump_json(by_alias=True, indent=2, exclude_defaults=False) + "\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a decision."""
    return Decision.model_json_schema(by_alias=True)
