"""The facts an engine is given: subjects in a tree, relations between them, and input values with provenance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from foirules.errors import LimitError

MAX_SUBJECTS = 20_000
MAX_PAIRS = 200_000

Key = tuple[str, str]
"""An attribute of a subject: (attribute id, subject id)."""


@dataclass(frozen=True, slots=True)
class Given:
    """An input's value, who found or stated it and where it is written."""

    value: str
    by: str | None = None
    at: str | None = None
    detail: str | None = None
    on: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """Something facts are about. `lineage` maps each kind from its own up to the root to the subject of that kind."""

    id: str
    kind: str
    lineage: Mapping[str, str]


@dataclass
class World:
    """Subjects, relations and inputs; made once for a scenario, then only read."""

    subjects: dict[str, Subject] = field(default_factory=dict)
    by_kind: dict[str, list[str]] = field(default_factory=dict)
    relations: dict[tuple[str, str], dict[str, None]] = field(default_factory=dict)
    given: dict[Key, Given] = field(default_factory=dict)
    pairs: int = 0
    _below: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def add(self, id_: str, kind: str, parent: str | None = None) -> str:
        """Add a subject under its parent and return its id, which must be new. Raises LimitError on too many."""
        if id_ in self.subjects:
            raise ValueError(f"subject {id_} exists")
        if len(self.subjects) >= MAX_SUBJECTS:
            raise LimitError(
                f"more than {MAX_SUBJECTS} subjects to decide",
                mend="split the scenario, or claim over fewer items",
            )
        above = self.subjects[parent].lineage if parent is not None else {}
        self.subjects[id_] = Subject(id_, kind, {kind: id_, **above})
        self.by_kind.setdefault(kind, []).append(id_)
        for ancestor in above.values():
            self._below.setdefault((ancestor, kind), []).append(id_)
        return id_

    def relate(self, relation: str, source: str, target: str) -> None:
        """Add one pair to a relation. Raises LimitError on too many."""
        self.pairs += 1
        if self.pairs > MAX_PAIRS:
            raise LimitError(
                f"more than {MAX_PAIRS} pairs of related subjects",
                mend="split the scenario, or make fewer claims on one item",
            )
        self.relations.setdefault((relation, source), {})[target] = None

    def related(self, relation: str, source: str) -> Iterable[str]:
        """The subjects a relation leads to from one, in the order added."""
        return self.relations.get((relation, source), ())

    def children(self, subject: str, kind: str) -> Iterable[str]:
        """The subjects of a kind below one, in the order added."""
        return self._below.get((subject, kind), ())
