"""Each lint rule finds the fault it is there for, and no other rule takes it for something else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from seeds import SEEDS, Seed, has, rule, sown

from foirules.consistency.findings import Pack
from foirules.consistency.lint import OF_PACKS, OF_SCENARIOS, UNUSED, lint
from foirules.consistency.shown import Shown
from foirules.law.beside import Excused, LintFile
from foirules.model.reading import Document


@pytest.mark.parametrize("seed", SEEDS, ids=[f"{seed.rule}-{number}" for number, seed in enumerate(SEEDS)])
def test_a_seeded_fault_is_found_once_and_as_what_it_is(pack: Pack, seed: Seed) -> None:
    assert [(finding.id, finding.entry) for finding in lint(sown(pack, seed)).findings] == [(seed.rule, seed.entry)]


def test_every_lint_rule_of_packs_has_a_seeded_fault() -> None:
    assert {seed.rule for seed in SEEDS} == set(OF_PACKS)


def test_no_two_lint_rules_have_one_name() -> None:
    assert not set(OF_PACKS) & set(OF_SCENARIOS)
    assert UNUSED not in {*OF_PACKS, *OF_SCENARIOS}


def test_a_finding_says_where_and_how_to_mend_it(pack: Pack) -> None:
    seed = next(seed for seed in SEEDS if seed.rule == "unknown-date-of-verification")
    (finding,) = lint(sown(pack, seed)).findings
    assert finding.where.file.endswith("s24.yaml")
    lines = Path(finding.where.file).read_text(encoding="utf-8").splitlines()
    assert finding.where.line is not None
    assert lines[finding.where.line - 1].strip() == "s24(2):"
    assert "add the date" in finding.mend


def test_what_sees_holding_through_another_conclusion_is_found_too(pack: Pack) -> None:
    """`answered` reaches `availability`, and through it whatever reads that."""
    early = rule("application", has("answered", "denied", on="item"), ("availability", "not_available"))
    found = {finding.entry: finding for finding in lint(replace(pack, rulebook=early(pack.rulebook))).findings}
    assert {finding.id for finding in found.values()} == {"holding-seen-before-its-stage"}
    assert "`answered` and then `availability`" in found["limb-not-available"].says
    assert "removed-by-claim" in found, "five stages further on"


def test_holding_without_a_guard_is_found(pack: Pack) -> None:
    """And with the guard goes what reads the conclusion that it rests on."""
    held = replace(pack.rulebook.attributes["held"], guard=None, stage=0)
    rulebook = replace(pack.rulebook, attributes={**pack.rulebook.attributes, "held": held})
    found = [(finding.id, finding.entry) for finding in lint(replace(pack, rulebook=rulebook)).findings]
    assert found == [("attribute-never-read", "holding-matters"), ("holding-seen-before-its-stage", "held")]


def test_a_circle_of_three_is_told_once_with_its_way(pack: Pack) -> None:
    limbs = dict(pack.rulebook.limbs)
    for name, through in (("s38(1)(a)", "s38(2)"), ("s38(2)", "s38(1)(b)"), ("s38(1)(b)", "s38(1)(a)")):
        limbs[name] = limbs[name].model_copy(update={"through": [through]})
    found = lint(replace(pack, rulebook=replace(pack.rulebook, limbs=limbs))).findings
    (circle,) = [finding for finding in found if finding.id == "circular-reference"]
    assert "s38(1)(a) through s38(2) through s38(1)(b) through s38(1)(a)" in circle.says


# --- excuses


def excusing(pack: Pack, *entries: tuple[str, str]) -> Pack:
    assert pack.excused is not None
    file = LintFile(excused=[Excused(id=id_, entry=entry, because="for a test") for id_, entry in entries])
    return replace(pack, excused=(Document("lint.yaml", {}, {}), file))


def test_an_excuse_lets_one_finding_pass_and_keeps_its_reason(pack: Pack) -> None:
    seed = SEEDS[0]
    assert pack.excused is not None
    every = [(entry.id, entry.entry) for entry in pack.excused[1].excused]
    linted = lint(excusing(sown(pack, seed), *every, (seed.rule, seed.entry)))
    assert linted.findings == ()
    assert ("for a test", seed.rule) in {(because, finding.id) for finding, because in linted.excused}


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (("undated-case", "rehman-2001"), "nothing needs it"),
        (("undated-cases", "kalman-2010"), "no lint rule"),
        (("undated-case", "kalman-2010"), "twice"),
    ],
)
def test_an_excuse_that_nothing_needs_is_a_finding(pack: Pack, entry: tuple[str, str], says: str) -> None:
    assert pack.excused is not None
    every = [(one.id, one.entry) for one in pack.excused[1].excused]
    (finding,) = lint(excusing(pack, *every, entry)).findings
    assert (finding.id, finding.entry) == (UNUSED, " ".join(entry))
    assert says in finding.says


def test_an_excuse_from_a_rule_that_did_not_run_is_left_alone(pack: Pack) -> None:
    assert pack.excused is not None
    every = [(one.id, one.entry) for one in pack.excused[1].excused]
    excused = excusing(pack, *every, ("limb-no-scenario-claims", "s24(2)"))
    assert lint(excused).findings == ()
    assert [finding.id for finding in lint(excused, [everything(pack)]).findings] == [UNUSED]


# --- coverage


def everything(pack: Pack) -> Shown:
    """A scenario that shows all there is."""
    rulebook = pack.rulebook
    return Shown(
        id="everything",
        title="Everything",
        limbs=frozenset(rulebook.limbs),
        switches=frozenset(),
        rules=frozenset(rulebook.rule),
        values=frozenset((name, value) for name, entry in rulebook.attributes.items() for value in entry.values),
        disposals=frozenset((name, value) for name in rulebook.limbs for value in ("upheld", "fails")),
    )


def less(pack: Pack, part: str, *left_out: object) -> Shown:
    shown = everything(pack)
    return replace(shown, **{part: getattr(shown, part) - set(left_out)})  # type: ignore[arg-type]


UNCOVERED = [
    ("limb-no-scenario-claims", "s24(2)", "limbs", "s24(2)"),
    ("gateway-not-both-passed-and-stopped", "s14(1)", "disposals", ("s14(1)", "upheld")),
    ("gateway-not-both-passed-and-stopped", "s14(1)", "disposals", ("s14(1)", "fails")),
    ("outcome-value-no-scenario-reaches", "communicate-outcome", "values", ("communicate-outcome", "not_held")),
    ("check-never-owed", "RN-13", "rules", "RN-13"),
    ("question-never-asked", "ask-held", "rules", "ask-held"),
    ("rule-no-scenario-fires", "fails-on-tie", "rules", "fails-on-tie"),
]


def test_scenarios_that_show_all_leave_nothing_to_find(pack: Pack) -> None:
    assert lint(pack, [everything(pack)]).findings == ()


@pytest.mark.parametrize(("rule", "entry", "part", "left_out"), UNCOVERED)
def test_what_no_scenario_shows_is_found_once(pack: Pack, rule: str, entry: str, part: str, left_out: object) -> None:
    linted = lint(pack, [less(pack, part, left_out)])
    assert [(finding.id, finding.entry) for finding in linted.findings] == [(rule, entry)]


def test_every_lint_rule_of_scenarios_has_a_case() -> None:
    assert {rule for rule, *_ in UNCOVERED} == set(OF_SCENARIOS)


def test_two_scenarios_together_may_show_what_neither_does(pack: Pack) -> None:
    shown = [less(pack, "limbs", "s24(2)"), less(pack, "limbs", "s24(1)")]
    assert lint(pack, shown).findings == ()
