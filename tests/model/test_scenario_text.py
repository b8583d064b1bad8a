"""A scenario written as YAML reads back as it was, in the style of the scenarios that come with foirules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foirules.model.reading import parse, read_file
from foirules.model.scenario_text import scenario_text
from foirules.model.yaml_problems import UNWELCOME

SCENARIOS = sorted((Path(__file__).resolve().parents[2] / "scenarios").glob("*/scenario.yaml"))

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30).filter(
    lambda text: not UNWELCOME.search(text)
)
AWKWARD = st.sampled_from(
    [
        "no",
        "true",
        "~",
        "12",
        "1e5",
        "- x",
        "a: b",
        "a:",
        "a #b",
        "#a",
        "[x]",
        "{",
        "'",
        '"',
        "it's",
        " x",
        "x ",
        "",
        "?",
        "a,b",
        "a\\b",
        "a\nb",
        "a\tb",
        "a\x85b",
        "a\u2028b",
        "2024-01-01",
        "*a",
        "&a",
        "!a",
        "|",
        ">",
        "%",
        "@",
        "`",
        "=",
    ]
)
WORDS = st.one_of(TEXTS, AWKWARD, st.integers(-99, 10**9), st.booleans(), st.none())
ENTRIES = st.dictionaries(
    st.sampled_from(["id", "asks", "held", "is", "by"]), st.one_of(WORDS, st.lists(WORDS, max_size=3)), min_size=1
)
NESTED = st.fixed_dictionaries(
    {"claim": WORDS}, optional={"factors": st.lists(ENTRIES, max_size=2), "weights": ENTRIES}
)
SCENARIO = st.fixed_dictionaries(
    {"id": WORDS},
    optional={
        "title": WORDS,
        "authority": ENTRIES,
        "parts": st.lists(st.one_of(ENTRIES, NESTED), max_size=3),
        "found": st.lists(st.one_of(ENTRIES, NESTED), max_size=3),
        "notice": NESTED,
    },
)


def read(text: str) -> Any:
    return parse(text.encode(), "test").data


@given(SCENARIO)
def test_what_is_written_reads_back(data: dict[str, Any]) -> None:
    text = scenario_text(data, "A comment")
    assert read(text) == data
    assert scenario_text(read(text), "A comment") == text


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.parent.name)
def test_a_shipped_scenario_reads_back(path: Path) -> None:
    data = read_file(path).data
    assert read(scenario_text(data)) == data


def test_a_scenario_is_written_as_a_person_would() -> None:
    data = {
        "found": [
            {"claim": "rates", "element": "likelihood", "is": "would", "by": "authority", "at": "note 2, para 3"},
            {
                "claim": "rates",
                "balance": "equal",
                "by": "authority",
                "factors": [{"side": "duty", "what": "Cost: much"}],
            },
        ],
        "claims": [{"id": "rates", "provision": "s43(2)", "items": ["part-1"]}],
        "parts": [
            {"id": "part-1", "asks": "The rates", "held": "no"},
            {"id": "two", "items": [{"id": "a", "asks": "b"}]},
        ],
        "authority": {"name": "Marrowby, the Council", "kind": "other"},
        "title": "Rates, and more",
        "id": "rates",
    }
    assert scenario_text(data, "Made up.") == (
        "# Made up.\n"
        "id: rates\n"
        "title: Rates, and more\n"
        "authority: {name: 'Marrowby, the Council', kind: other}\n"
        "\n"
        "parts:\n"
        "  - {id: part-1, asks: The rates, held: no}\n"
        "  - id: two\n"
        "    items:\n"
        "      - {id: a, asks: b}\n"
        "\n"
        "claims:\n"
        "  - {id: rates, provision: s43(2), items: [part-1]}\n"
        "\n"
        "found:\n"
        "  - {claim: rates, element: likelihood, is: would, by: authority, at: 'note 2, para 3'}\n"
        "  - claim: rates\n"
        "    balance: equal\n"
        "    by: authority\n"
        "    factors:\n"
        "      - {side: duty, what: 'Cost: much'}\n"
    )
