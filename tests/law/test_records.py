"""The age of records: ss62 to 64, on both sides of each turn, alone and through the engine."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foirules.law.loading import default_rulebook
from foirules.law.pack_files import CutOff, Records
from foirules.law.records import ends_after, historical_after
from foirules.model.decision import Decision
from foirules.model.reading import Document
from foirules.reasoning.evaluating import default_evaluator

YEARS = st.integers(1900, 2100)


def records() -> Records:
    found = default_rulebook().records
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("created", "historical"),
    [(1982, 2012), (1983, 2013), (1984, 2013), (1994, 2018), (1995, 2019), (2001, 2022), (2002, 2022), (2003, 2023)],
)
def test_a_record_becomes_historical_at_the_end_of_the_year_the_law_gives(created: int, historical: int) -> None:
    """s62(1) and the table of SI 2012/3029."""
    assert historical_after(created, records()) == historical


@given(YEARS)
def test_a_younger_record_never_becomes_historical_earlier(created: int) -> None:
    assert historical_after(created, records()) <= historical_after(created + 1, records())


@given(YEARS)
def test_no_record_is_historical_before_twenty_years_or_after_thirty(created: int) -> None:
    assert 20 <= historical_after(created, records()) - created <= 30


def test_royal_communications_run_from_the_days_themselves_and_the_later_term_counts() -> None:
    """s63(2E), (2F): twenty years from creation, five from the relevant death."""
    cut_off = CutOff(rule="royal-communications", sources=["s63(2E)"])
    created, death = date(2000, 2, 29), date(2022, 9, 8)
    assert ends_after(cut_off, created, death, records()) == date(2027, 9, 7)
    assert ends_after(cut_off, created, date(2002, 3, 30), records()) == date(2020, 2, 28)
    assert ends_after(cut_off, created, None, records()) is None
    assert ends_after(cut_off, 2000, death, records()) is None


def decided(provision: str, answered: str, created: object, **facts: Any) -> Decision:
    scenario = {
        "schema": "foirules/scenario/1",
        "id": "an-old-record",
        "title": "An old record",
        "viewpoint": "authority",
        "law_as_at": "2026-01-01",
        "facts_as_at": answered,
        "authority": {"name": "An authority"},
        "parts": [{"id": "part-1", "asks": "The record", "held": "yes", "created": created}],
        "claims": [{"id": "claim", "provision": provision, **facts.pop("claim", {})}],
        "found": [{"claim": "claim", "engagement": "engaged", "by": "authority"}, *facts.pop("found", [])],
    }
    assert not facts
    return default_evaluator("reference").evaluate(Document("test", scenario, {}))


@pytest.mark.parametrize(
    ("provision", "answered", "created", "disposal"),
    [
        ("s42(1)", "2019-12-16", 1994, "not_available"),
        ("s42(1)", "2019-12-16", 1995, "undetermined"),
        ("s42(1)", "2019-12-31", "1995-06-01", "undetermined"),
        ("s42(1)", "2020-01-01", "1995-06-01", "not_available"),
        ("s43(2)", "2025-12-31", 1995, "undetermined"),
        ("s43(2)", "2026-01-01", 1995, "not_available"),
        ("s31(1)(a)", "2026-01-01", 1926, "undetermined"),
        ("s31(1)(a)", "2026-01-01", 1925, "not_available"),
        ("s30(2)", "2026-01-01", 1900, "undetermined"),
    ],
)
def test_a_limb_ends_with_the_age_of_the_record(provision: str, answered: str, created: object, disposal: str) -> None:
    (application,) = decided(provision, answered, created).applications
    assert application.disposal == disposal


@pytest.mark.parametrize(("through", "disposal"), [("s30(1)(a)", "not_available"), ("s30(2)", "undetermined")])
def test_a_limb_on_confirming_or_denying_falls_with_the_one_it_is_claimed_through(through: str, disposal: str) -> None:
    """s63(1), and s30(3), which speaks of what would be exempt if held."""
    decision = decided("s30(3)", "2020-06-01", 1990, claim={"by": [through]})
    assert decision.applications[0].disposal == disposal


def test_the_trace_says_when_the_exemption_ended_and_by_what() -> None:
    decision = decided("s42(1)", "2020-06-01", 1990)
    (node,) = [node for node in decision.trace if node.rule == "s42(1)/cut-off"]
    assert [source.cite for source in node.sources] == ["FOIA 2000 s62(1)", "FOIA 2000 s63(1)"]
    assert node.facts[0].detail == "created in 1990, the last day of the exemption is 31 December 2016"


def test_both_limbs_of_a_section_end_together() -> None:
    """P20: the limb on contents and the one on confirming or denying fall away together, save s23 and s22(2)."""
    limbs = default_rulebook().limbs
    for contents, answer in (("s28(1)", "s28(3)"), ("s33(2)", "s33(3)"), ("s42(1)", "s42(2)"), ("s43(2)", "s43(3)")):
        first, second = limbs[contents].cut_off, limbs[answer].cut_off
        assert first is not None
        assert second is not None
        assert (first.rule, first.years) == (second.rule, second.years)
    assert limbs["s23(1)"].cut_off is limbs["s23(5)"].cut_off is limbs["s22(2)"].cut_off is None


def test_where_the_record_lies_ends_sections_21_and_22() -> None:
    """s64(1)."""
    found = [{"item": "part-1", "fact": "record", "is": "historical_in_pro", "by": "authority"}]
    assert decided("s21(1)", "2020-06-01", 1990, found=found).applications[0].disposal == "not_available"
    assert decided("s22(1)", "2020-06-01", 1990, found=found).applications[0].disposal == "not_available"
    assert decided("s21(1)", "2020-06-01", 1990).applications[0].disposal == "upheld"
