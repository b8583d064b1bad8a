"""Files of a pack that no decision reads: how its Act is numbered, and which findings of lint it lets pass."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints

from foirules.errors import InputError, PackError
from foirules.law.pack_files import KebabId, Text
from foirules.model.checked import checked
from foirules.model.files import read_bytes
from foirules.model.reading import Document, parse

SectionId = Annotated[str, StringConstraints(pattern=r"^s\d+[A-Z]*$")]
"""A section, such as `s22A`."""

Number = Annotated[str, StringConstraints(pattern=r"^(\([0-9A-Za-z]+\))*(\([a-z]-[a-z]\))?$", min_length=3)]
"""The number of a subsection, paragraph or sub-paragraph: `(2)(a)(ii)`, or `(3)(a-p)` for the paragraphs a to p."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class StatuteFile(_File):
    """`statute.yaml`: every section of the Act, and for those that the pack cites more closely what is in them.

    A number stands for those above it too: `(2)(a)(ii)` says that there is a `(2)` and a `(2)(a)`.
    """

    sections: dict[SectionId, list[Number]]
    not_numbered: list[SectionId] = []


class Excused(_File):
    """A finding of lint that is let pass, and the reason."""

    id: KebabId
    entry: Text
    because: Text


class LintFile(_File):
    """`lint.yaml`: the findings of `foirules rules lint` that are let pass, each with a reason."""

    excused: list[Excused]


F = TypeVar("F", bound=BaseModel)


def read_beside(folder: Path, name: str, model: type[F]) -> tuple[Document, F] | None:
    """One of these files of a pack's folder, with the document it was read from; None where the pack has none.

    Raises PackError, with file and line, where it cannot be used.
    """
    path = folder / name
    if not path.exists():
        return None
    try:
        document = parse(read_bytes(path), str(path))
    except InputError as error:
        raise PackError(error.what, mend=error.mend, where=error.where) from None
    return document, checked(model, document, PackError)
