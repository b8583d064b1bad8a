"""The files of a pack, each read into its model, before anything in them is put together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from foirules.errors import PackError
from foirules.law.pack_files import (
    AttributesFile,
    AuthoritiesFile,
    ChecksFile,
    ElementsFile,
    PackHeader,
    ProvisionFile,
    QuestionsFile,
    ReasoningFile,
    RecordsFile,
    SwitchesFile,
)
from foirules.model.reading import Document, Path_


@dataclass
class PackParts:
    """The files of a pack after each has been read into its model, with the document it came from."""

    header: tuple[Document, PackHeader]
    attributes: list[tuple[Document, AttributesFile]] = field(default_factory=list)
    switches: list[tuple[Document, SwitchesFile]] = field(default_factory=list)
    elements: list[tuple[Document, ElementsFile]] = field(default_factory=list)
    authorities: list[tuple[Document, AuthoritiesFile]] = field(default_factory=list)
    records: list[tuple[Document, RecordsFile]] = field(default_factory=list)
    provisions: list[tuple[Document, ProvisionFile]] = field(default_factory=list)
    reasoning: list[tuple[Document, ReasoningFile]] = field(default_factory=list)
    questions: list[tuple[Document, QuestionsFile]] = field(default_factory=list)
    checks: list[tuple[Document, ChecksFile]] = field(default_factory=list)


@contextmanager
def placed(document: Document, path: Path_) -> Iterator[None]:
    """Give a PackError raised inside, and that has no place yet, the place of a path in a document."""
    try:
        yield
    except PackError as error:
        if error.where is None:
            error.where = document.where(path)
        raise
