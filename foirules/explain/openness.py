"""Rank the open questions of a scenario by how much an answer can change, having tried every answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, get_args

from foirules.errors import LimitError
from foirules.explain.asking import Open, Question
from foirules.explain.case import Case
from foirules.explain.pairing import Difference, differing, with_another
from foirules.explain.situations import Place, situations
from foirules.explain.trials import Trials
from foirules.explain.words import means
from foirules.model.open_questions import AnswerEffect, ClaimAfter, OpenQuestion, OpenQuestions, OutcomeAfter, Weight
from foirules.reasoning.wording import Wording

WEIGHTS: tuple[Weight, ...] = get_args(Weight)


Ranked = list[tuple[OpenQuestion, Question]]
"""Open questions, the one that can change most first: each as it is told, and as it is answered."""


def ranked(opened: Open, trials: Trials) -> Ranked:
    """The open questions, every answer tried by itself and together with one other."""
    ranking = _Ranking(opened, trials)
    return _sorted((ranking.told(question), question) for question in opened.questions)


def best(opened: Open, trials: Trials) -> Ranked:
    """The open questions that go first: those alone that change an outcome by themselves, if there are any."""
    ranking = _Ranking(opened, trials)
    told = [(ranking.told(question, pairs=False), question) for question in opened.questions]
    alone = [pair for pair in told if pair[0].weight == "alone"]
    return _sorted(alone or ((ranking.told(question), question) for question in opened.questions))


def _sorted(told: Iterable[tuple[OpenQuestion, Question]]) -> Ranked:
    return sorted(told, key=lambda pair: (WEIGHTS.index(pair[0].weight), -pair[0].changes))


def report(opened: Open, trials: Trials) -> OpenQuestions:
    """The open questions as they are written to a file or read by another program."""
    decision = opened.decision
    return OpenQuestions(
        scenario=decision.scenario,
        title=decision.title,
        viewpoint=decision.viewpoint,
        pack=decision.pack,
        disclaimer=decision.disclaimer,
        questions=[told for told, _ in ranked(opened, trials)],
    )


class _Ranking:
    def __init__(self, opened: Open, trials: Trials) -> None:
        trials.renew()
        self.case = opened.case
        self.trials = trials
        self.rulebook = opened.case.run.rulebook
        self.wording = Wording(self.rulebook, opened.case.resolved, opened.case.run)
        self.situations = list(situations(opened, trials)) if opened.questions else []

    def told(self, question: Question, *, pairs: bool = True) -> OpenQuestion:
        """A question with its weight, and with what each of its answers would change.

        Without `pairs`, no answer is tried together with another.
        """
        asked, missing, case = question.asked[0], question.missing[0], self.case
        claim = case.claim(asked.subject)
        element = self.rulebook.elements[asked.element] if asked.element else None
        duties = {case.duty(one.subject) for one in question.asked}
        try:
            answers = list(self._answers(question))
            weight, changes, other = self._weight(question, pairs)
        except LimitError:
            answers = [self._answer(question, value) for value in missing.answers]
            weight, changes, other = "untried", 0, None
        return OpenQuestion(
            question=asked.entry.id,
            element=asked.element,
            claim=claim,
            provision=case.resolved.claims[claim].provision if claim else None,
            duty=duties.pop() if len(duties) == 1 else None,
            items=list(question.items),
            subjects=[one.subject for one in question.asked],
            asks=missing.asks,
            why=self.wording.sentence(asked.entry.why, asked.subject) if asked.entry.why else None,
            guide=element.guide if element else None,
            weight=weight,
            changes=changes,
            other=other,
            answers=answers,
            source=missing.source,
        )

    def _places(self, question: Question) -> Iterator[Place]:
        for situation in self.situations:
            place = situation.place(question)
            if place is not None:
                yield place

    def _answer(self, question: Question, value: str, **effects: Any) -> AnswerEffect:
        fills = question.asked[0].fills
        assert fills is not None
        return AnswerEffect(value=value, means=means(self.rulebook, fills, value), **effects)

    def _answers(self, question: Question) -> Iterator[AnswerEffect]:
        """What each answer would change by itself: outcomes, and what becomes of the claim that is asked about."""
        for value in question.missing[0].answers:
            outcomes: dict[tuple[str, str], list[str]] = {}
            claims: dict[tuple[str | None, ...], list[str]] = {}
            for place in self._places(question):
                after = self.trials.answered(place.case, place.asked, value)
                now = self.trials.outcomes(place.case)
                for (item, duty), outcome in self.trials.outcomes(after).items():
                    if outcome != now[item, duty]:
                        outcomes.setdefault((duty, outcome), []).extend(place.items[item])
                for one in place.asked:
                    told = _claim(after, one.subject)
                    if told and told != _claim(place.case, one.subject):
                        (item,) = place.case.items([one.subject])
                        claims.setdefault(told, []).extend(place.items[item])
            yield self._answer(
                question,
                value,
                outcomes=[
                    OutcomeAfter(items=self._ordered(on), duty=duty, outcome=outcome)
                    for (duty, outcome), on in outcomes.items()
                ],
                claims=[
                    ClaimAfter(items=self._ordered(on), **dict(zip(_TOLD, told, strict=True)))
                    for told, on in claims.items()
                ],
            )

    def _ordered(self, items: Sequence[str]) -> list[str]:
        return [item for item in self.case.resolved.items if item in items]

    def _weight(self, question: Question, pairs: bool) -> tuple[Weight, int, str | None]:
        values = question.missing[0].answers
        tried = [
            ([place.case, *(self.trials.answered(place.case, place.asked, value) for value in values)], place.items)
            for place in self._places(question)
        ]
        alone = sum(differing([self.trials.outcomes(case) for case in cases], items) for cases, items in tried)
        if question.asked[0].entry.bears_on == "reasons":
            return "reasons", alone, None
        if alone:
            return "alone", alone, None
        found = with_another(self.trials, question.key, tried) if pairs else Difference(0)
        return ("together", found.changes, found.other) if found.changes else ("further", 0, None)


_TOLD = ("duty", "engagement", "balance", "disposal")


def _claim(case: Case, subject: str) -> tuple[str | None, ...]:
    """What is told of the claim that a subject belongs to; nothing where it belongs to none."""
    if case.claim(subject) is None:
        return ()
    return (case.duty(subject), *(case.run.value(name, subject) for name in _TOLD[1:]))
