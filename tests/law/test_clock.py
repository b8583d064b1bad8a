"""The time for answering under section 10."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foirules.errors import InputError
from foirules.law import calendar
from foirules.law.clock import Clock, count

ONE = timedelta(days=1)
RECEIVED = st.dates(date(2005, 1, 1), date(2040, 12, 31))
LENGTHS = st.integers(0, 200).map(lambda days: days * ONE)
TIMES = st.integers(1, 60)

HOLIDAYS_2024 = {
    date(2024, month, day)
    for month, day in (
        *((1, 1), (1, 2), (3, 18), (3, 29), (4, 1), (5, 6), (5, 27)),
        *((7, 12), (8, 5), (8, 26), (12, 2), (12, 25), (12, 26)),
    )
}


def naive_due(received: date, working: Callable[[date], bool], days: int = 20) -> date:
    """The due date by counting on one's fingers."""
    day = received
    while days:
        day += ONE
        if working(day):
            days -= 1
    return day


def in_2024(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS_2024


def works(day: date) -> bool:
    return calendar.why_not_working(day) == ""


def reason_on(clock: Clock, day: date) -> str:
    return next(one.reason for one in clock.working if one.date == day)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2019, 9, 6), date(2019, 10, 4)),
        (date(2026, 2, 26), date(2026, 3, 27)),
        (date(2024, 6, 11), date(2024, 7, 9)),
    ],
)
def test_the_due_date_is_the_twentieth_working_day_following_receipt(received: date, due: date) -> None:
    clock = count(received)
    assert (clock.due, clock.state, clock.receipt) == (due, "unanswered", received)
    assert clock.responded_day is None


def test_a_response_on_day_70_is_late_by_50() -> None:
    clock = count(date(2019, 9, 6), responded=date(2019, 12, 16))
    assert (clock.state, clock.responded_day, clock.late_by) == ("late", 70, 50)
    assert clock.says == (
        "Due promptly and not later than 4 October 2019: the 20th working day following receipt on 6 September 2019.",
        "Answered on 16 December 2019, working day 70: late by 50 working days.",
    )


def test_a_response_on_day_15_is_in_time() -> None:
    clock = count(date(2024, 6, 11), responded=date(2024, 7, 2))
    assert (clock.state, clock.responded_day, clock.late_by) == ("in_time", 15, 0)
    assert clock.says[1] == "Answered on 2 July 2024, working day 15: in time."


def test_a_response_on_the_due_date_is_in_time_and_on_the_next_working_day_late_by_one() -> None:
    assert count(date(2019, 9, 6), responded=date(2019, 10, 4)).state == "in_time"
    clock = count(date(2019, 9, 6), responded=date(2019, 10, 7))
    assert (clock.state, clock.responded_day, clock.late_by) == ("late", 21, 1)
    assert clock.says[1] == "Answered on 7 October 2019, working day 21: late by 1 working day."


def test_a_response_at_the_weekend_after_the_due_date_is_late_by_less_than_a_day() -> None:
    clock = count(date(2019, 9, 6), responded=date(2019, 10, 5))
    assert (clock.state, clock.responded_day, clock.late_by) == ("late", 20, 0)
    assert clock.says[1].endswith("after working day 20: late, though by less than one working day.")


def test_a_response_at_the_weekend_before_the_due_date_is_in_time() -> None:
    clock = count(date(2019, 9, 6), responded=date(2019, 9, 14))
    assert (clock.state, clock.responded_day) == ("in_time", 5)
    assert clock.says[1] == "Answered on 14 September 2019, after working day 5: in time."


def test_a_response_on_the_day_of_receipt_is_in_time() -> None:
    clock = count(date(2019, 9, 6), responded=date(2019, 9, 6))
    assert (clock.state, clock.responded_day) == ("in_time", 0)
    assert clock.says[1] == "Answered on 6 September 2019, before working day 1: in time."


def test_receipt_on_a_day_that_is_not_a_working_day_is_receipt_all_the_same() -> None:
    clock = count(date(2024, 3, 30))
    assert clock.receipt == date(2024, 3, 30)
    assert clock.day_one == date(2024, 4, 2)
    assert reason_on(clock, date(2024, 4, 1)).startswith("Easter Monday")


@given(st.dates(date(2024, 1, 1), date(2024, 11, 20)))
def test_the_due_date_agrees_with_a_count_from_the_published_list(received: date) -> None:
    assert count(received).due == naive_due(received, in_2024)


@given(RECEIVED, TIMES)
@settings(deadline=None)
def test_the_due_date_agrees_with_a_naive_count(received: date, days: int) -> None:
    assert count(received, days=days).due == naive_due(received, works, days)


@given(RECEIVED, LENGTHS, TIMES)
@settings(deadline=None)
def test_a_later_receipt_never_gives_an_earlier_due_date(received: date, later: timedelta, days: int) -> None:
    first, second = count(received, days=days).due, count(received + later, days=days).due
    assert first is not None
    assert second is not None
    assert first <= second


@given(RECEIVED, st.sets(st.integers(0, 60)), TIMES)
@settings(deadline=None)
def test_a_further_holiday_in_any_part_of_the_uk_never_shortens_the_time(
    received: date, holidays: set[int], days: int
) -> None:
    extra = {received + offset * ONE for offset in holidays}
    usual = count(received, days=days).due
    due = count(
        received,
        days=days,
        why_not_working=lambda day: "proclaimed" if day in extra else calendar.why_not_working(day),
    ).due
    assert due is not None
    assert usual is not None
    assert due >= usual


@given(RECEIVED, LENGTHS, TIMES)
@settings(deadline=None)
def test_the_working_has_every_day_numbered_in_turn_or_explained(
    received: date, answered: timedelta, days: int
) -> None:
    clock = count(received, responded=received + answered, days=days)
    assert [day.date for day in clock.working] == [received + n * ONE for n in range(len(clock.working))]
    assert clock.working[-1].date == max(clock.due or received, received + answered)
    numbers = [day.number for day in clock.working if day.number]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all((day.number is None) == bool(day.reason) for day in clock.working)
    assert next(day.number for day in clock.working if day.date == clock.due) == days
    assert (clock.state == "late") == (received + answered > (clock.due or received))


def test_another_time_says_that_only_regulations_can_give_it() -> None:
    clock = count(date(2024, 6, 11), days=60, extension=True)
    assert clock.due == naive_due(date(2024, 6, 11), in_2024, 60)
    assert "the 60th working day" in clock.says[0]
    assert clock.notes[0].startswith("The time was given as 60 working days. It is 20 unless regulations")
    assert clock.guidance_due is None
    assert {"FOIA s10(4)", "SI 2004/3364, as amended"} <= {source.cite for source in clock.sources}


@pytest.mark.parametrize(
    ("days", "ordinal"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (12, "12th"), (21, "21st")]
)
def test_the_working_day_is_written_as_an_english_ordinal(days: int, ordinal: str) -> None:
    assert f"the {ordinal} working day" in count(date(2024, 6, 11), days=days).says[0]


def test_without_a_date_of_receipt_nothing_is_known() -> None:
    clock = count(None, responded=date(2024, 7, 2))
    assert (clock.state, clock.due, clock.working) == ("unknown", None, ())
    assert clock.says == ("No due date can be worked out: the date of receipt is not known.",)


def test_every_source_has_the_address_of_its_provision() -> None:
    clock = count(date(2024, 6, 11), extension=True, clarification_asked=date(2024, 6, 12))
    addresses = {source.cite: source.uri for source in clock.sources}
    assert addresses["FOIA s1(3)"] == "http://www.legislation.gov.uk/id/ukpga/2000/36/section/1/3"
    assert addresses["FOIA s10(1)"] == "http://www.legislation.gov.uk/id/ukpga/2000/36/section/10/1"
    assert addresses["FOIA s17(1)"] == "http://www.legislation.gov.uk/id/ukpga/2000/36/section/17/1"


def test_a_count_outside_the_years_checked_carries_the_caveat() -> None:
    assert "came into force on 1 January 2005" in count(date(2004, 12, 20)).notes[0]
    assert "published as far as 2028" in count(date(2028, 12, 20)).notes[0]


RECEIVED_ON, ANSWERED_ON = "the request was received on {}", "the response was given on {}"
ASKED_ON, CLARIFIED_ON = "clarification was asked for on {}", "the clarification was received on {}"
NOTICE_ON, PAID_ON = "the fees notice was given on {}", "the fee was received on {}"
D1, D2, D3 = date(2024, 6, 11), date(2024, 6, 12), date(2024, 6, 13)


@pytest.mark.parametrize(
    ("dates", "later", "earlier"),
    [
        ({"received": D3, "responded": D2}, ANSWERED_ON, RECEIVED_ON),
        ({"received": D3, "clarification_asked": D2}, ASKED_ON, RECEIVED_ON),
        ({"received": D3, "fee_notice": D2}, NOTICE_ON, RECEIVED_ON),
        ({"received": D1, "clarification_asked": D3, "clarified": D2}, CLARIFIED_ON, ASKED_ON),
        ({"received": D1, "clarification_asked": D3, "responded": D2}, ANSWERED_ON, ASKED_ON),
        (
            {"received": D1, "clarification_asked": D1, "clarified": D3, "responded": D2},
            ANSWERED_ON,
            CLARIFIED_ON,
        ),
        ({"received": D1, "fee_notice": D3, "fee_paid": D2}, PAID_ON, NOTICE_ON),
        ({"received": D1, "fee_notice": D3, "responded": D2}, ANSWERED_ON, NOTICE_ON),
        ({"received": None, "fee_notice": D3, "fee_paid": D2}, PAID_ON, NOTICE_ON),
    ],
)
def test_dates_in_the_wrong_order_are_refused_with_a_mend(dates: dict[str, date], later: str, earlier: str) -> None:
    with pytest.raises(InputError) as caught:
        count(**dates)
    assert str(caught.value) == (
        f"{later.format('12 June 2024')}, before {earlier.format('13 June 2024')} "
        "(check both dates: they may be swapped)"
    )


@pytest.mark.parametrize(
    ("dates", "given_", "needed"),
    [({"clarified": D2}, CLARIFIED_ON, ASKED_ON), ({"fee_paid": D2}, PAID_ON, NOTICE_ON)],
)
def test_the_end_of_a_pause_without_its_beginning_is_refused(dates: dict[str, date], given_: str, needed: str) -> None:
    with pytest.raises(InputError) as caught:
        count(D1, **dates)
    assert str(caught.value) == (
        f"{given_.format('12 June 2024')}, but no date says when {needed.removesuffix(' on {}')} "
        "(give both dates or neither)"
    )


@pytest.mark.parametrize("days", [-1, 0, 61])
def test_a_time_of_less_than_one_or_more_than_sixty_working_days_is_refused(days: int) -> None:
    with pytest.raises(InputError) as caught:
        count(D1, days=days)
    assert str(caught.value) == (
        f"the time for answering cannot be {days} working days (give 1 to 60; the usual time is 20)"
    )


def test_a_year_outside_the_calendar_is_refused() -> None:
    with pytest.raises(InputError, match="the year 1066 is outside the bank-holiday calendar"):
        count(date(1066, 10, 14))
