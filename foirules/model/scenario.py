"""A scenario: the facts of a request, as somebody who has to decide it or review it would put them.

Findings count only when they were made, or adopted, by the scenario's viewpoint. Everybody else's are
submissions. What nobody found is left out: it is then unknown, which is never read as "no".
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

SCHEMA = "foirules/scenario/1"

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Place = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Token = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_().+-]*$", max_length=60)]

Viewpoint = Literal["authority", "reviewer", "commissioner", "tribunal"]
Finder = Literal["authority", "reviewer", "commissioner", "tribunal", "applicant", "qualified_person", "third_party"]
Held = Literal["yes", "no", "unstated"]
Balance = Literal["maintain", "duty", "equal", "unknown"]
NoticeKind = Literal[
    "refusal_notice",
    "ncnd_response",
    "partial",
    "extension_notice",
    "not_held",
    "full_disclosure",
    "internal_review",
    "decision_notice",
    "tribunal_decision",
    "other",
]
Answer = Literal["communicated", "confirmed", "denied", "refused", "ncnd", "unclear", "not_answered"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Authority(_Part):
    """The public authority; its kind decides which limbs are open to it."""

    name: Line
    kind: Token = "other"


class Request(_Part):
    """The dates that start, pause and stop the time for compliance (s10)."""

    received: date | None = None
    answered: date | None = None
    clarification_asked: date | None = None
    clarified: date | None = None
    fee_notice: date | None = None
    fee_paid: date | None = None
    days: Annotated[int, Field(ge=1, le=60)] = 20
    at: Place | None = None


class Item(_Part):
    """The smallest piece of information decided as one."""

    id: Id
    asks: Line
    held: Held = "unstated"
    held_at: Place | None = None


class RequestPart(_Part):
    """A numbered question of the request. Without items, the part is its own single item."""

    id: Id
    asks: Line
    held: Held = "unstated"
    held_at: Place | None = None
    items: list[Item] = []


class Claim(_Part):
    """An authority's reliance on a limb, for all items or some. Claims with one `alternatives` name are masked."""

    id: Id
    provision: Line
    by: list[Line] = []
    items: list[Id] | Literal["all"] = "all"
    alternatives: Id | None = None
    at: Place | None = None


class Adopted(_Part):
    """That somebody made another's finding their own, and where."""

    by: Finder
    at: Place | None = None


class Weights(_Part):
    """The weight found on each side, in the words of the pack's scale."""

    maintain: Token
    duty: Token


class Factor(_Part):
    """One consideration put in a balance."""

    side: Literal["maintain", "duty"]
    what: Line
    weight: Token | None = None
    at: Place | None = None


class Finding(_Part):
    """One value found: who found it, on what, and where it is written.

    Exactly one of `engagement`, `balance`, `combined`, `element` with `is`, or `fact` with `is`.
    """

    claim: Id | None = None
    item: Id | None = None
    engagement: Literal["engaged", "not_engaged"] | None = None
    balance: Balance | None = None
    combined: Balance | None = None
    element: Id | None = None
    fact: Token | None = None
    value: Token | None = Field(default=None, alias="is")
    items: list[Id] | None = None
    weighed: list[Id] = []
    weights: Weights | None = None
    factors: list[Factor] = []
    by: Finder
    at: Place | None = None
    on: Line | None = None
    adopted: Adopted | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        kinds = ("engagement", "balance", "combined", "element", "fact")
        named = [kind for kind in kinds if getattr(self, kind) is not None]
        if len(named) != 1:
            raise ValueError(
                "a finding is one of engagement, balance, combined, element or fact: found "
                + (", ".join(named) or "none")
            )
        kind = named[0]
        if (self.value is not None) != (kind in ("element", "fact")):
            raise ValueError("`is` goes with `element` or `fact`, and only with them")
        if kind in ("engagement", "balance", "element") and self.claim is None:
            raise ValueError(f"a finding on {kind} names its `claim`")
        if kind == "combined" and ((self.item is None and self.items is None) or not self.weighed):
            raise ValueError("a combined finding names its `item` or `items`, and the claims `weighed`")
        if kind in ("combined", "fact") and self.claim is not None:
            raise ValueError(f"a finding on {kind} is about an item or the request, not a claim")
        if self.weighed and kind != "combined":
            raise ValueError("`weighed` goes with `combined`")
        if (self.weights or self.factors) and kind not in ("balance", "combined"):
            raise ValueError("`weights` and `factors` go with `balance` or `combined`")
        return self


class Stated(_Part):
    """A step that a notice takes, or takes badly; for one claim or item, or for the notice as a whole."""

    step: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-\d{2}$")]
    state: Literal["stated", "weak", "missing"] = Field(default="stated", alias="is")
    claim: Id | None = None
    item: Id | None = None
    at: Place | None = None
    note: Line | None = None


class Answered(_Part):
    """What a notice said about some items."""

    items: list[Id] = Field(min_length=1)
    value: Answer = Field(alias="is")
    at: Place | None = None


class Notice(_Part):
    """What the response or decision says. With `states`, every step that is owed and not listed is missing."""

    kind: NoticeKind
    dated: date | None = Field(default=None, alias="date")
    states: list[Stated] | None = None
    answers: list[Answered] = []


class ExpectedQuestion(_Part):
    """What must be decided of items and a duty, and by which claims."""

    items: list[Id]
    duty: Literal["confirm_or_deny", "communicate"]
    outcome: Token
    by: list[Id] = []
    combined: Token | None = None
    because: list[Line] = []


class ExpectedApplication(_Part):
    """What must be decided of a claim on items."""

    claim: Id
    items: list[Id] | Literal["all"] = "all"
    engagement: Token | None = None
    balance: Token | None = None
    disposal: Token | None = None
    considered: bool | None = None


class ExpectedStep(_Part):
    """A step whose state must be this."""

    step: Line
    state: Token
    claim: Id | None = None
    item: Id | None = None


class Expect(_Part):
    """What a scenario says must come out, reasons included. `because` names rules that must be in the trace."""

    questions: list[ExpectedQuestion] = []
    applications: list[ExpectedApplication] = []
    missing: list[Line] | None = None
    steps: list[ExpectedStep] = []
    remedies: list[Line] | None = None
    warnings: list[Line] | None = None


class Scenario(_Part):
    """The facts of a request and, if wanted, what must be decided on them."""

    format: Literal["foirules/scenario/1"] = Field(alias="schema")
    id: Id
    title: Line
    about: Line | None = None
    viewpoint: Viewpoint
    law_as_at: date | None = None
    facts_as_at: date | None = None
    authority: Authority
    request: Request = Request()
    parts: list[RequestPart] = Field(min_length=1)
    claims: list[Claim] = []
    found: list[Finding] = []
    notice: Notice | None = None
    switches: dict[Id, Token] = {}
    expect: Expect | None = None

    def items(self) -> list[tuple[str, Item]]:
        """Every item with the id of its part, in order."""
        found: list[tuple[str, Item]] = []
        for part in self.parts:
            whole = Item(id=part.id, asks=part.asks, held=part.held, held_at=part.held_at)
            found.extend((part.id, item) for item in part.items or [whole])
        return found


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a scenario file."""
    return Scenario.model_json_schema(by_alias=True)
