"""Write a scenario as the YAML text that a person would: one line for each part, claim and finding.

What is read back equals what was written (`foirules.model.reading`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from foirules.model.reading import plain_value

FIRST = ("schema", "id", "title", "about", "viewpoint", "law_as_at", "facts_as_at", "authority", "request", "switches")
SECTIONS = ("parts", "claims", "found", "notice", "expect")
"""The order in which a scenario is written; each of the sections stands apart."""

_INDICATORS = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`=<~\s]")
_ONE_LINE = re.compile(r"[\t\n\r\x85\u2028\u2029\ufeff]")


def scenario_text(data: Mapping[str, Any], head: str = "") -> str:
    """The scenario as YAML, in the usual order. `head` is a comment to begin with, one line."""
    return "\n".join([*([f"# {head}"] if head else []), *_document(data)]) + "\n"


def _document(data: Mapping[str, Any]) -> Iterator[str]:
    others = [key for key in data if key not in FIRST and key not in SECTIONS]
    for key in (*FIRST, *others):
        if key in data:
            yield from _entry(key, data[key], "")
    for key in SECTIONS:
        if key in data:
            yield ""
            yield from _entry(key, data[key], "", apart=True)


def _entry(key: str, value: Any, indent: str, *, apart: bool = False) -> Iterator[str]:
    """A key and its value. What stands `apart` is never written on one line, unless it is empty."""
    name = scalar(key)
    if not value or not isinstance(value, (Mapping, list, tuple)):
        yield f"{indent}{name}: {_flow(value) if isinstance(value, (Mapping, list, tuple)) else scalar(value)}"
    elif _fits(value) and not (apart and isinstance(value, Mapping)):
        yield f"{indent}{name}: {_flow(value)}"
    elif isinstance(value, Mapping):
        yield f"{indent}{name}:"
        for inner, one in value.items():
            yield from _entry(inner, one, indent + "  ")
    else:
        yield f"{indent}{name}:"
        for one in value:
            yield from _listed(one, indent + "  ")


def _listed(value: Any, indent: str) -> Iterator[str]:
    """One entry of a list."""
    if not isinstance(value, Mapping) or not value or _fits(value):
        yield f"{indent}- {_flow(value)}"
        return
    for number, line in enumerate(line for key, one in value.items() for line in _entry(key, one, indent + "  ")):
        yield f"{indent}- {line[len(indent) + 2 :]}" if number == 0 else line


def _fits(value: Any) -> bool:
    """Whether a value is written on one line: one that holds no list of anything but words."""
    if isinstance(value, Mapping):
        return all(_fits(one) for one in value.values())
    if isinstance(value, (list, tuple)):
        return not any(isinstance(one, (Mapping, list, tuple)) for one in value)
    return True


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key, flow=True)}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return scalar(value, flow=True)


def scalar(value: Any, *, flow: bool = False) -> str:
    """A single value: without quotes where it is read back as it is, else in the quotes that need least.

    >>> scalar("Kent Police, 2024"), scalar("Kent Police, 2024", flow=True), scalar("12"), scalar(12)
    ('Kent Police, 2024', "'Kent Police, 2024'", "'12'", '12')
    """
    if value is None or isinstance(value, (bool, int, float)):
        return "null" if value is None else str(value).lower()
    text = str(value)
    if _ONE_LINE.search(text) or not text.isprintable():
        return _double(text)
    if _plain(text, flow=flow):
        return text
    quoted = text.replace("'", "''")
    return f"'{quoted}'"


def _plain(text: str, *, flow: bool) -> bool:
    """Whether a text can stand without quotes."""
    if not text or text != text.strip() or _INDICATORS.match(text) or plain_value(text) != text:
        return False
    return not re.search(r"[,\[\]{}:#]" if flow else r":\s|:$|\s#", text)


def _double(text: str) -> str:
    escaped = "".join(_escape(char) for char in text)
    return f'"{escaped}"'


def _escape(char: str) -> str:
    if char in '\\"':
        return f"\\{char}"
    if char.isprintable():
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
