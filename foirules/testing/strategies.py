"""What to test a rules engine of law with: generated rule packs, worlds for a pack, and scenarios for a pack.

from hypothesis import given
from foirules.testing import strategies

@given(strategies.scenarios())
def test_my_property(scenario):
    decision = foirules.evaluate(scenario)
"""

from __future__ import annotations

try:
    import hypothesis  # noqa: F401
except ImportError:
    raise ImportError("foirules.testing.strategies needs Hypothesis: pip install 'foirules[test]'") from None

from foirules.testing._packs import packs
from foirules.testing._scenarios import scenarios
from foirules.testing._worlds import worlds

__all__ = ["packs", "scenarios", "worlds"]
