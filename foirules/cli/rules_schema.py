"""`foirules rules schema`: the JSON Schemas that other programs can rely on."""

from __future__ import annotations

from typing import Any

import click

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAMES = ("scenario", "decision", "questions", "pack")


@click.command("schema", short_help="Print the JSON Schema of a scenario, a decision, open questions or a pack.")
@click.argument("name", type=click.Choice(NAMES))
def command(name: str) -> None:
    """Print the JSON Schema of a scenario file, a decision, the open questions, or each file of a rule pack.

    \b
    Example:
      foirules rules schema scenario > scenario.schema.json
    """
    click.echo(text(name), nl=False)


def text(name: str) -> str:
    """The schema as JSON text, the same bytes for the same version of foirules."""
    import json

    return json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"


def schema(name: str) -> dict[str, Any]:
    """The schema of one kind of document; for `pack`, a mapping of each file, or folder of files, to its schema."""
    if name == "pack":
        from foirules.law.loading import models

        return {file: _dialect(model.model_json_schema(by_alias=True)) for file, model in models().items()}
    if name == "scenario":
        from foirules.model.scenario import json_schema
    elif name == "questions":
        from foirules.model.open_questions import json_schema
    else:
        from foirules.model.decision import json_schema
    return _dialect(json_schema())


def _dialect(schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": DIALECT, **schema}
