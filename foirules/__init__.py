"""foirules: how exemptions under the Freedom of Information Act 2000 are reasoned through, with a trace.

>>> import foirules
>>> decision = foirules.evaluate("scenarios/kent-police-2024/scenario.yaml")
>>> decision.questions[0].outcome
'excluded'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from foirules.reasoning.evaluating import evaluate as evaluate

__all__ = ["__version__", "evaluate"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name == "evaluate":
        from foirules.reasoning.evaluating import evaluate

        return evaluate
    raise AttributeError(f"module 'foirules' has no attribute {name!r}")
