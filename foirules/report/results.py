"""What came of several scenarios: one row each, and how many are as they expect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from foirules.errors import FoirulesError
from foirules.law.rulebook import Rulebook
from foirules.model.decision import Decision
from foirules.report.outline import Outline, Section, Table


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one scenario: its decision, or the error that there is none for.

    `differences` are those from what it expects; None where it expects nothing, or was not `compared` because it was
    decided otherwise than as it stands. `seconds` is how long it took to decide.
    """

    file: str
    decision: Decision | None = None
    differences: Sequence[str] | None = None
    error: FoirulesError | None = None
    compared: bool = True
    seconds: float = 0.0

    @property
    def name(self) -> str:
        """The scenario's id; the file's name where it could not be read."""
        return self.decision.scenario if self.decision else self.file


AS_EXPECTED, DIFFERS, EXPECTS_NOTHING = "as expected", "differs", "no expectation"
NOT_COMPARED, UNUSABLE = "not compared", "cannot be used"


def state(result: Result) -> str:
    """How a scenario came out, in words."""
    if result.error is not None:
        return UNUSABLE
    if not result.compared:
        return NOT_COMPARED
    if result.differences is None:
        return EXPECTS_NOTHING
    return DIFFERS if result.differences else AS_EXPECTED


def tell_results(results: Sequence[Result], rulebook: Rulebook) -> Outline:
    """The outline of several scenarios: how many came out how, and a row for each."""
    counted = Counter(map(state, results))
    order = (AS_EXPECTED, DIFFERS, EXPECTS_NOTHING, NOT_COMPARED, UNUSABLE)
    facts = tuple((name.capitalize(), str(counted[name])) for name in order if counted[name])
    duties = rulebook.header.duties
    headings = ("Scenario", *(entry.title for entry in duties.values()), "Result")
    rows = tuple((result.name, *_outcomes(result, duties), _told(result)) for result in results)
    section = Section("scenarios", "Scenarios", table=Table(headings, rows, "What came of each scenario"))
    return Outline(f"{len(results)} scenarios", facts, (section,), rulebook.header.disclaimer)


def _outcomes(result: Result, duties: Iterable[str]) -> Iterator[str]:
    """The outcomes on each duty; where they differ from item to item, with the number of items."""
    for duty in duties:
        questions = result.decision.questions if result.decision else []
        counted = Counter(question.outcome.replace("_", " ") for question in questions if question.duty == duty)
        alone = len(counted) == 1
        yield ", ".join(outcome if alone else f"{number} {outcome}" for outcome, number in counted.items())


def _told(result: Result) -> str:
    number = len(result.differences or ())
    return f"{DIFFERS} in {number} points" if number > 1 else state(result)
