"""What the clock says: the outcome in sentences, the notes a reader needs, and the law relied on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from foirules.law.calendar import caveats, spell

if TYPE_CHECKING:
    from foirules.law.clock import Clock

LEGISLATION = "http://www.legislation.gov.uk/id"


@dataclass(frozen=True, slots=True)
class Source:
    """Law relied on: how it is cited and its address."""

    cite: str
    uri: str


def says(clock: Clock) -> Iterator[str]:
    """The outcome: when the request is due or why no date is, then how the response stands to that."""
    given = clock.given
    if clock.due and clock.receipt:
        what = "receipt of the clarification" if given.clarified else "receipt"
        yield (
            f"Due promptly and not later than {spell(clock.due)}: the {_ordinal(clock.days)} working day "
            f"following {what} on {spell(clock.receipt)}."
        )
    if given.clarification_asked and not given.clarified:
        asked = spell(given.clarification_asked)
        yield f"No due date yet: clarification was asked for on {asked} and has not been received."
    if clock.fee_by and given.fee_notice and not given.fee_paid:
        yield (
            f"No due date yet: a fees notice was given on {spell(given.fee_notice)} and the fee has not been "
            f"received. The authority need not answer unless it is paid by {spell(clock.fee_by)}."
        )
    if clock.fee_by and given.fee_paid and given.fee_paid > clock.fee_by:
        yield (
            f"No due date: the fee was received on {spell(given.fee_paid)}, after the three months for "
            f"paying it ended on {spell(clock.fee_by)}, so the authority need not answer."
        )
    if given.responded:
        yield f"Answered on {spell(given.responded)}, {_timing(clock, given.responded)}."


def _timing(clock: Clock, responded: date) -> str:
    if clock.responded_day is None:
        return "while no due date was running"
    if clock.responded_day == 0:
        return "before working day 1: in time"
    counted = any(day.date == responded and day.number for day in clock.working)
    on = f"{'' if counted else 'after '}working day {clock.responded_day}"
    if clock.state == "in_time":
        return f"{on}: in time"
    if clock.late_by == 0:
        return f"{on}: late, though by less than one working day"
    return f"{on}: late by {clock.late_by} working day{'' if clock.late_by == 1 else 's'}"


def notes(clock: Clock, ask_by: date, extension: bool) -> Iterator[str]:
    """What a reader has to know besides. `ask_by` is the due date before any clarification was asked for."""
    given = clock.given
    if given.clarification_asked:
        yield (
            "Clarification moves the date of receipt only where the authority reasonably needed it to "
            "identify and locate the information and told the applicant so (sections 1(3) and 10(6))."
        )
        if given.clarification_asked > ask_by:
            yield f"It was asked for after {spell(ask_by)}, when the request as first received was due."
    if given.fee_notice and not clock.fee_by:
        yield (
            f"The fees notice of {spell(given.fee_notice)} does not stop time: it was given after the time "
            "for answering had ended (section 9(1))."
        )
    if clock.days != 20:
        yield (
            f"The time was given as {clock.days} working days. It is 20 unless regulations under section "
            "10(4) vary it, as they do in some cases for schools, archives, military operations and "
            "information held abroad. A school's time is 20 working days that are school days, or 60 working "
            "days if that is sooner; school holidays are not known here."
        )
    if extension:
        yield from _on_extension(clock)
    yield from caveats(clock.working[0].date, clock.working[-1].date)


def _on_extension(clock: Clock) -> Iterator[str]:
    date_of_notice = f", {spell(clock.due)}" if clock.due else ""
    yield (
        "Weighing the public interest does not move the date for the refusal notice under section 17(1)"
        f"{date_of_notice}. Only what depends on the balance may come later, within such time as is "
        "reasonable in the circumstances (section 10(3))."
    )
    if clock.state == "late":
        yield "If a section 17(1) notice was given before the response, time that notice instead."
    if clock.guidance_due:
        yield (
            "Guidance, not law, and not verified: the Information Commissioner is understood to expect a "
            f"full answer within 40 working days at most, here by {spell(clock.guidance_due)}."
        )


def sources(clock: Clock, extension: bool) -> Iterator[Source]:
    """The law relied on for this count."""
    given = clock.given
    cited = {
        "1(3)": given.clarification_asked,
        "9(1)": given.fee_notice and not clock.fee_by,
        "9(2)": clock.fee_by,
        "10(1)": True,
        "10(2)": clock.fee_by,
        "10(3)": extension,
        "10(4)": clock.days != 20,
        "10(6)": True,
        "17(1)": extension,
    }
    for provision in (provision for provision, relied_on in cited.items() if relied_on):
        path = provision.replace("(", "/").replace(")", "")
        yield Source(f"FOIA s{provision}", f"{LEGISLATION}/ukpga/2000/36/section/{path}")
    if clock.days != 20:
        yield Source("SI 2004/3364, as amended", f"{LEGISLATION}/uksi/2004/3364")
    yield Source("Banking and Financial Dealings Act 1971", f"{LEGISLATION}/ukpga/1971/80")


def _ordinal(number: int) -> str:
    ending = "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
