"""Lint of sources: everything cites one, every one cited exists, and each says what of it was read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from foirules.consistency.entries import Citing, citing
from foirules.consistency.findings import Found, LintRules, Pack
from foirules.consistency.numbering import MENTIONED, PROVISION, parts, there_are
from foirules.errors import quoted

RULES = LintRules()

_HALVES = " / "
_LIKE_AN_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LIKE_A_PROVISION = re.compile(r"s\d")
_YEAR = re.compile(r"\[(1[89]|20)\d\d\]")
_DAY = re.compile(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b")
_NOTHING = re.compile(r"\W*|(yes|no|ok|unknown|none|verified|checked|not stated|n/a)\.?", re.IGNORECASE)
_NOT_READ = re.compile(r"\bnot (read|verified|checked)\b|\bunverified\b", re.IGNORECASE)


def _halves(reference: str) -> list[str]:
    """A source, or the two written for each of two duties."""
    return reference.split(_HALVES)


def _of(cites: Citing) -> str:
    """The entry as a finding names it."""
    kind, name = cites.entry
    return f"{cites.part} of {name}" if cites.part else f"the {kind} {quoted(name)}"


@RULES.rule("uncited-entry", "An entry without a source.")
def _uncited(pack: Pack) -> Iterator[Found]:
    for cites in citing(pack.rulebook):
        if not cites.sources:
            yield Found(cites.entry[1], f"{_of(cites)} cites nothing", "cite what it rests on", cites.entry)


@RULES.rule("citation-does-not-parse", "A source that is written neither as a provision nor as the id of an authority.")
def _does_not_parse(pack: Pack) -> Iterator[Found]:
    mend = "write a provision, or two with ` / ` between them where each duty has its own, or the id of an authority"
    for cites in citing(pack.rulebook):
        for reference in cites.sources:
            halves = _halves(reference)
            if len(halves) > 2 or any(_unclear(half, pack) for half in halves):
                says = f"{_of(cites)} cites {quoted(reference)}, which cannot be read as a source"
                yield Found(cites.entry[1], says, mend, cites.entry)


def _unclear(source: str, pack: Pack) -> bool:
    if source in pack.rulebook.authorities or PROVISION.fullmatch(source):
        return False
    return bool(_LIKE_A_PROVISION.match(source)) or not _LIKE_AN_ID.fullmatch(source)


@RULES.rule("dangling-source", "A source that is the id of no authority.")
def _dangling(pack: Pack) -> Iterator[Found]:
    known = pack.rulebook.authorities
    for cites in citing(pack.rulebook):
        for source in (half for reference in cites.sources for half in _halves(reference)):
            if source not in known and not PROVISION.fullmatch(source) and not _unclear(source, pack):
                says = f"{_of(cites)} cites {quoted(source)}, which authorities.yaml does not have"
                yield Found(cites.entry[1], says, "add it there, or cite another", cites.entry)


@RULES.rule("provision-not-in-the-act", "A provision cited, or named in a text, that the Act does not have.")
def _not_in_the_act(pack: Pack) -> Iterator[Found]:
    if pack.statute is None:
        return
    known = there_are(pack.statute[1])
    mend = "mend the citation; if the Act has it, add it to statute.yaml"
    for entry, cited in _provisions(pack):
        if cited not in known:
            says = f"the {entry[0]} {quoted(entry[1])} cites {cited}, which is not among the provisions of the Act"
            yield Found(entry[1], says, mend, entry)


def _provisions(pack: Pack) -> Iterator[tuple[tuple[str, str], str]]:
    """Every provision named anywhere, once an entry."""
    rulebook = pack.rulebook
    found: dict[tuple[tuple[str, str], str], None] = {}
    for cites in citing(rulebook):
        for half in (half for reference in cites.sources for half in _halves(reference)):
            if PROVISION.fullmatch(half) and half not in rulebook.authorities:
                found[cites.entry, half] = None
    for name in rulebook.limbs:
        found.update({(("limb", name), part): None for part in parts(name)})
    for entry in rulebook.header.absolute:
        found.update({(("pack", "absolute"), part): None for name in entry.provisions for part in parts(name)})
    for text in pack.texts:
        if text.entry[0] != "authority" or text.key != "cite":
            found.update({(text.entry, cited): None for cited in MENTIONED.findall(text.text)})
    yield from found


@RULES.rule("authority-never-used", "An authority that nothing cites.")
def _never_used(pack: Pack) -> Iterator[Found]:
    used = {half for cites in citing(pack.rulebook) for reference in cites.sources for half in _halves(reference)}
    for name in pack.rulebook.authorities:
        if name not in used:
            yield Found(
                name, f"nothing cites {quoted(name)}", "cite it where it matters, or remove it", ("authority", name)
            )


@RULES.rule("undated-case", "A case whose date is not given, not even by the year of its citation.")
def _undated(pack: Pack) -> Iterator[Found]:
    for name, source in pack.rulebook.authorities.items():
        if source.kind == "case" and source.dated is None and not _YEAR.search(source.cite):
            says = f"the case {quoted(name)} has no date, and case law is dated law"
            yield Found(name, says, "give its `date`, or a citation with the year", ("authority", name))


@RULES.rule("nothing-verified", "A limb or an authority that does not say what of it was read.")
def _nothing_verified(pack: Pack) -> Iterator[Found]:
    for kind, name, verified in _verified(pack):
        if _NOTHING.fullmatch(verified):
            says = f"`verified` of {name} does not say what was read"
            yield Found(name, says, "say what was read, in which version, or that it was not read", (kind, name))


@RULES.rule("unknown-date-of-verification", "A limb whose text was read, without the date of that text.")
def _undated_reading(pack: Pack) -> Iterator[Found]:
    for kind, name, verified in _verified(pack):
        told = _DAY.search(verified) or _NOT_READ.search(verified) or _NOTHING.fullmatch(verified)
        if kind == "limb" and not told:
            says = f"`verified` of {name} gives no date of the text that was read"
            yield Found(name, says, "add the date, such as 7 April 2026, or say that it was not verified", (kind, name))


def _verified(pack: Pack) -> Iterator[tuple[str, str, str]]:
    for name, limb in pack.rulebook.limbs.items():
        yield "limb", name, limb.verified
    for name, source in pack.rulebook.authorities.items():
        yield "authority", name, source.verified
