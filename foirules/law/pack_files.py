"""The shape of every file in a rule pack, as pydantic models. A pack is read into these before anything else.

A source is written short wherever it can be: `s24(2)` for a provision of the pack's own Act, or the id of an
entry in `authorities.yaml` for a case, guidance or another instrument.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from foirules.model.fields import Day

KebabId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""A kebab-case id, such as `engaged-by-test`."""

Token = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_().+-]*$", max_length=60)]
"""A value an attribute may have, such as `not_engaged`."""

Provision = Annotated[str, StringConstraints(pattern=r"^s\d+[A-Z]*(\([0-9A-Za-z]+\))*(\+(\([0-9A-Za-z]+\))+)?$")]
"""A provision as cited: `s24(2)`, `s40(2)+(3A)(a)`."""

CheckId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-\d{2}$")]
"""A check's id, such as `RN-09`."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
SourceRef = Annotated[str, StringConstraints(min_length=2, max_length=80)]
Sources = Annotated[list[SourceRef], Field(min_length=1)]
Duty = Literal["confirm_or_deny", "communicate"]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Relation(_File):
    """A named link between subjects of two kinds, made from the scenario (`rival`: claim to claim)."""

    source: str = Field(alias="from")
    target: str = Field(alias="to")
    title: Text


class Guard(_File):
    """An input that may be read only from a stage on, and only where an earlier conclusion allows it."""

    stage: KebabId
    attribute: KebabId
    values: list[Token] = Field(alias="is", min_length=1)
    otherwise: Token


class Attribute(_File):
    """Something the facts state or a rule may conclude about a kind of subject, with all the values it can have."""

    about: str
    values: list[Token] = Field(min_length=1, max_length=150)
    title: Text
    stage: KebabId | None = None
    default: Token | None = None
    otherwise: Token | None = None
    otherwise_says: Text | None = None
    structural: bool = False
    quiet: bool = False
    guard: Guard | None = None


class AbsoluteEntry(_File):
    """One paragraph of the closed list of absolute exemptions, s2(3)."""

    paragraph: str
    provisions: list[Provision]
    condition: Text | None = None


class DutyEntry(_File):
    """A duty's name, the provision that imposes it, and the attribute that holds its outcome."""

    title: Text
    source: SourceRef
    outcome: KebabId


class StatusWords(_File):
    """The sentence and the sources for a limb of one status; `gateway` is for limbs that leave no duty at all."""

    says: Text
    sources: Sources


class PackHeader(_File):
    """`pack.yaml`: what the pack is and the frame its rules stand in."""

    format: Literal["foirules/pack/1"] = Field(alias="schema")
    id: KebabId
    title: Text
    version: str
    law_stated_at: Day
    statute: Text
    statute_uri: Text
    regulator: Text
    disclaimer: Text
    kinds: dict[str, str | None]
    relations: dict[KebabId, Relation]
    stages: list[KebabId] = Field(min_length=1)
    absolute: list[AbsoluteEntry] = []
    weights: list[Token] = []
    statuses: dict[Literal["absolute", "qualified", "gateway"], StatusWords] = {}
    words: dict[Duty, dict[str, Text]] = {}
    duties: dict[Duty, DutyEntry] = {}
    finders: dict[str, Text] = {}
    labels: dict[str, Text] = {}


class AttributesFile(_File):
    """`attributes.yaml`."""

    attributes: dict[KebabId, Attribute]


class DatedDefault(_File):
    """A switch's default between two dates (`from` inclusive, `until` exclusive)."""

    value: Token = Field(alias="is")
    start: Day | None = Field(default=None, alias="from")
    end: Day | None = Field(default=None, alias="until")
    sources: Sources
    because: Text


class Switch(_File):
    """A point on which the law changed or is unsettled: a choice the user can see and change, never a silent one."""

    asks: Text
    values: dict[Token, Text] = Field(min_length=2)
    default: list[DatedDefault] = Field(min_length=1)
    contested: Text | None = None


class SwitchesFile(_File):
    """`switches.yaml`."""

    switches: dict[KebabId, Switch]


class Source(_File):
    """A case, guidance, code or instrument, with its date and what of it was read."""

    cite: Text
    kind: Literal["case", "guidance", "code", "instrument", "decision", "practice"]
    court: Text | None = None
    dated: Day | None = Field(default=None, alias="date")
    uri: Text | None = None
    decides: Text
    verified: Text


class AuthoritiesFile(_File):
    """`authorities.yaml`."""

    authorities: dict[KebabId, Source]


class Element(_File):
    """One thing to be found, worded so that `met` points towards the exemption.

    `asks` may name {act} (disclosing the information, or confirming or denying whether it is held), {provision}
    and {interest}.
    """

    asks: Text
    values: Literal["plain", "likelihood"] = "plain"
    guide: Text | None = None
    sources: Sources


class ElementsFile(_File):
    """`elements.yaml`: elements that several sections share."""

    elements: dict[KebabId, Element]


class CutOff(_File):
    """When a limb ends with the age of the record (ss62 to 64).

    `historical-record`: when the record becomes a historical record. `years`: that many calendar years after the one
    of its creation. `royal-communications`: the later of two terms counted from dates. `public-record-office`: where
    the record is a historical record in the Public Record Office or PRONI.
    """

    rule: Literal["historical-record", "years", "royal-communications", "public-record-office"]
    years: Annotated[int, Field(ge=1, le=200)] | None = None
    sources: Sources


class Records(_File):
    """`records.yaml`: the ages at which records become historical, and the table of the years between two rules."""

    years: int
    years_before: int
    transitional: dict[int, int] = Field(min_length=1)
    royal_years: int
    royal_years_after_death: int
    sources: Sources


class RecordsFile(_File):
    """`records.yaml`."""

    records: Records


class StatusCase(_File):
    """A limb's status where its condition holds; cases must not overlap."""

    value: Literal["absolute", "qualified"] = Field(alias="is")
    when: dict[str, Any] | None = None
    says: Text | None = None
    warning: bool = False
    sources: Sources


class Limb(_File):
    """One limb of an exemption (or one gateway): the duty it removes, its test and its status."""

    duty: Literal["confirm_or_deny", "communicate", "both"]
    title: Text
    interest: Text | None = None
    kind: Literal[
        "class",
        "class-if-held",
        "prejudice",
        "class-and-prejudice",
        "required-for-purpose",
        "endanger",
        "qualified-person-opinion",
        "would-involve-disclosure",
        "dp-principles",
        "gateway",
        "bespoke",
    ]
    effect: Literal["exempt", "no-duty"] = "exempt"
    status: Literal["absolute", "qualified"] | list[StatusCase]
    test: Any
    through: list[Provision] = []
    if_held: bool = False
    exclusive_with: list[Provision] = []
    cut_off: CutOff | None = None
    start: Day | None = Field(default=None, alias="from")
    end: Day | None = Field(default=None, alias="until")
    sources: Sources
    verified: Text
    notes: list[Text] = []


class ProvisionFile(_File):
    """`provisions/s24.yaml`: one section, its own elements and its limbs."""

    section: Annotated[str, StringConstraints(pattern=r"^s\d+[A-Z]*$")]
    title: Text
    elements: dict[KebabId, Element] = {}
    limbs: dict[Provision, Limb] = Field(min_length=1)


class RuleEntry(_File):
    """One rule of the reasoning: when it applies, what it concludes and the sentence the trace prints."""

    id: KebabId
    title: Text
    about: str
    when: dict[str, Any]
    then: dict[KebabId, Token] = Field(min_length=1, max_length=1)
    says: Text
    warning: bool = False
    sources: Sources


class ReasoningFile(_File):
    """`reasoning/*.yaml`."""

    rules: list[RuleEntry]


class QuestionEntry(_File):
    """A question the trace puts where something is missing, why, and what the answer bears on.

    `answer` names the input that an answer gives a value, or `through` for the limb that a claim runs through. A
    question about elements is answered by each element; by `answer` only where none is open.
    """

    id: KebabId
    title: Text
    about: str
    when: dict[str, Any]
    what: Text
    asks: Text
    why: Text | None = None
    bears_on: Literal["outcome", "reasons"]
    elements: bool = False
    answer: KebabId | None = None
    sources: Sources


class QuestionsFile(_File):
    """`questions.yaml`."""

    questions: list[QuestionEntry]


class Check(_File):
    """A step a sound notice or decision has to show, owed because of something in the trace."""

    id: CheckId
    title: Text
    about: str
    when: dict[str, Any]
    shown_when: dict[str, Any] | None = None
    missing_when: dict[str, Any] | None = None
    severity: Literal["statutory_must", "coherence_must", "code_should", "good_practice"]
    shown_by: Text
    s17_4: bool = False
    sources: Sources


class ChecksFile(_File):
    """`checks/*.yaml`: what each kind of document must contain."""

    checks: list[Check]
