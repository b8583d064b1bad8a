"""Every error foirules raises on purpose.

    FoirulesError                something the user can mend; carries an exit code
    ├── InputError         (2)   a file, a value or a command line is wrong
    │   └── PackError      (2)   a rule pack is refused
    └── LimitError         (3)   a limit was reached while running

A message is one line that says where, what is wrong and how to mend it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the user's material: a file, and where known a line and column (both from 1)."""

    file: str
    line: int | None = None
    column: int | None = None
    path: str = ""

    def __str__(self) -> str:
        text = self.file
        if self.line is not None:
            text += f":{self.line}"
            if self.column is not None:
                text += f":{self.column}"
        if self.path:
            text += f": {self.path}"
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
        return " ".join(f"{place}{self.what}{mend}".split())


class InputError(FoirulesError):
    """A file, a value or a command line that cannot be used as it is (exit code 2)."""


class PackError(InputError):
    """A rule pack that is refused (exit code 2)."""


class LimitError(FoirulesError):
    """A limit reached while running; nothing is wrong with the input's form (exit code 3)."""

    exit_code: ClassVar[int] = 3
