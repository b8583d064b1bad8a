"""What lint looks at and what it finds: the pack, a finding, and how a lint rule is declared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from foirules.errors import Where
from foirules.law.beside import LintFile, StatuteFile
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

    def where(self, kind: str, name: str) -> Where:
        """The place of an entry, such as `("limb", "s24(2)")`; of what has none of its own, the pack's."""
        places = self.rulebook.places
        return places.get((kind, name)) or places.get(("pack", "id")) or Where(self.rulebook.header.id)


@dataclass(frozen=True, slots=True)
class LintRule:
    """A named lint rule: what it looks for, and the function that looks."""

    id: str
    looks_for: str
    find: Callable[[Pack, Any], Iterator[Finding]]


class Rules(dict[str, LintRule]):
    """Lint rules by id, in the order declared."""

    def rule(self, id_: str, looks_for: str) -> Callable[[Callable[..., Iterator[Found]]], None]:
        """Declare a function as a lint rule. It yields `Found`; the rule's id is added here."""

        def declare(find: Callable[..., Iterator[Found]]) -> None:
            def findings(pack: Pack, *more: Any) -> Iterator[Finding]:
                for found in find(pack, *more):
                    where = pack.where(*found.at) if isinstance(found.at, tuple) else found.at
                    yield Finding(id_, found.entry, found.says, where, found.mend)

            self[id_] = LintRule(id_, looks_for, findings)

        return declare


@dataclass(frozen=True, slots=True)
class Found:
    """What a lint rule's function yields: a finding without the id. `at` is a place, or the entry whose place it is."""

    entry: str
    says: str
    mend: str
    at: tuple[str, str] | Where
