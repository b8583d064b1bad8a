"""The clock: by when a request has to be answered, and whether it was (FOIA 2000, section 10).

Nothing here reads today's date: the same dates always give the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import takewhile
from typing import Literal

from foirules.errors import InputError
from foirules.law import calendar, clock_words
from foirules.law.calendar import spell
from foirules.law.clock_words import Source

State = Literal["in_time", "late", "unanswered", "paused", "unknown"]
"""How things stand. `unanswered`: a due date, no response given. `paused`: no due date is running (awaiting
clarification or a fee, or the fee came too late) and no response was given. `unknown`: no date of receipt.
A response given while no due date was running is `in_time`."""

USUAL_DAYS, MOST_DAYS, GUIDANCE_DAYS = 20, 60, 40

_WORDS = {
    "received": "the request was received",
    "responded": "the response was given",
    "clarification_asked": "clarification was asked for",
    "clarified": "the clarification was received",
    "fee_notice": "the fees notice was given",
    "fee_paid": "the fee was received",
}
_NEEDS = (("clarified", "clarification_asked"), ("fee_paid", "fee_notice"))
_ORDER = (
    ("received", "clarification_asked"),
    ("received", "fee_notice"),
    ("received", "responded"),
    ("clarification_asked", "clarified"),
    ("clarification_asked", "responded"),
    ("clarified", "responded"),
    ("fee_notice", "fee_paid"),
    ("fee_notice", "responded"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """What happened when; None for what did not happen. Raises InputError where they contradict each other.

    `clarified` and `fee_paid` are the days on which the authority received the clarification and the fee.
    """

    received: date | None
    responded: date | None = None
    clarification_asked: date | None = None
    clarified: date | None = None
    fee_notice: date | None = None
    fee_paid: date | None = None

    def __post_init__(self) -> None:
        for later, needed in _NEEDS:
            day = getattr(self, later)
            if day and not getattr(self, needed):
                what = f"{_WORDS[later]} on {spell(day)}, but no date says when {_WORDS[needed]}"
                raise InputError(what, mend="give both dates or neither")
        for earlier, later in _ORDER:
            first, second = getattr(self, earlier), getattr(self, later)
            if first and second and second < first:
                what = f"{_WORDS[later]} on {spell(second)}, before {_WORDS[earlier]} on {spell(first)}"
                raise InputError(what, mend="check both dates: they may be swapped")


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the working: its `number` as a working day, or None and the `reason` it does not count."""

    date: date
    number: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The answer of `count`.

    receipt        the day time runs from (section 10(6)); None while clarification is awaited
    day_one, due   the first and the last working day for answering; None while no due date is running
    responded_day  the number of working days counted by the end of the day of the response
    late_by        how many of them came after `due`; 0 where a late response came before the next one
    fee_by         the last day for the fee to be paid (section 9(2))
    guidance_due   the fortieth working day, where the extension was asked about and `days` is 20
    says           the outcome in sentences, the due date first
    notes          what a reader has to know besides
    working        every day from receipt of the request to the last of the dates above
    """

    state: State
    given: Dates
    days: int
    receipt: date | None = None
    day_one: date | None = None
    due: date | None = None
    responded_day: int | None = None
    late_by: int = 0
    fee_by: date | None = None
    guidance_due: date | None = None
    says: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    working: tuple[Day, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def awaits(self) -> Literal["clarification", "fee"] | None:
        """What the authority may wait for before it complies (s1(3), s9(2)); None where it need not wait or did not."""
        if self.state != "paused":
            return None
        return "fee" if self.receipt else "clarification"


def count(
    received: date | None,
    *,
    responded: date | None = None,
    clarification_asked: date | None = None,
    clarified: date | None = None,
    fee_notice: date | None = None,
    fee_paid: date | None = None,
    days: int = USUAL_DAYS,
    extension: bool = False,
    why_not_working: Callable[[date], str] = calendar.why_not_working,
) -> Clock:
    """Count the time for answering a request received on `received` (any day; None where it is not known).

    Day 1 is the first working day after receipt, and the request is due on working day `days` (s10(1)). Where
    the authority reasonably needed clarification and asked for it, receipt is the day it was received (s1(3),
    s10(6)). The days from a fees notice to receipt of the fee, both included, do not count (s10(2)); without
    the fee in three months there is no duty to answer (s9(2)). `days`, 1 to 60, is other than 20 only under
    regulations (s10(4)). `extension`: the public interest is still to be weighed; s10(3) does not move `due`,
    by which the s17(1) notice has to be given.

    `why_not_working` gives the reason a day is not a working day, or "". Raises InputError where the dates
    contradict each other, `days` is out of range or a year is outside the calendar.
    """
    given = Dates(
        received=received,
        responded=responded,
        clarification_asked=clarification_asked,
        clarified=clarified,
        fee_notice=fee_notice,
        fee_paid=fee_paid,
    )
    if not 1 <= days <= MOST_DAYS:
        what = f"the time for answering cannot be {days} working days"
        raise InputError(what, mend=f"give 1 to {MOST_DAYS}; the usual time is {USUAL_DAYS}")
    if received is None:
        says = ("No due date can be worked out: the date of receipt is not known.",)
        return Clock(state="unknown", given=given, days=days, says=says)

    walk = partial(_walk, received, why_not_working)
    receipt = clarified if clarification_asked else received
    ask_by = _on_working_day(days, walk(received))
    notice_by = _on_working_day(days, walk(receipt)) if receipt else date.max
    pause = fee_by = None
    if fee_notice and fee_notice <= notice_by:
        fee_by = _end_of_three_months(fee_notice)
        pause = (fee_notice, fee_paid if fee_paid and fee_paid <= fee_by else date.max)

    due = guidance_due = None
    if receipt and not (pause and pause[1] == date.max):
        due = _on_working_day(days, walk(receipt, pause))
        if extension and days == USUAL_DAYS:
            guidance_due = _on_working_day(GUIDANCE_DAYS, walk(receipt, pause))
    ends = (responded, due, guidance_due) if due else (getattr(given, name) for name in _WORDS)
    last = max(day for day in ends if day)
    working = tuple(takewhile(lambda day: day.date <= last, walk(receipt, pause)))

    responded_day = None
    if responded and due:
        responded_day = max(day.number or 0 for day in working if day.date <= responded)
    late = bool(responded and due and responded > due)
    clock = Clock(
        state="late" if late else "in_time" if responded else "unanswered" if due else "paused",
        given=given,
        days=days,
        receipt=receipt,
        day_one=next(day.date for day in working if day.number == 1) if due else None,
        due=due,
        responded_day=responded_day,
        late_by=responded_day - days if late and responded_day else 0,
        fee_by=fee_by,
        guidance_due=guidance_due,
        working=working,
    )
    return replace(
        clock,
        says=tuple(clock_words.says(clock)),
        notes=tuple(clock_words.notes(clock, ask_by, extension)),
        sources=tuple(clock_words.sources(clock, extension)),
    )


def _walk(
    received: date,
    why_not: Callable[[date], str],
    receipt: date | None,
    pause: tuple[date, date] | None = None,
) -> Iterator[Day]:
    """Every day from the day of the request on, without end, numbered from the day after `receipt`.

    The days from the first to the last of `pause` do not count.
    """
    day, number = received, 0
    while True:
        if day == received:
            reason = "request received"
        elif day == receipt:
            reason = "clarification received"
        elif receipt is None or day < receipt:
            reason = "time runs from the clarification"
        elif pause and pause[0] <= day <= pause[1]:
            reason = "fees notice given, fee awaited"
        else:
            reason = why_not(day)
        number += not reason
        yield Day(day, None if reason else number, reason)
        day += timedelta(days=1)


def _on_working_day(number: int, days: Iterator[Day]) -> date:
    return next(day.date for day in days if day.number == number)


def _end_of_three_months(first: date) -> date:
    """The last day of the three months that begin with `first`."""
    year, month = first.year + (first.month + 2) // 12, (first.month + 2) % 12 + 1
    try:
        return date(year, month, first.day) - timedelta(days=1)
    except ValueError:
        return date(year, month + 1, 1) - timedelta(days=1)
