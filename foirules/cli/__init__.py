"""The command line. Each command is a module of its own, imported only when it is called."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from foirules.errors import FoirulesError

COMMANDS = {"clock": "foirules.cli.clock", "evaluate": "foirules.cli.evaluate", "rules": "foirules.cli.rules"}


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is asked for, so that start-up stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command = importlib.import_module(module).command
        assert isinstance(command, click.Command)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="foirules")
def cli() -> None:
    """Reason through exemptions under the Freedom of Information Act 2000.

    Not legal advice: foirules checks that a decision follows from what was found, and says what is missing.
    """


def main(args: list[str] | None = None) -> Any:
    """Run the command line; errors a user can mend become one line on standard error and an exit code."""
    try:
        return cli.main(args=args, prog_name="foirules", standalone_mode=True)
    except FoirulesError as error:
        click.echo(f"foirules: {error}", err=True)
        sys.exit(error.exit_code)
