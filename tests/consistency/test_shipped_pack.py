"""The pack that comes with foirules: lint finds nothing in it, and what is excused is little and has a reason."""

from __future__ import annotations

import pytest

from foirules.consistency.coverage import RULES
from foirules.consistency.findings import Pack
from foirules.consistency.lint import lint
from foirules.consistency.numbering import there_are
from foirules.consistency.shown import Shown

MOST_EXCUSES = 8


def test_lint_finds_nothing(pack: Pack) -> None:
    assert lint(pack).findings == ()


def test_little_is_excused_and_each_time_with_a_reason(pack: Pack) -> None:
    assert pack.excused is not None
    excused = pack.excused[1].excused
    assert len(excused) <= MOST_EXCUSES
    assert all(len(entry.because.split()) > 8 for entry in excused)


@pytest.mark.parametrize("rule", RULES)
def test_the_scenarios_show_every_limb_rule_step_question_and_outcome(
    pack: Pack, shown: list[Shown], rule: str
) -> None:
    """A limb or a rule without a scenario is one that nobody has seen at work: write the scenario with it."""
    assert [finding.entry for finding in RULES[rule].findings(pack, shown)] == []


def test_the_numbering_of_the_act_has_every_section_from_1_to_88(pack: Pack) -> None:
    assert pack.statute is not None
    assert {f"s{number}" for number in range(1, 89)} <= there_are(pack.statute[1])


def test_a_section_is_numbered_or_not_but_not_both(pack: Pack) -> None:
    assert pack.statute is not None
    statute = pack.statute[1]
    assert not set(statute.sections) & set(statute.not_numbered)
    assert len(set(statute.not_numbered)) == len(statute.not_numbered)


@pytest.mark.parametrize(
    "provision", ["s1(1)(a)", "s2(3)(ea)", "s2(3)(h)", "s17(2)(a)(ii)", "s22A(1)(b)(iv)", "s31(1)(i)"]
)
def test_the_numbering_knows_a_provision_at_each_level(pack: Pack, provision: str) -> None:
    assert pack.statute is not None
    known = there_are(pack.statute[1])
    while provision.endswith(")"):
        assert provision in known
        provision = provision.rpartition("(")[0]
    assert provision in known


@pytest.mark.parametrize(
    "provision", ["s2(3)(i)", "s23(3)(q)", "s31(1)(j)", "s40(5)", "s40(3)", "s43(4)", "s89", "s22B"]
)
def test_the_numbering_knows_what_there_is_not(pack: Pack, provision: str) -> None:
    assert pack.statute is not None
    assert provision not in there_are(pack.statute[1])
