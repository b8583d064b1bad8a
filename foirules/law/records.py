"""When an exemption ends with the age of the record: ss62 to 64. The years and the table are the pack's.

Years run from the start of the calendar year after the record was created (s62(1)), so an exemption of twenty
years ends with the twentieth such year. Royal communications run from the dates themselves (s63(2E)).
"""

from __future__ import annotations

from datetime import date, timedelta

from foirules.law.pack_files import CutOff, Records


def historical_after(created: int, records: Records) -> int:
    """The year at whose end a record created in a year becomes a historical record (s62(1), SI 2012/3029)."""
    if created in records.transitional:
        return records.transitional[created]
    return created + (records.years_before if created < min(records.transitional) else records.years)


def ends_after(cut_off: CutOff, created: date | int | None, death: date | None, records: Records) -> date | None:
    """The last day on which the exemption can apply, or None where the dates given do not tell."""
    if created is None:
        return None
    if cut_off.rule == "public-record-office":
        return None
    year = created if isinstance(created, int) else created.year
    if cut_off.rule == "historical-record":
        return date(historical_after(year, records), 12, 31)
    if cut_off.rule == "years":
        assert cut_off.years is not None
        return date(year + cut_off.years, 12, 31)
    if isinstance(created, int) or death is None:
        return None
    return max(_last_day(created, records.royal_years), _last_day(death, records.royal_years_after_death))


def _last_day(first: date, years: int) -> date:
    """The last day of a period of years that begins with a day."""
    try:
        end = first.replace(year=first.year + years)
    except ValueError:
        end = date(first.year + years, 3, 1)
    return end - timedelta(days=1)
