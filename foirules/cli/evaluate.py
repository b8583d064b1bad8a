"""`foirules evaluate`: decide scenarios and show why."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foirules.errors import InputError

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
    help="Write to a file instead of standard output.",
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
    from foirules.reasoning.evaluating import Evaluator, default_evaluator

    set_switches = dict(_switch(entry) for entry in switches)
    found = documents(scenario)
    if rules is None:
        evaluator = default_evaluator(engine)  # type: ignore[arg-type]
    else:
        from foirules.law.loading import load

        evaluator = Evaluator(load(rules), engine)  # type: ignore[arg-type]
    if evaluator.notice:
        click.echo(f"foirules: {evaluator.notice}", err=True)
    _check_switches(evaluator, set_switches)
    texts, differences = [], 0
    for document in found:
        decision = evaluator.evaluate(document, consider_all=consider_all, switches=set_switches)
        differences += _differences(evaluator, document, decision, plain=not set_switches and not consider_all)
        texts.append(_render(decision, evaluator, format_, explain, to_terminal=output is None and len(found) == 1))
    _write(_joined(texts, format_), output)
    if differences:
        sys.exit(1)


def _switch(entry: str) -> tuple[str, str]:
    name, equals, value = entry.partition("=")
    if not equals or not name or not value:
        raise InputError(f"`--switch {entry}` is not a switch and a value", mend="write --switch id=value")
    return name, value


def _check_switches(evaluator: Evaluator, switches: dict[str, str]) -> None:
    for name, value in switches.items():
        known = evaluator.rulebook.switches
        if name not in known:
            raise InputError(f"no policy switch `{name}`", mend="use one of " + ", ".join(known))
        if value not in known[name].values:
            raise InputError(f"`{value}` is not a value of {name}", mend="use one of " + ", ".join(known[name].values))


def _differences(evaluator: Evaluator, document: Document, decision: Decision, *, plain: bool) -> int:
    """Say on standard error how a decision differs from what its scenario expects; nothing where options changed it."""
    from foirules.reasoning.expecting import differences

    if not plain:
        return 0
    found = differences(decision, evaluator.resolve(document).scenario.expect)
    for difference in found:
        click.echo(f"foirules: {document.file}: expected otherwise: {difference}", err=True)
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
    if format_ == "html" and len(texts) > 1:
        raise InputError("an HTML page shows one scenario", mend="name one scenario, or use --format markdown")
    return "\n".join(texts)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    from foirules.cli.writing import write_whole

    write_whole(output, text)
