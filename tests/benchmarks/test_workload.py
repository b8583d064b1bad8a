"""The benchmark's peers decide the same thing; without that their speeds could not be compared."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

if find_spec("durable_rules_engine") is None:
    pytest.skip("durable-rules is not installed", allow_module_level=True)

from benchmarks.workload import closures
from benchmarks.workload.agreement import Agreement, agreement
from benchmarks.workload.scenarios import scenarios
from benchmarks.workload.worlds import rulebook, trace, world
from foirules.engine.reference import ReferenceEngine


@pytest.fixture(scope="module")
def found() -> Agreement:
    return agreement(seed=2026, number=200)


def test_durable_reference_and_closures_agree(found: Agreement) -> None:
    assert not found.differences[:1]


def test_the_scenarios_reach_every_outcome_and_fire_every_rule(found: Agreement) -> None:
    assert not found.silent
    assert {"removed", "stands", "undetermined", "not considered"} <= found.reached.keys()
    assert min(found.reached.values()) > 10


def test_a_wrong_peer_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    right = closures.judge

    def tie_goes_to_the_exemption(exemption: closures.Exemption, claim) -> tuple[str, str, str]:
        judged = right(exemption, claim)
        return ("engaged", "equal", "upheld") if judged[1] == "equal" else judged

    monkeypatch.setattr(closures, "judge", tie_goes_to_the_exemption)
    assert agreement(seed=1, number=40).differences


def test_both_traces_name_every_claim_and_every_outcome() -> None:
    pack = rulebook()
    engine = ReferenceEngine(pack)
    for scenario in scenarios(seed=3, number=20):
        result, nodes = closures.decide_with_trace(scenario)
        subjects = {node["subject"] for node in nodes}
        assert subjects == {f"{claim}@{part}" for part, claim in result.claims} | {
            f"{part}:{duty}" for part, duty in result.outcomes
        }
        told = {node["subject"] for node in trace(engine.run(world(scenario, pack)))}
        assert {subject for subject in subjects if "@" in subject} <= told


def test_the_same_seed_gives_the_same_scenarios() -> None:
    assert list(scenarios(7, 5)) == list(scenarios(7, 5)) != list(scenarios(8, 5))
