"""A limb that several matters share asks what the matter it is claimed through asks (s31(1)(g) to (i), s31(2))."""

from __future__ import annotations

import pytest

from foirules.model.reading import Document
from foirules.reasoning.evaluating import default_evaluator

COMMON = ("applicable-interest", "real-prejudice", "causal-link", "if-denied")


@pytest.mark.parametrize(
    ("through", "more", "engagement"),
    [
        ("s31(1)(a)", (), "engaged"),
        ("s31(1)(g)", (), "unknown"),
        ("s31(1)(g)", ("purpose-in-s31-2",), "unknown"),
        ("s31(1)(g)", ("purpose-in-s31-2", "function-for-that-purpose"), "engaged"),
        ("s31(1)(h)", ("purpose-in-s31-2", "function-for-that-purpose"), "unknown"),
        ("s31(1)(h)", ("purpose-in-s31-2", "investigation-under-statute-or-prerogative"), "engaged"),
        ("s31(1)(i)", ("purpose-in-s31-2", "investigation-under-statute-or-prerogative"), "engaged"),
    ],
)
def test_section_31_3_asks_the_purpose_of_the_matter(through: str, more: tuple[str, ...], engagement: str) -> None:
    scenario = {
        "schema": "foirules/scenario/1",
        "id": "a-matter",
        "title": "A matter",
        "viewpoint": "authority",
        "authority": {"name": "An authority"},
        "parts": [{"id": "part-1", "asks": "What is there?"}],
        "claims": [{"id": "claim", "provision": "s31(3)", "by": [through]}],
        "found": [
            {"claim": "claim", "element": "likelihood", "is": "would", "by": "authority"},
            *({"claim": "claim", "element": name, "is": "met", "by": "authority"} for name in (*COMMON, *more)),
        ],
    }
    decision = default_evaluator("reference").evaluate(Document("test", scenario, {}))
    assert decision.applications[0].engagement == engagement
