"""What pauses the time for answering, and what does not move it: clarification, fees, the extension."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foirules.law import calendar
from foirules.law.clock import Clock, count

ONE = timedelta(days=1)
RECEIVED = st.dates(date(2005, 1, 1), date(2040, 12, 31))
LENGTHS = st.integers(0, 200).map(lambda days: days * ONE)


def naive_due(received: date, working: Callable[[date], bool]) -> date:
    """The due date by counting on one's fingers."""
    day, days = received, 20
    while days:
        day += ONE
        if working(day):
            days -= 1
    return day


def works(day: date) -> bool:
    return calendar.why_not_working(day) == ""


def reason_on(clock: Clock, day: date) -> str:
    return next(one.reason for one in clock.working if one.date == day)


@given(RECEIVED, LENGTHS, LENGTHS, LENGTHS, LENGTHS)
@settings(deadline=None)
def test_a_pause_never_shortens_the_time(
    received: date, asked: timedelta, answered: timedelta, noticed: timedelta, paid: timedelta
) -> None:
    usual = count(received).due
    assert usual is not None
    for due in (
        count(received, clarification_asked=received + asked).due,
        count(received, clarification_asked=received + asked, clarified=received + asked + answered).due,
        count(received, fee_notice=received + noticed).due,
        count(received, fee_notice=received + noticed, fee_paid=received + noticed + paid).due,
        count(
            received,
            clarification_asked=received + asked,
            clarified=received + asked + answered,
            fee_notice=received + noticed,
            fee_paid=received + noticed + paid,
        ).due,
    ):
        assert due is None or due >= usual


@given(RECEIVED, LENGTHS, LENGTHS)
@settings(deadline=None)
def test_the_days_of_a_fees_notice_in_time_and_paid_in_time_do_not_count(
    received: date, noticed: timedelta, paid: timedelta
) -> None:
    notice = min(received + noticed, naive_due(received, works))
    payment = notice + min(paid, 80 * ONE)
    clock = count(received, fee_notice=notice, fee_paid=payment)
    assert clock.due == naive_due(received, lambda day: works(day) and not notice <= day <= payment)


def test_time_runs_from_the_clarification() -> None:
    clock = count(date(2024, 3, 4), clarification_asked=date(2024, 3, 5), clarified=date(2024, 6, 11))
    assert (clock.receipt, clock.day_one, clock.due) == (
        date(2024, 6, 11),
        date(2024, 6, 12),
        date(2024, 7, 9),
    )
    assert "following receipt of the clarification on 11 June 2024" in clock.says[0]
    assert reason_on(clock, date(2024, 3, 4)) == "request received"
    assert reason_on(clock, date(2024, 3, 20)) == "time runs from the clarification"
    assert reason_on(clock, date(2024, 6, 11)) == "clarification received"
    assert len(clock.notes) == 1


def test_while_clarification_is_awaited_there_is_no_due_date() -> None:
    clock = count(date(2024, 3, 4), clarification_asked=date(2024, 3, 5))
    assert (clock.state, clock.receipt, clock.due, clock.day_one) == ("paused", None, None, None)
    assert clock.says == ("No due date yet: clarification was asked for on 5 March 2024 and has not been received.",)


def test_an_answer_while_no_due_date_was_running_is_in_time() -> None:
    clock = count(date(2024, 3, 4), clarification_asked=date(2024, 3, 5), responded=date(2024, 9, 2))
    assert (clock.state, clock.responded_day) == ("in_time", None)
    assert clock.says[1] == "Answered on 2 September 2024, while no due date was running."


def test_clarification_asked_for_after_the_due_date_is_pointed_out() -> None:
    due = count(date(2024, 6, 11)).due
    assert due == date(2024, 7, 9)
    assert len(count(date(2024, 6, 11), clarification_asked=due).notes) == 1
    notes = count(date(2024, 6, 11), clarification_asked=due + ONE).notes
    assert notes[1] == "It was asked for after 9 July 2024, when the request as first received was due."


def test_while_a_fee_is_awaited_there_is_no_due_date_and_it_lapses_after_three_months() -> None:
    clock = count(date(2024, 6, 11), fee_notice=date(2024, 6, 20))
    assert (clock.state, clock.due, clock.fee_by) == ("paused", None, date(2024, 9, 19))
    assert clock.says == (
        "No due date yet: a fees notice was given on 20 June 2024 and the fee has not been received. "
        "The authority need not answer unless it is paid by 19 September 2024.",
    )


def test_the_day_of_the_fees_notice_and_the_day_of_payment_do_not_count() -> None:
    clock = count(date(2024, 6, 11), fee_notice=date(2024, 6, 13), fee_paid=date(2024, 6, 14))
    assert clock.due == date(2024, 7, 11)
    assert reason_on(clock, date(2024, 6, 14)) == "fees notice given, fee awaited"
    assert [source.cite for source in clock.sources] == [
        "FOIA s9(2)",
        "FOIA s10(1)",
        "FOIA s10(2)",
        "FOIA s10(6)",
        "Banking and Financial Dealings Act 1971",
    ]


def test_a_fee_paid_after_three_months_leaves_no_due_date() -> None:
    asked = {"received": date(2024, 6, 11), "fee_notice": date(2024, 6, 20)}
    assert count(**asked, fee_paid=date(2024, 9, 19)).state == "unanswered"
    clock = count(**asked, fee_paid=date(2024, 9, 20))
    assert (clock.state, clock.due) == ("paused", None)
    assert clock.says == (
        "No due date: the fee was received on 20 September 2024, after the three months for paying it ended "
        "on 19 September 2024, so the authority need not answer.",
    )


@pytest.mark.parametrize(
    ("notice", "fee_by"),
    [
        (date(2024, 1, 10), date(2024, 4, 9)),
        (date(2024, 12, 1), date(2025, 2, 28)),
        (date(2024, 11, 30), date(2025, 2, 28)),
        (date(2023, 11, 30), date(2024, 2, 29)),
        (date(2024, 9, 30), date(2024, 12, 29)),
        (date(2024, 10, 1), date(2024, 12, 31)),
        (date(2025, 1, 31), date(2025, 4, 30)),
    ],
)
def test_the_three_months_begin_with_the_day_of_the_notice(notice: date, fee_by: date) -> None:
    assert count(notice, fee_notice=notice).fee_by == fee_by


def test_a_fees_notice_on_the_due_date_stops_time_and_one_after_it_does_not() -> None:
    assert count(date(2024, 6, 11), fee_notice=date(2024, 7, 9)).state == "paused"
    clock = count(date(2024, 6, 11), fee_notice=date(2024, 7, 10), fee_paid=date(2024, 7, 12))
    assert (clock.due, clock.fee_by) == (date(2024, 7, 9), None)
    assert clock.notes == (
        "The fees notice of 10 July 2024 does not stop time: it was given after the time for answering had "
        "ended (section 9(1)).",
    )
    cited = [source.cite for source in clock.sources]
    assert "FOIA s9(1)" in cited
    assert "FOIA s10(2)" not in cited


def test_a_fees_notice_is_in_time_for_as_long_as_regulations_give() -> None:
    day_30 = count(date(2024, 6, 11), days=30).due
    assert count(date(2024, 6, 11), fee_notice=day_30, days=60).state == "paused"
    assert count(date(2024, 6, 11), fee_notice=day_30).state == "unanswered"


@given(RECEIVED, LENGTHS, st.none() | LENGTHS)
@settings(deadline=None)
def test_the_extension_never_moves_the_due_date_or_the_state(
    received: date, noticed: timedelta, answered: timedelta | None
) -> None:
    dates = {"fee_notice": received, "fee_paid": received + noticed}
    responded = None if answered is None else received + noticed + answered
    plain, extended = (count(received, responded=responded, **dates, extension=on) for on in (False, True))
    for name in ("state", "due", "responded_day", "late_by", "says"):
        assert getattr(plain, name) == getattr(extended, name)
    assert plain.guidance_due is None
    if extended.due:
        ((guidance_due,),) = [
            [day.date for day in extended.working if day.number == 40],
        ]
        assert extended.guidance_due == guidance_due


def test_the_extension_says_what_it_does_not_move_and_marks_guidance_as_guidance() -> None:
    clock = count(date(2024, 6, 11), extension=True)
    law, guidance = clock.notes
    assert "does not move the date for the refusal notice under section 17(1), 9 July 2024" in law
    assert guidance.startswith("Guidance, not law, and not verified")
    assert guidance.endswith("8 August 2024.")
    assert "40" not in " ".join(count(date(2024, 6, 11)).notes)


def test_a_late_response_with_an_extension_asks_for_the_date_of_the_refusal_notice() -> None:
    clock = count(date(2024, 6, 11), responded=date(2024, 8, 1), extension=True)
    assert "If a section 17(1) notice was given before the response, time that notice instead." in clock.notes


@pytest.mark.parametrize(
    ("dates", "awaits"),
    [
        ({}, None),
        ({"clarification_asked": "2025-03-10"}, "clarification"),
        ({"clarification_asked": "2025-03-10", "clarified": "2025-03-20"}, None),
        ({"fee_notice": "2025-03-10"}, "fee"),
        ({"fee_notice": "2025-03-10", "fee_paid": "2025-03-20"}, None),
        ({"fee_notice": "2025-03-10", "fee_paid": "2025-07-20"}, "fee"),
        ({"fee_notice": "2025-05-10"}, None),
        ({"fee_notice": "2025-03-10", "clarification_asked": "2025-03-12"}, "clarification"),
        ({"fee_notice": "2025-03-10", "responded": "2025-03-20"}, None),
    ],
    ids=[
        "nothing",
        "asked",
        "clarified",
        "fee",
        "paid",
        "paid after three months",
        "notice too late",
        "both",
        "answered",
    ],
)
def test_what_is_awaited_is_told_only_while_nothing_is_due(dates: dict[str, str], awaits: str | None) -> None:
    clock = count(date(2025, 3, 3), **{name: date.fromisoformat(day) for name, day in dates.items()})
    assert clock.awaits == awaits
    assert (clock.awaits is None) == (clock.state != "paused")
