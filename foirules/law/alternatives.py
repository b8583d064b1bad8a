"""The ways a condition can hold: its disjunctive normal form, kept small enough for any engine to match."""

from __future__ import annotations

from foirules.errors import PackError
from foirules.law.conditions import SELF, All, Any_, Condition, Has, Some

MAX_ALTERNATIVES = 64
MAX_LEAVES = 14

Row = tuple[Has | Some, ...]
"""One way a condition can hold: leaves that must all hold on the same subject."""


def alternatives(condition: Condition) -> tuple[Row, ...]:
    """Every way the condition can hold, without repetitions, in the order written.

    Raises PackError where there are more than MAX_ALTERNATIVES, or where one needs more than MAX_LEAVES facts.
    """
    match condition:
        case All(parts):
            rows: tuple[Row, ...] = ((),)
            for part in parts:
                further = alternatives(part)
                rows = _bounded([_joined(row, more) for row in rows for more in further])
            return rows
        case Any_(parts):
            united: dict[Row, None] = {}
            for part in parts:
                united.update(dict.fromkeys(alternatives(part)))
                _bounded(list(united))
            return tuple(united)
        case Some(where=where) if len(where) > MAX_LEAVES:
            raise _too_many(f"a `some` asks for more than {MAX_LEAVES} attributes at once")
        case _:
            return ((condition,),)


def _joined(row: Row, more: Row) -> Row:
    return (*row, *(leaf for leaf in more if leaf not in row))


def _bounded(rows: list[Row]) -> tuple[Row, ...]:
    distinct = tuple(dict.fromkeys(rows))
    if len(distinct) > MAX_ALTERNATIVES:
        raise _too_many(f"its condition has more than {MAX_ALTERNATIVES} alternatives")
    if any(len(row) > MAX_LEAVES for row in distinct):
        raise _too_many(f"one alternative of its condition needs more than {MAX_LEAVES} facts at once")
    return distinct


def _too_many(what: str) -> PackError:
    return PackError(what, mend="conclude a part of it in an earlier stage and read that")


def lead(row: Row) -> Has | Some | None:
    """The leaf an engine looks for first: one about the subject itself, a plain attribute before a `some`."""
    own = [leaf for leaf in row if isinstance(leaf, Has) and leaf.on == SELF]
    return next(iter(own), None) or next((leaf for leaf in row if isinstance(leaf, Some)), None)


def atoms(row: Row) -> int:
    """How many facts the alternative matches at once: one a leaf, and the subject where no leaf is about it."""
    return len(row) + (lead(row) is None)
