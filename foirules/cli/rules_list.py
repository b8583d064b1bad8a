"""`foirules rules list`: limbs, policy switches and authorities at a glance, and what a lawyer should look at first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from foirules.errors import InputError

if TYPE_CHECKING:
    from foirules.law.rulebook import Rulebook


@click.command("list", short_help="List every limb, policy switch or authority.")
@click.option("--section", default=None, help="Only the limbs of a section, such as s31.")
@click.option("--duty", type=click.Choice(["confirm_or_deny", "communicate"]), default=None, help="Only of one duty.")
@click.option("--switches", is_flag=True, help="List the policy switches instead: each choice, its dated defaults.")
@click.option("--authorities", is_flag=True, help="List the cases, guidance and instruments instead.")
@click.option("--unverified", is_flag=True, help="Only limbs and authorities of which something is not verified.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--rules", type=click.Path(path_type=Path), default=None, help="The folder of another rule pack.")
def command(
    section: str | None,
    duty: str | None,
    switches: bool,
    authorities: bool,
    unverified: bool,
    form: str,
    rules: Path | None,
) -> None:
    """List what the pack has: its limbs by section, gateways apart.

    \b
    Examples:
      foirules rules list --section s31
      foirules rules list --switches
      foirules rules list --unverified
    """
    from foirules.cli.rules_show import open_pack
    from foirules.report.listing import Listing

    if (section or duty) and (switches or authorities):
        raise InputError("--section and --duty narrow the list of limbs", mend="leave out --switches or --authorities")
    if switches and unverified:
        raise InputError("a policy switch is not verified or unverified", mend="leave out --switches or --unverified")
    rulebook = open_pack(rules)
    listing = Listing(
        rulebook,
        section=_section(rulebook, section) if section else None,
        duty=duty,
        only_unverified=unverified,
    )
    names = [name for name, wanted in (("switches", switches), ("authorities", authorities)) if wanted]
    if not names:
        names = ["limbs", "authorities"] if unverified and not (section or duty) else ["limbs"]
    if form == "json":
        import json

        click.echo(json.dumps(listing.data(names), indent=2, ensure_ascii=False))
    else:
        click.echo(listing.text(names), nl=False)


def _section(rulebook: Rulebook, name: str) -> str:
    from foirules.law.naming import find, nearest

    sections = list(rulebook.section_titles)
    found = find(name, sections)
    if found is None:
        near = nearest(name, sections) or sections
        raise InputError(f"the pack has no section `{name}`", mend="there are " + ", ".join(near))
    return found
