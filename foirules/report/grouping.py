"""Fold what is the same: `part-1` to `part-5` decided alike are told once, as "parts 1 to 5"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_NUMBERED = re.compile(r"(.*?)(\d+)")


def label(item: str) -> str:
    """An item's id as a reader says it.

    >>> label("part-2a")
    'part 2a'
    """
    return item.replace("-", " ")


def several(items: Sequence[str]) -> str:
    """Several items as a reader says them.

    >>> several(["part-1", "part-2", "part-3", "part-5"]), several(["names", "dates"])
    ('parts 1 to 3 and 5', 'names and dates')
    """
    runs: list[tuple[str, list[int]]] = []
    for item in items:
        matched = _NUMBERED.fullmatch(label(item))
        stem, number = (matched[1], int(matched[2])) if matched else (label(item), -1)
        if runs and number >= 0 and runs[-1][0] == stem and runs[-1][1][-1] + 1 == number:
            runs[-1][1].append(number)
        else:
            runs.append((stem, [number]))
    stems = {stem for stem, _ in runs}
    if len(stems) == 1 and len(items) > 1 and runs[0][1][0] >= 0:
        stem = runs[0][0].rstrip()
        return f"{stem}{'' if stem.endswith('s') else 's'} {join(_span(numbers) for _, numbers in runs)}"
    return join(stem if numbers[0] < 0 else _long(stem, numbers) for stem, numbers in runs)


def _span(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return str(numbers[0])
    return f"{numbers[0]} {'and' if len(numbers) == 2 else 'to'} {numbers[-1]}"


def _long(stem: str, numbers: list[int]) -> str:
    plural = "s" if len(numbers) > 1 and not stem.rstrip().endswith("s") else ""
    return f"{stem.rstrip()}{plural} {_span(numbers)}" if stem.rstrip() else _span(numbers)


def join(words: Iterable[str]) -> str:
    """Words as a list in a sentence: "a, b and c"."""
    listed = list(words)
    return listed[0] if len(listed) == 1 else ", ".join(listed[:-1]) + " and " + listed[-1] if listed else ""


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def renamed(text: str, item: str, group: Sequence[str]) -> str:
    """A sentence about an item, told of the whole group."""
    if len(group) == 1:
        return text
    return re.sub(rf"\b{re.escape(label(item))}(?![0-9A-Za-z])", several(group), text)
