"""What lint looks at and what it finds: the pack, a finding, and how a lint rule is declared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from foirules.consistency.entries import Text, texts
from foirules.consistency.reach import Reach
from foirules.errors import Where
from foirules.law.beside import LintFile, StatuteFile, read_beside
from foirules.law.loading import load
from foirules.law.rulebook import Rulebook
from foirules.model.reading import Document


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a pack: the lint rule that finds it, the entry it is in, what is wrong, where, and the mend."""

    id: str
    entry: str
    says: str
    where: Where
    mend: str


@dataclass(frozen=True)
class Pack:
    """A rulebook, and the files beside it where there are any, with the documents they were read from."""

    rulebook: Rulebook
    statute: tuple[Document, StatuteFile] | None = None
    excused: tuple[Document, LintFile] | None = None

    @cached_property
    def reach(self) -> Reach:
        """Which values the pack's attributes can have, and which of its rules can hold."""
        return Reach(self.rulebook)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text of the pack that a reader may meet."""
        return tuple(texts(self.rulebook))

    def where(self, kind: str, name: str) -> Where:
        """The place of an entry, such as `("limb", "s24(2)")`; of what has none of its own, the pack's."""
        places = self.rulebook.places
        return places.get((kind, name)) or places.get(("pack", "id")) or Where(self.rulebook.header.id)


def read_pack(folder: Path) -> Pack:
    """The pack in a folder. Raises PackError as `foirules.law.loading.load` does."""
    return Pack(
        load(folder),
        read_beside(folder, "statute.yaml", StatuteFile),
        read_beside(folder, "lint.yaml", LintFile),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """A finding without the id of its lint rule, as the rule's function yields it. `at` is a place, or an entry's."""

    entry: str
    says: str
    mend: str
    at: tuple[str, str] | Where


@dataclass(frozen=True, slots=True)
class LintRule:
    """A named lint rule: what it looks for, and the function that looks."""

    id: str
    looks_for: str
    look: Callable[..., Iterator[Found]]

    def findings(self, pack: Pack, *more: Any) -> Iterator[Finding]:
        """What the rule finds in a pack; rules about scenarios are also given what those show."""
        for found in self.look(pack, *more):
            where = pack.where(*found.at) if isinstance(found.at, tuple) else found.at
            yield Finding(self.id, found.entry, found.says, where, found.mend)


class LintRules(dict[str, LintRule]):
    """Lint rules by id, in the order declared."""

    def rule(self, id_: str, looks_for: str) -> Callable[[Callable[..., Iterator[Found]]], LintRule]:
        """Declare a function as the lint rule of that id."""

        def declare(look: Callable[..., Iterator[Found]]) -> LintRule:
            self[id_] = LintRule(id_, looks_for, look)
            return self[id_]

        return declare
