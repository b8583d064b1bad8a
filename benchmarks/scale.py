"""A large scenario on the real pack: 100 items with four claims each, on both engines, and closures on as many.

python -m benchmarks.scale [--items 100] [--rounds 5]
"""

from __future__ import annotations

import argparse
import statistics
from typing import Any

from benchmarks.measuring import machine, most_memory, ratio, rounds
from benchmarks.workload.closures import decide_with_trace
from benchmarks.workload.scenarios import scenarios
from foirules.law.loading import default_rulebook
from foirules.model.reading import Document
from foirules.reasoning.evaluating import Evaluator

CLAIMS = ("s24(2)", "s31(3)", "s43(2)", "s40(2)+(3A)(a)")
ELEMENTS = {
    "s24(2)": {"purpose-national-security": "met", "exemption-required": "met", "if-confirmed": "met"},
    "s31(3)": {"applicable-interest": "met", "real-prejudice": "met", "causal-link": "met", "likelihood": "would",
               "if-denied": "met"},
    "s43(2)": {"applicable-interest": "met", "real-prejudice": "met", "causal-link": "met", "likelihood": "would"},
    "s40(2)+(3A)(a)": {"personal-data": "met", "third-party": "met", "contravenes-principle": "met"},
}  # fmt: skip
"""For each limb claimed, the elements found and the value that meets each."""
REPEATS = 200


def scenario(items: int) -> Document:
    """A scenario in which every claim is made on every item, and what was found differs from item to item."""
    names = [f"item-{number}" for number in range(1, items + 1)]
    claims = [{"id": f"claim-{n}", "provision": limb, "by": _by(limb)} for n, limb in enumerate(CLAIMS)]
    found: list[dict[str, Any]] = []
    for n, limb in enumerate(CLAIMS):
        for step, (element, met) in enumerate(ELEMENTS[limb].items()):
            failing = [name for k, name in enumerate(names) if k % 7 == (n + step) % 7 and k % 3 == 0]
            meeting = [name for k, name in enumerate(names) if name not in failing and k % 11 != n]
            for value, where in ((met, meeting), ("not_met", failing)):
                found.append(_finding(n, where, element=element, **{"is": value}))
        found.append(_finding(n, names[::2], balance="maintain"))
        found.append(_finding(n, names[1::2], balance="equal"))
    data = {
        "schema": "foirules/scenario/1",
        "id": "scale",
        "title": f"{items} items with {len(CLAIMS)} claims each",
        "viewpoint": "commissioner",
        "law_as_at": "2026-01-01",
        "authority": {"name": "An authority"},
        "parts": [{"id": name, "asks": f"What is asked as {name}", "held": "yes"} for name in names],
        "claims": claims,
        "found": [finding for finding in found if finding["items"]],
    }
    return Document("scale", data, {})


def _by(limb: str) -> list[str]:
    return ["s31(1)(a)"] if limb == "s31(3)" else []


def _finding(claim: int, items: list[str], **what: str) -> dict[str, Any]:
    return {"claim": f"claim-{claim}", "items": items, "by": "commissioner", **what}


def main() -> None:
    """Print how long a decision with its trace and its JSON takes, as ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    document, pack = scenario(options.items), default_rulebook()
    durable, reference = Evaluator(pack, "durable"), Evaluator(pack, "reference")
    if durable.evaluate(document).to_json() != reference.evaluate(document).to_json():
        raise SystemExit("the engines differ")
    (peer,) = scenarios(seed=1, number=1, parts=options.items, claims=len(CLAIMS))

    def closures() -> None:
        for _ in range(REPEATS):
            decide_with_trace(peer)

    taken = rounds(
        {
            "closures, trace": closures,
            "reference, run": lambda: reference.run(document),
            "durable, run": lambda: durable.run(document),
            "reference, decision": lambda: reference.evaluate(document).to_json(),
            "durable, decision": lambda: durable.evaluate(document).to_json(),
        },
        options.rounds,
    )
    taken["closures, trace"] = [seconds / REPEATS for seconds in taken["closures, trace"]]
    decision = reference.evaluate(document)
    print(machine())
    print(f"{options.items} items, {len(decision.applications)} applications, {len(decision.trace)} nodes in the trace")
    print(f"{'':22}{'to reference':>14}{'to closures':>13}{'ms':>8}")
    for name, seconds in taken.items():
        same = taken["reference, decision" if name.endswith("decision") else "reference, run"]
        compared = f"{ratio(seconds, same):.2f}" if "closures" not in name else ""
        to_closures = ratio(seconds, taken["closures, trace"])
        print(f"{name:22}{compared:>14}{to_closures:>13.0f}{1000 * statistics.median(seconds):>8.1f}")
    print(f"largest resident set: {most_memory():.0f} MB")


if __name__ == "__main__":
    main()
