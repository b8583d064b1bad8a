"""`foirules evaluate`: decide scenarios and show why."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foirules.cli.today import today_option, warn_of_age
from foirules.errors import FoirulesError, InputError, listed, quoted

if TYPE_CHECKING:
    from foirules.engine.choice import EngineName
    from foirules.reasoning.evaluating import Evaluator
    from foirules.report.outline import Explain

FORMATS = ("text", "json", "markdown", "html", "junit")


@click.command("evaluate", no_args_is_help=True)
@click.argument("scenario", type=str, nargs=-1, required=True)
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How to write it.",
)
@click.option(
    "--explain",
    type=click.Choice(["brief", "normal", "full"]),
    default="normal",
    show_default=True,
    help="How much of the trace to tell.",
)
@click.option(
    "--engine",
    type=click.Choice(["durable", "reference"]),
    default=None,
    help="Which engine decides; both give the same result.  [default: durable where it is installed]",
)
@click.option("--consider-all", is_flag=True, help="Also show the claims that an earlier claim leaves unconsidered.")
@click.option("--switch", "switches", multiple=True, metavar="ID=VALUE", help="Set a policy switch; may be repeated.")
@click.option("--rules", type=click.Path(path_type=Path), default=None, help="The folder of another rule pack.")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    default=None,
    help="Write a new file instead of standard output.",
)
@click.option("--each", is_flag=True, help="Of several scenarios, show every decision instead of a table.")
@click.option("--questions", "ask", is_flag=True, help="Show what is still open instead, what matters most first.")
@click.option("--timestamps", is_flag=True, help="Put the time of day and how long it took into JUnit XML.")
@today_option
def command(
    scenario: tuple[str, ...],
    format_: str,
    explain: Explain,
    engine: EngineName | None,
    consider_all: bool,
    switches: tuple[str, ...],
    rules: Path | None,
    output: Path | None,
    each: bool,
    ask: bool,
    timestamps: bool,
    today: date | None,
) -> None:
    """Decide a SCENARIO and show the decision with its trace; of several, a table of what came of each.

    SCENARIO is a YAML file, a folder of them, the id of a scenario that comes with foirules, or - for standard input.
    Exit code 1 means that a decision differs from what its scenario expects. Of several scenarios, one that cannot be
    used is told of and the others are decided; the exit code is then 2.

    \b
    Examples:
      foirules evaluate kent-police-2024
      foirules evaluate my-case.yaml --questions
      foirules evaluate my-case.yaml --format html -o my-case.html
      foirules evaluate scenarios/
      foirules evaluate scenarios/ --each --explain brief
      foirules evaluate scenarios/ --format junit -o results.xml
    """
    from foirules.cli.deciding import Deciding, read_all, tell_all, tell_error, worst
    from foirules.cli.scenarios import sources
    from foirules.cli.showing import Showing
    from foirules.cli.writing import refuse_old

    set_switches = _switches(switches)
    if output == Path("-"):
        output = None
    if output is not None:
        refuse_old(output)
    named = sources(scenario)
    several = len(named) > 1
    if format_ == "html" and several:
        raise InputError("an HTML page shows one scenario", mend="name one scenario, or use --format markdown")
    if format_ == "junit" and ask:
        raise InputError("JUnit XML does not hold questions", mend="use --format json")
    started = datetime.now(UTC)
    go_on = several or format_ == "junit"
    read = read_all(named, go_on=go_on)
    evaluator = _evaluator(rules, engine)
    _check_switches(evaluator, set_switches)
    warn_of_age(evaluator.rulebook.header.law_stated_at, today)
    deciding = Deciding(evaluator, consider_all, set_switches, go_on)
    showing = Showing(evaluator.rulebook, format_, explain, several, terminal=output is None)
    if ask:
        found = [deciding.questions(one) for one in read]
        _notice(evaluator)
        _write(showing.questions(one for one in found if not isinstance(one, FoirulesError)), output)
        sys.exit(worst(tell_error(one) for one in found if isinstance(one, FoirulesError)))
    results = [deciding.result(one) for one in read]
    _notice(evaluator)
    if format_ == "junit":
        text = showing.junit(results, started if timestamps else None)
    elif format_ == "text" and several and not each:
        text = showing.table(results)
    else:
        text = showing.decisions(result.decision for result in results if result.decision)
    _write(text, output)
    sys.exit(tell_all(results))


def _evaluator(rules: Path | None, engine: EngineName | None) -> Evaluator:
    from foirules.reasoning.evaluating import Evaluator, default_evaluator

    if rules is None:
        return default_evaluator(engine)
    from foirules.law.loading import load

    return Evaluator(load(rules), engine)


def _notice(evaluator: Evaluator) -> None:
    """Say on standard error what there is to say of the engine."""
    if evaluator.notice:
        click.echo(f"foirules: {evaluator.notice}", err=True)


def _switches(entries: tuple[str, ...]) -> dict[str, str]:
    """The switches set by `--switch`, each once."""
    found: dict[str, str] = {}
    for entry in entries:
        name, _, value = entry.partition("=")
        if not name or not value:
            raise InputError(f"--switch {quoted(entry)} is not a switch and its value", mend="write --switch id=value")
        if found.setdefault(name, value) != value:
            raise InputError(f"--switch sets {quoted(name)} twice, differently", mend="keep one of them")
    return found


def _check_switches(evaluator: Evaluator, switches: dict[str, str]) -> None:
    from foirules.reasoning.references import near

    known = evaluator.rulebook.switches
    for name, value in switches.items():
        if name not in known:
            raise InputError(f"--switch: no switch {quoted(name)}", mend=near(name, known))
        if value not in known[name].values:
            what = f"--switch: {quoted(value)} is not a value of the switch `{name}`"
            raise InputError(what, mend=f"use {listed(list(known[name].values))}")


def _write(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    from foirules.cli.writing import write_whole

    write_whole(output, text)
