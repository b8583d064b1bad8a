"""Items as a reader says them, and alike ones said once: `part-1` to `part-5` become "parts 1 to 5".

A numbered item goes by its id ("part 2a", "part 1d alerts"). An item that is only named is put in quotation marks
('"rest"'), so that its name is not read as a word of the sentence.
"""

from __future__ import annotations

import re
import string
from collections.abc import Hashable, Iterable
from functools import lru_cache
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

ANY_ITEM = "{item}"
"""Stands for the item's name where sentences about several items are compared."""

_NUMBERED = re.compile(r"(?P<stem>(?:[^ ]+ )*?)(?P<number>[0-9]+)(?P<letter>[a-z]?)(?P<rest>| .*)")


def label(item: str) -> str:
    """An item's id as the sentences of the trace say it.

    >>> label("part-2a")
    'part 2a'
    """
    return item.replace("-", " ")


def said(item: str) -> str:
    """One item as a report says it.

    >>> said("part-2a"), said("rest")
    ('part 2a', '"rest"')
    """
    text = label(item)
    return text if _NUMBERED.fullmatch(text) else f'"{text}"'


def several(items: Iterable[str]) -> str:
    """Several items as a report says them, each once; three or more in a run are a span.

    Items of one kind ("part") stand together where the first of them stands.

    >>> several(["part-1", "part-2", "part-3", "part-5"]), several(["part-1", "part-1a", "part-1b", "part-1c"])
    ('parts 1 to 3 and 5', 'parts 1 and 1a to 1c')
    >>> several(["part-1", "names", "part-2"]), several(["names", "dates"])
    ('parts 1 and 2, and "names"', '"names" and "dates"')
    """
    stems: dict[str, list[re.Match[str]]] = {}
    told: list[str | list[re.Match[str]]] = []
    for item in dict.fromkeys(items):
        numbered = _NUMBERED.fullmatch(label(item))
        if numbered is None:
            told.append(said(item))
        elif numbered["stem"] in stems:
            stems[numbered["stem"]].append(numbered)
        else:
            stems[numbered["stem"]] = [numbered]
            told.append(stems[numbered["stem"]])
    entries = [entry if isinstance(entry, str) else _numbers(entry) for entry in told]
    if len(entries) > 1 and any(" and " in entry for entry in entries):
        return f"{', '.join(entries[:-1])}, and {entries[-1]}"
    return join(entries)


def _numbers(found: list[re.Match[str]]) -> str:
    """Items of one kind: the kind once, then the numbers."""
    runs: list[list[re.Match[str]]] = []
    for number in found:
        if runs and _follows(runs[-1][-1], number):
            runs[-1].append(number)
        else:
            runs.append([number])
    spans: list[str] = []
    for run in runs:
        names = [number["number"] + number["letter"] + number["rest"] for number in run]
        spans += [f"{names[0]} to {names[-1]}"] if len(names) > 2 else names
    stem = found[0]["stem"]
    return (_plural(stem) if len(found) > 1 else stem) + join(spans)


def _follows(one: re.Match[str], next_: re.Match[str]) -> bool:
    """Whether one number comes straight after another: 2 after 1, 1b after 1a."""
    if one["rest"] or next_["rest"] or bool(one["letter"]) != bool(next_["letter"]):
        return False
    if one["letter"]:
        return one["number"] == next_["number"] and ord(next_["letter"]) - ord(one["letter"]) == 1
    first, second = one["number"], next_["number"]
    padded = len(first) != len(second) and "0" in (first[0], second[0])
    return not padded and int(second) - int(first) == 1


def _plural(stem: str) -> str:
    word = stem.rstrip()
    if not word or word.endswith("s"):
        return stem
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies "
    return f"{word}{'es' if re.search(r'(x|z|ch|sh)$', word) else 's'} "


def join(words: Iterable[str]) -> str:
    """Words as a list in a sentence: "a, b and c"."""
    listed = list(words)
    return listed[0] if len(listed) == 1 else ", ".join(listed[:-1]) + " and " + listed[-1] if listed else ""


def capital(text: str) -> str:
    """The text with a capital first letter; a provision (`s24(2)`) keeps its small one."""
    return text if re.match(r"s[0-9]", text) else text[:1].upper() + text[1:]


def together(entries: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Values under equal keys, keys in the order of first mention."""
    folded: dict[K, list[V]] = {}
    for key, value in entries:
        folded.setdefault(key, []).append(value)
    return folded


def renamed(template: str, text: str, item: str, name: str) -> str:
    """A sentence that the trace made from a template, with another name where the template speaks of the item.

    Words that merely look like the item's name stay as they are. A text not made from the template comes back whole.

    >>> renamed("{provision} covers the cost of {item}.", "s12(1) covers the cost of cost.", "cost", '"cost"')
    's12(1) covers the cost of "cost".'
    """
    found = _pattern(template).fullmatch(text)
    if found is None:
        return text
    made, end = "", 0
    for number in range(1, found.re.groups + 1):
        start, stop = found.span(number)
        if found[number].casefold() != label(item):
            return text
        made += text[end:start] + name
        end = stop
    made += text[end:]
    return capital(made) if text[:1].isupper() else made


@lru_cache(maxsize=1024)
def _pattern(template: str) -> re.Pattern[str]:
    parts = []
    for literal, field, _, _ in string.Formatter().parse(template):
        parts.append(re.escape(literal))
        if field is not None:
            parts.append("(.+?)" if field == "item" else ".*?")
    return re.compile("".join(parts), re.DOTALL | re.IGNORECASE)
