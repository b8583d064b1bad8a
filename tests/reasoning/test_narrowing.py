"""An engine with only the rules that could hold decides as one with every rule."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from foirules.engine.driver import Run
from foirules.engine.reference import ReferenceEngine
from foirules.engine.world import World
from foirules.law.loading import default_rulebook
from foirules.model.reading import Document, read_file
from foirules.reasoning import narrowing
from foirules.reasoning.evaluating import Evaluator
from foirules.reasoning.narrowing import Engines, could_hold

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = sorted((ROOT / "scenarios").glob("*/scenario.yaml"))


@pytest.fixture(scope="module")
def evaluator() -> Evaluator:
    return Evaluator(default_rulebook(), "reference")


def world_of(evaluator: Evaluator, document: Document) -> World:
    return evaluator.run(document)[1].world


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.parent.name)
def test_every_rule_that_holds_is_among_those_that_could(evaluator: Evaluator, path: Path) -> None:
    world = world_of(evaluator, read_file(path))
    kept = {rule.id for rule in could_hold(evaluator.rulebook, world)}
    held = {conclusion.rule for conclusion in ReferenceEngine(evaluator.rulebook).run(world).conclusions}
    assert held - {None} <= kept
    assert len(kept) < len(evaluator.rulebook.rules) / 2


@pytest.mark.parametrize("engine", ["reference", "durable"])
def test_a_narrow_engine_gives_the_same_bytes_as_a_whole_one(engine, monkeypatch: pytest.MonkeyPatch) -> None:
    if engine == "durable" and find_spec("durable_rules_engine") is None:
        pytest.skip("durable-rules is not installed")
    pack = default_rulebook()
    documents = [read_file(path) for path in SCENARIOS[::3]]
    narrow = [Evaluator(pack, engine).evaluate(document).to_json() for document in documents]
    monkeypatch.setattr(narrowing, "SMALL", 0)
    whole = Evaluator(pack, engine)
    assert [whole.evaluate(document).to_json() for document in documents] == narrow


def test_a_second_scenario_that_needs_other_rules_is_decided_with_every_rule(evaluator: Evaluator) -> None:
    engines = Engines(evaluator.rulebook, "reference")
    kent = world_of(evaluator, read_file(ROOT / "scenarios" / "kent-police-2024" / "scenario.yaml"))
    other = world_of(evaluator, read_file(ROOT / "scenarios" / "mps-2019" / "scenario.yaml"))
    first = engines.engine(kent)
    assert engines.engine(kent) is first
    whole = engines.engine(other)
    assert whole is not first
    assert engines.engine(kent) is whole


def test_whether_something_is_held_does_not_choose_the_rules(evaluator: Evaluator) -> None:
    document = read_file(ROOT / "scenarios" / "kent-police-2024" / "scenario.yaml")
    chosen = []
    for held in ("yes", "no", "unstated"):
        parts = [{**part, "held": held} for part in document.data["parts"]]
        world = world_of(evaluator, Document(document.file, {**document.data, "parts": parts}, {}))
        chosen.append([rule.id for rule in could_hold(evaluator.rulebook, world)])
    assert chosen[0] == chosen[1] == chosen[2]


def test_a_run_knows_the_whole_rulebook() -> None:
    evaluator = Evaluator(default_rulebook(), "reference")
    run: Run = evaluator.run(read_file(SCENARIOS[0]))[0]
    assert run.rulebook is evaluator.rulebook
