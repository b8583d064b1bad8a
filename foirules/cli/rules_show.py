"""`foirules rules show`: a limb, a section, a rule, a check, a switch, an authority or an element, in plain words."""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foirules.errors import InputError, Where

if TYPE_CHECKING:
    from foirules.law.rulebook import Rulebook
    from foirules.report.outline import Outline

Entry = tuple[str, str]
"""What is shown: its kind, such as `limb`, and its id."""


@click.command("show", short_help="Tell a limb, section, rule, check, switch or authority in plain words.")
@click.argument("name", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@click.option("--rules", type=click.Path(path_type=Path), default=None, help="The folder of another rule pack.")
def command(name: tuple[str, ...], form: str, rules: Path | None) -> None:
    """Tell what the pack says of NAME, in plain words.

    NAME is a limb however it is written, a section, or the id of a rule, a check, a question, an element,
    a policy switch or an authority.

    \b
    Examples:
      foirules rules show 's24(2)'
      foirules rules show section 40
      foirules rules show balance-maintain
    """
    rulebook = open_pack(rules)
    entries = find_entries(rulebook, " ".join(name))
    if form == "json":
        from foirules.cli.rules_json import entries_json

        click.echo(entries_json(rulebook, entries), nl=False)
        return
    outlines = [tell(rulebook, entry) for entry in entries]
    if form == "markdown":
        from foirules.report.markdown import markdown

        click.echo("\n".join(markdown(outline) for outline in outlines), nl=False)
    elif sys.stdout.isatty():
        from foirules.report.terminal import show

        for outline in outlines:
            show(outline)
    else:
        from foirules.report.plain import plain

        click.echo("\n".join(plain(outline) for outline in outlines), nl=False)


def open_pack(rules: Path | None) -> Rulebook:
    """The shipped pack, or the one in a folder."""
    from foirules.law.loading import default_rulebook, load

    return default_rulebook() if rules is None else load(rules)


def find_entries(rulebook: Rulebook, name: str) -> list[Entry]:
    """What a name means. Raises InputError, with the nearest names, where it means nothing."""
    from foirules.law.naming import find, normalise

    limb = find(name, rulebook.limbs)
    if limb is not None:
        return [("limb", limb)]
    provision = normalise(name).lower()
    if limbs_of(rulebook, provision):
        return [("section", provision)]
    tables = _tables(rulebook)
    wanted = name.strip().lower()
    found = [(kind, key) for kind, keys in tables.items() for key in keys if key.lower() == wanted]
    if not found:
        raise InputError(f"the pack has nothing called `{name}`", mend=_nearest(rulebook, tables, name, wanted))
    return found


def limbs_of(rulebook: Rulebook, provision: str) -> list[str]:
    """The limbs under a provision that is not a limb itself, such as a whole section, or s31(1)."""
    pattern = re.compile(re.escape(provision) + r"[(+]", re.IGNORECASE)
    return [limb for limb in rulebook.limbs if pattern.match(limb)]


def _tables(rulebook: Rulebook) -> dict[str, Iterable[str]]:
    made = {*rulebook.checks, *(entry.id for entry in rulebook.questions)}
    return {
        "check": rulebook.checks,
        "question": [entry.id for entry in rulebook.questions],
        "switch": rulebook.switches,
        "element": rulebook.elements,
        "authority": rulebook.authorities,
        "rule": [name for name in rulebook.rule if name not in made],
    }


def _nearest(rulebook: Rulebook, tables: Mapping[str, Iterable[str]], name: str, wanted: str) -> str:
    from foirules.law.naming import nearest, normalise
    from foirules.report.condition_words import either

    if normalise(name)[1:2].isdigit():
        near = nearest(name, rulebook.limbs)
    else:
        known = {key.lower(): key for keys in tables.values() for key in keys}
        near = [known[key] for key in difflib.get_close_matches(wanted, known, n=4)]
    return f"did you mean {either(near)}?" if near else "`foirules rules list` names every limb"


def tell(rulebook: Rulebook, entry: Entry) -> Outline:
    """The outline of an entry."""
    from foirules.report import pack_entries, provisions

    kind, key = entry
    match kind:
        case "limb":
            return provisions.tell_limb(rulebook, key, claiming(rulebook, key))
        case "section":
            return provisions.tell_section(rulebook, limbs_of(rulebook, key))
        case "rule":
            return pack_entries.tell_rule(rulebook, key, place(rulebook, key))
        case "check":
            return pack_entries.tell_check(rulebook, key)
        case "switch":
            return pack_entries.tell_switch(rulebook, key)
        case "authority":
            return pack_entries.tell_authority(rulebook, key)
        case "element":
            return pack_entries.tell_element(rulebook, key)
    return pack_entries.tell_question(rulebook, key)


def claiming(rulebook: Rulebook, limb: str) -> list[tuple[str, str]]:
    """The scenarios that come with foirules and claim a limb: (id, title)."""
    from foirules.cli.scenarios import shipped
    from foirules.law.naming import find
    from foirules.model.files import read_bytes
    from foirules.model.reading import parse

    number = rulebook.sections[limb][1:].encode()
    found: dict[str, str] = {}
    for path in sorted(path for folder in shipped() for path in folder.glob("*/scenario.yaml")):
        content = read_bytes(path)
        if number in content:  # parsing every scenario would take a second or more
            data = parse(content, str(path)).data
            if any(find(claim["provision"], rulebook.limbs) == limb for claim in data.get("claims", [])):
                found[data["id"]] = data["title"]
    return sorted(found.items())


def place(rulebook: Rulebook, rule: str) -> Where:
    """Where a rule is written. The shipped pack's fast form knows no lines, so the file is read for them."""
    from foirules.law.loading import source_folder
    from foirules.model.reading import dotted, read_file

    where, folder = rulebook.places["rule", rule], source_folder()
    if where.line is not None or folder is None or not (folder / where.file).is_file():
        return replace(where, file=shown_file(Path(where.file)))
    marks = read_file(folder / where.file).marks
    line, column = next(mark for path, mark in marks.items() if dotted(path) == where.path)
    return Where(shown_file(folder / where.file), line, column, where.path)


def shown_file(file: Path) -> str:
    """A file as its reader would name it: from the current folder where it is inside it."""
    return str(file.relative_to(Path.cwd())) if file.is_relative_to(Path.cwd()) else str(file)
