"""`foirules rules schema`, and the copies in docs/reference/schemas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import foirules
from foirules.cli import main
from foirules.cli.rules_schema import NAMES, schema, text
from foirules.law.loading import models, read_folder, source_folder
from foirules.model.reading import read_file

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = sorted((ROOT / "scenarios").glob("*/scenario.yaml"))


def validator(schema: dict[str, Any]) -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_in_the_documentation_is_the_one_printed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["rules", "schema", name])
    printed = capsys.readouterr().out
    assert stopped.value.code == 0
    file = ROOT / "docs" / "reference" / "schemas" / f"{name}.json"
    assert printed == file.read_text(encoding="utf-8"), f"foirules rules schema {name} > {file.relative_to(ROOT)}"


def test_every_shipped_scenario_fits_its_schema() -> None:
    check = validator(schema("scenario"))
    assert SCENARIOS
    for path in SCENARIOS:
        check.validate(read_file(path).data)


@pytest.mark.parametrize(
    "fault",
    [{"schema": "foirules/scenario/2"}, {"viewpoint": "judge"}, {"parts": []}, {"invented": 1}, {"id": "Not Kebab"}],
    ids=lambda fault: next(iter(fault)),
)
def test_a_faulty_scenario_does_not_fit(fault: dict[str, Any]) -> None:
    data = read_file(ROOT / "scenarios" / "kent-police-2024" / "scenario.yaml").data
    assert not validator(schema("scenario")).is_valid({**data, **fault})


def test_a_decision_fits_its_schema() -> None:
    decision = foirules.evaluate(ROOT / "scenarios" / "kent-police-2024" / "scenario.yaml")
    data = json.loads(decision.to_json())
    check = validator(schema("decision"))
    check.validate(data)
    assert not check.is_valid({**data, "questions": [{}]})


def test_every_file_of_the_pack_fits_its_schema() -> None:
    folder = source_folder()
    assert folder is not None
    checks = {file: validator(own) for file, own in schema("pack").items()}
    assert checks.keys() == models().keys()
    used = set()
    for document in read_folder(folder):
        path = Path(document.file).relative_to(folder)
        file = path.name if path.parent == Path() else f"{path.parent}/*.yaml"
        used.add(file)
        checks[file].validate(document.data)
    assert {"pack.yaml", "provisions/*.yaml", "reasoning/*.yaml", "checks/*.yaml"} <= used


def test_the_text_of_a_schema_is_json_that_names_its_dialect() -> None:
    assert json.loads(text("decision"))["$schema"] == "https://json-schema.org/draft/2020-12/schema"
