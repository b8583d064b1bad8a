"""Say that the law of a rule pack is no longer of today. A decision itself never knows what day it is."""

from __future__ import annotations

import sys
from datetime import date

import click

from foirules.errors import InputError

MOST_DAYS = 90
"""The most days between the law as stated and today that nothing is said of."""


def _date(_: click.Context, option: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    from foirules.law.calendar import read_date

    try:
        return read_date(value)
    except InputError as error:
        raise InputError(f"{option.opts[0]}: {error.what}", mend=error.mend) from None


today_option = click.option(
    "--today",
    metavar="DATE",
    callback=_date,
    help="Warn where the law as stated is far from this day.  [default: today, on a terminal only]",
)


def warn_of_age(stated: date, today: date | None) -> None:
    """Say on standard error where the law as stated is far from today: a day given or, on a terminal, the real one."""
    if today is None:
        if not sys.stderr.isatty():
            return
        today = date.today()
    if abs((today - stated).days) > MOST_DAYS:
        from foirules.law.calendar import spell

        click.echo(
            f"foirules: law stated at {spell(stated)}, today is {spell(today)} (check what has changed between)",
            err=True,
        )
