"""Every error foirules raises on purpose.

    FoirulesError                something the user can mend; carries an exit code
    ├── InputError         (2)   a file, a value or a command line is wrong
    │   └── PackError      (2)   a rule pack is refused
    └── LimitError         (3)   a limit was reached while running

A message is one line that says where, what is wrong and how to mend it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

MOST_SHOWN = 60
"""The most characters of one of the user's values, or of one step of a path, that a message shows."""


def legible(text: str) -> str:
    """The text with whatever a terminal cannot print, or could obey, written as an escape.

    >>> legible("a\\x1b[31mb")
    'a\\\\x1b[31mb'
    """
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def shortened(text: str) -> str:
    """The text, legible and cut to `MOST_SHOWN` characters."""
    return legible(text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 3]}...")


def quoted(value: object) -> str:
    """A value of the user's as a message shows it: in backticks, spelt as in YAML, shortened.

    >>> quoted("no"), quoted(True), quoted([1])
    ('`no`', '`true`', 'a list')
    """
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, (list, tuple, set, frozenset)):
        return "a list"
    if isinstance(value, int) and abs(value) >= 10**MOST_SHOWN:
        return "a very large number"
    return f"`{shortened(str(value))}`"


def listed(names: Sequence[str], last: str = "or") -> str:
    """Names as a sentence lists them.

    >>> listed(["yes", "no", "unstated"])
    'yes, no or unstated'
    """
    *most, end = names or ["nothing"]
    return f"{', '.join(most)} {last} {end}" if most else end


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the user's material: a file, and where known a line and column (both from 1)."""

    file: str
    line: int | None = None
    column: int | None = None
    path: str = ""

    def __str__(self) -> str:
        text = legible(self.file)
        if self.line is not None:
            text += f":{self.line}"
            if self.column is not None:
                text += f":{self.column}"
        if self.path:
            text += f": {legible(self.path)}"
        return text


class FoirulesError(Exception):
    """The base of all errors a user can mend.

    `what` says what is wrong, `mend` how to put it right, `where` the place, if there is one.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, what: str, *, mend: str = "", where: Where | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.mend = mend
        self.where = where

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        mend = f" ({self.mend})" if self.mend else ""
        return place + legible(re.sub(r"[ \t\r\n]+", " ", f"{self.what}{mend}"))


class InputError(FoirulesError):
    """A file, a value or a command line that cannot be used as it is (exit code 2)."""


class PackError(InputError):
    """A rule pack that is refused (exit code 2)."""


class LimitError(FoirulesError):
    """A limit reached while running; nothing is wrong with the input's form (exit code 3)."""

    exit_code: ClassVar[int] = 3
