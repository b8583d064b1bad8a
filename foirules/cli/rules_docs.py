"""`foirules rules docs`: the law as the rules state it, as a folder of Markdown pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from foirules.errors import InputError, Where, quoted


@click.command("docs", short_help="Write the law as the rules state it, as a folder of pages.")
@click.option("--output", type=click.Path(path_type=Path), required=True, help="The folder for the pages.")
@click.option("--rules", type=click.Path(path_type=Path), default=None, help="The folder of another rule pack.")
@click.option("--scenarios", type=click.Path(path_type=Path), default=None, help="The folder of scenarios to refer to.")
def command(output: Path, rules: Path | None, scenarios: Path | None) -> None:
    """Write a Markdown page for each limb, gateway, policy switch, family of checks and stage of the reasoning,
    an index (README.md), and a table of what was verified (verified.md).

    The pages refer to the scenarios that come with foirules; those of another pack to the scenarios named, if any.

    Pages written before are written over, and those no longer needed removed; any other page in the folder is refused.

    \b
    Example:
      foirules rules docs --output docs/reference/law
    """
    from foirules.cli.rules_lint import pack_folder, shown_by
    from foirules.law.loading import load
    from foirules.report.law_pages import law_pages

    written_before(output)
    rulebook = load(pack_folder(rules))
    own = rules is None or scenarios is not None
    pages = law_pages(rulebook, shown_by(rulebook, scenarios) if own else [])
    written = write_pages(output, pages)
    click.echo(f"{len(pages)} pages in {output}, {written} of them new or changed.")


def write_pages(folder: Path, pages: Mapping[str, str]) -> int:
    """Write the pages that are new or changed, and remove those needed no longer; return how many were written.

    Raises InputError as `written_before` does, and then nothing has been written.
    """
    old = written_before(folder)
    changed = {path: text for path, text in pages.items() if old.get(path) != text}
    for path, text in changed.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="\n")
    for path in old.keys() - pages.keys():
        (folder / path).unlink()
    return len(changed)


def written_before(folder: Path) -> dict[str, str]:
    """The pages in a folder, by their paths in it. Raises InputError where it is a file, or holds any other page."""
    from foirules.report.law_pages import MARK

    if folder.exists() and not folder.is_dir():
        raise InputError("is a file", mend="name a folder", where=Where(str(folder)))
    found = {}
    for page in sorted(folder.rglob("*.md")):
        text = page.read_text(encoding="utf-8", errors="replace")
        if not text.startswith(MARK):
            what = f"the page was not written by {quoted('foirules rules docs')}"
            raise InputError(what, mend="move it, or name another folder", where=Where(str(page)))
        found[page.relative_to(folder).as_posix()] = text
    return found
