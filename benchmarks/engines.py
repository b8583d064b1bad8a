"""Scenarios a second of each engine, and the ratio to closures written by hand, measured in the same run.

python -m benchmarks.engines [--scenarios 200] [--rounds 9]
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable

from benchmarks.measuring import machine, memory_of, most_memory, ratio, rounds
from benchmarks.workload.scenarios import Scenario, scenarios

SEED = 2026
REPEATS = {"closures": 20, "closures, trace": 20}
"""How often a round goes through the scenarios, so that no peer's time is too short to be measured."""


def peers() -> dict[str, Callable[[Scenario], object]]:
    """Each peer, from a plain scenario to its result, or to its result and trace."""
    return {**closure_peers(), **engine_peers("reference"), **engine_peers("durable")}


def closure_peers() -> dict[str, Callable[[Scenario], object]]:
    """The closures, without and with a trace."""
    from benchmarks.workload.closures import decide, decide_with_trace

    return {"closures": decide, "closures, trace": decide_with_trace}


def engine_peers(name: str) -> dict[str, Callable[[Scenario], object]]:
    """An engine, without and with a trace; its rule pack is loaded once, before any measuring."""
    from benchmarks.workload.worlds import result, rulebook, trace, world
    from foirules.engine.durable import DurableEngine
    from foirules.engine.reference import ReferenceEngine

    pack = rulebook()
    engine = ReferenceEngine(pack) if name == "reference" else DurableEngine(pack)

    def plain(scenario: Scenario) -> object:
        return result(engine.run(world(scenario, pack)), scenario)

    def traced(scenario: Scenario) -> object:
        run = engine.run(world(scenario, pack))
        return result(run, scenario), trace(run)

    return {name: plain, f"{name}, trace": traced}


def measure(number: int, turns: int) -> None:
    """Print a table: scenarios a second, ratio to the closures, memory of a process that runs this peer alone."""
    batch = list(scenarios(SEED, number))

    def work(decide: Callable[[Scenario], object], repeats: int) -> Callable[[], None]:
        def go() -> None:
            for _ in range(repeats):
                for scenario in batch:
                    decide(scenario)

        return go

    chosen = {name: work(decide, REPEATS.get(name, 1)) for name, decide in peers().items()}
    taken = rounds(chosen, turns)
    per_scenario = {name: [t / REPEATS.get(name, 1) for t in times] for name, times in taken.items()}
    print(machine())
    print(f"{'':18}{'ratio':>8}{'scenarios/s':>14}{'RSS MB':>9}")
    for name, times in per_scenario.items():
        compared = 1 / ratio(times, per_scenario["closures"])
        speed = number / statistics.median(times)
        memory = memory_of("benchmarks.engines", "--memory", name)
        print(f"{name:18}{compared:>8.4f}{speed:>14,.0f}{memory:>9.0f}")


def main() -> None:
    """Measure, or with --memory run one peer alone and print its largest resident set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenarios", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--memory", metavar="PEER")
    options = parser.parse_args()
    if options.memory is None:
        measure(options.scenarios, options.rounds)
        return
    engine = options.memory.partition(",")[0]
    chosen = closure_peers() if engine == "closures" else engine_peers(engine)
    for scenario in scenarios(SEED, options.scenarios):
        chosen[options.memory](scenario)
    print(most_memory())


if __name__ == "__main__":
    main()
