"""What a reader is told: one legible line, the right place, and a mend for whatever the models can refuse."""

from __future__ import annotations

import doctest
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

import foirules
from foirules import errors
from foirules.errors import FoirulesError, InputError, Where, listed, quoted
from foirules.law.loading import models
from foirules.model.complaints import SPELLINGS
from foirules.model.reading import parse
from foirules.model.scenario import Scenario


def patterns(node: Any) -> Iterator[str]:
    """Every pattern in a JSON Schema, for values and for keys."""
    if isinstance(node, dict):
        yield from [node["pattern"]] if isinstance(node.get("pattern"), str) else []
        yield from node.get("patternProperties", {})
        yield from (pattern for value in node.values() for pattern in patterns(value))
    elif isinstance(node, list):
        yield from (pattern for value in node for pattern in patterns(value))


def test_every_pattern_a_file_must_match_has_words_for_readers() -> None:
    used = {p for model in (Scenario, *models().values()) for p in patterns(model.model_json_schema())}
    assert used == set(SPELLINGS)


@pytest.mark.parametrize("pattern", SPELLINGS)
def test_the_words_for_a_pattern_name_no_pattern(pattern: str) -> None:
    assert not set(" ".join(SPELLINGS[pattern])) & set("^$\\[]")


def test_the_examples_in_errors_work() -> None:
    assert doctest.testmod(errors).failed == 0


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "nothing"),
        (False, "`false`"),
        (24, "`24`"),
        ({"a": 1}, "a mapping"),
        ((), "a list"),
        ("a\nb", r"`a\nb`"),
        ("\x1b[31m", r"`\x1b[31m`"),
        ("half \ud800", r"`half \ud800`"),
        ("a\u00a0b\u202e", r"`a\xa0b\u202e`"),
        ("x" * 61, f"`{'x' * 57}...`"),
        pytest.param(10**5000, "a very large number", id="large"),
    ],
)
def test_a_value_is_shown_legibly(value: object, shown: str) -> None:
    assert quoted(value) == shown


def test_names_are_listed_as_in_a_sentence() -> None:
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"], "and")] == ["a", "a or b", "a, b and c"]


def test_a_message_is_one_printable_line_whatever_it_is_made_of() -> None:
    where = Where("a\nb\x1b.yaml", 1, 2, "k\u202e[0]")
    error = FoirulesError("what\n  was\twrong \x07", mend="mend \u2028 it", where=where)
    assert str(error) == r"a\nb\x1b.yaml:1:2: k\u202e[0]: what was wrong \x07 (mend \u2028 it)"


def refusal(data: dict[str, Any]) -> InputError:
    with pytest.raises(InputError) as refused:
        foirules.evaluate(data)
    return refused.value


def test_a_mapping_has_no_lines_to_name() -> None:
    error = refusal({"schema": "foirules/scenario/1", "id": "x", "title": 5})
    assert error.where == Where("the scenario", None, None, "title")
    assert str(error).startswith("the scenario: title: `5` is not text (put quotes round it; ")


@pytest.mark.parametrize(
    "data",
    [
        {1: 2},
        {"schema": "foirules/scenario/1", None: 1},
        {"schema": "foirules/scenario/1", "title": "half \ud800"},
        {"schema": "foirules/scenario/1", "half \ud800": 1},
        {"schema": "foirules/scenario/1", "parts": (1, 2)},
        {"schema": "foirules/scenario/1", "parts": {1, 2}},
        {"schema": b"foirules/scenario/1"},
        {"schema": "foirules/scenario/1", "law_as_at": 10**400},
        {"schema": "foirules/scenario/1", "law_as_at": float("inf")},
    ],
    ids=repr,
)
def test_a_mapping_no_file_could_hold_is_refused_too(data: dict[str, Any]) -> None:
    assert str(refusal(data)).isprintable()


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("red \x1b[31m", "holds the character U+001B, which is not text (remove it; 3 more after this)"),
        ("half \ud800", r"`half \ud800` is not text (remove what is not a whole character; 3 more after this)"),
    ],
)
def test_text_in_a_mapping_has_to_be_text_as_in_a_file(title: str, said: str) -> None:
    data = {"schema": "foirules/scenario/1", "id": "x", "title": title}
    assert str(refusal(data)) == f"the scenario: title: {said}"


def test_a_mapping_that_holds_itself_is_refused() -> None:
    data: dict[str, Any] = {"schema": "foirules/scenario/1", "id": "x"}
    data["authority"] = data
    data["parts"] = [data]
    assert refusal(data).mend


def test_a_date_object_is_a_date_and_a_time_is_not() -> None:
    from datetime import date, datetime

    sound = json.loads(
        '{"schema": "foirules/scenario/1", "id": "x", "title": "x", "viewpoint": "authority",'
        ' "authority": {"name": "A"}, "parts": [{"id": "p", "asks": "x"}]}'
    )
    assert foirules.evaluate(sound | {"facts_as_at": date(2024, 2, 29)}).facts_as_at == date(2024, 2, 29)
    assert "is not a date" in str(refusal(sound | {"facts_as_at": datetime(2024, 2, 29)}))


SLIPS = [
    "a:\n\tb: 1\n",
    "a:\n  b: 1\n\tc: 2\n",
    "title: Kent: the case\n",
    'title: "Kent\nid: x\n',
    "items: [a, b\nid: x\n",
    "items: {a: b\nid: x\n",
    "items: [a]]\nid: x\n",
    "items: [a, , c]\n",
    "a:\n    b: 2\n  c: 3\n",
    "a: @x\n",
    "a: `x`\n",
    "a: & b\n",
    "a: 1\nfoo\nb: 2\n",
    "a: 1\n- b\n",
    "- a\nb: 1\n",
    "a: 'it's'\n",
    "{",
    "[",
    "a: {b: [c,\n",
    "a: |x\n  b\n",
    "a: 1\n...\nb: 1\n",
    "%YAML 3.0\n---\na: 1\n",
]


@pytest.mark.parametrize("text", SLIPS, ids=repr)
def test_both_parsers_of_yaml_give_one_message(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML has a parser in C and one in Python; which is installed must not matter to the reader."""

    def said() -> str:
        with pytest.raises(InputError) as refused:
            parse(text.encode(), "x.yaml")
        return str(refused.value)

    with_c = said()
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert said() == with_c
    assert re.match(r"x\.yaml:\d+:\d+: .* \(.+\)$", with_c)


def test_line_ends_of_every_kind_are_counted() -> None:
    document = parse(b"a: 1\r\nb: 2\rc: 3\n", "x.yaml")
    assert [document.where((key,)).line for key in "abc"] == [1, 2, 3]


def test_a_key_is_marked_where_it_is_written_even_if_its_value_begins_below() -> None:
    document = parse(b"a: 1\nclaims:\n  - id: x\n", "x.yaml")
    assert document.where(("claims",)) == Where("x.yaml", 2, 1, "claims")
    assert document.where(("claims", 0, "id")) == Where("x.yaml", 3, 5, "claims[0].id")
    assert document.where(("claims", 9)) == Where("x.yaml", 2, 1, "claims[9]")


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "off", "y", "n", "NO", "010", "0x1F", "1_000", "12:30:00", "2024-01-02"]
)
def test_what_older_yaml_reads_otherwise_stays_a_word(word: str) -> None:
    data = parse(f"a: {word}\n".encode(), "x.yaml").data
    assert data == {"a": int(word) if word == "010" else word}


def test_a_number_too_long_for_any_use_stays_text() -> None:
    digits = "9" * 100_000
    assert parse(f"a: {digits}\n".encode(), "x.yaml").data == {"a": digits}
