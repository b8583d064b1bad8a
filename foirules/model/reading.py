"""Read a YAML file into plain values that remember where each of them stands.

YAML is read in the 1.2 core schema: `no` and `yes` are words, only `true` and `false` are booleans, and dates
stay text. Duplicate keys, aliases, tags and very deep or very large files are refused: a scenario needs none
of them, and each is a way to mislead a reader or to stop a machine.
"""

from __future__ import annotations

import math
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from foirules.errors import InputError, LimitError, Where

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 40
MAX_VALUES = 200_000

_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_TRUE = frozenset(("true", "True", "TRUE"))
_FALSE = frozenset(("false", "False", "FALSE"))
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")

Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML document: its plain `data`, and in `marks` the line and column (from 1) of every path in it."""

    file: str
    data: Any
    marks: dict[Path_, tuple[int, int]] = field(repr=False)

    def where(self, path: Path_ = ()) -> Where:
        """The place of a path, or of the nearest enclosing value that exists."""
        shown = dotted(path)
        while path and path not in self.marks:
            path = path[:-1]
        line, column = self.marks.get(path, (1, 1))
        return Where(self.file, line, column, shown)


def dotted(path: Path_) -> str:
    """A path as a reader writes it: `claims[0].provision`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else (f".{step}" if text else step)
    return text


def read_file(path: Path) -> Document:
    """Read a YAML file from disk. Raises InputError when it cannot be used, naming the file and the line."""
    return parse(read_bytes(path), str(path))


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The bytes of an ordinary file, refused when missing, not a file, unreadable or above `limit` bytes."""
    where = Where(str(path))
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise InputError("no such file", mend="check the path", where=where) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a usable path"
        raise InputError(
            f"cannot be opened: {reason}", mend="check the path and its permissions", where=where
        ) from None
    with os.fdopen(descriptor, "rb") as stream:
        kind = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(kind):
            raise InputError("is a folder, not a file", mend="name the file in it", where=where)
        if not stat.S_ISREG(kind):
            raise InputError("is not an ordinary file", mend="name a file, or `-` for standard input", where=where)
        return read_stream(stream, str(path), limit)


def read_stream(stream: BinaryIO, name: str, limit: int = MAX_BYTES) -> bytes:
    """Everything in an open stream, refused above `limit` bytes without reading the rest."""
    try:
        content = stream.read(limit + 1)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", mend="try again", where=Where(name)) from None
    if len(content) > limit:
        raise InputError(
            f"is larger than {limit // 1024 // 1024} MB",
            mend="name a scenario or a rule file",
            where=Where(name),
        )
    return content


def parse(content: bytes, file: str) -> Document:
    """Parse one YAML document. `file` is the name used in messages."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError("is not UTF-8 text", mend="save it as UTF-8", where=Where(file, line)) from None
    if "\x00" in text:
        raise InputError("is a binary file", mend="name a YAML file", where=Where(file))
    return _Builder(file).build(text)


class _Builder:
    """Builds the values from the parser's events with a stack of its own, so that depth cannot exhaust C."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.marks: dict[Path_, tuple[int, int]] = {}

    def build(self, text: str) -> Document:
        import yaml

        loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            data = self._build(yaml, yaml.parse(text, Loader=loader))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = Where(self.file, mark.line + 1, mark.column + 1) if mark else Where(self.file)
            problem = error.problem or error.context or "cannot be parsed"
            raise InputError(f"is not YAML: {problem}", mend="mend the line shown", where=place) from None
        except yaml.YAMLError as error:
            problem = str(error).splitlines()[0]
            raise InputError(f"is not YAML: {problem}", mend="remove the character", where=Where(self.file)) from None
        return Document(self.file, data, self.marks)

    def _build(self, yaml: Any, events: Iterator[Any]) -> Any:
        root: list[Any] = []
        stack: list[_Open] = [_Root(root, ())]
        documents = values = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refuse(event, (), "holds more than one document", "keep one document in a file")
            elif isinstance(event, yaml.AliasEvent):
                raise self._refuse(
                    event,
                    stack[-1].path,
                    f"uses the alias `*{event.anchor}`",
                    "write the value out; aliases are not read",
                )
            elif isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)):
                values += 1
                if values > MAX_VALUES:
                    raise LimitError(f"holds more than {MAX_VALUES} values", where=Where(self.file), mend="split it")
                self._open(yaml, event, stack)
            elif isinstance(event, yaml.CollectionEndEvent):
                stack.pop()
        if not root:
            raise InputError("is empty", mend="write a document in it", where=Where(self.file))
        return root[0]

    def _open(self, yaml: Any, event: Any, stack: list[_Open]) -> None:
        top = stack[-1]
        scalar = isinstance(event, yaml.ScalarEvent)
        if event.tag and not (scalar and event.tag == "!"):
            raise self._refuse(event, top.path, f"uses the tag `{event.tag}`", "remove the tag")
        if isinstance(top.value, dict) and top.key is None:
            if not scalar:
                raise self._refuse(event, top.path, "has a key that is not a word", "use a plain word as the key")
            key = event.value
            if key in top.value:
                raise self._refuse(event, (*top.path, key), f"repeats the key `{key}`", "keep one of them")
            top.value[key] = None
            top.key = key
            return
        path = top.next_path()
        if event.start_mark is not None:
            self.marks[path] = (event.start_mark.line + 1, event.start_mark.column + 1)
        value: Any
        if scalar:
            value = event.value if event.style else _plain(event.value)
        else:
            value = {} if isinstance(event, yaml.MappingStartEvent) else []
        top.add(value)
        if not scalar:
            if len(stack) > MAX_DEPTH:
                raise self._refuse(event, path, f"is nested more than {MAX_DEPTH} deep", "flatten it")
            stack.append(_Open(value, path))

    def _refuse(self, event: Any, path: Path_, what: str, mend: str) -> InputError:
        mark = event.start_mark
        return InputError(what, mend=mend, where=Where(self.file, mark.line + 1, mark.column + 1, dotted(path)))


class _Open:
    """A list or mapping still being filled; `key` is the mapping key that waits for its value."""

    __slots__ = ("key", "path", "value")

    def __init__(self, value: Any, path: Path_) -> None:
        self.value = value
        self.path = path
        self.key: str | None = None

    def next_path(self) -> Path_:
        if isinstance(self.value, dict):
            assert self.key is not None
            return (*self.path, self.key)
        return (*self.path, len(self.value))

    def add(self, value: Any) -> None:
        if isinstance(self.value, dict):
            self.value[self.key] = value
            self.key = None
        else:
            self.value.append(value)


class _Root(_Open):
    """The list that receives the document itself, which has the empty path."""

    __slots__ = ()

    def next_path(self) -> Path_:
        return ()


def _plain(text: str) -> Any:
    """A plain scalar's value in the YAML 1.2 core schema (without infinities and octal forms)."""
    if text in _NULL:
        return None
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text) and math.isfinite(number := float(text)):
        return number
    return text
