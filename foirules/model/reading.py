"""Read a YAML file into plain values that remember where each of them stands.

YAML is read in the 1.2 core schema: `no` and `yes` are words, only `true` and `false` are booleans, and dates
stay text. Duplicate keys, aliases, tags and very deep or very large files are refused: a scenario needs none
of them, and each is a way to mislead a reader or to stop a machine.
"""

from __future__ import annotations

import codecs
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from foirules.errors import InputError, LimitError, Where, quoted, shortened
from foirules.model.files import read_bytes
from foirules.model.yaml_problems import UNWELCOME, explain, unwelcome

MAX_DEPTH = 40
MAX_VALUES = 200_000

_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_TRUE = frozenset(("true", "True", "TRUE"))
_FALSE = frozenset(("false", "False", "FALSE"))
_INTEGER = re.compile(r"[-+]?[0-9]+")
_LONGEST_NUMBER = 40
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")

Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML document: its plain `data`, and in `marks` the line and column (from 1) of every path in it."""

    file: str
    data: Any
    marks: dict[Path_, tuple[int, int]] = field(repr=False)

    def where(self, path: Path_ = (), shown: Path_ | None = None) -> Where:
        """The place of a path, or of the nearest enclosing value that has one; none in what was not read from YAML.

        `shown` is the path to name, where it is another.
        """
        name = dotted(path if shown is None else shown)
        while path and path not in self.marks:
            path = path[:-1]
        line, column = self.marks.get(path, (None, None))
        return Where(self.file, line, column, name)


def dotted(path: Path_) -> str:
    """A path as a reader writes it: `claims[0].provision`."""
    text = ""
    for step in path:
        name = f"[{step}]" if isinstance(step, int) else shortened(step)
        text += f".{name}" if text and isinstance(step, str) else name
    return text


def read_file(path: Path) -> Document:
    """Read a YAML file from disk. Raises InputError when it cannot be used, naming the file and the line."""
    return parse(read_bytes(path), str(path))


def parse(content: bytes, file: str) -> Document:
    """Parse one YAML document. `file` is the name used in messages."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InputError("is UTF-16 text", mend="save it as UTF-8", where=Where(file))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError("is not UTF-8 text", mend="save it as UTF-8", where=Where(file, line)) from None
    if "\x00" in text:
        raise InputError("is a binary file", mend="name a YAML file", where=Where(file))
    if found := UNWELCOME.search(text):
        what, mend = unwelcome(found[0])
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        raise InputError(what, mend=mend, where=Where(file, line, column))
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
        except yaml.YAMLError as error:
            raise explain(error, text, self.file) from None
        return Document(self.file, data, self.marks)

    def _build(self, yaml: Any, events: Iterator[Any]) -> Any:
        root: list[Any] = []
        stack: list[_Open] = [_Root(root, ())]
        documents = values = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refuse(event, (), "begins a second document", "keep one document in a file")
            elif isinstance(event, yaml.AliasEvent):
                what = f"uses the alias {quoted('*' + event.anchor)}"
                raise self._refuse(event, stack[-1].path, what, "write the value out; aliases are not read")
            elif isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)):
                values += 1
                if values > MAX_VALUES:
                    what = f"holds more than {MAX_VALUES:,} values"
                    raise LimitError(what, mend="split it into several", where=Where(self.file))
                self._open(yaml, event, stack)
            elif isinstance(event, yaml.CollectionEndEvent):
                stack.pop()
        if not root or root[0] is None:
            raise InputError("is empty", mend="check that it is the right file", where=Where(self.file))
        return root[0]

    def _open(self, yaml: Any, event: Any, stack: list[_Open]) -> None:
        top = stack[-1]
        scalar = isinstance(event, yaml.ScalarEvent)
        if event.tag and not (scalar and event.tag == "!"):
            raise self._refuse(event, top.path, f"uses the tag {quoted(_written(event.tag))}", "remove the tag")
        if scalar and (found := UNWELCOME.search(event.value)):
            raise self._refuse(event, top.path, *unwelcome(found[0]))
        mark = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(top.value, dict) and top.key is None:
            if not scalar:
                raise self._refuse(event, top.path, "has a key that is not a word", "use a plain word as the key")
            key = event.value
            if key in top.value:
                first = self.marks[*top.path, key][0]
                what = f"repeats the key {quoted(key)} of line {first}"
                raise self._refuse(event, top.path, what, "keep one of them")
            top.value[key] = None
            top.key = key
            self.marks[(*top.path, key)] = mark
            return
        path = top.next_path()
        self.marks.setdefault(path, mark)
        if scalar:
            top.add(event.value if event.style else plain_value(event.value))
            return
        if len(stack) > MAX_DEPTH:
            raise self._refuse(event, (), f"is nested more than {MAX_DEPTH} deep", "flatten it")
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        top.add(value)
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


def _written(tag: str) -> str:
    """A tag as its writer put it."""
    return tag.replace("tag:yaml.org,2002:", "!!", 1)


def plain_value(text: str) -> Any:
    """A plain scalar's value in the YAML 1.2 core schema (without infinities and octal forms)."""
    if text in _NULL:
        return None
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    if len(text) > _LONGEST_NUMBER:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text) and math.isfinite(number := float(text)):
        return number
    return text
