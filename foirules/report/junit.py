"""What came of several scenarios as JUnit XML, which continuous integration reads: one test case a scenario."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from foirules.errors import legible
from foirules.law.rulebook import Rulebook
from foirules.report.results import DIFFERS, EXPECTS_NOTHING, NOT_COMPARED, UNUSABLE, Result, state


def junit(results: Sequence[Result], rulebook: Rulebook, started: datetime | None = None) -> str:
    """The XML: a failure for a scenario that differs from what it expects, an error for one that cannot be used, and
    skipped where nothing is expected. Only with the time it `started` does it hold any time."""
    return "\n".join(_lines(results, rulebook, started)) + "\n"


def _lines(results: Sequence[Result], rulebook: Rulebook, started: datetime | None) -> Iterator[str]:
    header = rulebook.header
    states = [state(result) for result in results]
    counts = {
        "tests": len(results),
        "failures": states.count(DIFFERS),
        "errors": states.count(UNUSABLE),
        "skipped": states.count(EXPECTS_NOTHING) + states.count(NOT_COMPARED),
    }
    totals = "".join(f' {name}="{number}"' for name, number in counts.items())
    timed = ""
    if started is not None:
        timed = f' timestamp="{started:%Y-%m-%dT%H:%M:%S}"{_time(sum(result.seconds for result in results))}'
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<testsuites name="foirules"{totals}>'
    yield f"  <testsuite name={_quoted(f'foirules {header.id} {header.version}')}{totals}{timed}>"
    yield "    <properties>"
    for name, value in (("pack", header.id), ("version", header.version), ("law_stated_at", str(header.law_stated_at))):
        yield f"      <property name={_quoted(name)} value={_quoted(value)}/>"
    yield "    </properties>"
    for result in results:
        yield from _case(result, header.id, timed=started is not None)
    yield "  </testsuite>"
    yield "</testsuites>"


def _case(result: Result, pack: str, *, timed: bool) -> Iterator[str]:
    about = f"classname={_quoted(f'foirules.{pack}')} name={_quoted(result.name)} file={_quoted(result.file)}"
    about += _time(result.seconds) if timed else ""
    told = list(_told(result))
    if not told:
        yield f"    <testcase {about}/>"
        return
    yield f"    <testcase {about}>"
    yield from told
    yield "    </testcase>"


def _told(result: Result) -> Iterator[str]:
    if result.error is not None:
        said = str(result.error)
        kind = type(result.error).__name__
        yield f"      <error type={_quoted(kind)} message={_quoted(said)}>{_text(said)}</error>"
    elif result.differences is None:
        yield f"      <skipped message={_quoted(state(result))}/>"
    elif result.differences:
        text = _text("\n".join(map(legible, result.differences)))
        yield f"      <failure message={_quoted(result.differences[0])}>{text}</failure>"


def _time(seconds: float) -> str:
    return f' time="{seconds:.3f}"'


def _quoted(text: str) -> str:
    return quoteattr(legible(text))


def _text(text: str) -> str:
    return escape(text)
