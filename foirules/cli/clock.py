"""`foirules clock`: by when a request has to be answered, and whether it was."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from functools import partial

import click

from foirules.errors import InputError
from foirules.law.calendar import WEEKDAYS, read_date, spell
from foirules.law.clock import Clock, Day, count

SCHEMA = "foirules/clock/1"
WIDTH = 100


def _date(_: click.Context, option: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return read_date(value)
    except InputError as error:
        raise InputError(f"{option.opts[0]}: {error.what}", mend=error.mend) from None


date_option = partial(click.option, metavar="DATE", callback=_date)


@click.command("clock", short_help="Count the working days for answering a request.")
@date_option("--received", required=True, help="The day the authority received the request.")
@date_option("--responded", help="The day it answered, or gave a refusal notice.")
@date_option("--clarification-asked", help="The day it asked what the request means.")
@date_option("--clarified", help="The day it received the clarification.")
@date_option("--fee-notice", help="The day it gave a fees notice.")
@date_option("--fee-paid", help="The day it received the fee.")
@click.option(
    "--days",
    type=int,
    default=20,
    show_default=True,
    help="The time in working days, 1 to 60. Only regulations under section 10(4) make it other than 20.",
)
@click.option("--extension", is_flag=True, help="The public interest is still to be weighed (section 10(3)).")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    received: date,
    responded: date | None,
    clarification_asked: date | None,
    clarified: date | None,
    fee_notice: date | None,
    fee_paid: date | None,
    days: int,
    extension: bool,
    form: str,
) -> None:
    """Count the working days for answering a request (Freedom of Information Act 2000, section 10).

    A bank holiday in any part of the United Kingdom is not a working day. Write a date as "6 September 2019",
    06/09/2019 (the day first) or 2019-09-06.

    \b
    Example:
      foirules clock --received 2019-09-06 --responded "16 December 2019"
    """
    clock = count(
        received,
        responded=responded,
        clarification_asked=clarification_asked,
        clarified=clarified,
        fee_notice=fee_notice,
        fee_paid=fee_paid,
        days=days,
        extension=extension,
    )
    if form == "json":
        click.echo(json.dumps({"schema": SCHEMA, **asdict(clock)}, default=date.isoformat, indent=2))
    else:
        click.echo("\n".join(_text(clock)))


def _text(clock: Clock) -> Iterator[str]:
    for sentence in clock.says:
        yield from _wrap(sentence)
    for note in clock.notes:
        yield ""
        yield from _wrap(f"Note: {note}")
    yield ""
    yield "Working (Saturdays and Sundays do not count)"
    rows = list(_rows(clock))
    width = max(len(label) for label, _ in rows)
    for label, what in rows:
        yield f"  {label:<{width}}  {what}"
    yield ""
    yield "Sources"
    width = max(len(source.cite) for source in clock.sources)
    for source in clock.sources:
        yield f"  {source.cite:<{width}}  {source.uri}"


def _wrap(text: str) -> list[str]:
    """`text` as lines of at most `WIDTH` characters; a date or a section number stays on one line."""
    held = re.sub(r" (?=[0-9])|(?<=[0-9]) (?=[A-Z])", "\N{NO-BREAK SPACE}", text)
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in textwrap.wrap(held, WIDTH)]


def _rows(clock: Clock) -> Iterator[tuple[str, str]]:
    """The working as (dates, what they are): working days by the week, other days by their reason."""
    marks: dict[date | None, list[str]] = {}
    marks.setdefault(clock.due, []).append("due")
    marks.setdefault(clock.given.responded, []).append("answered")
    marks.setdefault(clock.guidance_due, []).append("limit in the guidance")
    runs: list[list[Day]] = []
    for day in clock.working:
        if runs and _continues(runs[-1][-1], day) and not {runs[-1][-1].date, day.date} & marks.keys():
            runs[-1].append(day)
        elif day.date in marks or day.reason not in WEEKDAYS:
            runs.append([day])
    for first, *_, last in ([run[0], *run] for run in runs):
        yield _span(first.date, last.date), ", ".join([_kind(first, last), *marks.get(last.date, [])])


def _continues(earlier: Day, later: Day) -> bool:
    if earlier.number and later.number:
        return earlier.date.isocalendar()[:2] == later.date.isocalendar()[:2]
    return earlier.reason == later.reason


def _kind(first: Day, last: Day) -> str:
    if first.number is None:
        return first.reason if first.reason.endswith(" received") else f"not counted: {first.reason}"
    return f"day {first.number}" if first == last else f"days {first.number} to {last.number}"


def _span(first: date, last: date) -> str:
    """The days from `first` to `last`, as `9 to 13 September 2019`; a single day with its weekday."""
    if first == last:
        return f"{WEEKDAYS[first.weekday()]} {spell(first)}"
    start = spell(first).split()
    needed = 3 if first.year != last.year else 2 if first.month != last.month else 1
    return f"{' '.join(start[:needed])} to {spell(last)}"
