"""Turn a document into a pydantic model, and pydantic's complaints into one clear message with a line."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, TypeVar

from foirules.errors import InputError
from foirules.model.reading import Document, Path_, dotted

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

M = TypeVar("M", bound="BaseModel")


def checked(model: type[M], document: Document, error: type[InputError] = InputError) -> M:
    """The document as that model. Raises `error`, with the line, for the first thing that does not fit."""
    from pydantic import ValidationError

    try:
        return model.model_validate(document.data)
    except ValidationError as complaints:
        raise _first(model, document, complaints, error) from None
    except RecursionError:
        raise error("is nested too deep", mend="flatten it", where=document.where()) from None


def _first(
    model: type[BaseModel], document: Document, complaints: ValidationError, error: type[InputError]
) -> InputError:
    entries = complaints.errors(include_url=False, include_context=True)
    entry = min(entries, key=lambda e: document.marks.get(_known(document, e["loc"]), (1, 1)))
    path = _known(document, entry["loc"])
    what, mend = _words(entry, path)
    if entry["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(path[-1]), _keys(model), n=1)
        mend = f"did you mean `{near[0]}`?" if near else "remove it"
    if len(entries) > 1:
        mend += f"; {len(entries) - 1} more after this"
    return error(what, mend=mend, where=document.where(path))


def _known(document: Document, loc: tuple[int | str, ...]) -> Path_:
    """The part of pydantic's location that is a path of the document (its unions add names of their own)."""
    path: Path_ = ()
    for step in loc:
        longer = (*path, step)
        if longer in document.marks or (
            isinstance(step, str) and step == loc[-1] and isinstance(_at(document.data, path), dict)
        ):
            path = longer
    return path


def _at(data: Any, path: Path_) -> Any:
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _words(entry: Any, path: Path_) -> tuple[str, str]:
    name = dotted(path) or "the document"
    given = _shown(entry["input"])
    match entry["type"]:
        case "missing":
            return f"`{name}` is missing", "add it"
        case "extra_forbidden":
            return f"`{path[-1]}` is not a key here", "remove it"
        case "literal_error" | "enum":
            return f"{given} is not one of the values allowed", f"use {entry['ctx']['expected']}"
        case "string_type":
            return f"{given} is not text", "write text; put quotes round it if it looks like a number"
        case "bool_type" | "bool_parsing":
            return f"{given} is not true or false", "write true or false"
        case "list_type":
            return f"{given} is not a list", "start each entry with `- `"
        case "dict_type" | "model_type" | "model_attributes_type":
            return f"{given} is not a mapping of keys to values", "write `key: value` lines"
        case "date_from_datetime_parsing" | "date_parsing" | "date_type" | "date_from_datetime_inexact":
            return f"{given} is not a date in the calendar", "write it as year-month-day, such as 2024-11-18"
        case "string_pattern_mismatch":
            return f"{given} is not spelt as this key needs", f"it must match {entry['ctx']['pattern']}"
        case "value_error":
            return str(entry["ctx"]["error"]), "change it"
    message = entry["msg"][0].lower() + entry["msg"][1:]
    return f"{given} cannot be used here: {message}", "change it"


def _shown(value: Any) -> str:
    text = str(value)
    if isinstance(value, (dict, list)):
        return "a mapping" if isinstance(value, dict) else "a list"
    if value is None:
        return "nothing"
    return f"`{text[:57]}...`" if len(text) > 60 else f"`{text}`"


def _keys(model: type[BaseModel]) -> list[str]:
    """Every key name the model's tree uses: near enough for a suggestion."""
    names: set[str] = set()
    pending: list[Any] = [model.model_json_schema(by_alias=True)]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            names.update(node.get("properties", {}))
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)
    return sorted(names)
