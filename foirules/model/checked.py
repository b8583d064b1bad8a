"""Turn a document into a pydantic model, and pydantic's complaints into one clear message with a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from foirules.errors import InputError
from foirules.model.reading import Document, Path_

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

    from foirules.model.complaints import Complaint

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


def _first(model: type[BaseModel], document: Document, error: ValidationError, raised: type[InputError]) -> InputError:
    from foirules.model.complaints import Complaint

    every = [
        Complaint(model, document.data, _path(document.data, entry["loc"]), entry)
        for entry in error.errors(include_url=False, include_context=True)
    ]
    told = _worth_telling(every)
    first = min(told, key=lambda complaint: _rank(document, complaint))
    mend = first.mend
    if len(told) > 1:
        mend += f"; {len(told) - 1} more after this"
    return raised(first.what, mend=mend, where=document.where(first.place, first.shown))


def _worth_telling(every: Sequence[Complaint]) -> list[Complaint]:
    """One complaint a place. Left out: the missing keys that a misspelt one explains, and the parts of a union
    that were not meant, as something deeper in them fits."""
    meant = {complaint.meant for complaint in every if complaint.meant}
    above = {complaint.path[:length] for complaint in every for length in range(len(complaint.path))}
    by_place: dict[Path_, Complaint] = {}
    for complaint in every:
        explained = complaint.kind == "missing" and complaint.path in meant
        if not explained and not (complaint.kind == "literal_error" and complaint.path in above):
            by_place.setdefault(complaint.path, complaint)
    return list(by_place.values())


def _rank(document: Document, complaint: Complaint) -> tuple[bool, tuple[int, int]]:
    """Whether the file is of another kind altogether comes first, then the order in the file."""
    path = complaint.path
    while path and path not in document.marks:
        path = path[:-1]
    return complaint.path != ("schema",), document.marks.get(path, (0, 0))


def _path(data: Any, loc: tuple[int | str, ...]) -> Path_:
    """Pydantic's location as a path of the document: without the names that its unions and dictionaries add."""
    path: Path_ = ()
    node = data
    for number, step in enumerate(loc):
        inside = (isinstance(node, dict) and step in node) or (isinstance(node, list) and isinstance(step, int))
        if inside:
            node = node[step]
        elif not (isinstance(node, dict) and number == len(loc) - 1 and step != "[key]"):
            continue
        path = (*path, step)
    return path
