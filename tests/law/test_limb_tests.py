"""A limb's test: how it is read, and that both halves compiled from it are Kleene's logic, value by value."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foirules.errors import PackError
from foirules.law.conditions import All, Any_, Condition, Has, parse_test
from foirules.law.limb_rules import ELEMENT_VALUES, THROUGH, TestCompiler, elements_of, test_tree
from foirules.law.pack_files import Element, Limb
from foirules.reasoning.missing import settled, still_open

test_tree.__test__ = False  # type: ignore[attr-defined]

ELEMENTS = {
    "first": Element(asks="Is it?", sources=["s1"]),
    "second": Element(asks="Is it?", sources=["s1"]),
    "level": Element(asks="How likely?", values="likelihood", sources=["s1"]),
}
KNOWN = {
    **{name: ELEMENT_VALUES[element.values] for name, element in ELEMENTS.items()},
    "colour": ("red", "blue", "green"),
    THROUGH: ("s1(1)", "s1(2)", "none", "several"),
}
MET, OPEN, NOT_MET = 1, 0, -1
WORTH = {"met": MET, "would": MET, "would_be_likely": MET, "shown": MET, "not_met": NOT_MET, "unknown": OPEN}

Tree = Any


@pytest.mark.parametrize(
    ("data", "tree"),
    [
        ("first", ("element", "first")),
        ({"all": ["first", "second"]}, ("all", (("element", "first"), ("element", "second")))),
        ({"none": [{"any": ["first"]}]}, ("none", (("any", (("element", "first"),)),))),
        ({"if": {"colour": ["red", "blue"]}}, ("if", Has("colour", frozenset({"red", "blue"})))),
    ],
)
def test_a_test_is_read_as_a_tree(data: Any, tree: Tree) -> None:
    assert parse_test(data) == tree


NOT_WORDS = "must be a word or a list of words (quote it if it looks like a number)"
SHAPE = (
    "must be an element, or one of all, any, none with a list, or `if` with one attribute "
    "(for example `all: [first-element, {any: [second, third]}]`)"
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, f"`test` {SHAPE}"),
        (3, f"`test` {SHAPE}"),
        ([], f"`test` {SHAPE}"),
        ({}, f"`test` {SHAPE}"),
        ({"both": ["first"]}, f"`test` {SHAPE}"),
        ({"all": ["first"], "any": ["first"]}, f"`test` {SHAPE}"),
        ({"if": {"colour": "red", "first": "met"}}, f"`test` {SHAPE}"),
        ({"all": []}, "`test.all` must be a list of elements (start each with `- `)"),
        ({"none": "first"}, "`test.none` must be a list of elements (start each with `- `)"),
        ({"all": ["first", {"any": [7]}]}, f"`test.all[1].any[0]` {SHAPE}"),
        ({"if": {}}, "`test.if` must be a mapping of attributes to values (write `attribute: value`)"),
        ({"if": {"colour": 7}}, f"`test.if.colour` {NOT_WORDS}"),
    ],
)
def test_what_is_no_test_is_refused_with_its_path_and_a_mend(data: Any, message: str) -> None:
    with pytest.raises(PackError) as caught:
        parse_test(data)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("third", "no element `third`"),
        ({"if": {"shape": "round"}}, "no attribute `shape`"),
        ({"if": {"colour": ["red", "blue", "green"]}}, "no attribute `colour`, or it has no other value"),
    ],
)
def test_a_test_that_names_what_does_not_exist_is_refused(data: Any, words: str) -> None:
    with pytest.raises(PackError, match=words) as caught:
        compiled(parse_test(data))
    assert caught.value.mend


# --- Kleene


def compiled(tree: Tree) -> tuple[Condition, Condition]:
    """Both halves of a test: the condition for met, and the condition for not met."""
    compiler = TestCompiler(ELEMENTS, KNOWN)
    return compiler.condition(tree, met=True), compiler.condition(tree, met=False)


def kleene(tree: Tree, values: dict[str, str]) -> int:
    """The value of a test by Kleene's strong logic, written on numbers: and is min, or is max, not is minus."""
    match tree:
        case ("element", name):
            return WORTH[values[name]]
        case ("if", has):
            return MET if values[has.attribute] in has.values else NOT_MET
        case ("case", attribute, cases):
            return next(kleene(sub, values) for known, sub in cases if values[attribute] in known)
        case ("all", parts):
            return min(kleene(part, values) for part in parts)
        case ("any", parts):
            return max(kleene(part, values) for part in parts)
        case ("none", parts):
            return -max(kleene(part, values) for part in parts)
    raise AssertionError(tree)


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


def valuations(tree: Tree) -> Iterator[dict[str, str]]:
    """Every way the elements and attributes of a tree can be."""
    names = sorted({*elements_of(tree), *asked(tree)})
    for valuation in itertools.product(*(KNOWN[name] for name in names)):
        yield dict(zip(names, valuation, strict=True))


def asked(tree: Tree) -> Iterator[str]:
    """The attributes a tree asks for that are no elements."""
    match tree:
        case ("if", has):
            yield has.attribute
        case ("case", attribute, cases):
            yield attribute
            for _, sub in cases:
                yield from asked(sub)
        case ("element", _):
            return
        case (_, parts):
            for part in parts:
                yield from asked(part)


LEAVES = st.one_of(
    st.sampled_from([("element", name) for name in ELEMENTS]),
    st.sets(st.sampled_from(KNOWN["colour"]), min_size=1, max_size=2).map(
        lambda values: ("if", Has("colour", frozenset(values)))
    ),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.tuples(
        st.sampled_from(["all", "any", "none"]), st.lists(inner, min_size=1, max_size=3).map(tuple)
    ),
    max_leaves=7,
)
CASES = st.lists(TREES, min_size=3, max_size=3).map(
    lambda trees: (
        "case",
        THROUGH,
        tuple(zip(map(frozenset, (["s1(1)"], ["s1(2)"], ["none", "several"])), trees, strict=True)),
    )
)


@settings(max_examples=150)
@given(st.one_of(TREES, TREES, CASES))
def test_the_compiled_halves_are_kleenes_logic_on_every_valuation(tree: Tree) -> None:
    met, not_met = compiled(tree)
    for values in valuations(tree):
        worth = kleene(tree, values)
        assert holds(met, values) == (worth == MET)
        assert holds(not_met, values) == (worth == NOT_MET)


@settings(max_examples=80)
@given(st.one_of(TREES, CASES))
def test_what_is_still_open_is_unknown_and_could_settle_the_test(tree: Tree) -> None:
    for values in valuations(tree):
        run: Any = SimpleNamespace(
            values={(name, "claim"): value for name, value in values.items()},
            rulebook=SimpleNamespace(elements=ELEMENTS),
        )
        worth = kleene(tree, values)
        assert settled(tree, "claim", run) == {MET: True, OPEN: None, NOT_MET: False}[worth]
        still = set(still_open(tree, "claim", run))
        assert bool(still) == (worth == OPEN)
        assert all(values[name] == "unknown" for name in still)


def test_every_connective_and_every_value_is_among_the_examples() -> None:
    tree = parse_test({"all": ["first", {"none": ["second"]}, {"any": ["level", {"if": {"colour": "red"}}]}]})
    worths = {kleene(tree, values) for values in valuations(tree)}
    assert worths == {MET, OPEN, NOT_MET}


def limb(test: Any, **more: Any) -> Limb:
    """A limb with a test."""
    frame = {"duty": "communicate", "title": "a limb", "kind": "bespoke", "status": "qualified", "sources": ["s1"]}
    return Limb.model_validate({**frame, "verified": "made up", "test": test, **more})


def test_a_limb_asked_if_held_asks_the_test_of_the_limb_it_is_claimed_through() -> None:
    limbs = {"s1(1)": limb("first"), "s1(2)": limb({"none": ["second"]})}
    tree = test_tree(limb("class-if-held", if_held=True, through=["s1(1)", "s1(2)"]), limbs)
    assert list(elements_of(tree)) == ["first", "second", "class-if-held"]
    values = {"first": "met", "second": "met", "class-if-held": "unknown"}
    worths = {"s1(1)": MET, "s1(2)": NOT_MET, "none": OPEN, "several": OPEN}
    for through, worth in worths.items():
        assert kleene(tree, {**values, THROUGH: through}) == worth
