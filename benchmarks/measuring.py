"""Measuring side by side: every peer in every round, so that a slow moment of the machine falls on all of them."""

from __future__ import annotations

import gc
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence

Work = Callable[[], object]


def rounds(peers: Mapping[str, Work], number: int) -> dict[str, list[float]]:
    """The seconds each peer took, a list of one number a round; the order turns from round to round."""
    taken: dict[str, list[float]] = {name: [] for name in peers}
    names = list(peers)
    for turn in range(number):
        start = turn % len(names)
        for name in names[start:] + names[:start]:
            gc.collect()
            begun = time.perf_counter()
            peers[name]()
            taken[name].append(time.perf_counter() - begun)
    return taken


def ratio(taken: Sequence[float], peer: Sequence[float]) -> float:
    """The median, over the rounds, of the time taken to the peer's time in the same round."""
    return statistics.median(own / other for own, other in zip(taken, peer, strict=True))


def most_memory() -> float:
    """The largest resident set this process has had, in MB."""
    try:
        with open("/proc/self/status", encoding="ascii") as lines:  # getrusage would count the parent's, until exec
            return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def memory_of(module: str, *arguments: str) -> float:
    """The largest resident set, in MB, that a module run as a process of its own prints as its only line."""
    command = [sys.executable, "-m", module, *arguments]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def machine() -> str:
    """The machine, in a line."""
    model = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            model = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"CPython {platform.python_version()}, {os.cpu_count()} cores, {model}, {platform.system()}"
