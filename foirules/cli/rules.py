"""`foirules rules`: what the rule pack says, for people and for other programs."""

from __future__ import annotations

import click

from foirules.cli import LazyGroup

COMMANDS = {
    "docs": "foirules.cli.rules_docs",
    "lint": "foirules.cli.rules_lint",
    "list": "foirules.cli.rules_list",
    "schema": "foirules.cli.rules_schema",
    "show": "foirules.cli.rules_show",
}


@click.group("rules", cls=LazyGroup, modules=COMMANDS)
def command() -> None:
    """Read the rules: every limb and its test, the reasoning, the sources, and the file formats.

    \b
    Examples:
      foirules rules list --section s31
      foirules rules show 's24(2)'
      foirules rules lint
    """
