"""Which limb removes the other duty for what a limb protects, and what is said where there is none."""

from __future__ import annotations

from typing import Any

import pytest

import foirules
from foirules.errors import InputError
from foirules.law.loading import default_rulebook
from foirules.reasoning.resolving_claims import counterparts

LIMBS = default_rulebook().limbs
CONTENTS = [name for name, limb in LIMBS.items() if limb.duty == "communicate"]
CONFIRMING = [name for name, limb in LIMBS.items() if limb.duty == "confirm_or_deny"]


def confirming(provision: str) -> list[str]:
    return list(counterparts(provision, default_rulebook(), "confirm_or_deny"))


def contents(provision: str) -> list[str]:
    return list(counterparts(provision, default_rulebook(), "communicate"))


def test_only_s21_and_trade_secrets_have_no_limb_on_confirming_or_denying() -> None:
    """Section 21 gives none; section 43(3) speaks only of the interests in s43(2)."""
    assert [name for name in CONTENTS if not confirming(name)] == [
        name for name in CONTENTS if default_rulebook().sections[name] == "s21" or name == "s43(1)"
    ]


def test_every_limb_on_confirming_or_denying_goes_with_some_limb_on_contents() -> None:
    assert [name for name in CONFIRMING if not contents(name)] == []


@pytest.mark.parametrize(
    ("provision", "expected"),
    [
        ("s24(1)", ["s24(2)"]),
        ("s23(1)", ["s23(5)"]),
        ("s31(1)(b)", ["s31(3)"]),
        ("s40(1)", ["s40(5A)"]),
        ("s43(2)", ["s43(3)"]),
        ("s43(1)", []),
    ],
)
def test_the_limb_on_confirming_or_denying(provision: str, expected: list[str]) -> None:
    assert confirming(provision) == expected


def test_the_relation_holds_both_ways() -> None:
    there = {(one, other) for one in CONTENTS for other in confirming(one)}
    back = {(other, one) for one in CONFIRMING for other in contents(one)}
    assert there == back


def scenario(**claim: Any) -> dict[str, Any]:
    return {
        "schema": "foirules/scenario/1",
        "id": "x",
        "title": "x",
        "viewpoint": "authority",
        "authority": {"name": "A"},
        "parts": [{"id": "p", "asks": "x"}],
        "claims": [{"id": "c", **claim}],
    }


@pytest.mark.parametrize("provision", CONFIRMING)
def test_a_claim_may_repeat_the_duty_its_limb_is_about(provision: str) -> None:
    with_duty = foirules.evaluate(scenario(provision=provision, duty="confirm_or_deny"), engine="reference")
    assert with_duty == foirules.evaluate(scenario(provision=provision), engine="reference")


@pytest.mark.parametrize("provision", CONTENTS)
def test_a_claim_may_not_turn_its_limb_to_the_other_duty(provision: str) -> None:
    with pytest.raises(InputError) as refused:
        foirules.evaluate(scenario(provision=provision, duty="confirm_or_deny"), engine="reference")
    fitting = confirming(provision)
    if fitting:
        assert all(name in refused.value.mend for name in fitting)
    else:
        assert refused.value.what == f"{provision} has no limb on confirming or denying"
