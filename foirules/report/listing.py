"""What a rule pack has, at a glance: limbs by section with gateways apart, policy switches, authorities."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from foirules.law.calendar import spell
from foirules.law.pack_files import Limb
from foirules.law.rulebook import Rulebook
from foirules.report.condition_words import Words
from foirules.report.outline import Outline, Section
from foirules.report.plain import WIDTH, plain
from foirules.report.provisions import GATEWAY, STATUSES, duty_word, status_word, switch_lines

SCHEMA = "foirules/rules-list/1"
_UNVERIFIED = re.compile(
    r"\bnot (verified|checked|confirmed|read)\b|\bunverified\b"
    r"|\b(commentary|headnote|digest|press summary|contents page|by its result|from guidance|through guidance)\b"
)


def unverified(verified: str) -> bool:
    """Whether a note says that something was not verified, or was read only at second hand or in part.

    >>> unverified("text read; cases by headnote"), unverified("text read (consolidated, 7 April 2026)")
    (True, False)
    """
    return _UNVERIFIED.search(verified) is not None


class Listing:
    """The entries of a pack that were asked for, as text or as plain data."""

    def __init__(
        self,
        rulebook: Rulebook,
        *,
        section: str | None = None,
        duty: str | None = None,
        only_unverified: bool = False,
    ) -> None:
        self.rulebook = rulebook
        self.words = Words(rulebook)
        self.only_unverified = only_unverified
        self.limbs = {
            name: limb
            for name, limb in rulebook.limbs.items()
            if section in (None, rulebook.sections[name])
            and (duty is None or limb.duty in (duty, "both"))
            and (not only_unverified or unverified(limb.verified))
        }
        self.authorities = {
            name: entry
            for name, entry in rulebook.authorities.items()
            if not only_unverified or unverified(entry.verified)
        }

    def data(self, names: Sequence[str]) -> dict[str, Any]:
        """The lists named (limbs, switches, authorities) as plain data for JSON."""
        header = self.rulebook.header
        pack = {"id": header.id, "version": header.version, "law_stated_at": header.law_stated_at.isoformat()}
        lists = {
            "limbs": [self._limb_data(name, limb) for name, limb in self.limbs.items()],
            "switches": _dumped(self.rulebook.switches),
            "authorities": _dumped(self.authorities),
        }
        return {"schema": SCHEMA, "pack": pack, **{name: lists[name] for name in names}}

    def _limb_data(self, name: str, limb: Limb) -> dict[str, Any]:
        section = self.rulebook.sections[name]
        return {
            "provision": name,
            "section": section,
            "section_title": self.rulebook.section_titles[section],
            "duty": limb.duty,
            "effect": limb.effect,
            "status": status_word(self.rulebook, name),
            "kind": limb.kind,
            "title": limb.title,
            "from": limb.start.isoformat() if limb.start else None,
            "until": limb.end.isoformat() if limb.end else None,
            "verified": limb.verified,
        }

    def text(self, names: Sequence[str]) -> str:
        """The lists named, as text."""
        header = self.rulebook.header
        lines = [header.title, f"{header.id} {header.version}, law stated at {spell(header.law_stated_at)}"]
        for name in names:
            if name == "switches":
                return plain(self._switches())
            lines += self._limbs() if name == "limbs" else self._authorities()
        return "\n".join(lines) + "\n"

    def _limbs(self) -> Iterator[str]:
        exemptions = {name: limb for name, limb in self.limbs.items() if limb.effect == "exempt"}
        gateways = {name: limb for name, limb in self.limbs.items() if limb.effect != "exempt"}
        rows = [self._cells(name, limb) for name, limb in self.limbs.items()]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for title, limbs in (("Exemptions", exemptions), ("Gateways", gateways)):
            if limbs:
                yield from ("", f"{title}: {len(limbs)} limb{'s' if len(limbs) > 1 else ''}")
                yield from self._by_section(limbs, widths)
        if not self.limbs:
            yield from ("", "No limb answers that description.")
        used = {status_word(self.rulebook, name) for name in self.limbs}
        told = [(word, meaning) for word, meaning in STATUSES.items() if word in used]
        yield ""
        for word, meaning in told:
            yield f"{word:<{len(GATEWAY) + 2}}  {meaning}"

    def _by_section(self, limbs: dict[str, Limb], widths: list[int]) -> Iterator[str]:
        last = None
        for name, limb in limbs.items():
            section = self.rulebook.sections[name]
            if section != last:
                yield from ("", *_wrapped(f"{section} {self.rulebook.section_titles[section]}", ""))
                last = section
            cells = "  ".join(cell.ljust(width) for cell, width in zip(self._cells(name, limb), widths, strict=True))
            yield from _wrapped(limb.title, f"  {cells}  ")
            if self.only_unverified:
                yield from _wrapped(f"Verified: {limb.verified}", " " * (widths[0] + 4))

    def _cells(self, name: str, limb: Limb) -> tuple[str, ...]:
        return (name, duty_word(self.rulebook, limb), status_word(self.rulebook, name), self.words.label(limb.kind))

    def _authorities(self) -> Iterator[str]:
        yield from ("", f"Authorities: {len(self.authorities)}")
        for name, entry in self.authorities.items():
            place = ", ".join(part for part in (entry.court, spell(entry.dated) if entry.dated else None) if part)
            yield from ("", f"  {name}")
            yield from _wrapped(f"{entry.cite} ({place})" if place else entry.cite, "    ")
            yield from _wrapped(entry.decides, "    ")
            yield from _wrapped(f"Verified: {entry.verified}", "    ")

    def _switches(self) -> Outline:
        header = self.rulebook.header
        lines = tuple(switch_lines(self.rulebook, self.rulebook.switches))
        intro = "Each is a point on which the law changed or is unsettled; the default depends on the date of the law."
        section = Section("switches", "Policy switches", lines, intro=intro)
        facts = (("Pack", f"{header.id} {header.version}"), ("Law stated at", spell(header.law_stated_at)))
        return Outline(header.title, facts, (section,), header.disclaimer, statute=header.statute)


def _dumped(entries: Any) -> dict[str, Any]:
    return {name: entry.model_dump(mode="json", by_alias=True, exclude_none=True) for name, entry in entries.items()}


def _wrapped(text: str, first: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=" " * len(first), break_on_hyphens=False)
