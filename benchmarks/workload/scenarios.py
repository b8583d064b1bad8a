"""Random scenarios of the workload: parts with claims, each with what was found of four elements and two weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

EXEMPTIONS = tuple(f"s1({number})" for number in range(1, 21))
ELEMENTS = ("first", "second", "third", "fourth")
HEAVIEST = 5


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim on an exemption. An element that nobody found, and weights that nobody gave, are left out."""

    exemption: str
    found: Mapping[str, bool]
    weights: tuple[int, int] | None
    """The weight of maintaining the exemption and of the duty, 0 to `HEAVIEST`."""


Scenario = tuple[tuple[Claim, ...], ...]
"""The claims on each part, in the order in which they are considered."""


@dataclass(frozen=True, slots=True)
class Result:
    """What every peer has to say of a scenario, in the same words."""

    outcomes: Mapping[tuple[int, str], str]
    """For each part and duty: removed, stands or undetermined."""
    claims: Mapping[tuple[int, int], tuple[str, str, str] | None]
    """For each part and claim: engagement, balance and disposal; None where it was not considered."""


def scenarios(seed: int, number: int, parts: int | None = None, claims: int = 3) -> Iterator[Scenario]:
    """Random scenarios, the same for the same seed; of 1 to 3 parts unless `parts` says how many."""
    random = Random(seed)
    for _ in range(number):
        yield tuple(
            tuple(_claim(random, exemption) for exemption in random.sample(EXEMPTIONS, claims))
            for _ in range(parts or random.randint(1, 3))
        )


def _claim(random: Random, exemption: str) -> Claim:
    found = {name: random.random() < 0.8 for name in ELEMENTS if random.random() < 0.9}
    weights = (random.randint(0, HEAVIEST), random.randint(0, HEAVIEST)) if random.random() < 0.9 else None
    return Claim(exemption, found, weights)
