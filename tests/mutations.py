"""Spoil plain data in the ways that hands, editors and other programs do; for Hypothesis."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Iterable, Iterator
from typing import Any

from hypothesis import strategies as st

Path = tuple[str | int, ...]

LONG = int(os.environ.get("FOIRULES_FUZZ", "1"))
"""How many times as many examples a long run draws."""

STRANGE: list[Any] = [
    *(None, True, False, 0, -1, 1.5, float("nan"), 10**40, "", " ", "no", "yes", "x" * 5000),
    *("\x1b[31mred", "half \ud800", "a\nb", "\u202e", "\x00", "{claim}", "{", "%s", "Part 1", "all", "none", "unknown"),
    *("s24(2)", "s31", "s40(2)", "request", "combined", "combined@part-1", "part-1", "@", ":"),
    *("2024-02-30", "0001-01-01", "1972-01-03", "2100-12-31", "9999-12-31", "31/12/2024"),
    *([], {}, [[]], [None], ["part-1", "part-1"], {"": 1}, {"is": "met"}, [{}] * 3),
]
"""Values that something somewhere may take badly."""


def paths(data: Any, path: Path = ()) -> Iterator[Path]:
    """Every path in the data except that of the whole."""
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in entries:
        yield (*path, step)
        yield from paths(value, (*path, step))


def at(data: Any, path: Path) -> Any:
    """The value at a path."""
    for step in path:
        data = data[step]
    return data


def key_of(path: Path, value: Any) -> str:
    """What values have in common that may stand for each other: the nearest key above them, and their type."""
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    return f"{key}{'[]' if isinstance(path[-1], int) else ''}: {type(value).__name__}"


def peers(every: Iterable[Any]) -> dict[str, list[Any]]:
    """The values that stand under each key anywhere in some data."""
    found: dict[str, list[Any]] = {}
    for data in every:
        for path in paths(data):
            value = at(data, path)
            values = found.setdefault(key_of(path, value), [])
            if value not in values and len(values) < 60:
                values.append(value)
    return found


@st.composite
def spoilt(
    draw: st.DrawFn, whole: st.SearchStrategy[Any], words: list[str], alike: dict[str, list[Any]], most: int = 6
) -> Any:
    """Data in which up to `most` values were spoilt.

    A value is dropped, doubled, put under another key, given another type, swapped, or replaced by a word or, most
    often, by a value of `alike` that stands under the same key somewhere else.
    """
    data = copy.deepcopy(draw(whole))
    for _ in range(draw(st.integers(1, most))):
        every = list(paths(data))
        if not every:
            break
        path = draw(st.sampled_from(every))
        parent, step = at(data, path[:-1]), path[-1]
        match draw(
            st.sampled_from([*["alike"] * 12, *["drop", "double"] * 2, "rename", "strange", "word", "swap", "wrap"])
        ):
            case "alike" if (key := key_of(path, parent[step])) in alike:
                parent[step] = copy.deepcopy(draw(st.sampled_from(alike[key])))
            case "drop":
                del parent[step]
            case "double" if isinstance(parent, list):
                parent.insert(draw(st.integers(0, len(parent))), copy.deepcopy(parent[int(step)]))
            case "rename" | "double" if isinstance(parent, dict):
                name = draw(st.sampled_from([*words, str(step) + "x", str(step).upper(), *parent]))
                parent[name] = parent[str(step)]
            case "strange":
                parent[step] = copy.deepcopy(draw(st.sampled_from(STRANGE)))
            case "swap":
                parent[step] = copy.deepcopy(at(data, draw(st.sampled_from(every))))
            case "wrap":
                parent[step] = [parent[step]] if draw(st.booleans()) else {"is": parent[step]}
            case _:
                parent[step] = draw(st.sampled_from(words))
    return data


@st.composite
def spoilt_bytes(draw: st.DrawFn, whole: st.SearchStrategy[bytes]) -> bytes:
    """Bytes in which a few stretches were cut out, repeated or overwritten."""
    content = bytearray(draw(whole))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 30)))
        repeated = bytes(content[start:end]) * 2
        marks = st.sampled_from(
            [b"\t", b": ", b"- ", b"\n", b"'", b'"', b"[", b"}", b"&a ", b"*a", b"!x ", b"\x00", b"\xff"]
        )
        content[start:end] = draw(st.one_of(marks, st.just(b""), st.just(repeated), st.binary(max_size=8)))
    return bytes(content)


def as_json(data: Any) -> bytes:
    """The data as JSON, which is YAML too."""
    return json.dumps(data).encode()
