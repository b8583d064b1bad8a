"""The condition language: what it reads, what it refuses and how, and that taking it apart changes nothing."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foirules.errors import PackError
from foirules.law.alternatives import MAX_ALTERNATIVES, MAX_LEAVES, alternatives, atoms, lead
from foirules.law.conditions import All, Any_, Condition, Has, Some, parse_when, reads, walk

ANCESTORS = frozenset({"question", "item", "request"})
NOT_WORDS = "must be a word or a list of words (quote it if it looks like a number)"
NO_MAPPING = "must be a mapping of attributes to values (write `attribute: value`)"


def has(attribute: str, *values: str, on: str = "self") -> Has:
    """A leaf."""
    return Has(attribute, frozenset(values), on)


A_IS_X = (has("a", "x"),)


@pytest.mark.parametrize(
    ("data", "condition"),
    [
        ({"status": "absolute"}, has("status", "absolute")),
        ({"status": ["absolute", "qualified"]}, has("status", "absolute", "qualified")),
        ({"question": {"duty": "communicate"}}, has("duty", "communicate", on="question")),
        ({"a": "x", "b": "y"}, All((has("a", "x"), has("b", "y")))),
        ({"item": {"a": "x", "b": "y"}}, All((has("a", "x", on="item"), has("b", "y", on="item")))),
        ({"some": {"rival": {"a": "x", "b": "y"}}}, Some("rival", (has("a", "x"), has("b", "y")))),
        ({"some": {"one": {"a": "x"}, "two": {"a": "x"}}}, All((Some("one", A_IS_X), Some("two", A_IS_X)))),
        ({"any": [{"a": "x"}, {"b": "y"}]}, Any_((has("a", "x"), has("b", "y")))),
        ({"any": [{"a": "x"}]}, Any_((has("a", "x"),))),
        ({"all": [{"a": "x"}, {"a": "y"}]}, All((has("a", "x"), has("a", "y")))),
        ({"a": "x", "any": [{"b": "y"}, {"b": "z"}]}, All((has("a", "x"), Any_((has("b", "y"), has("b", "z")))))),
        ({"claim": {}}, None),
    ],
)
def test_a_mapping_is_read_as_entries_that_must_all_hold(data: Any, condition: Condition | None) -> None:
    if condition is None:
        with pytest.raises(PackError):
            parse_when(data, ANCESTORS)
    else:
        assert parse_when(data, ANCESTORS) == condition


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, f"`when` {NO_MAPPING}"),
        ([], f"`when` {NO_MAPPING}"),
        ({}, f"`when` {NO_MAPPING}"),
        ({"a": 1}, f"`when.a` {NOT_WORDS}"),
        ({"a": True}, f"`when.a` {NOT_WORDS}"),
        ({"a": None}, f"`when.a` {NOT_WORDS}"),
        ({"a": []}, f"`when.a` {NOT_WORDS}"),
        ({"a": ["x", 1]}, f"`when.a` {NOT_WORDS}"),
        ({"a": {"x": "y"}}, f"`when.a` {NOT_WORDS}"),
        ({"a": ["x", "x"]}, "`when.a` names a value twice (keep one of them)"),
        ({"item": "x"}, f"`when.item` {NO_MAPPING}"),
        ({"item": {"a": 2}}, f"`when.item.a` {NOT_WORDS}"),
        ({"all": {"a": "x"}}, "`when.all` must be a list of conditions (start each with `- `)"),
        ({"any": []}, "`when.any` must be a list of conditions (start each with `- `)"),
        ({"any": ["x"]}, f"`when.any[0]` {NO_MAPPING}"),
        ({"any": [{"a": "x"}, {"all": [{"b": 3}]}]}, f"`when.any[1].all[0].b` {NOT_WORDS}"),
        ({"some": "rival"}, "`when.some` must name a relation (write `some: {application: {attribute: value}}`)"),
        ({"some": {"rival": {}}}, f"`when.some.rival` {NO_MAPPING}"),
        ({"some": {"rival": {"a": 4}}}, f"`when.some.rival.a` {NOT_WORDS}"),
    ],
)
def test_what_is_no_condition_is_refused_with_its_path_and_a_mend(data: Any, message: str) -> None:
    with pytest.raises(PackError) as caught:
        parse_when(data, ANCESTORS)
    assert str(caught.value) == message


def test_what_a_condition_reads_comes_with_the_way_it_is_read() -> None:
    data = {"a": "x", "item": {"b": "y"}, "any": [{"some": {"rival": {"c": "z", "d": "z"}}}, {"e": "x"}]}
    condition = parse_when(data, ANCESTORS)
    assert [(name, leaf.on, relation) for name, leaf, relation in reads(condition)] == [
        ("a", "self", None),
        ("b", "item", None),
        ("c", "self", "rival"),
        ("d", "self", "rival"),
        ("e", "self", None),
    ]
    assert len(list(walk(condition))) == 4


# --- alternatives


ATTRIBUTES = ("a", "b", "c")
VALUES = ("x", "y")
LEAVES = [Has(name, frozenset(values)) for name in ATTRIBUTES for values in (["x"], ["y"], ["x", "y"])]
CONDITIONS = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.lists(inner, min_size=1, max_size=3).flatmap(
        lambda parts: st.sampled_from([All(tuple(parts)), Any_(tuple(parts))])
    ),
    max_leaves=8,
)


def holds(condition: Condition, values: dict[str, str]) -> bool:
    """Whether a condition holds, read off its definition."""
    match condition:
        case All(parts):
            return all(holds(part, values) for part in parts)
        case Any_(parts):
            return any(holds(part, values) for part in parts)
        case Has(attribute, known):
            return values[attribute] in known
    raise AssertionError(condition)


@given(CONDITIONS)
def test_a_condition_holds_exactly_where_one_of_its_alternatives_does(condition: Condition) -> None:
    rows = alternatives(condition)
    assert len(set(rows)) == len(rows)
    assert all(len(set(row)) == len(row) for row in rows)
    for valuation in itertools.product(VALUES, repeat=len(ATTRIBUTES)):
        values = dict(zip(ATTRIBUTES, valuation, strict=True))
        assert holds(condition, values) == any(all(holds(leaf, values) for leaf in row) for row in rows)


def test_the_most_alternatives_and_facts_are_taken_and_one_more_is_refused() -> None:
    leaves = [has(f"a{number}", "x") for number in range(MAX_ALTERNATIVES + 1)]
    assert len(alternatives(Any_(tuple(leaves[:-1])))) == MAX_ALTERNATIVES
    with pytest.raises(PackError, match="more than 64 alternatives") as caught:
        alternatives(Any_(tuple(leaves)))
    assert caught.value.mend == "conclude a part of it in an earlier stage and read that"
    assert atoms(alternatives(All(tuple(leaves[:MAX_LEAVES])))[0]) == MAX_LEAVES
    with pytest.raises(PackError, match="more than 14 facts at once"):
        alternatives(All(tuple(leaves[: MAX_LEAVES + 1])))


def test_an_engine_looks_first_for_what_is_about_the_subject_itself() -> None:
    own, above, some = has("a", "x"), has("b", "x", on="item"), Some("rival", (has("c", "x"),))
    assert lead((above, some, own)) is own
    assert lead((above, some)) is some
    assert lead((above,)) is None
    assert [atoms(row) for row in ((above, some, own), (above, some), (above,))] == [3, 2, 2]
