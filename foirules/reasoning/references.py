"""Look up the names that a scenario uses, and tell of the first that does not exist with its place and a mend."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Sequence

from foirules.errors import InputError, LimitError, listed, quoted
from foirules.model.reading import Document, Path_

MOST_LISTED = 12


class References:
    """Knows the document, so that every complaint has a line."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def bad(self, path: Path_, what: str, mend: str) -> InputError:
        """An error at a path of the document."""
        return InputError(what, mend=mend, where=self.document.where(path))

    def too_much(self, path: Path_, what: str, mend: str) -> LimitError:
        """A limit reached at a path of the document."""
        return LimitError(what, mend=mend, where=self.document.where(path))

    def known(self, names: Sequence[str], choices: Collection[str], path: Path_, noun: str, of: str = "") -> None:
        """Raise InputError for the first name that is not a choice; `of` says what the choices belong to."""
        for number, name in enumerate(names):
            if name not in choices:
                where = (*path, number) if (*path, number) in self.document.marks else path
                raise self.bad(where, f"no {noun} {quoted(name)}{of}", near(name, choices))

    def value(self, given: str | None, choices: Collection[str], path: Path_, of: str, more: str = "") -> None:
        """Raise InputError for a value that is none of the choices of something."""
        if given is not None and given not in choices:
            mend = f"use {listed(list(choices))}{more}" if len(choices) <= MOST_LISTED else near(given, choices)
            raise self.bad(path, f"{quoted(given)} is not a value of {of}", mend)

    def once(self, names: Sequence[str], path: Path_) -> None:
        """Raise InputError for the first name that a list holds twice."""
        for number, name in enumerate(names):
            if name in names[:number]:
                raise self.bad((*path, number), f"names {quoted(name)} twice", "keep one of them")


def near(name: str, choices: Collection[str]) -> str:
    """The mend for a name that is none of the choices: those spelt alike, or else all of them where they are few."""
    alike = difflib.get_close_matches(name, list(choices), n=3, cutoff=0.75)
    if alike:
        return f"did you mean {listed([f'`{one}`' for one in alike])}?"
    if not choices:
        return "there is none yet"
    if len(choices) <= MOST_LISTED:
        return f"use {listed(list(choices))}"
    return f"there are {len(choices)}, such as {listed(list(choices)[:3], 'and')}"
