"""The strategies as others use them: what they draw is valid, varied, and asks for Hypothesis only when wanted."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from hypothesis import given, settings

import foirules
from foirules.testing import strategies

ROOT = Path(__file__).resolve().parents[2]


def python(script: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, env={"PYTHONPATH": "."}, check=False
    )


def test_without_hypothesis_the_error_says_what_to_install() -> None:
    done = python("import sys; sys.modules['hypothesis'] = None; from foirules.testing import strategies")
    assert done.returncode == 1
    assert "ImportError: foirules.testing.strategies needs Hypothesis: pip install 'foirules[test]'" in done.stderr


def test_nothing_but_the_strategies_needs_hypothesis() -> None:
    script = "import sys, foirules, foirules.testing; foirules.evaluate; print('hypothesis' in sys.modules)"
    assert python(script).stdout.strip() == "False"


@settings(max_examples=30)
@given(strategies.scenarios())
def test_a_generated_scenario_is_a_plain_mapping_that_is_decided(scenario: dict[str, Any]) -> None:
    assert json.loads(json.dumps(scenario)) == scenario
    assert foirules.evaluate(scenario, engine="reference").scenario == scenario["id"]


@settings(max_examples=30)
@given(strategies.packs())
def test_a_generated_pack_is_plain_data_in_the_names_of_its_files(pack: dict[str, Any]) -> None:
    assert json.loads(json.dumps(pack)) == pack
    assert {"pack.yaml", "attributes.yaml", "reasoning/1.yaml"} <= set(pack)


def test_generated_scenarios_vary_in_everything_a_scenario_can_say() -> None:
    seen: set[str] = set()

    @settings(max_examples=240)
    @given(strategies.scenarios())
    def look(scenario: dict[str, Any]) -> None:
        seen.add(scenario["viewpoint"])
        seen.update(f"claim {key}" for claim in scenario["claims"] for key in claim)
        seen.update(f"finding {key}" for finding in scenario["found"] for key in finding)
        seen.update(f"request {key}" for key in scenario["request"])
        seen.update(f"notice {key}" for key in scenario.get("notice", {}))
        seen.update(f"part {key}" for part in scenario["parts"] for key in part)
        seen.update(key for key in ("law_as_at", "notice") if key in scenario)
        seen.update(["switches"] if scenario["switches"] else [])
        seen.add(f"{len(scenario['claims'])} claims")
        seen.update(["through several"] if any(len(claim.get("by", [])) > 1 for claim in scenario["claims"]) else [])

    look()
    wanted = {"authority", "reviewer", "commissioner", "tribunal", "law_as_at", "notice", "switches", "through several"}
    wanted |= {f"{number} claims" for number in range(7)}
    wanted |= {f"claim {key}" for key in ("by", "items", "alternatives", "raised")}
    wanted |= {f"request {key}" for key in ("received", "answered", "clarification_asked", "clarified", "fee_notice")}
    wanted |= {f"part {key}" for key in ("items", "held", "created")}
    wanted |= {f"notice {key}" for key in ("states", "answers", "date")}
    about = ("claim", "item", "items", "element", "engagement", "balance", "combined", "fact", "weighed")
    wanted |= {f"finding {key}" for key in (*about, "weights", "factors", "adopted")}
    assert sorted(wanted - seen) == []
