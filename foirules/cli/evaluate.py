"""`foirules evaluate`: decide scenarios and show why."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foirules.errors import InputError, legible, listed, quoted

if TYPE_CHECKING:
    from foirules.model.decision import Decision
    from foirules.model.reading import Document
    from foirules.reasoning.evaluating import Evaluator

FORMATS = ("text", "json", "markdown", "html")


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
def command(
    scenario: tuple[str, ...],
    format_: str,
    explain: str,
    engine: str | None,
    consider_all: bool,
    switches: tuple[str, ...],
    rules: Path | None,
    output: Path | None,
) -> None:
    """Decide a SCENARIO and show the decision with its trace.

    SCENARIO is a YAML file, a folder of them, the id of a scenario that comes with foirules, or - for standard input.
    Exit code 1 means that a decision differs from what its scenario expects.

    \b
    Examples:
      foirules evaluate kent-police-2024
      foirules evaluate scenarios/ --explain brief
      foirules evaluate my-case.yaml --format html -o my-case.html
    """
    from foirules.cli.scenarios import documents
    from foirules.cli.writing import refuse_old
    from foirules.reasoning.evaluating import Evaluator, default_evaluator

    set_switches = _switches(switches)
    if output == Path("-"):
        output = None
    if output is not None:
        refuse_old(output)
    found = documents(scenario)
    if format_ == "html" and len(found) > 1:
        raise InputError("an HTML page shows one scenario", mend="name one scenario, or use --format markdown")
    if rules is None:
        evaluator = default_evaluator(engine)  # type: ignore[arg-type]
    else:
        from foirules.law.loading import load

        evaluator = Evaluator(load(rules), engine)  # type: ignore[arg-type]
    _check_switches(evaluator, set_switches)
    decided = [
        (document, evaluator.evaluate(document, consider_all=consider_all, switches=set_switches)) for document in found
    ]
    if evaluator.notice:
        click.echo(f"foirules: {evaluator.notice}", err=True)
    alone = output is None and len(found) == 1
    texts = [_render(decision, evaluator, format_, explain, to_terminal=alone) for _, decision in decided]
    _write(_joined(texts, format_), output)
    plain = not set_switches and not consider_all
    differences = [_differences(evaluator, *one) for one in decided] if plain else []
    if any(differences):
        sys.exit(1)


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


def _differences(evaluator: Evaluator, document: Document, decision: Decision) -> int:
    """Say on standard error how a decision differs from what its scenario expects, and in how many points."""
    from foirules.reasoning.expecting import differences

    found = differences(decision, evaluator.resolve(document).scenario.expect)
    for difference in found:
        click.echo(f"foirules: {legible(document.file)}: expected otherwise: {legible(difference)}", err=True)
    return len(found)


def _render(decision: Decision, evaluator: Evaluator, format_: str, explain: str, *, to_terminal: bool) -> str:
    if format_ == "json":
        return decision.to_json()
    from foirules.report.telling import tell

    outline = tell(decision, evaluator.rulebook, explain)  # type: ignore[arg-type]
    if format_ == "markdown":
        from foirules.report.markdown import markdown

        return markdown(outline)
    if format_ == "html":
        from foirules.report.html import html

        return html(outline)
    if to_terminal and sys.stdout.isatty():
        from foirules.report.terminal import show

        show(outline)
        return ""
    from foirules.report.plain import plain

    return plain(outline)


def _joined(texts: list[str], format_: str) -> str:
    if format_ == "json" and len(texts) > 1:
        return "[\n" + ",\n".join(text.rstrip() for text in texts) + "\n]\n"
    return "\n".join(texts)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    from foirules.cli.writing import write_whole

    write_whole(output, text)
