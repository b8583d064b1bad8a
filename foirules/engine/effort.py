"""How much work a world is for a rulebook, reckoned before any is done, so that a large one is refused at once."""

from __future__ import annotations

from collections import Counter

from foirules.engine.world import World
from foirules.errors import LimitError
from foirules.law.alternatives import atoms
from foirules.law.conditions import Some, walk
from foirules.law.rulebook import Rulebook

MAX_EFFORT = 6_000_000


class Effort:
    """The work each kind of subject brings: the most facts that the rules about it can match.

    A rule of a limb is looked at only on applications that claim the limb; every other rule on every subject of its
    kind; and a `some` on every related subject.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._kinds: Counter[str] = Counter(attribute.about for attribute in rulebook.attributes.values())
        self._provisions: Counter[str] = Counter()
        self._relations: Counter[str] = Counter()
        looked_for: set[tuple[str, Some]] = set()
        for rule in rulebook.rules:
            work = sum(atoms(row) for row in rulebook.alternatives[rule.id])
            if rule.provision is None:
                self._kinds[rule.about] += work
            else:
                self._provisions[rule.provision] += work
            looked_for.update((rule.about, leaf) for leaf in walk(rule.when) if isinstance(leaf, Some))
        for _, some in looked_for:
            related = self._relations if some.relation in rulebook.relations else self._kinds
            related[some.relation] += 1 + len(some.where)

    def of(self, world: World) -> int:
        """The work of a world, as a number of matched facts."""
        work = sum(self._kinds[kind] * len(subjects) for kind, subjects in world.by_kind.items())
        work += sum(self._relations[relation] * len(targets) for (relation, _), targets in world.relations.items())
        for subject in world.by_kind.get("application", ()) if self._provisions else ():
            claimed = world.given.get(("provision", subject))
            work += self._provisions[claimed.value] if claimed else 0
        return work

    def check(self, world: World) -> None:
        """Raise LimitError where the work is more than MAX_EFFORT."""
        work = self.of(world)
        if work > MAX_EFFORT:
            raise LimitError(
                f"{len(world.subjects)} subjects under {len(self._rulebook.rules)} rules are {work:,} steps of work, "
                f"and the limit is {MAX_EFFORT:,}",
                mend="split the scenario, or claim over fewer items",
            )
