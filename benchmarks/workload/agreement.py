"""Whether durable, reference and closures say the same of the same random scenarios, and how much they were put to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from benchmarks.workload import closures
from benchmarks.workload.scenarios import Result, Scenario, scenarios
from benchmarks.workload.worlds import result, rulebook, world
from foirules.engine.durable import DurableEngine
from foirules.engine.reference import ReferenceEngine


@dataclass
class Agreement:
    """Where the peers differ, and what was reached: outcomes, disposals, and rules that fired."""

    differences: list[str] = field(default_factory=list)
    reached: Counter[str] = field(default_factory=Counter)
    silent: set[str] = field(default_factory=set)
    """Rules of the pack that never fired: of these, agreement says nothing."""


def agreement(seed: int, number: int) -> Agreement:
    """Decide random scenarios three ways. A difference names the engine and the scenario."""
    pack = rulebook()
    engines = (DurableEngine(pack), ReferenceEngine(pack))
    found = Agreement(silent=set(pack.rule))
    for scenario in scenarios(seed, number):
        expected = closures.decide(scenario)
        _count(found.reached, expected)
        for engine in engines:
            run = engine.run(world(scenario, pack))
            found.silent -= {conclusion.rule for conclusion in run.conclusions if conclusion.rule}
            if result(run, scenario) != expected:
                found.differences.append(_difference(engine.name, scenario, expected, result(run, scenario)))
    return found


def _count(reached: Counter[str], told: Result) -> None:
    reached.update(told.outcomes.values())
    reached.update("not considered" if judged is None else " ".join(judged) for judged in told.claims.values())


def _difference(name: str, scenario: Scenario, expected: Result, given: Result) -> str:
    return f"{name} on {scenario}: {given}, and by the closures {expected}"


def main() -> None:
    """Check 2,000 scenarios and say what was reached."""
    found = agreement(seed=2026, number=2000)
    print(f"{len(found.differences)} differences on 2,000 scenarios; {len(found.silent)} rules never fired")
    for what, times in sorted(found.reached.items()):
        print(f"  {times:6,}  {what}")
    for difference in found.differences[:3]:
        print(difference)
    raise SystemExit(1 if found.differences else 0)


if __name__ == "__main__":
    main()
