"""The command line. Each command is a module of its own, imported only when it is called."""

from __future__ import annotations

import importlib
import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NoReturn

import click

from foirules import __version__
from foirules.errors import FoirulesError, InputError, LimitError, Where

COMMANDS = {
    "clock": "foirules.cli.clock",
    "evaluate": "foirules.cli.evaluate",
    "new": "foirules.cli.new",
    "rules": "foirules.cli.rules",
}

INTERRUPTED, READER_GONE = 130, 141
"""The exit codes of a program stopped from the keyboard, and of one whose reader closed the pipe."""


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is asked for, so that start-up stays quick."""

    def __init__(self, *args: Any, modules: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        module = self.modules.get(cmd_name)
        if module is None:
            return None
        command = importlib.import_module(module).command
        assert isinstance(command, click.Command)
        return command


class _Foirules(LazyGroup):
    """The commands, and what is said when the machine stops one of them."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command, and tell of what the machine refuses as of anything else a user can mend."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("foirules: interrupted", err=True)
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            ctx.exit(READER_GONE)
        except OSError as error:
            where = Where(str(error.filename) if error.filename else "standard output")
            reason = (error.strerror or str(error)).lower()
            raise InputError(f"cannot be used: {reason}", mend="check the path and the disk", where=where) from None
        except UnicodeEncodeError as error:
            what = f"the character {error.object[error.start]!a} cannot be written in {error.encoding}"
            mend = "set PYTHONUTF8=1, or use --output"
            raise InputError(what, mend=mend, where=Where("standard output")) from None
        except MemoryError:
            raise LimitError("there is not enough memory", mend="split the scenario") from None


@click.group(cls=_Foirules, modules=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="foirules")
def cli() -> None:
    """Reason through exemptions under the Freedom of Information Act 2000.

    Not legal advice: foirules checks that a decision follows from what was found, and says what is missing.
    """


def main(args: list[str] | None = None) -> NoReturn:
    """Run the command line and exit; what a user can mend becomes one line on standard error and an exit code."""
    try:
        result = cli.main(args=args, prog_name="foirules", standalone_mode=False)
        code = result if isinstance(result, int) else 0
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 0
    except FoirulesError as error:
        click.echo(f"foirules: {error}", err=True)
        code = error.exit_code
    except click.UsageError as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            error.show()
        else:
            click.echo(f"foirules: {_usage(error)}", err=True)
        code = InputError.exit_code
    sys.exit(_flushed(code))


def _usage(error: click.UsageError) -> InputError:
    """A wrong command line, as click tells of it, in one line like any other error."""
    said = re.sub(r"'([^']*)'", r"`\1`", error.format_message().strip().removesuffix("."))
    command = error.ctx.command_path if error.ctx else "foirules"
    return InputError(said[:1].lower() + said[1:], mend=f"see `{command} --help`")


def _flushed(code: int) -> int:
    """The exit code, once standard output has taken everything, or is told to take no more."""
    try:
        sys.stdout.flush()
    except OSError:
        code = code or READER_GONE
    if code == READER_GONE:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code
