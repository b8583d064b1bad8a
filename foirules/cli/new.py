"""`foirules new`: build a scenario by questions, on the keyboard alone."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import click

from foirules.cli.today import today_option, warn_of_age


@click.command("new")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--rules", type=click.Path(path_type=Path), default=None, help="The folder of another rule pack.")
@today_option
def command(file: Path | None, rules: Path | None, today: date | None) -> None:
    """Build a scenario in FILE by answering questions, the ones that matter most first.

    The file is saved after every answer. Without FILE, its name is made of the case's title. A FILE that is there is
    gone on with at its open questions; where foirules new did not write it, it stays as it is, and the answers go into
    a new file in the current folder.

    \b
    While you are asked, type
      ?          to be told why, and what each answer would do
      not known  to leave a question open
      each       to be asked of every part by itself
      claim      to add a claim
      back       to take the last answer back
      stop       to end; what is saved can be gone on with

    \b
    Examples:
      foirules new
      foirules new my-case.yaml
    """
    from foirules.cli.saving import Saving
    from foirules.reasoning.evaluating import Evaluator, default_evaluator

    if rules is None:
        evaluator = default_evaluator("reference")
    else:
        from foirules.law.loading import load

        evaluator = Evaluator(load(rules), "reference")
    saving = Saving(file)
    session = saving.session(evaluator)
    warn_of_age(evaluator.rulebook.header.law_stated_at, today)
    with suppress(ImportError):
        import readline  # noqa: F401
    from foirules.cli.interview import Interview

    Interview(session, saving).hold()
