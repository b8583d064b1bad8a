"""Say in a reader's words why a text is not YAML: what stands where, and how to mend it.

The parser's own words name its grammar, and differ between its two implementations; what is said here rests on
the place it stopped at and on the construct it was in.
"""

from __future__ import annotations

import re
from typing import Any

from foirules.errors import InputError, Where, quoted

UNWELCOME = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
"""The characters that no scenario or rule may hold: controls, halves of characters and non-characters."""

_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")


def unwelcome(char: str) -> tuple[str, str]:
    """What is wrong with a character that matches `UNWELCOME`, and the mend."""
    return f"holds the character U+{ord(char):04X}, which is not text", "remove it"


def explain(error: Any, text: str, file: str) -> InputError:
    """The parser's error (a `yaml.YAMLError`) as an error with a line."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return InputError("is not YAML", mend="check how it was saved", where=Where(file))
    lines = _BREAK.split(text)
    what, mend, at = _words(error, mark, getattr(error, "context_mark", None) or mark, lines)
    place = (at.line + 1, at.column + 1) if at.line < len(lines) else (len(lines), len(lines[-1]) + 1)
    return InputError(what, where=Where(file, *place), mend=mend)


def _words(error: Any, mark: Any, context_mark: Any, lines: list[str]) -> tuple[str, str, Any]:
    """What is wrong, the mend, and the mark to show."""
    char, before = _char(lines, mark), lines[mark.line][: mark.column] if mark.line < len(lines) else ""
    problem, context = error.problem or "", error.context or ""
    if char == "\t" and not before.strip():
        return "is indented with a tab", "indent with spaces", mark
    if "mapping values are not allowed" in problem:
        mend = "put quotes round a text that has a colon and a space in it, or mend the indentation"
        return "has a colon where no key can be", mend, mark
    if "Unicode" in problem:
        return "has an escape for a character that does not exist", "write the character itself", mark
    if "escape" in problem:
        return "has a backslash that means nothing in double quotes", "use single quotes, or write \\\\", mark
    if "quoted scalar" in context:
        return "opens a quotation mark that is not closed", "close it", context_mark
    if "flow" in context:
        opening = _char(lines, context_mark)
        if opening in ("[", "{"):
            mend = f"close it, or look for a missing or spare comma on line {mark.line + 1}"
            return f"opens a `{opening}` and then goes wrong before it is closed", mend, context_mark
        if not char:
            return "ends before a bracket is closed", "close it", mark
        return f"has {quoted(char)} where a value should be", "remove it, or write the value", mark
    if "simple key" in context:
        return "is not a key and a value", "write a colon and a space after the key", context_mark
    if "cannot start any token" in problem:
        return f"has a value that begins with {quoted(char)}", "put quotes round the whole value", mark
    if "anchor" in context or "alias" in context:
        return (
            f"has a value that begins with {quoted(_char(lines, context_mark))}",
            "put quotes round the whole value",
            context_mark,
        )
    if "block mapping" in context or "block collection" in context:
        return (*_misplaced(char, before), mark)
    return "is not YAML from here on", "check this line and the one before it", mark


def _char(lines: list[str], mark: Any) -> str:
    """The character at a mark, or nothing at the end of a line or of the text."""
    return lines[mark.line][mark.column : mark.column + 1] if mark.line < len(lines) else ""


def _misplaced(char: str, before: str) -> tuple[str, str]:
    """What stands where the parser looked for the next entry of a mapping or list."""
    if before.rstrip().endswith(("'", '"')):
        return "goes on after a closing quotation mark", "double a quotation mark inside quotes, or use the other kind"
    if char in ("]", "}"):
        return f"closes a `{char}` that was not opened", "remove it"
    if char == "-":
        return "has a list entry among the keys of a mapping", "indent it under its key"
    return "is not in line with the entries before it", "line up what belongs together"
