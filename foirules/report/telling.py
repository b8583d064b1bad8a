"""Tell a decision as an outline: outcomes first, then why, what is missing, the steps, and what others said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from foirules.law.rulebook import Rulebook
from foirules.model.decision import Decision, Question, Submission
from foirules.report.decision_words import DecisionWords, day, item_of
from foirules.report.grouping import ANY_ITEM, capital, said, several, together
from foirules.report.outline import Explain, Line, Outline, Section, Table
from foirules.report.reasons import SIDES, why
from foirules.report.shortfalls import missing, steps


def tell(decision: Decision, rulebook: Rulebook, explain: Explain = "normal") -> Outline:
    """The outline of a decision. `explain`: brief (outcomes), normal, or full (every rule, step and source)."""
    words = DecisionWords(decision, rulebook)
    return Outline(
        decision.title,
        tuple(_facts(words)),
        tuple(_sections(words, explain)),
        decision.disclaimer,
        statute=rulebook.header.statute,
    )


def _facts(words: DecisionWords) -> Iterator[tuple[str, str]]:
    decision, pack = words.decision, words.decision.pack
    yield "Decided as", words.finder(decision.viewpoint)
    yield "Authority", decision.authority
    yield "Law as at", day(pack.law_as_at)
    yield "Facts as at", day(decision.facts_as_at)
    yield "Rules", f"{pack.id} {pack.version}, law stated at {day(pack.law_stated_at)}"


def _sections(words: DecisionWords, explain: Explain) -> Iterator[Section]:
    decision = words.decision
    yield _outcome(words)
    if words.decided:
        yield _remedies(words)
    if decision.warnings:
        yield Section("warnings", "Warnings", tuple(_warnings(words)))
    if explain != "brief":
        asked = tuple(Line(f"{capital(said(item.id))}: {item.asks}") for item in decision.items)
        yield Section("asked", "What was asked", asked)
        yield from why(words, explain)
    yield from missing(words, explain)
    if decision.notice:
        yield steps(words, explain)
    if decision.submissions and explain != "brief":
        yield Section("submissions", "Submissions, which decide nothing", tuple(_submissions(words)))


def _outcome(words: DecisionWords) -> Section:
    duties = words.header.duties
    questions = {(question.item, question.duty): question for question in words.decision.questions}
    folded = together(
        (tuple(_answer(words, questions[item.id, duty]) for duty in duties), item.id) for item in words.decision.items
    )
    headings = ("Items", *(f"{entry.title}, {entry.source}" for entry in duties.values()))
    rows = tuple((capital(several(items)), *cells) for cells, items in folded.items())
    return Section("outcome", "Outcome", table=Table(headings, rows, "What becomes of each duty"))


def _answer(words: DecisionWords, question: Question) -> str:
    text = capital(words.label(question.outcome))
    if question.by:
        text += f", under {words.provisions(question.by)}"
    return f"{text} weighed together" if question.by and question.combined == "maintain" else text


def _remedies(words: DecisionWords) -> Section:
    nodes = {(node.subject.partition(":")[0], node.says): node for node in words.decision.trace if ":" in node.subject}
    folded = together(
        (words.says(nodes[entry.item, entry.says], entry.item, ANY_ITEM), entry) for entry in words.decision.remedies
    )
    lines = []
    for same in folded.values():
        first = same[0]
        name = several([entry.item for entry in same])
        lines.append(Line(words.says(nodes[first.item, first.says], first.item, name)))
    return Section("remedies", "Steps to be taken", tuple(lines), intro="" if lines else "None.")


def _warnings(words: DecisionWords) -> Iterator[Line]:
    nodes = {node.id: node for node in words.decision.trace}
    folded: dict[str, list[tuple[str, str]]] = {}
    for warned in words.decision.warnings:
        node = nodes.get(warned.node or "")
        item = item_of(node.subject) if node else None
        if node is None or item is None:
            yield Line(warned.says, warning=True)
        else:
            folded.setdefault(words.says(node, item, ANY_ITEM), []).append((item, node.id))
    for shape, places in folded.items():
        items = list(dict.fromkeys(item for item, _ in places))
        name = several(items)
        text = words.says(nodes[places[0][1]], items[0], name)
        named = ANY_ITEM in shape or len(words.decision.items) == 1
        yield Line(text, note="" if named else name, warning=True)


def _submissions(words: DecisionWords) -> Iterable[Line]:
    for entry in words.decision.submissions:
        who = capital(words.finder(entry.by))
        under = [
            Line(f"{SIDES[factor.side]}: {factor.what}", note=factor.at or "")
            for factor in words.decision.factors
            if not factor.counts
            and (factor.subject, factor.by, factor.items) == (entry.subject, entry.by, entry.items)
            and "balance" in entry.what
        ]
        yield Line(f"{who} on {_about(words, entry)}", note=entry.at or "", under=under)


def _about(words: DecisionWords, entry: Submission) -> str:
    """What a submission is about and what it says."""
    claim = words.claims.get(entry.subject)
    if claim is None:
        about = several(entry.items) if entry.items else "the request"
        attribute = words.rulebook.attributes.get(entry.what)
        what = attribute.title if attribute else entry.what
        return f"{about}, {what}: {words.label(entry.value)}"
    about = words.provision(claim.id)
    if entry.items != claim.items:
        about += f", {several(entry.items)}"
    if entry.what in words.rulebook.elements:
        duty = words.rulebook.limbs[claim.provision].duty
        duty = "confirm_or_deny" if duty == "both" else duty
        return f"{about}: {words.element(entry.what, entry.value, claim.id, duty)}"
    return f"{about}, {entry.what}: {words.label(entry.value)}"
