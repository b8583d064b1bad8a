"""Read what somebody types: a choice, a date, some parts, a provision. Whatever cannot be read says how to mend it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from foirules.errors import InputError, listed, quoted
from foirules.explain.prompts import Choice
from foirules.law.calendar import read_date
from foirules.law.naming import find
from foirules.law.rulebook import Rulebook

_SEVERAL = re.compile(r"[+,;&/]|\b(?:and|with|through|by\s+virtue\s+of|by)\b", re.IGNORECASE)
_SPAN = re.compile(r"(\S+?)\s*(?:-|\bto\b)\s*(\d+)", re.IGNORECASE)


def choice(text: str, choices: Sequence[Choice]) -> str:
    """The value of the choice that somebody means: by its number, its value, its words or how one of these begins."""
    wanted = " ".join(text.lower().replace("_", " ").split())
    if wanted.isdecimal() and 1 <= int(wanted) <= len(choices):
        return choices[int(wanted) - 1].value
    names = [(one.value, name.lower().replace("_", " ")) for one in choices for name in (one.value, one.means)]
    exact = {value for value, name in names if name == wanted}
    begun = exact or {value for value, name in names if wanted and name.startswith(wanted)}
    if len(begun) == 1:
        return begun.pop()
    mend = listed([f"{number} for {one.means}" for number, one in enumerate(choices, 1)])
    what = "could mean more than one answer" if begun else "is not one of the answers"
    raise InputError(f"{quoted(text)} {what}", mend=f"type {mend}")


def placed(text: str, choices: Sequence[Choice], at: str | None) -> tuple[str, str | None]:
    """The value of the choice that somebody means, and where it is written: as given, or after a comma.

    >>> placed("yes, para 12", [Choice("met", "yes"), Choice("not_met", "no")], None)
    ('met', 'para 12')
    """
    value, comma, place = text.partition(",")
    if not comma or at is not None:
        return choice(text, choices), at
    try:
        return choice(text, choices), None
    except InputError:
        return choice(value, choices), place.strip() or None


def day(text: str) -> str:
    """A date as a scenario writes it."""
    return read_date(text).isoformat()


def items(text: str, known: Sequence[str]) -> list[str]:
    """Some items: by their ids, by the numbers of parts, or as spans of numbers.

    >>> items("1, 3 to 5", ["part-1", "part-2", "part-3", "part-4", "part-5"])
    ['part-1', 'part-3', 'part-4', 'part-5']
    """
    if text.strip().lower() == "all":
        return list(known)
    found: list[str] = []
    for word in re.split(r"[,;]|\band\b", re.sub(r"\bparts?[ -]+(?=\d)", "", text, flags=re.IGNORECASE)):
        span = None if word.strip() in known else _SPAN.fullmatch(word.strip())
        if span and span[1].isdecimal() and int(span[1]) <= int(span[2]) <= len(known) + 1000:
            found += [_item(str(number), known) for number in range(int(span[1]), int(span[2]) + 1)]
        elif word.strip():
            found += [_item(one, known) for one in ([word.strip()] if word.strip() in known else word.split())]
    if not found:
        raise InputError("that names no part", mend=f"type all, or {listed(known)}")
    return [item for item in known if item in found]


def _item(word: str, known: Collection[str]) -> str:
    for name in (word, f"part-{word}", word.lower()):
        if name in known:
            return name
    raise InputError(f"there is no part {quoted(word)}", mend=f"type all, or {listed(list(known))}")


def provision(text: str, rulebook: Rulebook) -> tuple[str, list[str]]:
    """A limb and the limbs it is claimed through, as far as they are named; the text itself where it names no limb."""
    known = find(text, rulebook.limbs)
    if known is not None:
        return known, []
    first, *others = [part for part in _SEVERAL.split(text) if part.strip()] or [text]
    limb = find(first, rulebook.limbs)
    if limb is not None and others:
        through = [find(one, rulebook.limbs[limb].through) for one in others]
        if all(through):
            return limb, [one for one in through if one]
    return text.strip(), []
