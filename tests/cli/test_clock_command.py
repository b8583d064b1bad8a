"""`foirules clock`."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from foirules.cli import main

Run = tuple[int, str, str]


@pytest.fixture
def clock(capsys: pytest.CaptureFixture[str]):
    """Run `foirules clock` with the arguments: its exit code, standard output and standard error."""

    def run(*args: str) -> Run:
        with pytest.raises(SystemExit) as stopped:
            main(["clock", *args])
        out, err = capsys.readouterr()
        return stopped.value.code, out, err

    return run


def test_the_due_date_comes_first_then_the_working_then_the_sources(clock) -> None:
    code, out, err = clock("--received", "26 February 2026")
    assert (code, err) == (0, "")
    assert (
        out
        == """\
Due promptly and not later than 27 March 2026: the 20th working day following receipt
on 26 February 2026.

Working (Saturdays and Sundays do not count)
  Thursday 26 February 2026  request received
  Friday 27 February 2026    day 1
  2 to 6 March 2026          days 2 to 6
  9 to 13 March 2026         days 7 to 11
  Monday 16 March 2026       day 12
  Tuesday 17 March 2026      not counted: St Patrick's Day (Northern Ireland)
  18 to 20 March 2026        days 13 to 15
  23 to 26 March 2026        days 16 to 19
  Friday 27 March 2026       day 20, due

Sources
  FOIA s10(1)                              http://www.legislation.gov.uk/id/ukpga/2000/36/section/10/1
  FOIA s10(6)                              http://www.legislation.gov.uk/id/ukpga/2000/36/section/10/6
  Banking and Financial Dealings Act 1971  http://www.legislation.gov.uk/id/ukpga/1971/80
"""
    )


def test_a_late_response_is_reported_and_not_judged(clock) -> None:
    code, out, _ = clock("--received", "2019-09-06", "--responded", "16/12/2019")
    assert code == 0
    lines = [line.strip() for line in out.splitlines()]
    assert lines[2] == "Answered on 16 December 2019, working day 70: late by 50 working days."
    assert "Friday 4 October 2019           day 20, due" in lines
    assert "Monday 2 December 2019          not counted: St Andrew's Day, substitute day (Scotland)" in lines
    assert "Monday 16 December 2019         day 70, answered" in lines


def test_an_answer_on_the_due_date_shows_both_on_one_line(clock) -> None:
    _, out, _ = clock("--received", "2019-09-06", "--responded", "2019-10-04")
    assert "  Friday 4 October 2019           day 20, due, answered\n" in out


def test_an_answer_in_the_middle_of_a_week_has_a_line_of_its_own(clock) -> None:
    _, out, _ = clock("--received", "2019-09-06", "--responded", "2019-09-11")
    lines = [" ".join(line.split()) for line in out.splitlines()]
    start = lines.index("9 to 10 September 2019 days 1 to 2")
    assert lines[start + 1] == "Wednesday 11 September 2019 day 3, answered"
    assert lines[start + 2] == "12 to 13 September 2019 days 4 to 5"


def test_an_answer_at_the_weekend_has_a_line_of_its_own(clock) -> None:
    _, out, _ = clock("--received", "2019-09-06", "--responded", "2019-09-14")
    assert "  Saturday 14 September 2019      not counted: Saturday, answered\n" in out


def test_a_pause_is_one_line_across_weekends_months_and_years(clock) -> None:
    _, out, _ = clock(
        *("--received", "2024-12-09", "--clarification-asked", "2024-12-10", "--clarified", "2024-12-12"),
        *("--fee-notice", "2024-12-20", "--fee-paid", "2025-01-10"),
    )
    assert "  10 to 11 December 2024               not counted: time runs from the clarification\n" in out
    assert "  Thursday 12 December 2024            clarification received\n" in out
    assert "  20 December 2024 to 10 January 2025  not counted: fees notice given, fee awaited\n" in out


def test_the_extension_is_shown_as_notes(clock) -> None:
    _, out, _ = clock("--received", "2024-06-11", "--extension")
    assert "Note: Guidance, not law, and not verified" in out
    assert "  Thursday 8 August 2024    day 40, limit in the guidance\n" in out


def test_every_line_of_prose_fits_in_a_hundred_columns_and_no_date_is_broken(clock) -> None:
    for day in range(1, 29):
        asked = ("--clarification-asked", "2023-12-10", "--clarified", f"2024-02-{day}")
        _, out, _ = clock("--received", "2023-12-01", *asked, "--responded", "2024-09-02", "--extension")
        prose = out.partition("\nWorking")[0].splitlines()
        assert max(len(line) for line in prose) <= 100
        assert not [line for line in prose if re.search(r"([0-9]|February|March|April|section)$", line)]


def test_json_carries_the_schema_and_iso_dates(clock) -> None:
    code, out, _ = clock("--received", "2024-06-11", "--responded", "2024-07-02", "--format", "json")
    data = json.loads(out)
    assert code == 0
    assert data["schema"] == "foirules/clock/1"
    assert (data["state"], data["due"]) == ("in_time", "2024-07-09")
    assert (data["responded_day"], data["late_by"]) == (15, 0)
    assert data["given"]["received"] == "2024-06-11"
    assert data["working"][1] == {"date": "2024-06-12", "number": 1, "reason": ""}
    assert data["sources"][0] == {
        "cite": "FOIA s10(1)",
        "uri": "http://www.legislation.gov.uk/id/ukpga/2000/36/section/10/1",
    }


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (
            ("--received", "31/09/2019"),
            "--received: '31/09/2019' is not a day that exists (check the day, the month and the year)",
        ),
        (
            ("--received", "2019-09-06", "--fee-notice", "09/13/2019"),
            "--fee-notice: '09/13/2019' does not name a month (write it as 6 September 2019, 06/09/2019 "
            "(the day first) or 2019-09-06)",
        ),
        (
            ("--received", "2019-09-06", "--responded", "2019-09-05"),
            "the response was given on 5 September 2019, before the request was received on 6 September 2019 "
            "(check both dates: they may be swapped)",
        ),
        (
            ("--received", "2019-09-06", "--days", "61"),
            "the time for answering cannot be 61 working days (give 1 to 60; the usual time is 20)",
        ),
    ],
)
def test_a_wrong_date_or_time_is_one_line_on_standard_error_and_exit_code_2(clock, args, message) -> None:
    assert clock(*args) == (2, "", f"foirules: {message}\n")


def test_receipt_is_required(clock) -> None:
    code, _, err = clock()
    assert code == 2
    assert err == "foirules: missing option `--received` (see `foirules clock --help`)\n"


def test_help_has_an_example_that_works(clock) -> None:
    code, out, _ = clock("--help")
    assert code == 0
    assert 'foirules clock --received 2019-09-06 --responded "16 December 2019"' in out
    assert clock("--received", "2019-09-06", "--responded", "16 December 2019")[0] == 0


def test_the_command_does_not_load_rich() -> None:
    script = "import sys, foirules.cli.clock; sys.exit('rich' in sys.modules or 'holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
