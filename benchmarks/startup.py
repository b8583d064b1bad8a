"""What a short command costs as a whole process, against a process that only imports pydantic and click.

    python -m benchmarks.startup [--runs 21]

The two take turns (A B A B ...), and the ratio is taken pair by pair. What `foirules` prints goes to a pipe.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import foirules
from benchmarks.measuring import machine, ratio

SCENARIO = "kent-police-2024"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took, in seconds: by the clock, and of the processor."""

    clock: float
    processor: float


def cost(command: list[str], environment: dict[str, str]) -> Cost:
    """Run a command to its end, reading all it prints. Raises CalledProcessError where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment)
    clock = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(clock, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def command_line() -> list[str]:
    """The installed script beside this Python, or where there is none, what it would run."""
    script = Path(sys.executable).with_name("foirules")
    if script.is_file():
        return [str(script)]
    return [sys.executable, "-c", "from foirules.__main__ import main; main()"]


def main() -> None:
    """Print the median ratio, by the clock and of the processor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=21)
    runs = parser.parse_args().runs
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    peer = [sys.executable, "-c", "import pydantic, click"]
    own = {
        "durable": [*command_line(), "evaluate", SCENARIO, "--engine", "durable"],
        "reference": [*command_line(), "evaluate", SCENARIO, "--engine", "reference"],
    }
    for command in (peer, *own.values()):
        cost(command, environment)
    taken: dict[str, list[Cost]] = {name: [] for name in ("peer", *own)}
    for _ in range(runs):
        taken["peer"].append(cost(peer, environment))
        for name, command in own.items():
            taken[name].append(cost(command, environment))
    print(machine())
    data = Path(foirules.__file__).with_name("_data")
    print("the pack in its fast form" if data.is_dir() else "the pack from its YAML files: no fast form is here")
    print(f"{'':26}{'ratio, clock':>14}{'ratio, processor':>18}{'ms':>8}")
    for name, costs in taken.items():
        clock = ratio([c.clock for c in costs], [c.clock for c in taken["peer"]])
        processor = ratio([c.processor for c in costs], [c.processor for c in taken["peer"]])
        label = "import pydantic, click" if name == "peer" else f"foirules, {name}"
        milliseconds = 1000 * statistics.median(c.clock for c in costs)
        print(f"{label:26}{clock:>14.2f}{processor:>18.2f}{milliseconds:>8.0f}")


if __name__ == "__main__":
    main()
