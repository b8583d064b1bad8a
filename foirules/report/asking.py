"""Tell the open questions of a decision: those that can change most first, each with why and what answers would do."""

from __future__ import annotations

from collections.abc import Iterator

from foirules.errors import listed
from foirules.law.rulebook import Rulebook
from foirules.model.decision import Decision
from foirules.model.open_questions import AnswerEffect, ClaimAfter, OpenQuestion, OpenQuestions, Weight
from foirules.report.decision_words import DecisionWords, day
from foirules.report.grouping import capital, several, together
from foirules.report.outline import Line, Outline, Section

WEIGHTS: dict[Weight, tuple[str, str]] = {
    "alone": ("These change an outcome", "One answer to such a question is enough to change an outcome."),
    "together": (
        "These change an outcome together with one more",
        "An answer to such a question changes nothing by itself; with the answer to another it does.",
    ),
    "further": (
        "These count only with others",
        "No answer to such a question changes an outcome, with one other answered or without. With more it may.",
    ),
    "untried": ("These were not tried", "Too much is open to try every answer, so how much these change is not known."),
    "reasons": (
        "These bear on the reasons",
        "No outcome waits for them. An answer that contradicts what was found may all the same change one.",
    ),
}
"""What is said of the questions of each weight: a heading and a sentence."""

QUIET = frozenset({"not_reached", "not_required"})
"""Values of a balance that say nothing about a claim but that none was struck."""


def tell_open(questions: OpenQuestions, decision: Decision, rulebook: Rulebook) -> Outline:
    """The outline of the open questions of a decision."""
    words = DecisionWords(decision, rulebook)
    numbered = list(enumerate(questions.questions, 1))
    sections = []
    for weight, (title, intro) in WEIGHTS.items():
        lines = [tell_question(entry, words, number) for number, entry in numbered if entry.weight == weight]
        if lines:
            sections.append(Section(f"open-{weight}", title, tuple(lines), intro=intro))
    if not sections:
        sections.append(
            Section("open-none", "Nothing is open", intro="Every outcome and its reasons rest on what was found.")
        )
    pack = questions.pack
    facts = (
        ("Decided as", words.finder(questions.viewpoint)),
        ("Law as at", day(pack.law_as_at)),
        ("Open questions", str(len(numbered))),
    )
    title = f"Open questions: {questions.title}"
    return Outline(title, facts, tuple(sections), questions.disclaimer, statute=rulebook.header.statute)


def tell_question(entry: OpenQuestion, words: DecisionWords, number: int) -> Line:
    """One question: what it is about, why it is asked, and what each answer would do."""
    under = [Line(f"Why: {entry.why}")] if entry.why else []
    if entry.other:
        under.append(Line(f"Together with: {entry.other}"))
    under += _answers(entry, words)
    if not entry.answers:
        under.append(Line("No single finding answers it: what was found has to be changed."))
    return Line(asks(entry, words), sources=words.sources(entry.source), mark=str(number), under=under, lead=True)


def asks(entry: OpenQuestion, words: DecisionWords) -> str:
    """A question in full: on which claim and items, and what is asked."""
    about = [words.provision(entry.claim)] if entry.claim else []
    if entry.items and (about or len(entry.items) > 1):
        about.append(several(entry.items))
    return f"On {', '.join(about)}: {entry.asks}" if about else entry.asks


def _answers(entry: OpenQuestion, words: DecisionWords) -> Iterator[Line]:
    """What each answer would do; answers that do the same are told together."""
    alike = together((tuple(_effects(answer, entry, words)), answer.means) for answer in entry.answers)
    for effects, means in alike.items():
        said = f"If {listed(means)}"
        if len(effects) > 1:
            yield Line(f"{said}:", under=[Line(effect) for effect in effects])
        else:
            yield Line(f"{said}: {effects[0] if effects else 'nothing changes by that alone'}")


def _effects(answer: AnswerEffect, entry: OpenQuestion, words: DecisionWords) -> Iterator[str]:
    yield from dict.fromkeys(_claim(one, entry, words) for one in answer.claims)
    for one in answer.outcomes:
        title = words.header.duties[one.duty].title
        yield f"{capital(several(one.items))}, {title[:1].lower()}{title[1:]}: {words.label(one.outcome)}"


def _claim(one: ClaimAfter, entry: OpenQuestion, words: DecisionWords) -> str:
    """What becomes of the claim that is asked about."""
    told = {"engagement": one.engagement, "balance": one.balance, "disposal": one.disposal}
    values = [
        f"{words.rulebook.attributes[name].title} {words.label(value)}" if value == "unknown" else words.label(value)
        for name, value in told.items()
        if value and value not in QUIET
    ]
    return f"{entry.provision} {', '.join(values)}"
