"""The two engines agree: on generated packs value by value, on the shipped pack to the byte, errors included.

Agreement about rules that never fire shows nothing, so each run counts what it reached, and a miss is a failure.
"""

from __future__ import annotations

import copy
import functools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import targeted
import yaml
from agreement import LONG, Reached, decided, settled
from hypothesis import given, settings
from hypothesis import strategies as st

from foirules.engine.driver import Run
from foirules.engine.durable import DurableEngine
from foirules.engine.reference import ReferenceEngine
from foirules.errors import PackError
from foirules.law.loading import load_data
from foirules.model.reading import Document, read_file
from foirules.reasoning.evaluating import Evaluator, default_evaluator
from foirules.testing import strategies

HERE = Path(__file__).parent
SHIPPED = sorted((HERE.parents[1] / "scenarios").glob("*/scenario.yaml"))
RARE = yaml.safe_load((HERE / "rare_scenarios.yaml").read_text(encoding="utf-8"))
NEVER = yaml.safe_load((HERE / "rules_that_never_fire.yaml").read_text(encoding="utf-8"))
OTHER_DUTY = "other_duty"
"""The outcome attributes' value on a question that is about the other duty."""


def engines() -> tuple[Evaluator, Evaluator]:
    """Both evaluators of the shipped pack."""
    return default_evaluator("durable"), default_evaluator("reference")


def test_both_engines_settle_generated_packs_alike() -> None:
    reached: Counter[str] = Counter()

    @settings(max_examples=80 * LONG)
    @given(st.data())
    def agree(data: st.DataObject) -> None:
        files = data.draw(strategies.packs())
        try:
            rulebook = load_data(files)
        except PackError:
            reached["refused"] += 1
            return
        engines = DurableEngine(rulebook), ReferenceEngine(rulebook)
        for _ in range(3):
            world = data.draw(strategies.worlds(rulebook))
            durable, reference = (settled(engine, world) for engine in engines)
            assert durable == reference
            reached.update(_counted(reference))

    agree()
    assert reached["worlds"] > 150 * LONG, reached
    assert reached["firings"] > 300 * LONG, reached
    assert reached["otherwises"] > 100 * LONG, reached
    assert reached["about others"] > 100 * LONG, reached
    assert reached["limbs"] > 5 * LONG, reached


def _counted(settlement: Any) -> Counter[str]:
    """What one run under a generated pack reached."""
    if settlement[0] is PackError:
        return Counter(contradictions=1)
    conclusions = settlement[1]
    return Counter(
        {
            "worlds": 1,
            "firings": sum(rule is not None for *_, rule, _ in conclusions),
            "otherwises": sum(rule is None for *_, rule, _ in conclusions),
            "about others": sum(any(one != about for _, one in matched) for _, about, _, _, matched in conclusions),
            "limbs": sum(rule is not None and "/test" in rule for *_, rule, _ in conclusions),
        }
    )


def test_both_engines_decide_scenarios_under_generated_packs_alike() -> None:
    reached: Counter[str] = Counter()

    @settings(max_examples=40 * LONG)
    @given(st.data())
    def agree(data: st.DataObject) -> None:
        try:
            rulebook = load_data(data.draw(strategies.packs(decidable=True)))
        except PackError:
            return
        scenario = data.draw(strategies.scenarios(rulebook))
        durable, reference = (
            decided(Evaluator(rulebook, "durable"), scenario),
            decided(Evaluator(rulebook, "reference"), scenario),
        )
        assert durable == reference
        reached["decisions" if reference.startswith("{") else reference.partition(":")[0]] += 1

    agree()
    assert reached["decisions"] > 20 * LONG, reached
    assert set(reached) <= {"decisions", "PackError"}, reached


@functools.cache
def explored() -> Reached:
    """What generated scenarios reach under the shipped pack, after both engines have decided each to the same bytes."""
    reached = Reached()
    durable, reference = engines()

    @settings(max_examples=170 * LONG)
    @given(strategies.scenarios())
    def agree(scenario: dict[str, Any]) -> None:
        decision = decided(reference, scenario)
        assert decided(durable, scenario) == decision
        assert decision.startswith("{"), decision
        reached.add(_run(reference, scenario))

    agree()
    return reached


def _run(evaluator: Evaluator, scenario: dict[str, Any]) -> Run:
    return evaluator.run(Document("the scenario", scenario, {}))[0]


def test_both_engines_decide_generated_scenarios_to_the_same_bytes_and_reach_every_outcome() -> None:
    reached = explored()
    rulebook = engines()[0].rulebook
    attributes = [entry.outcome for entry in rulebook.header.duties.values()]
    attributes += ["engagement", "balance", "disposal", "status", "remedy"]
    missed = [
        f"{name}: {value}"
        for name in attributes
        for value in rulebook.attributes[name].values
        if value != OTHER_DUTY and not reached.values[name, value]
    ]
    assert not missed
    warned = {rule.id for rule in rulebook.rules if rule.warning}
    assert len(warned & set(reached.rules)) > len(warned) / 2


def aimed() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every scenario that is aimed at particular rules, with a name."""
    rulebook = engines()[0].rulebook
    for number, scenario in enumerate(targeted.scenarios(rulebook)):
        yield f"targeted {number}", scenario
    for number, entry in enumerate(RARE):
        yield f"rare {number}", rare(entry)


def rare(entry: dict[str, Any]) -> dict[str, Any]:
    """A rare scenario, complete."""
    facts = {key: value for key, value in entry.items() if key != "fires"}
    frame = {
        "schema": "foirules/scenario/1",
        "id": "rare",
        "title": "A rare case",
        "authority": {"name": "An authority"},
    }
    return {**frame, "parts": [{"id": "part-1", "asks": "What is there?"}], **facts}


def test_both_engines_decide_targeted_scenarios_to_the_same_bytes() -> None:
    durable, reference = engines()
    for name, scenario in aimed():
        decision = decided(reference, scenario)
        assert decision.startswith("{"), (name, decision)
        assert decided(durable, scenario) == decision, name


@pytest.mark.parametrize("entry", RARE, ids=lambda entry: entry["fires"][0])
def test_a_rare_scenario_fires_the_rules_it_is_for(entry: dict[str, Any]) -> None:
    run = _run(engines()[1], rare(entry))
    assert not set(entry["fires"]) - {conclusion.rule for conclusion in run.conclusions}


def test_every_rule_and_every_otherwise_is_reached_in_some_scenario_or_is_explained() -> None:
    reference = engines()[1]
    reached = copy.deepcopy(explored())
    for _, scenario in aimed():
        reached.add(_run(reference, scenario))
    for path in SHIPPED:
        reached.add(reference.run(read_file(path))[0])
    rulebook = reference.rulebook
    spoken = [name for name, attribute in rulebook.attributes.items() if attribute.otherwise_says]
    every = [rule.id for rule in rulebook.rules] + [f"{name}-otherwise" for name in spoken]
    found = {*reached.rules, *(f"{name}-otherwise" for name in reached.otherwise)}
    assert [name for name in every if name not in found and name not in NEVER] == []
    assert [name for name in NEVER if name in found or name not in every] == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_both_engines_decide_a_shipped_scenario_to_the_same_bytes(path: Path) -> None:
    durable, reference = engines()
    document = read_file(path)
    for consider_all in (False, True):
        decisions = [one.evaluate(document, consider_all=consider_all).to_json() for one in (durable, reference)]
        assert decisions[0] == decisions[1]


def test_a_decision_is_the_same_bytes_every_time() -> None:
    document = read_file(SHIPPED[0])
    fresh = Evaluator(engines()[0].rulebook, "durable")
    assert len({evaluator.evaluate(document).to_json() for evaluator in (fresh, *engines(), fresh)}) == 1
