"""Rebuild a pack's models from the fast form, whose content passed every check when it was made: none is made again.

To check, pydantic has to build a validator for each model, which takes longer than all else that a short command
does. `foirules.law.loading.fast_form` makes sure that what is rebuilt equals what was checked.
"""

from __future__ import annotations

import functools
import types
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel

M = TypeVar("M", bound=BaseModel)
Make = Callable[[Any], Any]

_PLAIN: dict[Any, Make] = {date: date.fromisoformat, int: int}
_SHAPES: dict[Any, type] = {date: str, Literal: str}


def rebuilt(model: type[M], data: dict[str, Any]) -> M:
    """Plain data, as it stands in a file of the pack, as that model. The data is taken over, not copied."""
    made: M = _model(model)(data)
    return made


@functools.cache
def _model(model: type[BaseModel]) -> Make:
    fields = ((field.alias or name, _maker(field.annotation)) for name, field in model.model_fields.items())
    makers = [(key, make) for key, make in fields if make is not None]

    def construct(data: dict[str, Any]) -> BaseModel:
        for key, make in makers:
            if key in data:
                data[key] = make(data[key])
        return model.model_construct(**data)

    return construct


def _maker(kind: Any) -> Make | None:
    """What turns plain data into a value of this kind; None where the data is that value already."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _maker(arguments[0])
    if origin in (Union, types.UnionType):
        return _union(arguments)
    if origin is list:
        return _each(_maker(arguments[0]))
    if origin is dict:
        return _values(*map(_maker, arguments))
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _model(kind)
    return _PLAIN.get(kind)


def _each(make: Make | None) -> Make | None:
    return None if make is None else lambda data: [make(entry) for entry in data]


def _values(key: Make | None, value: Make | None) -> Make | None:
    if key is None and value is None:
        return None
    own, other = key or str, value or (lambda data: data)
    return lambda data: {own(name): other(entry) for name, entry in data.items()}


def _union(kinds: tuple[Any, ...]) -> Make | None:
    """One of several kinds, told apart by the shape of the data: text, a list or a mapping."""
    makers = {_shape(kind): make for kind in kinds if (make := _maker(kind)) is not None}
    return (lambda data: makers.get(type(data), lambda same: same)(data)) if makers else None


def _shape(kind: Any) -> type:
    origin = get_origin(kind)
    if origin is Annotated:
        return _shape(get_args(kind)[0])
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return dict
    own: type = origin or kind
    return _SHAPES.get(own, own)
