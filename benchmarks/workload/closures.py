"""The peer: the same law as closures, written the way a careful Python programmer would write it by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.workload.scenarios import Claim, Result, Scenario

Found = Mapping[str, bool]
Test = Callable[[Found], bool | None]
CONFIRM, COMMUNICATE = "confirm_or_deny", "communicate"


def element(name: str) -> Test:
    """Whether an element is met; None where nobody found out."""
    return lambda found: found.get(name)


def all_of(*tests: Test) -> Test:
    """Met where every test is met, not met where one is not met, otherwise None."""

    def every(found: Found) -> bool | None:
        unknown = False
        for test in tests:
            value = test(found)
            if value is False:
                return False
            unknown = unknown or value is None
        return None if unknown else True

    return every


def any_of(*tests: Test) -> Test:
    """Met where one test is met, not met where every one is not met, otherwise None."""

    def some(found: Found) -> bool | None:
        unknown = False
        for test in tests:
            value = test(found)
            if value:
                return True
            unknown = unknown or value is None
        return None if unknown else False

    return some


@dataclass(frozen=True, slots=True)
class Exemption:
    """One exemption: the duty it removes, whether a balance is needed, its test."""

    duty: str
    absolute: bool
    test: Test


def _exemptions() -> dict[str, Exemption]:
    first, second, third, fourth = map(element, ("first", "second", "third", "fourth"))
    tests = (
        all_of(first, second),
        all_of(first, any_of(second, third)),
        any_of(first, second),
        all_of(first, second, third),
        all_of(first, any_of(second, third), fourth),
    )
    return {
        f"s1({number})": Exemption(
            duty=CONFIRM if number % 2 else COMMUNICATE, absolute=number <= 6, test=tests[(number - 1) // 2 % 5]
        )
        for number in range(1, 21)
    }


EXEMPTIONS = _exemptions()


def judge(exemption: Exemption, claim: Claim) -> tuple[str, str, str]:
    """A claim's engagement, balance and disposal."""
    met = exemption.test(claim.found)
    if met is None:
        return "unknown", "not_reached", "undetermined"
    if not met:
        return "not_engaged", "not_reached", "fails"
    if exemption.absolute:
        return "engaged", "not_required", "upheld"
    if claim.weights is None:
        return "engaged", "unknown", "undetermined"
    maintain, duty = claim.weights
    if maintain > duty:
        return "engaged", "maintain", "upheld"
    return "engaged", "equal" if maintain == duty else "duty", "fails"


def decide(scenario: Scenario) -> Result:
    """Decide a scenario; a claim after the first that stands is not considered."""
    outcomes: dict[tuple[int, str], str] = {}
    claims: dict[tuple[int, int], tuple[str, str, str] | None] = {}
    for part, made in enumerate(scenario):
        state = {CONFIRM: "stands", COMMUNICATE: "stands"}
        for number, claim in enumerate(made):
            exemption = EXEMPTIONS[claim.exemption]
            if state[exemption.duty] == "removed":
                claims[part, number] = None
                continue
            judged = claims[part, number] = judge(exemption, claim)
            if judged[2] == "upheld":
                state[exemption.duty] = "removed"
            elif judged[2] == "undetermined":
                state[exemption.duty] = "undetermined"
        for duty, outcome in state.items():
            outcomes[part, duty] = outcome
    return Result(outcomes, claims)


def decide_with_trace(scenario: Scenario) -> tuple[Result, list[dict[str, Any]]]:
    """As `decide`, and a node for each claim and outcome: what it concludes, on which facts, because of which nodes."""
    result = decide(scenario)
    nodes: list[dict[str, Any]] = []
    decisive: dict[tuple[int, str], list[str]] = {}
    for (part, number), judged in result.claims.items():
        claim, subject = scenario[part][number], f"{number}@{part}"
        duty = EXEMPTIONS[claim.exemption].duty
        because = decisive.setdefault((part, duty), [])
        if judged is None:
            nodes.append({"rule": "not-considered", "subject": subject, "because": list(because)})
            continue
        facts = {"exemption": claim.exemption, "found": claim.found, "weights": claim.weights}
        nodes.append({"rule": judged[2], "subject": subject, "concludes": judged, "facts": facts})
        because.append(subject)
    for (part, duty), outcome in result.outcomes.items():
        nodes.append({"rule": outcome, "subject": f"{part}:{duty}", "because": decisive.get((part, duty), [])})
    return result, nodes
