"""`foirules rules lint`: faults of a pack that no single file shows, each with its place and its mend."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from foirules.cli.rules_show import shown_file

if TYPE_CHECKING:
    from foirules.consistency.findings import Finding
    from foirules.consistency.lint import Linted
    from foirules.consistency.shown import Shown
    from foirules.errors import Where
    from foirules.law.rulebook import Rulebook

SCHEMA = "foirules/lint/1"


@click.command("lint", short_help="Find what does not hold together in a rule pack.")
@click.option("--rules", type=click.Path(path_type=Path), default=None, help="The folder of another rule pack.")
@click.option("--coverage", is_flag=True, help="Also find what none of the scenarios that come with foirules shows.")
@click.option("--scenarios", type=click.Path(path_type=Path), default=None, help="The same, of a folder of scenarios.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(rules: Path | None, coverage: bool, scenarios: Path | None, form: str) -> int:
    """Find faults of a rule pack: sources that do not exist, rules that cannot hold, limbs whose status is not settled,
    conclusions that nothing reads, and more. With --coverage or --scenarios, also what no scenario shows.

    What `lint.yaml` in the pack's folder excuses, with a reason, is let pass. Exit code 1 where anything is found.

    \b
    Examples:
      foirules rules lint
      foirules rules lint --rules my-pack --scenarios my-scenarios
    """
    from foirules.consistency.findings import read_pack
    from foirules.consistency.lint import lint

    pack = read_pack(pack_folder(rules))
    shown = shown_by(pack.rulebook, scenarios) if coverage or scenarios is not None else None
    linted = lint(pack, shown)
    click.echo(_json(pack.rulebook, linted) if form == "json" else _text(linted), nl=False)
    return 1 if linted.findings else 0


def pack_folder(rules: Path | None) -> Path:
    """The folder named, or that of the shipped pack's files. Raises PackError where there is none."""
    from foirules.errors import PackError
    from foirules.law.loading import source_folder

    folder = rules if rules is not None else source_folder()
    if folder is None:
        raise PackError("the files of the rule pack are not installed", mend="install foirules again, or use --rules")
    return folder


def shown_by(rulebook: Rulebook, folder: Path | None) -> list[Shown]:
    """What the scenarios in a folder, or those that come with foirules, show of a pack."""
    from foirules.cli.scenarios import shipped, sources
    from foirules.consistency.shown import show

    folders = shipped()[:1] if folder is None else [folder]
    return show(rulebook, (source.read() for source in sources(map(str, folders))))


def _text(linted: Linted) -> str:
    lines = [f"{_place(finding.where)}: {finding.id}: {finding.says} ({finding.mend})" for finding in linted.findings]
    number, passed = len(linted.findings), len(linted.excused)
    told = f"{number} finding{'' if number == 1 else 's'}" if number else "Nothing found"
    if passed:
        told += f"; {passed} let pass for the reasons in lint.yaml"
    return "\n".join([*lines, f"{told}."]) + "\n"


def _place(where: Where) -> str:
    return shown_file(Path(where.file)) + (f":{where.line}" if where.line else "")


def _json(rulebook: Rulebook, linted: Linted) -> str:
    import json

    header = rulebook.header
    told = {
        "schema": SCHEMA,
        "pack": {"id": header.id, "version": header.version, "law_stated_at": header.law_stated_at.isoformat()},
        "findings": [_finding(finding) for finding in linted.findings],
        "excused": [{**_finding(finding), "because": because} for finding, because in linted.excused],
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def _finding(finding: Finding) -> dict[str, object]:
    where = {"file": shown_file(Path(finding.where.file)), "line": finding.where.line, "path": finding.where.path}
    return {"id": finding.id, "entry": finding.entry, "says": finding.says, "where": where, "mend": finding.mend}
