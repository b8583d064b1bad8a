"""A scenario: the facts of a request, as somebody who has to decide it or review it would put them.

Findings count only when they were made, or adopted, by the scenario's viewpoint. Everybody else's are
submissions. What nobody found is left out: it is then unknown, which is never read as "no".
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from foirules.model.fields import Day, Id, Line, Place, StepId, Token, YearOrDay, unfit

SCHEMA = "foirules/scenario/1"

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
Duty = Literal["confirm_or_deny", "communicate"]
Raised = Literal["response", "review", "complaint", "appeal"]


def _listed_or_all(value: Any) -> str:
    return "list" if isinstance(value, (list, tuple)) else "all"


Ids = Annotated[list[Id], Field(min_length=1)]
"""Some items or claims, by their ids."""

IdsOrAll = Annotated[Annotated[Ids, Tag("list")] | Annotated[Literal["all"], Tag("all")], Discriminator(_listed_or_all)]
"""Some items, by their ids, or the word `all`."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Authority(_Part):
    """The public authority; its kind decides which limbs are open to it."""

    name: Line
    kind: Token = "other"


class Request(_Part):
    """The dates that start, pause and stop the time for compliance (s10)."""

    received: Day | None = None
    answered: Day | None = None
    clarification_asked: Day | None = None
    clarified: Day | None = None
    fee_notice: Day | None = None
    fee_paid: Day | None = None
    days: Annotated[int, Field(ge=1, le=60, strict=True)] = 20
    at: Place | None = None


class Item(_Part):
    """The smallest piece of information decided as one.

    `created` is the year or the day the record was created (of a file, its latest record), where the age of the record
    may end an exemption; `relevant_death` the death that ss63(2E) and (2F) count from, for royal communications.
    """

    id: Id
    asks: Line
    held: Held = "unstated"
    held_at: Place | None = None
    created: YearOrDay | None = None
    relevant_death: Day | None = None


class RequestPart(_Part):
    """A numbered question of the request. Without items, the part is its own single item."""

    id: Id
    asks: Line
    held: Held = "unstated"
    held_at: Place | None = None
    created: YearOrDay | None = None
    relevant_death: Day | None = None
    items: list[Item] = []

    def as_items(self) -> list[Item]:
        """Its items, or where it has none the part itself as one."""
        return self.items or [Item(**{name: getattr(self, name) for name in Item.model_fields})]


class Claim(_Part):
    """An authority's reliance on a limb, for all items or some. Claims with one `alternatives` name are masked.

    The limb settles which duty is meant; `duty` may repeat it, and is then checked against the limb. `raised` says when
    the claim was first made: in the response, at the internal review, or before the Commissioner or a tribunal.
    """

    id: Id
    provision: Line
    duty: Duty | None = None
    by: list[Line] = []
    items: IdsOrAll = "all"
    alternatives: Id | None = None
    raised: Raised = "response"
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


KINDS_OF_FINDING = ("engagement", "balance", "combined", "element", "fact")


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
    items: Ids | None = None
    weighed: list[Id] = []
    weights: Weights | None = None
    factors: list[Factor] = []
    by: Finder
    at: Place | None = None
    on: Line | None = None
    adopted: Adopted | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        kinds = [kind for kind in KINDS_OF_FINDING if getattr(self, kind) is not None]
        if not kinds:
            raise unfit("does not say what was found", "add engagement, balance, combined, element or fact")
        if len(kinds) > 1:
            raise unfit(f"finds {' and '.join(kinds)} at once", "split it into one finding for each")
        (kind,) = kinds
        if kind in ("element", "fact") and self.value is None:
            raise unfit(f"names the {kind} `{getattr(self, kind)}` and does not say what was found", "add `is`")
        if kind not in ("element", "fact") and self.value is not None:
            raise unfit(f"`is` does not go with `{kind}`", f"remove it; `{kind}` holds the value", "is")
        self._about(kind)
        if self.weighed and kind != "combined":
            raise unfit("`weighed` goes with `combined` only", "remove it, or write `combined`", "weighed")
        for key in ("weights", "factors"):
            if getattr(self, key) and kind not in ("balance", "combined"):
                raise unfit(f"`{key}` goes with `balance` or `combined` only", "move it to a finding on those", key)
        return self

    def _about(self, kind: str) -> None:
        """Refuse a finding that does not say, or says twice, what it is about."""
        on_claim = kind in ("engagement", "balance", "element")
        if on_claim and self.claim is None:
            raise unfit(f"finds {kind} and does not say of which claim", "add `claim` with the claim's id")
        if not on_claim and self.claim is not None:
            mend = "name its item, or move it under `weighed`" if kind == "combined" else "remove it"
            raise unfit(f"`claim` does not go with `{kind}`", mend, "claim")
        if on_claim and self.item is not None:
            raise unfit("`item` does not go with `claim`", f"write `items: [{self.item}]`", "item")
        if self.item is not None and self.items is not None:
            raise unfit("names `item` and `items`", "keep `items`", "item")
        if kind == "combined" and self.item is None and self.items is None:
            raise unfit("finds a combined balance and does not say on which item", "add `item` or `items`")
        if kind == "combined" and not self.weighed:
            raise unfit("finds a combined balance and does not say what was weighed", "list the claims in `weighed`")


class Stated(_Part):
    """A step that a notice takes, or takes badly; for one claim or item, or for the notice as a whole."""

    step: StepId
    state: Literal["stated", "weak", "missing"] = Field(default="stated", alias="is")
    claim: Id | None = None
    item: Id | None = None
    at: Place | None = None
    note: Line | None = None


class Answered(_Part):
    """What a notice said about some items."""

    items: Ids
    value: Answer = Field(alias="is")
    at: Place | None = None


class Notice(_Part):
    """What the response or decision says. With `states`, every step that is owed and not listed is missing."""

    kind: NoticeKind
    dated: Day | None = Field(default=None, alias="date")
    states: list[Stated] | None = None
    answers: list[Answered] = []


class ExpectedQuestion(_Part):
    """What must be decided of items and a duty, and by which claims."""

    items: Ids
    duty: Duty
    outcome: Token
    by: list[Id] = []
    combined: Token | None = None
    because: list[Line] = []


class ExpectedApplication(_Part):
    """What must be decided of a claim on items."""

    claim: Id
    items: IdsOrAll = "all"
    engagement: Token | None = None
    balance: Token | None = None
    disposal: Token | None = None
    considered: Annotated[bool, Field(strict=True)] | None = None


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
    law_as_at: Day | None = None
    facts_as_at: Day | None = None
    authority: Authority
    request: Request = Request()
    parts: list[RequestPart] = Field(min_length=1)
    claims: list[Claim] = []
    found: list[Finding] = []
    notice: Notice | None = None
    switches: dict[Id, Token] = {}
    expect: Expect | None = None


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a scenario file."""
    return Scenario.model_json_schema(by_alias=True)
