"""The typed condition language: what a rule may ask of the facts, and how a limb's test is turned round.

A condition is positive: it says which values an attribute may have, and "unknown" is a value like any other,
so nothing follows from a missing fact unless a rule names it. Every attribute has exactly one value on every
subject of its kind once its stage has ended.

    Has    an attribute of the subject itself, of one of its ancestors, or of the request, has one of some values
    Some   some related subject (an application of the question, a rival claim) has certain values
    All    every one of several conditions holds
    Any    at least one of them holds
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from foirules.errors import PackError

SELF = "self"


@dataclass(frozen=True, slots=True)
class Has:
    """The attribute has one of the values, on the subject (`on` = "self") or on its ancestor of that kind."""

    attribute: str
    values: frozenset[str]
    on: str = SELF


@dataclass(frozen=True, slots=True)
class Some:
    """Some subject reached by the relation has all of these values at once."""

    relation: str
    where: tuple[Has, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any_:
    """At least one part holds."""

    parts: tuple[Condition, ...]


Condition = Has | Some | All | Any_


def parse_when(data: object, ancestors: frozenset[str], path: str = "when") -> Condition:
    """Read a rule's `when`: a mapping whose entries must all hold.

    `ancestors` are the kinds whose attributes may be asked by name of kind (`question: {duty: ...}`).
    Raises PackError, naming the path, when the mapping is not a condition.
    """
    if not isinstance(data, Mapping) or not data:
        raise PackError(f"`{path}` must be a mapping of attributes to values", mend="write `attribute: value`")
    parts: list[Condition] = []
    for key, value in data.items():
        here = f"{path}.{key}"
        if key == "all" or key == "any":
            if not isinstance(value, list) or not value:
                raise PackError(f"`{here}` must be a list of conditions", mend="start each with `- `")
            inner = tuple(parse_when(entry, ancestors, f"{here}[{n}]") for n, entry in enumerate(value))
            parts.append(All(inner) if key == "all" else Any_(inner))
        elif key == "some":
            parts.extend(_some(value, here))
        elif key in ancestors:
            parts.extend(_values(value, here, on=key))
        else:
            parts.append(Has(str(key), _value_set(value, here)))
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _some(data: object, path: str) -> Iterator[Some]:
    if not isinstance(data, Mapping) or not data:
        raise PackError(f"`{path}` must name a relation", mend="write `some: {application: {attribute: value}}`")
    for relation, where in data.items():
        yield Some(str(relation), tuple(_values(where, f"{path}.{relation}")))


def _values(data: object, path: str, on: str = SELF) -> Iterator[Has]:
    if not isinstance(data, Mapping) or not data:
        raise PackError(f"`{path}` must be a mapping of attributes to values", mend="write `attribute: value`")
    for attribute, value in data.items():
        yield Has(str(attribute), _value_set(value, f"{path}.{attribute}"), on)


def _value_set(value: object, path: str) -> frozenset[str]:
    values = value if isinstance(value, list) else [value]
    if not values or not all(isinstance(one, str) for one in values):
        raise PackError(f"`{path}` must be a word or a list of words", mend="quote it if it looks like a number")
    if len(set(values)) != len(values):
        raise PackError(f"`{path}` names a value twice", mend="keep one of them")
    return frozenset(values)


def parse_test(data: object, path: str = "test") -> Any:
    """Read a limb's test into a tree of tuples: ("all" | "any" | "none", parts) or ("element", id) or ("if", Has).

    Raises PackError when it is not a tree of element ids under all, any and none.
    """
    if isinstance(data, str):
        return ("element", data)
    if isinstance(data, Mapping) and len(data) == 1:
        ((key, value),) = data.items()
        if key in ("all", "any", "none"):
            if not isinstance(value, list) or not value:
                raise PackError(f"`{path}.{key}` must be a list of elements", mend="start each with `- `")
            return (key, tuple(parse_test(entry, f"{path}.{key}[{n}]") for n, entry in enumerate(value)))
        if key == "if":
            conditions = tuple(_values(value, f"{path}.if"))
            if len(conditions) == 1:
                return ("if", conditions[0])
    raise PackError(
        f"`{path}` must be an element, or one of all, any, none with a list, or `if` with one attribute",
        mend="for example `all: [first-element, {any: [second, third]}]`",
    )


def walk(condition: Condition) -> Iterator[Has | Some]:
    """Every leaf of a condition, in order."""
    match condition:
        case All(parts) | Any_(parts):
            for part in parts:
                yield from walk(part)
        case _:
            yield condition


def reads(condition: Condition) -> Iterator[tuple[str, Has, str | None]]:
    """Every attribute a condition reads, with the leaf and the relation it is read through (None: no relation)."""
    for leaf in walk(condition):
        if isinstance(leaf, Some):
            for has in leaf.where:
                yield has.attribute, has, leaf.relation
        else:
            yield leaf.attribute, leaf, None
