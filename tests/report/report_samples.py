"""Scenarios the report tests use, and how to find a section in what is told of them."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from foirules.model.reading import read_file
from foirules.report.outline import Outline, Section

HERE = Path(__file__).parent
HARBOUR = HERE / "scenario.yaml"
SHIPPED = sorted((HERE.parents[1] / "scenarios").glob("*/scenario.yaml"))


def shipped(name: str) -> Path:
    """The file of a scenario that comes with foirules."""
    return next(path for path in SHIPPED if path.parent.name == name)


def data_of(path: Path) -> dict[str, Any]:
    """A scenario as a mapping, to be changed."""
    data = copy.deepcopy(read_file(path).data)
    assert isinstance(data, dict)
    return data


def request(items: dict[str, dict[str, Any]], **rest: Any) -> dict[str, Any]:
    """A made-up scenario with these items."""
    return {
        "schema": "foirules/scenario/1",
        "id": "made-up",
        "title": "Made up",
        "viewpoint": "authority",
        "authority": {"name": "Somebody"},
        "parts": [{"id": name, "asks": f"Asked of {name}", **facts} for name, facts in items.items()],
        **rest,
    }


def section(outline: Outline, id_: str) -> Section:
    """The section with that id."""
    return next(section for section in outline.sections if section.id == id_)
