"""Working days under section 10(6), and how dates are read and written."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foirules.errors import InputError
from foirules.law import calendar
from foirules.law.calendar import caveats, non_working_days, read_date, spell, table, why_not_working

DATES_IN_2022 = "3/1 4/1 17/3 15/4 18/4 2/5 2/6 3/6 12/7 1/8 29/8 19/9 30/11 26/12 27/12"
DATES_IN_2024 = "1/1 2/1 18/3 29/3 1/4 6/5 27/5 12/7 5/8 26/8 2/12 25/12 26/12"

REASONS = [
    ("2019-01-02", "New Year holiday (Scotland)"),
    ("2010-01-04", "New Year holiday, substitute day (Scotland)"),
    ("2022-01-03", "New Year's Day, substitute day"),
    ("2022-01-04", "New Year holiday, substitute day (Scotland)"),
    ("2023-01-02", "New Year's Day, substitute day; New Year holiday (Scotland)"),
    ("2026-03-17", "St Patrick's Day (Northern Ireland)"),
    ("2018-03-19", "St Patrick's Day, substitute day (Northern Ireland)"),
    ("2024-03-18", "St Patrick's Day, substitute day (Northern Ireland)"),
    ("2019-04-19", "Good Friday"),
    ("2024-04-01", "Easter Monday (England, Wales and Northern Ireland)"),
    ("2011-04-29", "Wedding of William and Catherine"),
    ("2020-05-08", "Early May bank holiday"),
    ("2023-05-08", "Coronation of Charles III"),
    ("2012-06-04", "Spring bank holiday"),
    ("2012-06-05", "Diamond Jubilee of Elizabeth II"),
    ("2022-06-02", "Spring bank holiday"),
    ("2022-06-03", "Platinum Jubilee of Elizabeth II"),
    ("2026-06-15", "World Cup bank holiday (Scotland)"),
    ("2019-07-12", "Battle of the Boyne (Northern Ireland)"),
    ("2025-07-14", "Battle of the Boyne, substitute day (Northern Ireland)"),
    ("2024-08-05", "Summer bank holiday (Scotland)"),
    ("2024-08-26", "Summer bank holiday (England, Wales and Northern Ireland)"),
    ("2022-09-19", "State Funeral of Queen Elizabeth II"),
    ("2007-11-30", "St Andrew's Day (Scotland)"),
    ("2024-12-02", "St Andrew's Day, substitute day (Scotland)"),
    ("2010-12-27", "Christmas Day, substitute day"),
    ("2010-12-28", "Boxing Day, substitute day"),
    ("2024-12-25", "Christmas Day"),
]

WORKING_DAYS = {
    "2006-11-30": "St Andrew's Day was not yet a bank holiday",
    "2020-05-04": "the bank holiday was moved to VE Day",
    "2012-05-28": "the bank holiday was moved to the jubilee",
    "2022-05-30": "the bank holiday was moved to the jubilee",
    "2024-12-24": "Christmas Eve is not a bank holiday",
    "2024-12-27": "an authority's own closing days count",
}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder that foirules takes for its own, empty at first."""
    monkeypatch.setattr(calendar.shipped, "DATA", tmp_path / "_data")
    calendar._shipped.cache_clear()
    non_working_days.cache_clear()
    yield tmp_path
    calendar._shipped.cache_clear()
    non_working_days.cache_clear()


def ship(folder: Path, first: int, last: int) -> None:
    (folder / "_data").mkdir()
    (folder / "_data" / "bank-holidays.json").write_text(json.dumps(table(first, last)), encoding="utf-8")


@pytest.mark.parametrize(("day", "reason"), REASONS)
def test_a_bank_holiday_in_any_part_of_the_uk_is_not_a_working_day(day: str, reason: str) -> None:
    assert why_not_working(date.fromisoformat(day)) == reason


@pytest.mark.parametrize("day", WORKING_DAYS, ids=WORKING_DAYS.get)
def test_a_day_that_is_no_bank_holiday_anywhere_is_a_working_day(day: str) -> None:
    assert why_not_working(date.fromisoformat(day)) == ""


@pytest.mark.parametrize(("year", "expected"), [(2022, DATES_IN_2022), (2024, DATES_IN_2024)])
def test_the_days_of_a_year_are_those_the_government_published_for_all_four_nations(year: int, expected: str) -> None:
    assert " ".join(f"{day.day}/{day.month}" for day in non_working_days(year)) == expected


@given(st.dates(date(2005, 1, 1), date(2060, 12, 31)))
def test_a_weekend_and_christmas_day_are_never_working_days(day: date) -> None:
    if day.weekday() >= 5 or (day.month, day.day) == (12, 25):
        assert why_not_working(day)


@given(st.integers(2007, 2060))
def test_every_year_keeps_at_least_thirteen_days_and_each_has_a_reason(year: int) -> None:
    days = non_working_days(year)
    assert len(days) >= 13
    assert all(day.year == year and day.weekday() < 5 and reason for day, reason in days.items())


def test_the_calendar_of_a_year_cannot_be_changed_by_a_caller() -> None:
    with pytest.raises(TypeError):
        non_working_days(2024)[date(2024, 5, 7)] = "Feast of the Filing Cabinet"  # type: ignore[index]


def test_a_shipped_table_gives_the_same_days_as_the_package(data: Path) -> None:
    from_package = {year: dict(non_working_days(year)) for year in range(2005, 2031)}
    ship(data, 2005, 2030)
    calendar._shipped.cache_clear()
    non_working_days.cache_clear()
    assert {year: dict(non_working_days(year)) for year in range(2005, 2031)} == from_package


def test_a_shipped_year_needs_no_package(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ship(data, 2024, 2024)
    monkeypatch.setitem(sys.modules, "holidays", None)
    assert why_not_working(date(2024, 7, 12)) == "Battle of the Boyne (Northern Ireland)"
    with pytest.raises(ImportError):
        non_working_days(2025)


def test_a_year_that_is_not_shipped_comes_from_the_package(data: Path) -> None:
    ship(data, 2024, 2024)
    assert why_not_working(date(2026, 6, 15)) == "World Cup bank holiday (Scotland)"


def test_the_table_says_what_it_was_made_from() -> None:
    made = table(2024, 2025)
    assert made["schema"] == "foirules/bank-holidays/1"
    assert made["made_from"].startswith("holidays 0.")
    assert made["published_to"] == calendar.PUBLISHED_TO
    assert list(made["years"]) == ["2024", "2025"]
    assert made["years"]["2024"]["2024-07-12"] == "Battle of the Boyne (Northern Ireland)"


@pytest.mark.parametrize("year", [206, 1971, 2101])
def test_a_year_outside_the_calendar_is_refused(year: int) -> None:
    with pytest.raises(InputError) as caught:
        why_not_working(date(year, 1, 1))
    assert str(caught.value) == (f"the year {year} is outside the bank-holiday calendar, 1972 to 2100 (check the year)")


def test_a_count_before_the_act_or_past_the_published_years_carries_a_caveat() -> None:
    assert list(caveats(date(2005, 1, 1), date(2028, 12, 31))) == []
    (before,) = caveats(date(2004, 12, 31), date(2005, 1, 31))
    assert "came into force on 1 January 2005" in before
    (after,) = caveats(date(2028, 12, 1), date(2029, 1, 2))
    assert "published as far as 2028" in after


@pytest.mark.parametrize(
    "text",
    [
        "2019-09-06",
        "6 September 2019",
        "6 september 2019",
        "6 Sep 2019",
        "06 Sept 2019",
        "6th September 2019",
        "06/09/2019",
        "6/9/2019",
        "  6  September  2019 ",
    ],
)
def test_a_date_is_read_day_first(text: str) -> None:
    assert read_date(text) == date(2019, 9, 6)


@given(st.dates())
def test_a_date_written_is_read_back(day: date) -> None:
    padded = f"{day.day:02}/{day.month:02}/{day.year:04}"
    assert read_date(day.isoformat()) == read_date(padded) == day
    if day.year >= 1000:
        assert read_date(spell(day)) == day


FORMS = "write it as 6 September 2019, 06/09/2019 (the day first) or 2019-09-06"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31/09/2019", "'31/09/2019' is not a day that exists (check the day, the month and the year)"),
        ("29 Feb 2023", "'29 Feb 2023' is not a day that exists (check the day, the month and the year)"),
        ("0000-01-01", "'0000-01-01' is not a day that exists (check the day, the month and the year)"),
        ("09/13/2019", f"'09/13/2019' does not name a month ({FORMS})"),
        ("2019-00-10", f"'2019-00-10' does not name a month ({FORMS})"),
        ("6 Setpember 2019", f"'6 Setpember 2019' does not name a month ({FORMS})"),
        ("September 6 2019", f"'September 6 2019' is not a date in a form that can be read ({FORMS})"),
        ("6/9/19", f"'6/9/19' is not a date in a form that can be read ({FORMS})"),
        ("tomorrow", f"'tomorrow' is not a date in a form that can be read ({FORMS})"),
        ("", f"'' is not a date in a form that can be read ({FORMS})"),
    ],
)
def test_a_date_that_cannot_be_read_says_what_is_wrong_and_how_to_mend_it(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_date(text)
    assert str(caught.value) == message
