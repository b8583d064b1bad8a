"""What the report tests share: the decision of a made-up complaint, and golden files.

`FOIRULES_GOLDEN=renew python -m pytest tests/report` writes the golden files anew. Read the difference before it is
kept: it is what a user will read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from report_samples import HARBOUR

from foirules.law.rulebook import Rulebook
from foirules.model.decision import Decision
from foirules.model.reading import Document, read_file
from foirules.reasoning.evaluating import Evaluator, default_evaluator
from foirules.report.outline import Explain, Outline
from foirules.report.telling import tell

GOLDEN = Path(__file__).parent / "golden"

Told = Callable[..., Outline]


@pytest.fixture(scope="session")
def evaluator() -> Evaluator:
    return default_evaluator()


@pytest.fixture(scope="session")
def rulebook(evaluator: Evaluator) -> Rulebook:
    return evaluator.rulebook


@pytest.fixture(scope="session")
def harbour(evaluator: Evaluator) -> Decision:
    return evaluator.evaluate(read_file(HARBOUR))


@pytest.fixture(scope="session")
def told(evaluator: Evaluator) -> Told:
    """The outline of a scenario given as a mapping or a path."""

    def tell_it(scenario: Mapping[str, Any] | Path, explain: Explain = "normal", **options: Any) -> Outline:
        document = read_file(scenario) if isinstance(scenario, Path) else Document("test", dict(scenario), {})
        return tell(evaluator.evaluate(document, **options), evaluator.rulebook, explain)

    return tell_it


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    def agrees(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("FOIRULES_GOLDEN") == "renew":
            path.write_text(text, encoding="utf-8", newline="\n")
            pytest.skip(f"{name} is written anew")
        assert text == path.read_bytes().decode("utf-8"), f"{name} differs: see tests/report/conftest.py"

    return agrees
