"""The kinds of value a user writes: ids, words, lines of text, dates; and how a value says why it does not fit."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, StringConstraints, Tag
from pydantic_core import PydanticCustomError

from foirules.errors import quoted
from foirules.model.yaml_problems import UNWELCOME, unwelcome

FIRST_YEAR, LAST_YEAR = 1000, 2200
_FORM = "write it as year-month-day"

UNFIT = "foirules"
"""The type of the pydantic errors made by `unfit`."""


def unfit(what: str, mend: str, at: str | None = None) -> PydanticCustomError:
    """An error for a validator to raise: what is wrong and how to mend it; `at` names the key it is about, if one."""
    return PydanticCustomError(UNFIT, "{what}", {"what": what, "mend": mend, "at": at})


def _text(value: str) -> str:
    if found := UNWELCOME.search(value):
        raise unfit(*unwelcome(found[0]))
    return value


def _day(value: Any) -> date:
    """A date written year-month-day, or a date object. A number is no date, whatever pydantic would make of it."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise unfit(f"{quoted(value)} is not a date", f"{_FORM}, such as 2024-11-18")
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", value):
        year, month, day = map(int, found.groups())
        if exact := _existing(year, month, day):
            return exact
        last = f"that month has {monthrange(year, month)[1]} days" if 1 <= month <= 12 and year else _FORM
        raise unfit(f"{quoted(value)} is not a day in the calendar", last)
    meant: list[date | None] = []
    if found := re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", value):
        first, second, year = map(int, found.groups())
        meant = [_existing(year, second, first), _existing(year, first, second)]
    elif found := re.fullmatch(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})", value):
        meant = [_existing(*map(int, found.groups()))]
    example = " or ".join(dict.fromkeys(str(day) for day in meant if day))
    form = f"{_FORM}: {example}, if that is meant" if example else f"{_FORM}, such as 2024-11-18"
    raise unfit(f"{quoted(value)} is not a date in the form that is read", form)


def _within_reach(day: date) -> date:
    """A date to which years can be added."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise unfit(f"{quoted(day)} is in no year that can be meant", f"use a year from {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""A kebab-case id, such as `part-1`."""

Token = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_().+-]*$", max_length=60)]
"""A word of the rules, such as `very_great`."""

StepId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-\d{2}$")]
"""A step's number, such as `RN-09`."""

Line = Annotated[str, StringConstraints(min_length=1, max_length=4000), AfterValidator(_text)]
Place = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_text)]

Day = Annotated[date, BeforeValidator(_day), AfterValidator(_within_reach)]
"""A date, written year-month-day."""

Year = Annotated[int, Field(strict=True, ge=FIRST_YEAR, le=LAST_YEAR)]


def _year_or_day(value: Any) -> str:
    return "year" if isinstance(value, (int, float)) else "day"


YearOrDay = Annotated[
    Annotated[Year, Tag("year")] | Annotated[Day, Tag("day")],
    Discriminator(_year_or_day),
]
"""A date, or where the day is not known the year alone."""
