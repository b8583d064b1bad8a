"""Why each item is decided as it is: the claims in their order, each with its steps and facts, then the duty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from foirules.law.limb_rules import elements_of
from foirules.model.decision import Application, Fact, Node, Question
from foirules.report.decision_words import DecisionWords
from foirules.report.grouping import ANY_ITEM, capital, several, together
from foirules.report.outline import Explain, Line, Section

ONLY_IN_FULL = frozenset(
    {
        "a-claim-fails",
        "a-claim-is-undetermined",
        "a-claim-is-upheld",
        "aggregation-for-communicating",
        "aggregation-for-confirming",
        "alternative-fails",
        "alternative-undetermined",
        "balance-submission-accepted",
        "claim-decides",
        "combined-balance-decides",
        "disposal-fails",
        "disposal-not-available",
        "disposal-upheld",
        "gateway-decides",
        "holding-is-looked-at",
        "loses-alone-with-another",
        "step-communicate",
        "step-communicate-or-refuse-afresh",
        "step-confirm-or-deny",
        "submission-accepted",
        "submission-not-considered",
        "upheld-absolute",
        "upheld-on-balance",
    }
)
"""Rules whose sentence only says again, for the trace, what the report says beside it."""

SUBMISSIONS = {"submission": "engagement", "balance-submission": "balance"}
"""What is told of a submission, under what it was a submission on."""

MOOT = ("rival-claimed", "carve-out", "status", "test", "balance")
"""What nobody needs to be told of a limb that is not available."""

LONG = 36
"""A name of more characters stands in the heading alone; the sentences under it say "these items"."""

STEPS = ("owes ", "shown ", "missing ", "asks ")
SIDES = {"maintain": "For maintaining", "duty": "For the duty"}


def why(words: DecisionWords, explain: Explain) -> Iterator[Section]:
    """A section for each duty of each group of items that are decided alike, wherever each of them is found."""
    teller = _Reasons(words, explain)
    duties = words.header.duties
    keyed = (
        (tuple(tuple(map(_placeless, teller.lines(item.id, duty, ANY_ITEM))) for duty in duties), item.id)
        for item in words.decision.items
    )
    for group in together(keyed).values():
        name = several(group)
        short = name if len(name) <= LONG else "these items"
        for duty, entry in duties.items():
            lines = _merged(group, [teller.lines(item, duty, short) for item in group])
            title = f"{capital(name)}: {entry.title.lower()}, {entry.source}"
            if lines:
                yield Section(f"why-{group[0]}-{duty.replace('_', '-')}", title, lines)
    if explain == "full" and (lines := tuple(teller.request())):
        yield Section("why-request", "The request as a whole", lines)


def _placeless(line: Line) -> Line:
    """A line without where it is found, which does not set items apart."""
    return replace(line, note="", under=tuple(map(_placeless, line.under)))


def _merged(items: Sequence[str], told: Sequence[Sequence[Line]]) -> tuple[Line, ...]:
    """The lines of several items, alike but for their places, as one: a place that differs is told with its items."""
    lines = []
    for alike in zip(*told, strict=True):
        notes = together((line.note, item) for line, item in zip(alike, items, strict=True))
        note = alike[0].note
        if len(notes) > 1:
            note = "; ".join(f"{several(where)}: {place}" for place, where in notes.items() if place)
        lines.append(replace(alike[0], note=note, under=_merged(items, [line.under for line in alike])))
    return tuple(lines)


def question_of(entry: Application | Question) -> str:
    """The id of the question that an application or an answer belongs to."""
    return f"{entry.item}:{entry.duty}"


class _Reasons:
    def __init__(self, words: DecisionWords, explain: Explain) -> None:
        self.words = words
        self.full = explain == "full"
        self.nodes = together((node.subject, node) for node in words.decision.trace)
        self.applications = together(
            (question_of(application), application) for application in words.decision.applications
        )
        self.decisive = {question_of(question): question.by for question in words.decision.questions}

    def lines(self, item: str, duty: str, name: str) -> tuple[Line, ...]:
        """What is told of one duty on an item, called by `name`."""
        question = f"{item}:{duty}"
        lines = [self._claim(application, name) for application in self.applications.get(question, ())]
        nodes = [*self._of(f"combined@{question}"), *sorted(self._of(question), key=self._stage)]
        if duty == next(iter(self.words.header.duties)):
            nodes += self._of(item)
        return (*lines, *(self._line(node, item, duty, name) for node in nodes))

    def _stage(self, node: Node) -> tuple[int, bool]:
        """Stage by stage, and in a stage a combined balance after the reason why it is needed."""
        return self.words.header.stages.index(node.stage), "combined" in node.concludes

    def request(self) -> Iterator[Line]:
        """What is told of the request as a whole."""
        return (self._line(node, "", "", "") for node in self._of("request"))

    def _of(self, subject: str) -> list[Node]:
        return [node for node in self.nodes.get(subject, []) if self._told(node)]

    def _told(self, node: Node) -> bool:
        """Whether a node is told: every one where all is asked for, but steps and questions, which are told apart."""
        if next(iter(node.concludes)).startswith(STEPS):
            return False
        unsettled = node.rule == "test-otherwise" and not node.facts
        return self.full or node.warning or not (unsettled or node.rule in ONLY_IN_FULL)

    def _claim(self, application: Application, name: str) -> Line:
        words, item, duty = self.words, application.item, application.duty
        claim = words.claims[application.claim]
        lines: dict[str, Line] = {}
        concluding: dict[str, str] = {}
        told: set[Fact] = set()
        for node in (node for end in ("", f":{duty}") for node in self._of(f"{claim.id}@{item}{end}")):
            (attribute,) = node.concludes
            if application.engagement == "not_available" and attribute in MOOT and not (self.full or node.warning):
                continue
            line = self._line(node, item, duty, name, told)
            about = concluding.get(SUBMISSIONS.get(attribute, ""))
            if about is None:
                lines[node.id] = line
                concluding[attribute] = node.id
            else:
                lines[about] = replace(lines[about], under=(*lines[about].under, line))
        return Line(
            f"{words.provision(claim.id)}, {claim.title}: {self._disposal(application)}",
            note=f"claimed at {claim.at}" if claim.at else "",
            under=tuple(lines.values()),
            lead=True,
        )

    def _disposal(self, application: Application) -> str:
        if not application.considered:
            return "not considered"
        disposal = self.words.label(application.disposal or "undetermined")
        if application.disposal == "fails" and application.claim in self.decisive[question_of(application)]:
            return f"{disposal} by itself, stands weighed together"
        return disposal

    def _line(self, node: Node, item: str, duty: str, name: str, told: set[Fact] | None = None) -> Line:
        """A node as a line. Unless all is asked for, a fact in `told` is not told again; new ones are added to it."""
        claim = node.subject.partition("@")[0]
        known = told if told is not None else set()
        facts = dict.fromkeys(
            fact for fact in node.facts if self.full or not (fact.fact == "provision" or fact in known)
        )
        known.update(facts)
        under = [self._fact(fact, claim, duty) for fact in self._in_order(facts, claim)]
        if "balance" in node.concludes:
            under += self._factors(claim, item)
        if "combined" in node.concludes:
            under += self._factors(f"combined@{duty}", item)
        return Line(
            self.words.says(node, item, name),
            sources=self.words.sources(node.sources),
            warning=node.warning,
            under=under,
        )

    def _in_order(self, facts: Iterable[Fact], claim: str) -> list[Fact]:
        """Facts with the elements of the claim's test in the order of the test."""
        if claim not in self.words.claims:
            return list(facts)
        tree = self.words.rulebook.tests.get(self.words.claims[claim].provision)
        elements = list(elements_of(tree)) if tree else []
        return sorted(facts, key=lambda fact: elements.index(fact.fact) if fact.fact in elements else -1)

    def _fact(self, fact: Fact, claim: str, duty: str) -> Line:
        words = self.words
        note = words.place(fact.by, fact.at)
        under = (Line(f"On: {fact.on}"),) if fact.on else ()
        if fact.fact in words.rulebook.elements and claim in words.claims:
            return Line(words.element(fact.fact, fact.value, claim, duty), note=note, under=under)
        title = words.rulebook.attributes[fact.fact].title
        return Line(f"{capital(title)}: {fact.detail or words.label(fact.value)}", note=note, under=under)

    def _factors(self, balance: str, item: str) -> Iterable[Line]:
        for factor in self.words.decision.factors:
            if factor.counts and factor.subject == balance and item in factor.items:
                weight = f"{self.words.label(factor.weight)} weight" if factor.weight else ""
                place = self.words.place(factor.by, factor.at)
                yield Line(
                    f"{SIDES[factor.side]}: {factor.what}", note="; ".join(part for part in (weight, place) if part)
                )
