"""The facts an engine is given: subjects in a tree, relations between them, and input values with provenance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Key = tuple[str, str]
"""An attribute of a subject: (attribute id, subject id)."""


@dataclass(frozen=True, slots=True)
class Given:
    """An input's value, who found or stated it and where it is written."""

    value: str
    by: str | None = None
    at: str | None = None
    detail: str | None = None


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
    relations: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    given: dict[Key, Given] = field(default_factory=dict)

    def add(self, id_: str, kind: str, parent: str | None = None) -> str:
        """Add a subject under its parent and return its id, which must be new."""
        if id_ in self.subjects:
            raise ValueError(f"subject {id_} exists")
        lineage = {kind: id_}
        if parent is not None:
            lineage.update(self.subjects[parent].lineage)
        self.subjects[id_] = Subject(id_, kind, lineage)
        self.by_kind.setdefault(kind, []).append(id_)
        return id_

    def relate(self, relation: str, source: str, target: str) -> None:
        """Add one pair to a relation."""
        targets = self.relations.setdefault((relation, source), [])
        if target not in targets:
            targets.append(target)

    def children(self, subject: str, kind: str) -> Iterable[str]:
        """The subjects of a kind below one, in the order added."""
        own = self.subjects[subject].kind
        return (child for child in self.by_kind.get(kind, ()) if self.subjects[child].lineage.get(own) == subject)
