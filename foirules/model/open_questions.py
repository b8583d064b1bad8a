"""The open questions of a decision: what may answer each, what each answer would change, and which matter most."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from foirules.model.decision import Duty, PackUsed, Source

SCHEMA = "foirules/questions/1"

Weight = Literal["alone", "together", "further", "untried", "reasons"]
"""How much an answer can change an outcome, the most first.

`alone`: an answer changes an outcome by itself. `together`: only with an answer to one more question. `further`: only
with answers to two more or others still, if at all. `untried`: too much is open to try every answer.
`reasons`: no outcome waits for it.
"""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class OutcomeAfter(_Part):
    """An outcome that an answer would change, on some items, and what it would become."""

    items: list[str]
    duty: Duty
    outcome: str


class ClaimAfter(_Part):
    """What an answer would make of the claim that is asked about, where it would change anything of it."""

    items: list[str]
    duty: Duty
    engagement: str | None
    balance: str | None
    disposal: str | None


class AnswerEffect(_Part):
    """A possible answer: its value, the value in words, and what would change by this answer alone."""

    value: str = Field(alias="is")
    means: str
    outcomes: list[OutcomeAfter] = []
    claims: list[ClaimAfter] = []


class OpenQuestion(_Part):
    """One question, on every item on which it is the same.

    `changes` counts the outcomes, one an item and duty, that differ from answer to answer: for `together` with the
    answer to `other`, which is what else would have to be known.
    """

    question: str
    element: str | None = None
    claim: str | None = None
    provision: str | None = None
    duty: Duty | None = None
    items: list[str]
    subjects: list[str] = Field(alias="for")
    asks: str
    why: str | None = None
    guide: str | None = None
    weight: Weight
    changes: int
    other: str | None = None
    answers: list[AnswerEffect]
    source: list[Source] = []


class OpenQuestions(_Part):
    """Every open question of a decision, the one that can change most first."""

    format: Literal["foirules/questions/1"] = Field(default="foirules/questions/1", alias="schema")
    scenario: str
    title: str
    viewpoint: str
    pack: PackUsed
    disclaimer: str
    questions: list[OpenQuestion]

    def to_json(self) -> str:
        """The questions as JSON: the same bytes for the same scenario, pack and version."""
        return self.model_dump_json(by_alias=True, indent=2) + "\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the open questions."""
    return OpenQuestions.model_json_schema(by_alias=True)
