"""Conditions in the pack's YAML shape: over a subject, its ancestors and what is related, nested under all and any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

DEEPEST = 2


@dataclass(frozen=True, slots=True)
class Readable:
    """An attribute that a condition may read from the stage after its own."""

    name: str
    about: str
    values: tuple[str, ...]
    stage: int


class Conditions:
    """Draws conditions over attributes that are declared while the pack is being drawn."""

    def __init__(
        self,
        draw: st.DrawFn,
        kinds: Mapping[str, str | None],
        relations: Mapping[str, tuple[str, str]],
        readable: list[Readable],
    ) -> None:
        self.draw = draw
        self.kinds = kinds
        self.relations = relations
        self.readable = readable

    def own(self, kind: str, stage: int) -> list[Readable]:
        """What a rule of that stage may read of a subject of that kind."""
        return [one for one in self.readable if one.about == kind and one.stage < stage]

    def _ancestors(self, kind: str) -> list[str]:
        chain: list[str] = []
        parent = self.kinds[kind]
        while parent is not None:
            chain.append(parent)
            parent = self.kinds[parent]
        return chain

    def when(self, about: str, stage: int, depth: int = 0) -> dict[str, Any] | None:
        """A condition about a kind, for a rule of that stage; None where there is nothing it could read."""
        routes = list(self._routes(about, stage))
        if not routes:
            return None
        when: dict[str, Any] = {}
        for _ in range(self.draw(st.sampled_from((1, 1, 2, 3)))):
            nested = depth < DEEPEST and self.draw(st.integers(0, 3)) == 0
            if nested:
                size = self.draw(st.integers(1, 3))
                inner = [self.when(about, stage, depth + 1) for _ in range(size)]
                when[self.draw(st.sampled_from(("all", "any")))] = inner
                continue
            route, name, reads = self.draw(st.sampled_from(routes))
            if route == "own":
                one = self.draw(st.sampled_from(reads))
                when[one.name] = self._values(one)
            elif route == "ancestor":
                when[name] = self._several(reads)
            else:
                when.setdefault("some", {})[name] = self._several(reads)
        return when

    def _routes(self, about: str, stage: int) -> list[tuple[str, str, list[Readable]]]:
        """The ways to something readable: (which way, its name in the condition, what may be read there)."""
        ways = [("own", about, about)]
        ways += [("ancestor", kind, kind) for kind in self._ancestors(about)]
        ways += [("some", name, target) for name, (source, target) in self.relations.items() if source == about]
        ways += [("some", kind, kind) for kind in self.kinds if about in self._ancestors(kind)]
        found = [(way, name, self.own(kind, stage)) for way, name, kind in ways]
        return [entry for entry in found if entry[2]]

    def _several(self, reads: list[Readable]) -> dict[str, Any]:
        size = min(len(reads), self.draw(st.sampled_from((1, 1, 2))))
        chosen = self.draw(st.permutations(reads))[:size]
        return {one.name: self._values(one) for one in chosen}

    def _values(self, one: Readable) -> Any:
        values = self.draw(st.lists(st.sampled_from(one.values), min_size=1, unique=True))
        return values[0] if len(values) == 1 and self.draw(st.booleans()) else values
