"""Working days under section 10(6) of the Freedom of Information Act 2000; reading and writing dates.

A working day is any day other than a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday under
the Banking and Financial Dealings Act 1971 in *any* part of the United Kingdom. So 17 March, a bank holiday
in Northern Ireland, is not a working day for an authority in Cornwall.

The bank holidays of the four nations, their substitute days and the one-off days come from the `holidays`
package, by way of the table shipped with foirules or, for a year that is not in it, from the package itself.
Two things are ours: how the days are called, and `NOT_BANK_HOLIDAYS`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any

from foirules import shipped
from foirules.errors import InputError

IN_FORCE = date(2005, 1, 1)
"""The day on which the right of access under section 1 came into force."""

PUBLISHED_TO = 2028
"""The last year whose bank holidays the government had published when this was checked, in July 2026."""

FIRST_YEAR, LAST_YEAR = 1972, 2100
"""The years that can be counted, the first being the first whole year of the 1971 Act."""

NATIONS = {"ENG": "England", "WLS": "Wales", "SCT": "Scotland", "NIR": "Northern Ireland"}

NOT_BANK_HOLIDAYS = frozenset({date(2006, 11, 30)})
"""Days the package lists but the law had not made: St Andrew's Day is a bank holiday since the St Andrew's
Day Bank Holiday (Scotland) Act 2007 (asp 2), so first in November 2007."""

NAMES = {
    "Late Summer Bank Holiday": "Summer bank holiday",
    "May Day": "Early May bank holiday",
    "New Year Holiday": "New Year holiday",
    "Saint Andrew's Day": "St Andrew's Day",
    "Saint Patrick's Day": "St Patrick's Day",
    "Scotland's participation in the FIFA World Cup final": "World Cup bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Summer Bank Holiday": "Summer bank holiday",
}

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

FORMS = "write it as 6 September 2019, 06/09/2019 (the day first) or 2019-09-06"


def spell(day: date) -> str:
    """The day as a British reader writes it, such as `4 October 2019`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def read_date(text: str) -> date:
    """The date `text` names: `2019-09-06`, `6 September 2019`, `6 Sep 2019` or `06/09/2019` (the day first).

    Raises InputError where `text` has none of these forms or names a day that does not exist.
    """
    given = " ".join(text.split())
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", given):
        year, month, day = found.groups()
    elif found := re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", given):
        day, month, year = found.groups()
    elif found := re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,}) ([0-9]{4})", given):
        day, name, year = found.groups()
        month = next((i for i, full in enumerate(MONTHS, 1) if _shortens(name, full)), 0)
    else:
        raise InputError(f"{given!r} is not a date in a form that can be read", mend=FORMS)
    if not 1 <= int(month) <= 12:
        raise InputError(f"{given!r} does not name a month", mend=FORMS)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        what = f"{given!r} is not a day that exists"
        raise InputError(what, mend="check the day, the month and the year") from None


def _shortens(name: str, month: str) -> bool:
    return name.lower() in (month.lower(), month[:3].lower(), month[:4].lower())


def why_not_working(day: date) -> str:
    """Why `day` is not a working day under section 10(6), such as `Saturday`; "" where it is one.

    Raises InputError where the year is not one of `FIRST_YEAR` to `LAST_YEAR`.
    """
    reason = non_working_days(day.year).get(day, "")
    return WEEKDAYS[day.weekday()] if day.weekday() >= 5 else reason


@cache
def non_working_days(year: int) -> Mapping[date, str]:
    """The Mondays to Fridays of `year` that are not working days under section 10(6), each with the reason.

    A reason is such as `Easter Monday (England, Wales and Northern Ireland)`; a day kept in all four nations
    names none. Raises InputError where `year` is not one of `FIRST_YEAR` to `LAST_YEAR`.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        what = f"the year {year} is outside the bank-holiday calendar, {FIRST_YEAR} to {LAST_YEAR}"
        raise InputError(what, mend="check the year")
    shipped = _shipped().get(str(year))
    if shipped is None:
        return MappingProxyType(_from_package(year))
    return MappingProxyType({date.fromisoformat(day): reason for day, reason in shipped.items()})


def caveats(first: date, last: date) -> Iterator[str]:
    """What a reader has to know about a count of working days from `first` to `last`, in sentences."""
    if first < IN_FORCE:
        yield (
            f"The right of access came into force on {spell(IN_FORCE)}. Section 10 does not time a request "
            "received before that; the dates shown are those it would have given."
        )
    if last.year > PUBLISHED_TO:
        yield (
            f"Bank holidays were published as far as {PUBLISHED_TO} when foirules was made. After that the "
            "usual days are assumed; others may yet be proclaimed."
        )


def table(first_year: int, last_year: int) -> dict[str, Any]:
    """The table to ship, ready for JSON: `non_working_days` of the years named and those between them.

    It is made from the `holidays` package, whose version it names, whatever table is shipped already.
    """
    return {
        "schema": "foirules/bank-holidays/1",
        "made_from": f"holidays {import_module('holidays').__version__}",
        "published_to": PUBLISHED_TO,
        "years": {
            str(year): {day.isoformat(): reason for day, reason in _from_package(year).items()}
            for year in range(first_year, last_year + 1)
        },
    }


@cache
def _shipped() -> dict[str, dict[str, str]]:
    """The years of the shipped table; none where foirules runs without one, as from a fresh checkout."""
    resource = shipped.DATA / "bank-holidays.json"
    if not resource.is_file():
        return {}
    years: dict[str, dict[str, str]] = json.loads(resource.read_text(encoding="utf-8"))["years"]
    return years


def _from_package(year: int) -> dict[date, str]:
    """As `non_working_days`, from the package. Its import, some 0.3 s, is put off until it is needed."""
    country_holidays = import_module("holidays").country_holidays
    kept: dict[date, dict[str, list[str]]] = {}
    for code, nation in NATIONS.items():
        for day, names in country_holidays("GB", subdiv=code, years=year, language="en_GB").items():
            if day.weekday() < 5 and day not in NOT_BANK_HOLIDAYS:
                for name in names.split("; "):
                    kept.setdefault(day, {}).setdefault(name, []).append(nation)
    return {day: "; ".join(_reason(*entry) for entry in kept[day].items()) for day in sorted(kept)}


def _reason(name: str, nations: list[str]) -> str:
    usual = name.removesuffix(" (observed)")
    substitute = "" if usual == name else ", substitute day"
    *others, last = nations
    where = f" ({', '.join(others)}{' and ' if others else ''}{last})"
    return f"{NAMES.get(usual, usual)}{substitute}{where if len(nations) < len(NATIONS) else ''}"
