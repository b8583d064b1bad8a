"""How provisions are named by people: `24(2)`, `section 24(2)`, `s.24(2)`, `Section 40(2) and (3A)(a)`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

_LEAD = re.compile(r"^\s*(?:sections?|sects?\.?|ss?\.?)?\s*(?=\d)", re.IGNORECASE)
_JOIN = re.compile(r"(?:by(?:virtueof)?|with|and|\+)+", re.IGNORECASE)


def normalise(text: str) -> str:
    """A provision as the pack keys it, as far as spelling goes; an unknown name comes back tidied, not corrected.

    >>> normalise("Section 24 (2)"), normalise("s.40(2) and (3A)(a)")
    ('s24(2)', 's40(2)+(3A)(a)')
    """
    bare = re.sub(r"\s+", "", _LEAD.sub("", text, count=1))
    return "s" + _JOIN.sub("+", bare)


def find(text: str, known: Iterable[str]) -> str | None:
    """The known provision somebody means, ignoring the case of letters, or None."""
    wanted = normalise(text)
    names = list(known)
    if wanted in names:
        return wanted
    folded = [name for name in names if name.lower() == wanted.lower()]
    return folded[0] if len(folded) == 1 else None


def nearest(text: str, known: Iterable[str], limit: int = 4) -> list[str]:
    """The known provisions most like a name: first those of the same section, then those spelt alike."""
    wanted = normalise(text)
    names = list(known)
    section = re.match(r"s\d+[A-Za-z]?", wanted)
    same = [name for name in names if section and re.match(rf"{re.escape(section[0])}(?![0-9A-Za-z])", name)]
    alike = difflib.get_close_matches(wanted, names, n=limit, cutoff=0.5)
    ranked = sorted(same, key=lambda name: -difflib.SequenceMatcher(None, wanted, name).ratio())
    return list(dict.fromkeys([*ranked, *alike]))[:limit]
