"""Worlds over any rulebook: subjects of its kinds, pairs of its relations, values of its inputs."""

from __future__ import annotations

from hypothesis import strategies as st

from foirules.engine.world import Given, World
from foirules.law.rulebook import Rulebook

MOST_SUBJECTS = 24
CHILDREN = (2, 1, 3, 0)
MOST_PAIRS = 12


@st.composite
def worlds(draw: st.DrawFn, rulebook: Rulebook) -> World:
    """A world over a rulebook: up to 24 subjects, some pairs of each relation, and some inputs given.

    An input that is not given has its default; one that is given may be guarded, structural or a switch.
    """
    world = World()
    for kind, parent in sorted(rulebook.kinds.items(), key=lambda entry: len(rulebook.ancestors[entry[0]])):
        if parent is None:
            world.add(f"{kind}-0", kind)
            continue
        for number, above in enumerate(world.by_kind.get(parent, ())):
            for child in range(draw(st.sampled_from(CHILDREN))):
                if len(world.subjects) < MOST_SUBJECTS:
                    world.add(f"{kind}-{number}-{child}", kind, above)
    for relation, (source, target) in rulebook.relations.items():
        sources, targets = world.by_kind.get(source, ()), world.by_kind.get(target, ())
        if sources and targets:
            pairs = st.tuples(st.sampled_from(sources), st.sampled_from(targets))
            for one, other in draw(st.lists(pairs, max_size=MOST_PAIRS)):
                world.relate(relation, one, other)
    for name, attribute in rulebook.attributes.items():
        if attribute.is_input:
            for subject in world.by_kind.get(attribute.about, ()):
                value = draw(st.sampled_from((None, *attribute.values)))
                if value is not None:
                    world.given[name, subject] = Given(value)
    return world
