"""What is still missing, and the steps that the document has to show: alike ones told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from foirules.model.decision import Missing, Step
from foirules.report.decision_words import DecisionWords, claim_of, item_of
from foirules.report.grouping import ANY_ITEM, several, together
from foirules.report.outline import Explain, Line, Section

MISSING = {"outcome": "Missing, and it bears on the outcome", "reasons": "Missing from the reasons"}
STATES = {"missing": "Missing", "weak": "Weak", "satisfied": "Shown", "owed": "Owed"}
LISTED: dict[Explain, tuple[str, ...]] = {"brief": (), "normal": ("missing", "weak"), "full": tuple(STATES)}
SEVERITIES = {
    "statutory_must": "required by statute",
    "coherence_must": "required for coherence",
    "code_should": "expected by the Code",
    "good_practice": "good practice",
}
"""How much a step matters, the most first."""


def missing(words: DecisionWords, explain: Explain) -> Iterator[Section]:
    """What is missing: first what bears on the outcome, then what bears on the reasons alone."""
    for bears_on, title in MISSING.items():
        entries = [entry for entry in words.decision.missing if entry.bears_on == bears_on]
        if not entries:
            continue
        if explain == "brief" and bears_on == "reasons":
            number = len(together((_shape(words, entry), entry) for entry in entries))
            yield Section(f"missing-{bears_on}", title, intro=f"Questions still open: {number}.")
        else:
            yield Section(f"missing-{bears_on}", title, tuple(_questions(words, entries)))


def _shape(words: DecisionWords, entry: Missing) -> tuple[str | None, str]:
    item = item_of(entry.subject)
    return claim_of(entry.subject), words.asks(entry, item, ANY_ITEM) if item else entry.asks


def _questions(words: DecisionWords, entries: Sequence[Missing]) -> Iterator[Line]:
    """The questions; those of one claim on the same items stand together under it."""
    folded = together((_shape(words, entry), entry) for entry in entries)
    about: dict[tuple[str, tuple[str, ...]], list[Line]] = {}
    for number, ((claim, shape), same) in enumerate(folded.items()):
        items = [item for entry in same if (item := item_of(entry.subject))]
        text = words.asks(same[0], items[0], several(items)) if items else same[0].asks
        named = ANY_ITEM in shape
        line = Line(
            text,
            note=several(items) if items and not named and not claim else "",
            sources=words.sources(source for entry in same for source in entry.source),
        )
        key = (claim, tuple(items)) if claim else (f"@{number}", ())
        about.setdefault(key, []).append(line)
    for (on, of), lines in about.items():
        if on.startswith("@"):
            yield from lines
        else:
            yield Line(f"On {words.provision(on)}, {several(of)}", under=lines, lead=True)


def steps(words: DecisionWords, explain: Explain) -> Section:
    """The steps owed, by state and weight: all of them where asked for, otherwise those missing or weak."""
    ranks = list(SEVERITIES)
    folded = together(((step.step, step.state, step.at, step.note), step) for step in words.decision.notice)
    groups = sorted(folded.values(), key=lambda same: ranks.index(same[0].severity))
    counts = {state: sum(same[0].state == state for same in groups) for state in STATES}
    shown = LISTED[explain]
    lines = [_step(words, same) for state in shown for same in groups if same[0].state == state]
    document = "decision" if words.decided else "response"
    if counts["owed"] == len(groups):
        intro = f"A sound {document} takes {len(groups)} steps here; the scenario does not say which this one takes."
    else:
        told = ", ".join(f"{number} {STATES[state].lower()}" for state, number in counts.items() if number)
        intro = f"Of the steps a sound {document} takes here: {told}."
    if any(counts[state] for state in STATES if state not in shown):
        intro += " The full explanation lists them all."
    return Section("steps", "Steps of the document", tuple(lines), intro=intro)


def _step(words: DecisionWords, same: Sequence[Step]) -> Line:
    first = same[0]
    notes = [SEVERITIES[first.severity], *_about(words, [step.subject for step in same])]
    if first.at:
        notes.append(f"see {first.at}")
    return Line(
        f"{first.step} {first.title}",
        note="; ".join(notes),
        sources=words.sources(source for step in same for source in step.sources),
        mark=STATES[first.state],
        under=[Line(first.note)] if first.note else [],
    )


def _about(words: DecisionWords, subjects: Iterable[str]) -> Iterator[str]:
    """The claims and items of some subjects: claims on the same items together."""
    by_claim = together((claim_of(subject), item) for subject in subjects if (item := item_of(subject)))
    for items, claims in together((tuple(items), claim) for claim, items in by_claim.items()).items():
        names = words.provisions(claim for claim in claims if claim)
        yield f"{names}, {several(items)}" if names else several(items)
