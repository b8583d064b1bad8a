"""The frame of a generated pack: its kinds, relations and stages, and the `pack.yaml` that states them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from foirules.law import needs

APPLICATION = needs.APPLICATION
KINDS = ("case", "matter", APPLICATION, "witness", "exhibit")
STAGES = ("early", "middle", "late", "last")


class Frame:
    """What a pack's rules stand in; with `decidable`, the frame that scenarios are written in."""

    def __init__(self, draw: st.DrawFn, decidable: bool) -> None:
        self.draw = draw
        self.decidable = decidable
        self.kinds = self._kinds()
        self.relations = self._relations()
        self.stages = ["facts", *STAGES[: draw(st.integers(1, len(STAGES)))]]

    def _kinds(self) -> dict[str, str | None]:
        if self.decidable:
            return dict(needs.KINDS)
        names = self.draw(st.lists(st.sampled_from(KINDS), min_size=1, unique=True))
        if APPLICATION not in names and self.draw(st.booleans()):
            names.append(APPLICATION)
        kinds: dict[str, str | None] = {}
        for kind in names:
            kinds[kind] = self.draw(st.sampled_from(list(kinds))) if kinds else None
        return kinds

    def _relations(self) -> dict[str, tuple[str, str]]:
        if self.decidable:
            return dict(needs.RELATIONS)
        kind = st.sampled_from(list(self.kinds))
        return {f"to-{number}": (self.draw(kind), self.draw(kind)) for number in range(self.draw(st.integers(0, 3)))}

    def header(self, limbs: dict[str, Any]) -> dict[str, Any]:
        """`pack.yaml`, for a pack with these limbs."""
        absolute = [
            name
            for name, limb in limbs.items()
            if limb["effect"] != "no-duty" and (limb["status"] != "qualified" or isinstance(limb["status"], list))
        ]
        return {
            "schema": "foirules/pack/1",
            "id": "generated",
            "title": "A generated pack",
            "version": "0",
            "law_stated_at": "2026-01-01",
            "statute": "Made-up Act",
            "statute_uri": "https://example.org/act",
            "regulator": "the regulator",
            "disclaimer": "Made up.",
            "kinds": self.kinds,
            "relations": {
                name: {"from": source, "to": target, "title": "a link"}
                for name, (source, target) in self.relations.items()
            },
            "stages": [*self.stages, "notice", "questions"],
            "weights": ["none", "some", "great"],
            "absolute": [{"paragraph": "a", "provisions": absolute}],
            "statuses": {
                status: {"says": "{provision} is such.", "sources": ["s1"]}
                for status in ("absolute", "qualified", "gateway")
            },
            "duties": {
                duty: {"title": "A duty", "source": "s1", "outcome": f"outcome-{duty[:4]}"} for duty in needs.DUTIES
            }
            if self.decidable
            else {},
        }
