"""How an Act is numbered: provisions as a pack cites them, compared with what its `statute.yaml` says there is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from foirules.law.beside import StatuteFile

PROVISION = re.compile(r"s\d+[A-Z]*(\([0-9A-Za-z]+\))*")
"""A provision as cited."""
MENTIONED = re.compile(r"(?<![\w.])s\d+[A-Z]*(?:\([0-9A-Za-z]+\))*")
"""A provision of the pack's own Act in a text; other Acts are cited there as `section 24 of`."""
_RANGE = re.compile(r"(.*)\(([a-z])-([a-z])\)")
_LEVEL = re.compile(r"\([^()]*\)")


def there_are(statute: StatuteFile) -> frozenset[str]:
    """Every provision there is, each level of it by itself: `s2`, `s2(1)`, `s2(1)(b)`."""
    found = {*statute.not_numbered, *statute.sections}
    for section, numbers in statute.sections.items():
        for number in numbers:
            for one in _expanded(number):
                levels = _LEVEL.findall(one)
                found.update(section + "".join(levels[: depth + 1]) for depth in range(len(levels)))
    return frozenset(found)


def _expanded(number: str) -> Iterator[str]:
    ranged = _RANGE.fullmatch(number)
    if ranged is None:
        yield number
        return
    above, first, last = ranged.groups()
    yield from (f"{above}({chr(letter)})" for letter in range(ord(first), ord(last) + 1))


def parts(limb: str) -> Iterator[str]:
    """The provisions that a limb's name joins: `s40(2)+(3A)(a)` joins s40(2) and s40(3A)(a)."""
    first, *others = limb.split("+")
    yield first
    yield from (first.partition("(")[0] + other for other in others)
