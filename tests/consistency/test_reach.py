"""What can hold, reckoned without any scenario: never less than what scenarios show."""

from __future__ import annotations

import pytest

from foirules.cli.scenarios import shipped, sources
from foirules.consistency.findings import Pack
from foirules.consistency.reach import Situation
from foirules.engine.driver import Run
from foirules.reasoning.evaluating import Evaluator

S24_2 = Situation("application", "confirm_or_deny", "s24(2)")


def situation(run: Run, subject: str) -> Situation:
    """The situation that a subject of a scenario is in."""
    lineage = run.world.subjects[subject].lineage
    duty = run.values["duty", lineage["question"]] if "question" in lineage else None
    limb = run.values["provision", subject] if "application" in lineage else None
    return Situation(run.world.subjects[subject].kind, duty, limb)


def test_reach_allows_all_that_happens_in_the_scenarios(pack: Pack) -> None:
    """If reach left out what is possible, lint would call a living rule dead."""
    evaluator = Evaluator(pack.rulebook, "reference")
    for source in sources(str(folder) for folder in shipped()[:1]):
        run, _ = evaluator.run(source.read())
        for (attribute, subject), value in run.values.items():
            assert value in pack.reach.values(attribute, situation(run, subject)), (source.name, attribute, subject)
        for conclusion in run.conclusions:
            if conclusion.rule is not None:
                assert situation(run, conclusion.subject) in pack.reach.holds(conclusion.rule), source.name


def test_a_claim_s_situation_has_what_its_limb_settles(pack: Pack) -> None:
    reach = pack.reach
    assert reach.values("provision", S24_2) == {"s24(2)"}
    assert reach.values("status", S24_2) == {"qualified"}
    assert reach.values("balance", S24_2) >= {"maintain", "duty", "equal", "not_reached"}
    assert "not_required" not in reach.values("balance", S24_2), "only an absolute limb or a gateway needs no balance"


@pytest.mark.parametrize(
    ("limb", "attribute", "values"),
    [
        ("s24(2)", "cut-off", {"unstated"}),
        ("s30(1)(a)", "cut-off", {"reached", "not_reached", "unstated"}),
        ("s24(2)", "in-force", {"yes"}),
        ("s22A(1)", "in-force", {"yes", "no"}),
        ("s24(2)", "claimed-through", {"not_needed"}),
        ("s39(2)", "claimed-through", {"given"}),
        ("s31(3)", "claimed-through", {"given", "not_given"}),
        ("s39(2)", "through", {"s39(1)"}),
        ("s24(2)", "vexatious", {"unknown"}),
    ],
)
def test_what_a_limb_cannot_have_is_left_out(pack: Pack, limb: str, attribute: str, values: set[str]) -> None:
    (claim,) = [one for one in pack.reach.by_kind["application"] if one.limb == limb]
    assert pack.reach.values(attribute, claim) == values


def test_a_limb_on_both_duties_is_looked_at_on_each(pack: Pack) -> None:
    duties = {one.duty for one in pack.reach.by_kind["application"] if one.limb == "s14(1)"}
    assert duties == {"confirm_or_deny", "communicate"}


def test_rivals_are_those_that_exclude_each_other(pack: Pack) -> None:
    related = pack.reach.related("rival", Situation("application", "communicate", "s23(1)"))
    assert [one.limb for one in related] == ["s24(1)"]


def test_the_other_duty_is_the_sibling(pack: Pack) -> None:
    related = pack.reach.related("sibling", Situation("question", "communicate"))
    assert [one.duty for one in related] == ["confirm_or_deny"]
