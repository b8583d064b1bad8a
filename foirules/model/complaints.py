"""What one of pydantic's complaints says to somebody who wrote the file: what is wrong there, and the mend."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from foirules.errors import listed, quoted
from foirules.model.fields import UNFIT
from foirules.model.reading import Path_, dotted

MOST_LISTED = 18

SPELLINGS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": ("an id", "lower-case letters and digits, with single hyphens between"),
    r"^[a-z0-9][a-z0-9_().+-]*$": ("one of the rules' words", "lower-case letters, digits and _ ( ) . + -"),
    r"^[A-Z]{2}-\d{2}$": ("the number of a step", "two capitals, a hyphen and two digits, such as RN-09"),
    r"^(\([0-9A-Za-z]+\))*(\([a-z]-[a-z]\))?$": ("a subsection or paragraph", "its number as cited, in brackets"),
    r"^s\d+[A-Z]*$": ("a section", "s and its number"),
    r"^s\d+[A-Z]*(\([0-9A-Za-z]+\))*(\+(\([0-9A-Za-z]+\))+)?$": ("a provision", "s and its number, as cited"),
}
"""For each pattern a model uses: what is spelt by it, and how."""


class Complaint:
    """One complaint of pydantic's, at a path of the document, in a reader's words.

    `what` and `mend` are the message, `place` the path whose line it shows and `shown` the path it names. `meant`
    is the path that a key not known here most likely stands for.
    """

    def __init__(self, model: type[BaseModel], data: Any, path: Path_, entry: Any) -> None:
        self.path = self.place = self.shown = path
        self.kind: str = entry["type"]
        self.meant: Path_ | None = None
        self.model = model
        self.data = data
        self.what, self.mend = self._words(entry, entry["input"], entry.get("ctx", {}))

    def _words(self, entry: Any, value: Any, context: dict[str, Any]) -> tuple[str, str]:
        given = quoted(value)
        name = f"`{dotted(self.path[-1:])}`" if self.path else "the document"
        match self.kind:
            case "missing":
                self.place = self.shown = self.path[:-1]
                return f"{name} is missing", self._add()
            case "extra_forbidden":
                self.shown = self.path[:-1]
                return f"{quoted(self.path[-1])} is not a key here", self._instead()
            case kind if kind == UNFIT:
                if context["at"] is not None:
                    self.place = self.shown = (*self.path, context["at"])
                return context["what"], context["mend"]
        if value is None:
            return f"{name} has no value", f"write one{self._or_remove()}"
        match self.kind:
            case "literal_error":
                allowed = listed(re.findall(r"'([^']*)'", context["expected"]))
                if self.path == ("schema",):
                    return f"{given} is not the schema of what is read here", f"use {allowed}, or name another file"
                listing = f", or write it as [{value}]" if allowed == "all" and _short(value) else ""
                return f"{given} is not a value of {name}", f"use {allowed}{listing}"
            case "string_type":
                return f"{given} is not text", "put quotes round it" if _plain(value) else "write one line of text"
            case "string_unicode":
                return f"{given} is not text", "remove what is not a whole character"
            case "string_too_short":
                return f"{name} is empty", f"write something{self._or_remove()}"
            case "string_too_long":
                return f"{name} is longer than {context['max_length']} characters", "shorten it"
            case "string_pattern_mismatch":
                return _spelling(given, value, context["pattern"])
            case "bool_type" | "bool_parsing":
                return f"{given} is not true or false", "write true or false"
            case "list_type":
                mend = f"write it as [{value}]" if _short(value) else "begin each entry with `- `"
                return _not_a(given, value, name, "list"), mend
            case "dict_type" | "model_type" | "model_attributes_type":
                return _not_a(given, value, name, "mapping"), self._as_mapping()
            case "too_short" if context["min_length"] == 1:
                shape = "mapping" if isinstance(value, dict) else "list"
                return f"{name} is an empty {shape}", f"write at least one entry{self._or_remove()}"
            case "too_short":
                return f"{name} has fewer than {context['min_length']} entries", "add what is missing"
            case "too_long":
                most = context["max_length"]
                return f"{name} has more than {most} {'entry' if most == 1 else 'entries'}", "remove the others"
            case "int_type" | "int_parsing" | "int_from_float":
                return f"{given} is not a whole number", "write one in digits, without quotes"
            case "greater_than_equal":
                return f"{given} is too small", f"use {context['ge']} or more"
            case "less_than_equal":
                return f"{given} is too large", f"use {context['le']} or less"
        said = entry["msg"][:1].lower() + entry["msg"][1:]
        return f"{given} cannot be used here: {said}", "change it"

    def _instead(self) -> str:
        """The mend for a key that is not known here: the one that was meant, or where it goes, or those there are."""
        key, parent = str(self.path[-1]), self.path[:-1]
        model = _model_at(self.model, parent)
        if model is None:
            return "remove it"
        present = _node(self.data, parent)
        keys = list(_keys(model))
        absent = [name for name in keys if name not in present]
        tidy = key.strip().lower().replace("-", "_").replace(" ", "_")
        near = [tidy] if tidy in absent else difflib.get_close_matches(tidy, absent, n=1)
        if near:
            self.meant = (*parent, near[0])
            return f"did you mean `{near[0]}`?"
        elsewhere = [path for path in _owners(self.model, key) if path != parent]
        if 0 < len(elsewhere) <= 3:
            homes = listed([f"`{dotted(path)}`" if path else "the top level" for path in elsewhere])
            return f"it goes in {homes}"
        return f"the keys here are {listed(keys, 'and')}" if len(keys) <= MOST_LISTED else "remove it"

    def _add(self) -> str:
        """The mend for a missing key: with its values, or the keys it needs itself, where they are few."""
        annotation = _inside(_model_at(self.model, self.path[:-1]), self.path[-1])
        words = [word for word in get_args(annotation) if isinstance(word, str)]
        if len(words) == 1:
            return f"add `{self.path[-1]}: {words[0]}`"
        if _is_model(annotation):
            needed = [field.alias or name for name, field in annotation.model_fields.items() if field.is_required()]
            return f"add it, with {listed([f'`{name}`' for name in needed], 'and')}" if needed else "add it"
        return f"add it: {listed(words)}" if 0 < len(words) <= MOST_LISTED else "add it"

    def _or_remove(self) -> str:
        """The other mend for an empty value, where its key may be left out."""
        model = _model_at(self.model, self.path[:-1])
        fields = {field.alias or name: field for name, field in model.model_fields.items()} if model else {}
        field = fields.get(str(self.path[-1])) if self.path else None
        return ", or remove the key" if field is not None and not field.is_required() else ""

    def _as_mapping(self) -> str:
        """The mend for what should be a mapping: how a document begins, or the keys there are."""
        model = _model_at(self.model, self.path)
        keys = _keys(model) if model else {}
        if not self.path and "schema" in keys:
            return f"begin it with `schema: {get_args(keys['schema'])[0]}`"
        return (
            f"write `key: value` lines: the keys are {listed(list(keys), 'and')}"
            if keys
            else "write `key: value` lines"
        )


def _not_a(given: str, value: Any, name: str, wanted: str) -> str:
    """That a value is not a list, or not a mapping."""
    return f"{name} is {given}, not a {wanted}" if isinstance(value, (dict, list)) else f"{given} is not a {wanted}"


def _spelling(given: str, value: Any, pattern: str) -> tuple[str, str]:
    what, how = SPELLINGS.get(pattern, ("spelt as this key needs", f"what matches {pattern}"))
    tidy = re.sub(r"[^a-z0-9]+", "-", str(value).lower()).strip("-")
    example = f", such as {tidy}" if what == "an id" and tidy and len(tidy) <= 60 else ""
    return f"{given} is not {what}", f"use {how}{example}"


def _plain(value: Any) -> bool:
    return isinstance(value, (bool, int, float))


def _short(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 60 and value.isprintable()


def _node(data: Any, path: Path_) -> Any:
    for step in path:
        data = data[step]
    return data


def _keys(model: type[BaseModel]) -> dict[str, Any]:
    """The keys of a model as they are written, with the type of each."""
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _alternatives(annotation: Any) -> Iterator[Any]:
    """The types a type may stand for: its own, or those of its union."""
    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, UnionType):
        for inner in get_args(annotation):
            yield from _alternatives(inner)
    else:
        yield annotation


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _inside(annotation: Any, step: str | int) -> Any:
    """The type of one entry of a mapping, list or model; None where a step leads nowhere."""
    for one in _alternatives(annotation):
        if _is_model(one) and step in _keys(one):
            return _keys(one)[str(step)]
        if get_origin(one) is list and isinstance(step, int):
            return get_args(one)[0]
        if get_origin(one) is dict and isinstance(step, str):
            return get_args(one)[1]
    return None


def _model_at(model: type[BaseModel], path: Path_) -> type[BaseModel] | None:
    """The model of the mapping at a path, or None where none is there."""
    annotation: Any = model
    for step in path:
        annotation = _inside(annotation, step)
    return next((one for one in _alternatives(annotation) if _is_model(one)), None)


def _owners(model: type[BaseModel], key: str) -> list[Path_]:
    """The paths, without numbers, of the mappings in which a key is known."""
    found: list[Path_] = []
    pending: list[tuple[Path_, Any]] = [((), model)]
    seen: set[Any] = set()
    while pending:
        path, annotation = pending.pop(0)
        for one in _alternatives(annotation):
            if _is_model(one) and (path[-1:], one) not in seen:
                seen.add((path[-1:], one))
                found.extend([path] if key in _keys(one) else [])
                pending.extend(((*path, name), inner) for name, inner in _keys(one).items())
            elif get_origin(one) in (list, dict):
                pending.append((path, get_args(one)[-1]))
    return found
