"""The index of the pages of the law, and the table that says of each limb what was verified and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from foirules.law.calendar import spell
from foirules.law.pack_files import Limb
from foirules.law.rulebook import Rulebook
from foirules.model.decision import Source
from foirules.report.condition_words import Words
from foirules.report.grouping import capital
from foirules.report.listing import unverified
from foirules.report.markdown import escaped, linked
from foirules.report.outline import cleaned
from foirules.report.provisions import STATUSES, duty_word, status_word

Row = Sequence[str]


def page_name(name: str) -> str:
    """The name of the file of a page about a limb or another entry.

    >>> page_name("s40(2)+(3A)(a)"), page_name("refusal-notice")
    ('s40-2-3A-a.md', 'refusal-notice.md')
    """
    return re.sub(r"[^0-9A-Za-z]+", "-", name).strip("-") + ".md"


def index(rulebook: Rulebook, addresses: Mapping[str, str], families: Iterable[str]) -> str:
    """The index: limbs by section, gateways, policy switches, checks and stages, each with its page."""
    return "\n".join(_index(rulebook, addresses, families)) + "\n"


def _index(rulebook: Rulebook, addresses: Mapping[str, str], families: Iterable[str]) -> Iterator[str]:
    header = rulebook.header
    yield f"# {escaped(header.title)}"
    yield ""
    told = f"What the rule pack {header.id} {header.version} states, as the law stood on {spell(header.law_stated_at)}."
    yield f"{escaped(told)} {linked('What of it was verified, and where', 'verified.md')}."
    yield from ("", f"*{escaped(header.disclaimer)}*")
    for title, effect in (("Exemptions", "exempt"), ("Gateways", "no-duty")):
        yield from _headed(title, _sections(rulebook, addresses, effect))
    used = {status_word(rulebook, name) for name in rulebook.limbs}
    yield from ("", *(f"- **{capital(word)}:** {meaning}" for word, meaning in STATUSES.items() if word in used))
    yield from _headed("Policy switches", _switches(rulebook))
    checks = [f"- {linked(capital(name.replace('-', ' ')), f'checks/{page_name(name)}')}" for name in families]
    yield from _headed("What notices and decisions owe", [""] * bool(checks) + checks)
    stages = [linked(stage.replace("-", " "), f"stages/{page_name(stage)}") for stage in rulebook.stages]
    told = "The order of the reasoning: a rule reads only what an earlier stage settled."
    yield from _headed("Stages", ["", told, "", *(f"{number}. {stage}" for number, stage in enumerate(stages, 1))])


def _headed(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Lines under a heading, or nothing at all where there are none."""
    told = list(lines)
    if told:
        yield from ("", f"## {title}", *told)


def _switches(rulebook: Rulebook) -> Iterator[str]:
    if rulebook.switches:
        yield from ("", "Points on which the law changed or is unsettled.", "")
    for name, switch in rulebook.switches.items():
        told = ", and contested" if switch.contested else ""
        yield f"- {linked(name, f'switches/{page_name(name)}')}{told}: {escaped(switch.asks)}"


def _sections(rulebook: Rulebook, addresses: Mapping[str, str], effect: str) -> Iterator[str]:
    """The limbs of one effect, a table for each section."""
    limbs = rulebook.limbs
    for section, title in rulebook.section_titles.items():
        rows = [
            _limb_row(rulebook, name, limbs[name], addresses[name])
            for name, own in rulebook.sections.items()
            if own == section and limbs[name].effect == effect
        ]
        if rows:
            yield from ("", f"### {escaped(section)} {escaped(title)}", "")
            yield from _table(("Limb", "Duty", "Status", "Kind of test", "What it is about"), rows)


def _limb_row(rulebook: Rulebook, name: str, limb: Limb, address: str) -> Row:
    cells = (duty_word(rulebook, limb), status_word(rulebook, name), Words(rulebook).label(limb.kind), limb.title)
    return (linked(name, address), *map(escaped, cells))


def verified(rulebook: Rulebook, addresses: Mapping[str, str]) -> str:
    """What was verified of each limb and of each authority, and where it can be read."""
    return "\n".join(_verified(rulebook, addresses)) + "\n"


def _verified(rulebook: Rulebook, addresses: Mapping[str, str]) -> Iterator[str]:
    words, limbs, authorities = Words(rulebook), rulebook.limbs, rulebook.authorities
    yield "# What was verified, and where"
    yield ""
    yield f"{linked('The law', 'README.md')} is stated as it stood on {spell(rulebook.header.law_stated_at)}."
    yield "What was not verified, or was read at second hand or in part, is marked: look at that before you rely on it."
    yield ""
    doubtful = [name for name, limb in limbs.items() if unverified(limb.verified)]
    unread = [name for name, entry in authorities.items() if unverified(entry.verified)]
    yield f"- Limbs: {len(limbs)}, of which {len(doubtful)} are marked."
    yield f"- Authorities: {len(authorities)}, of which {len(unread)} are marked."
    yield from ("", "## Limbs", "")
    rows = []
    for name, limb in limbs.items():
        sources = words.sources([*limb.sources, *(limb.cut_off.sources if limb.cut_off else ())], limb.duty)
        statute = f"{rulebook.header.statute} "
        cites = [_cited(source, source.cite.removeprefix(statute)) for source in cleaned(sources)]
        rows.append((linked(name, addresses[name]), _mark(limb.verified), escaped(limb.verified), "; ".join(cites)))
    yield from _table(("Limb", "Mark", "What was verified", "Where"), rows)
    yield from ("", "## Cases, guidance and instruments", "")
    entries = []
    for name, entry in authorities.items():
        (source,) = cleaned(words.sources([name]))
        entries.append(
            (_cited(source, source.cite), _mark(entry.verified), escaped(entry.verified), escaped(entry.decides))
        )
    yield from _table(("Source", "Mark", "What was verified", "What it is cited for"), entries)


def _mark(told: str) -> str:
    return "look first" if unverified(told) else ""


def _cited(source: Source, text: str) -> str:
    return f"[{escaped(text)}](<{source.uri}>)" if source.uri else escaped(text)


def _table(headings: Row, rows: Iterable[Row]) -> Iterator[str]:
    """A table whose cells are Markdown already."""
    yield "| " + " | ".join(headings) + " |"
    yield "|" + " --- |" * len(headings)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
