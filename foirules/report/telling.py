"""Tell a decision as an outline: outcomes first, then why, what is missing, the steps, and what others said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from foirules.law.rulebook import Rulebook
from foirules.model.decision import Application, Decision, Fact, Missing, Node, Question, Step
from foirules.report.grouping import capital, join, label, renamed, several
from foirules.report.outline import Explain, Line, Outline, Section, Table

CLAIM_STAGES = (
    "availability",
    "status",
    "test",
    "engagement",
    "exclusivity",
    "balance",
    "merits",
    "economy",
    "consistency",
)
QUIET_RULES = frozenset({"upheld-on-balance", "upheld-absolute", "disposal-upheld", "disposal-fails", "claim-decides"})
_STATE_MARKS = {"missing": "missing", "weak": "weak", "satisfied": "shown", "owed": "owed"}


def tell(decision: Decision, rulebook: Rulebook, explain: Explain = "normal") -> Outline:
    """The outline of a decision. `explain`: brief (outcomes), normal, or full (every rule, step and source)."""
    return _Teller(decision, rulebook, explain).outline()


def day(value: date | None) -> str:
    """A date as a British reader writes it; "not stated" for none."""
    from foirules.law.calendar import spell

    return spell(value) if value else "not stated"


class _Teller:
    def __init__(self, decision: Decision, rulebook: Rulebook, explain: Explain) -> None:
        self.decision = decision
        self.rulebook = rulebook
        self.header = rulebook.header
        self.explain = explain
        self.nodes: dict[str, list[Node]] = {}
        for node in decision.trace:
            self.nodes.setdefault(node.subject, []).append(node)
        self.groups = self._groups()

    def outline(self) -> Outline:
        decision = self.decision
        sections = [self._outcome()]
        if decision.viewpoint in ("commissioner", "tribunal"):
            sections.append(self._remedies())
        if decision.warnings:
            sections.append(self._warnings())
        if self.explain != "brief":
            for group in self.groups:
                sections.extend(self._why(group))
        sections.extend(self._missing())
        if decision.notice:
            sections.append(self._steps())
        if decision.submissions and self.explain != "brief":
            sections.append(self._submissions())
        facts = (
            ("Decided as", self._finder(decision.viewpoint)),
            ("Authority", decision.authority),
            ("Law as at", day(decision.pack.law_as_at)),
            ("Facts as at", day(decision.facts_as_at)),
            (
                "Rules",
                f"{decision.pack.id} {decision.pack.version}, law stated at {day(decision.pack.law_stated_at)}",
            ),
        )
        return Outline(decision.title, facts, tuple(sections), decision.disclaimer)

    # --- words

    def _label(self, value: str) -> str:
        return self.header.labels.get(value, value.replace("_", " "))

    def _finder(self, who: str) -> str:
        return self.header.finders.get(who, who)

    def _place(self, by: str | None, at: str | None) -> str:
        return ", ".join(part for part in (self._finder(by) if by else "", at or "") if part)

    def _provisions(self, claims: Iterable[str]) -> str:
        made = {claim.id: claim for claim in self.decision.claims}
        names = []
        for name in claims:
            claim = made[name]
            names.append(f"{claim.provision} by {join(claim.by)}" if claim.by else claim.provision)
        return join(names)

    # --- folding

    def _groups(self) -> list[list[str]]:
        """The items decided alike, in order."""
        folded: dict[object, list[str]] = {}
        for item in self.decision.items:
            folded.setdefault(self._signature(item.id), []).append(item.id)
        return list(folded.values())

    def _signature(self, item: str) -> object:
        questions = [(q.duty, q.outcome, tuple(q.by), q.combined) for q in self.decision.questions if q.item == item]
        told = [
            (
                node.rule,
                str(node.concludes),
                node.subject.partition("@")[0] if "@" in node.subject else "",
                str(node.facts),
            )
            for subject, nodes in self.nodes.items()
            if _item_of(subject) == item
            for node in nodes
        ]
        steps = [(s.step, s.state, s.at, s.note) for s in self.decision.notice if _item_of(s.subject) == item]
        return (tuple(questions), tuple(told), tuple(steps) if self.explain == "full" else ())

    def _subjects(self, group: Sequence[str]) -> str:
        return capital(several(group))

    # --- sections

    def _outcome(self) -> Section:
        by_key = {(question.item, question.duty): question for question in self.decision.questions}
        duties = self.header.duties
        headings = ("Items", *(f"{duties[duty].title}, {duties[duty].source}" for duty in duties))
        folded: dict[tuple[str, ...], list[str]] = {}
        for item in self.decision.items:
            folded.setdefault(tuple(self._answer(by_key[item.id, duty]) for duty in duties), []).append(item.id)
        rows = tuple((self._subjects(items), *cells) for cells, items in folded.items())
        return Section("outcome", "Outcome", table=Table(headings, rows))

    def _answer(self, question: Question) -> str:
        text = self._label(question.outcome)
        if question.by:
            together = ", weighed together" if question.combined == "maintain" else ""
            text += f" ({self._provisions(question.by)}{together})"
        return text

    def _remedies(self) -> Section:
        lines = [Line(self._told(group, says)) for says, group in self._folded_remedies()]
        return Section("remedies", "Steps to be taken", tuple(lines) or (Line("None."),))

    def _folded_remedies(self) -> Iterator[tuple[str, list[str]]]:
        folded: dict[tuple[str, str], list[str]] = {}
        first: dict[str, str] = {}
        for remedy in self.decision.remedies:
            shape = remedy.says.replace(label(remedy.item), "\0")
            folded.setdefault((remedy.step, shape), []).append(remedy.item)
            first.setdefault(shape, remedy.says)
        for (_, shape), items in folded.items():
            yield first[shape], items

    def _told(self, group: Sequence[str], says: str) -> str:
        return renamed(says, group[0], group)

    def _warnings(self) -> Section:
        folded: dict[str, list[str]] = {}
        first: dict[str, str] = {}
        for warned in self.decision.warnings:
            item = _item_of(warned.node.partition("/")[2]) if warned.node else None
            item = _node_item(warned.node) if warned.node else item
            shape = warned.says.replace(label(item), "\0") if item else warned.says
            first.setdefault(shape, warned.says)
            folded.setdefault(shape, [])
            if item and item not in folded[shape]:
                folded[shape].append(item)
        lines = []
        for shape, items in folded.items():
            says = first[shape]
            if items and "\0" in shape:
                lines.append(Line(self._told(items, says), warning=True))
            else:
                lines.append(
                    Line(
                        says,
                        note=self._subjects(items) if items and len(self.decision.items) > 1 else "",
                        warning=True,
                    )
                )
        return Section("warnings", "Warnings", tuple(lines))

    def _why(self, group: list[str]) -> Iterator[Section]:
        item = group[0]
        for duty, entry in self.header.duties.items():
            lines = list(self._claims(item, duty, group))
            lines += [self._line(node, group) for node in self._of(f"{item}:{duty}") if self._worth(node)]
            lines += [self._line(node, group) for node in self._of(f"combined@{item}:{duty}")]
            title = f"{self._subjects(group)}: {entry.title.lower()}, {entry.source}"
            if lines:
                yield Section(f"why-{item}-{duty}", title, tuple(lines))

    def _of(self, subject: str) -> list[Node]:
        return self.nodes.get(subject, [])

    def _worth(self, node: Node) -> bool:
        """Whether a node on a question is told: its outcome always, the steps between only when asked for."""
        attribute = next(iter(node.concludes))
        if attribute.startswith(("owes ", "shown ", "missing ", "asks ")):
            return False
        return self.explain == "full" or attribute in ("duty-state", "combined", *self._outcomes()) or node.warning

    def _outcomes(self) -> list[str]:
        return [entry.outcome for entry in self.header.duties.values()]

    def _claims(self, item: str, duty: str, group: list[str]) -> Iterator[Line]:
        made = {claim.id: claim for claim in self.decision.claims}
        for application in self.decision.applications:
            if application.item != item or application.duty != duty:
                continue
            claim = made[application.claim]
            provision = self._provisions([claim.id])
            title = f"{provision}, {claim.title}: {self._summary(application)}"
            under = [
                self._line(node, group)
                for subject in (f"{claim.id}@{item}", f"{claim.id}@{item}:{duty}")
                for node in self._of(subject)
                if self._told_of_claim(node)
            ]
            yield Line(title, note=f"claimed at {claim.at}" if claim.at else "", under=under)

    def _told_of_claim(self, node: Node) -> bool:
        if next(iter(node.concludes)).startswith(("owes ", "shown ", "missing ", "asks ")):
            return False
        return self.explain == "full" or (node.stage in CLAIM_STAGES and node.rule not in QUIET_RULES)

    def _summary(self, application: Application) -> str:
        if not application.considered:
            return "not considered"
        return self._label(application.disposal or "undetermined")

    def _line(self, node: Node, group: Sequence[str]) -> Line:
        under = [self._fact(fact) for fact in node.facts if self._told_fact(fact)]
        if "balance" in node.concludes or "combined" in node.concludes:
            under += self._factors(node.subject.partition("@")[0])
        return Line(self._told(group, node.says), sources=tuple(node.sources), warning=node.warning, under=under)

    def _told_fact(self, fact: Fact) -> bool:
        return self.explain == "full" or fact.fact != "provision"

    def _fact(self, fact: Fact) -> Line:
        attribute = self.rulebook.attributes[fact.fact]
        value = fact.detail or self._label(fact.value)
        return Line(f"{capital(attribute.title)}: {value}", note=self._place(fact.by, fact.at))

    def _factors(self, claim: str) -> list[Line]:
        sides = {"maintain": "For maintaining", "duty": "For the duty"}
        return [
            Line(
                f"{sides[factor.side]}: {factor.what}"
                + (f" ({self._label(factor.weight)} weight)" if factor.weight else ""),
                note=self._place(factor.by, factor.at),
            )
            for factor in self.decision.factors
            if factor.subject == claim and factor.counts
        ]

    def _missing(self) -> Iterator[Section]:
        titles = {"outcome": "Missing, and it bears on the outcome", "reasons": "Missing from the reasons"}
        for bears_on, title in titles.items():
            folded: dict[tuple[str, str], list[Missing]] = {}
            for entry in self.decision.missing:
                if entry.bears_on == bears_on:
                    item = _item_of(entry.subject) or ""
                    claim = entry.subject.partition("@")[0] if "@" in entry.subject else ""
                    folded.setdefault(
                        (claim, entry.asks.replace(label(item), "\0") if item else entry.asks), []
                    ).append(entry)
            lines = []
            for (claim, _), entries in folded.items():
                items = list(dict.fromkeys(_item_of(entry.subject) or "" for entry in entries))
                about = f"{self._provisions([claim])}, " if claim in {c.id for c in self.decision.claims} else ""
                text = self._told(items, entries[0].asks) if items[0] else entries[0].asks
                lines.append(Line(text, note=f"{about}{several(items)}", sources=tuple(entries[0].source)))
            if lines:
                yield Section(f"missing-{bears_on}", title, tuple(lines))

    def _steps(self) -> Section:
        counts = {state: sum(step.state == state for step in self.decision.notice) for state in _STATE_MARKS}
        told = ", ".join(f"{number} {_STATE_MARKS[state]}" for state, number in counts.items() if number)
        states = ("missing", "weak") if self.explain != "full" else tuple(_STATE_MARKS)
        folded: dict[tuple[object, ...], list[Step]] = {}
        for step in self.decision.notice:
            claim = step.subject.partition("@")[0] if "@" in step.subject else ""
            folded.setdefault((step.state, step.step, claim, step.at, step.note), []).append(step)
        lines = []
        for state in states:
            for (own, *_), steps in folded.items():
                if own == state:
                    lines.append(self._step(steps))
        intro = f"Steps owed by the {'decision' if self.decision.viewpoint in ('commissioner', 'tribunal') else 'response'}: {told}."
        return Section("steps", "Steps of the document", tuple(lines), intro=intro)

    def _step(self, steps: list[Step]) -> Line:
        first = steps[0]
        items = list(dict.fromkeys(item for step in steps if (item := _item_of(step.subject))))
        claim = first.subject.partition("@")[0] if "@" in first.subject else ""
        about = self._provisions([claim]) if claim in {c.id for c in self.decision.claims} else ""
        about = ", ".join(part for part in (about, several(items) if items else "") if part)
        note = "; ".join(part for part in (about, first.at or "") if part)
        under = [Line(first.note)] if first.note else []
        mark = _STATE_MARKS[first.state]
        return Line(f"{first.step} {first.title}", note=note, sources=tuple(first.sources), mark=mark, under=under)

    def _submissions(self) -> Section:
        lines = []
        for entry in self.decision.submissions:
            claim = entry.subject if entry.subject in {c.id for c in self.decision.claims} else None
            about = self._provisions([claim]) if claim else label(entry.subject)
            what = entry.what.replace("-", " ")
            lines.append(Line(f"{about}, {what}: {self._label(entry.value)}", note=self._place(entry.by, entry.at)))
            lines[-1].under.extend(
                Line(
                    f"{'For maintaining' if factor.side == 'maintain' else 'For the duty'}: {factor.what}",
                    note=factor.at or "",
                )
                for factor in self.decision.factors
                if not factor.counts
                and factor.subject == entry.subject
                and factor.by == entry.by
                and "balance" in entry.what
            )
        return Section("submissions", "Submissions, which decide nothing", tuple(lines))


def _item_of(subject: str) -> str | None:
    """The item a subject belongs to, from its id; None for the request."""
    if subject == "request":
        return None
    return subject.rpartition("@")[2].partition(":")[0]


def _node_item(node: str) -> str | None:
    return _item_of(node.rpartition("/")[2])
