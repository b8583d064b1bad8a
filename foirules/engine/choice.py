"""Which engine runs: durable-rules where it is installed, otherwise the reference evaluator, said once."""

from __future__ import annotations

from typing import Literal

from foirules.engine.driver import Engine
from foirules.errors import InputError
from foirules.law.rulebook import Rulebook

EngineName = Literal["durable", "reference"]
MISSING = "durable-rules is not installed, so the reference evaluator is used; the result is the same"


def engine_for(rulebook: Rulebook, name: EngineName | None = None) -> tuple[Engine, str | None]:
    """An engine for a rulebook, and a notice to show once, or None.

    Asked for by name, `durable` raises InputError where durable-rules cannot be loaded.
    """
    from foirules.engine.reference import ReferenceEngine

    if name == "reference":
        return ReferenceEngine(rulebook), None
    from foirules.engine.durable import DurableEngine, DurableRulesMissing

    try:
        return DurableEngine(rulebook), None
    except DurableRulesMissing as error:
        if name == "durable":
            raise InputError(
                f"durable-rules cannot be loaded: {error}",
                mend="pip install 'foirules[durable]', or --engine reference",
            ) from None
        return ReferenceEngine(rulebook), MISSING
