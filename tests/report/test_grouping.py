"""Items are said as a reader says them, each once, whatever they are called and wherever they stand."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foirules.report.grouping import capital, join, renamed, said, several, together

STEMS = {"part": "parts", "query": "queries", "annex": "annexes", "terms": "terms", "schedule 2 part": None}


@pytest.mark.parametrize(
    ("items", "words"),
    [
        (["part-1"], "part 1"),
        (["part-1", "part-2"], "parts 1 and 2"),
        (["part-1", "part-2", "part-3", "part-4", "part-5"], "parts 1 to 5"),
        (["part-1", "part-2", "part-5"], "parts 1, 2 and 5"),
        (["part-1", "part-3", "part-5"], "parts 1, 3 and 5"),
        (["part-1", "part-2", "part-3", "part-6", "part-7", "part-8"], "parts 1 to 3 and 6 to 8"),
        (["part-1", "part-1a", "part-1b", "part-1c"], "parts 1 and 1a to 1c"),
        (["part-1a", "part-2a-copy"], "parts 1a and 2a copy"),
        (["part-1-copy", "part-2-copy", "part-3-copy"], "parts 1 copy, 2 copy and 3 copy"),
        (["part-1z", "part-2a"], "parts 1z and 2a"),
        (["part-9", "part-10", "part-11"], "parts 9 to 11"),
        (["part-3", "part-2", "part-1"], "parts 3, 2 and 1"),
        (["part-1", "part-1"], "part 1"),
        (["part-08", "part-09", "part-10"], "parts 08 to 10"),
        (["part-1", "part-02", "part-3"], "parts 1, 02 and 3"),
        ([f"part-{number}" for number in range(1, 13)], "parts 1 to 12"),
        (["1", "2", "3"], "1 to 3"),
        (["query-1", "query-2"], "queries 1 and 2"),
        (["annex-1", "annex-2"], "annexes 1 and 2"),
        (["names"], '"names"'),
        (["names", "dates"], '"names" and "dates"'),
        (["part-1", "names", "part-2"], 'parts 1 and 2, and "names"'),
        (["names", "query-1", "part-1"], '"names", query 1 and part 1'),
    ],
)
def test_items_are_said_as_a_reader_says_them(items: list[str], words: str) -> None:
    assert several(items) == words


def item_ids() -> st.SearchStrategy[str]:
    numbered = st.builds(
        lambda stem, number, letter, rest: f"{stem}-{number}{letter}{rest}",
        st.sampled_from(["part", "query", "annex"]),
        st.integers(0, 14),
        st.sampled_from(["", "", "a", "b", "c", "d"]),
        st.sampled_from(["", "", "", "-copy"]),
    )
    return st.one_of(numbered, st.sampled_from(["names", "dates", "rest", "all-other-papers"]))


def unfolded(words: str) -> list[str]:
    """The items that words stand for: the way back."""
    found: list[str] = []
    stem = ""
    for entry in re.split(r", and | and |, ", words):
        if entry.startswith('"'):
            found.append(entry.strip('"').replace(" ", "-"))
            continue
        matched = re.fullmatch(r"(?:([a-z]+) )?([0-9]+)([a-z]?)( copy)?(?: to ([0-9]+)([a-z]?))?", entry)
        assert matched, entry
        if matched[1]:
            stem = {plural: single for single, plural in STEMS.items() if plural}.get(matched[1], matched[1])
        if matched[5] is None:
            found.append(f"{stem}-{matched[2]}{matched[3]}{'-copy' if matched[4] else ''}")
        elif matched[3]:
            letters = range(ord(matched[3]), ord(matched[6]) + 1)
            found.extend(f"{stem}-{matched[2]}{chr(letter)}" for letter in letters)
        else:
            found.extend(f"{stem}-{number}" for number in range(int(matched[2]), int(matched[5]) + 1))
    return found


@given(st.lists(item_ids(), min_size=1, max_size=14, unique=True))
def test_every_item_is_said_once_and_none_is_added(items: list[str]) -> None:
    assert sorted(unfolded(several(items))) == sorted(items)


@given(st.lists(item_ids(), min_size=1, max_size=14))
def test_saying_an_item_twice_adds_nothing(items: list[str]) -> None:
    assert several(items + items) == several(dict.fromkeys(items))


@given(st.text("abc 123-", min_size=1))
def test_one_item_is_said_by_itself_as_in_a_list(item: str) -> None:
    assert several([item]) == said(item)


def test_words_are_listed_with_commas_and_an_and() -> None:
    assert [join([]), join(["a"]), join(["a", "b"]), join("abc")] == ["", "a", "a and b", "a, b and c"]


def test_a_provision_keeps_its_small_letter() -> None:
    assert [capital("s24(2) is engaged"), capital("so it stands")] == ["s24(2) is engaged", "So it stands"]


def test_values_come_together_in_the_order_of_first_mention() -> None:
    assert list(together([("b", 1), ("a", 2), ("b", 3)]).items()) == [("b", [1, 3]), ("a", [2])]


@pytest.mark.parametrize(
    ("template", "item", "text", "told"),
    [
        ("The duty is removed for {item}.", "part-1", "The duty is removed for part 1.", "The duty is removed for X."),
        ("{item} is {state}.", "part-1", "Part 1 is open.", "X is open."),
        ("{provision} bears on {item}.", "part-1", "s24(2) bears on part 1.", "s24(2) bears on X."),
        ("The claim on {item} is a claim.", "claim", "The claim on claim is a claim.", "The claim on X is a claim."),
        ("{item}, that is {item}.", "part-1", "Part 1, that is part 1.", "X, that is X."),
        ("Nothing about anything.", "part-1", "Nothing about anything.", "Nothing about anything."),
        (
            "Another template for {item}.",
            "part-1",
            "The duty is removed for part 1.",
            "The duty is removed for part 1.",
        ),
        ("It is removed for {item}.", "part-1", "It is removed for part 10.", "It is removed for part 10."),
    ],
)
def test_only_the_place_of_the_item_is_renamed(template: str, item: str, text: str, told: str) -> None:
    assert renamed(template, text, item, "X") == told
