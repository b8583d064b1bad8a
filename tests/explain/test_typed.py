"""What somebody types is read as it is meant, or refused with what to type instead."""

from __future__ import annotations

import pytest
from explained import evaluator

from foirules.errors import InputError
from foirules.explain import typed
from foirules.explain.prompts import Choice

LEVELS = [Choice("would", "it would"), Choice("would_be_likely", "it would be likely to"), Choice("not_met", "no")]
BODIES = [Choice("police", "police"), Choice("local_authority", "local authority"), Choice("parliament", "Parliament")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", "would"),
        ("3", "not_met"),
        ("no", "not_met"),
        ("N", "not_met"),
        ("would_be_likely", "would_be_likely"),
        ("would be likely", "would_be_likely"),
        ("it would", "would"),
        ("would", "would"),
        ("It  would be", "would_be_likely"),
    ],
)
def test_a_choice_is_its_number_its_value_its_words_or_their_beginning(text: str, value: str) -> None:
    assert typed.choice(text, LEVELS) == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("p", r"`p` could mean more than one answer \(type 1 for police, 2 for local authority or 3 for Parliament\)"),
        ("0", "`0` is not one of the answers"),
        ("4", "`4` is not one of the answers"),
        ("maybe", "`maybe` is not one of the answers"),
    ],
)
def test_what_is_no_choice_is_told_the_choices(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        typed.choice(text, BODIES)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("no", ("not_met", None)),
        ("no, para 12", ("not_met", "para 12")),
        ("3,minute 4, page 2", ("not_met", "minute 4, page 2")),
        ("no,", ("not_met", None)),
    ],
)
def test_where_an_answer_is_written_stands_after_a_comma(text: str, read: tuple[str, str | None]) -> None:
    assert typed.placed(text, LEVELS, None) == read


def test_a_comma_within_the_words_of_a_choice_is_part_of_them() -> None:
    assert typed.placed("Shown, level open", [Choice("shown", "shown, level open")], None) == ("shown", None)


KNOWN = ["part-1", "part-2", "part-3", "part-3a", "rest"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("all", KNOWN),
        ("2", ["part-2"]),
        ("3, 1", ["part-1", "part-3"]),
        ("1-3", ["part-1", "part-2", "part-3"]),
        ("parts 1 to 2 and rest", ["part-1", "part-2", "rest"]),
        ("part-3a", ["part-3a"]),
        ("1 3", ["part-1", "part-3"]),
        ("Part 2", ["part-2"]),
    ],
)
def test_parts_are_read_by_number_span_or_name(text: str, read: list[str]) -> None:
    assert typed.items(text, KNOWN) == read


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("4", "there is no part `4`"),
        ("1-9", "there is no part `4`"),
        ("some", "no part `some`"),
        (",", "names no part"),
    ],
)
def test_a_part_that_is_not_there_is_told_those_that_are(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as refused:
        typed.items(text, KNOWN)
    assert refused.value.mend == "type all, or part-1, part-2, part-3, part-3a or rest"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("section 24(2)", ("s24(2)", [])),
        ("s.40(2) and (3A)(a)", ("s40(2)+(3A)(a)", [])),
        ("31(3) by virtue of s31(1)(a)", ("s31(3)", ["s31(1)(a)"])),
        ("s31(3) through 31(1)(a) and 31(1)(b)", ("s31(3)", ["s31(1)(a)", "s31(1)(b)"])),
        ("s24(2) and s31(3)", ("s24(2) and s31(3)", [])),
        ("s24(9)", ("s24(9)", [])),
    ],
)
def test_a_provision_is_read_in_any_usual_spelling_and_else_left_as_it_is(
    text: str, read: tuple[str, list[str]]
) -> None:
    assert typed.provision(text, evaluator().rulebook) == read
