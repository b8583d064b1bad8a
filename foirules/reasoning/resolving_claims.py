"""Check a scenario's claims: each names a limb of the pack, items somebody asked for, and the duty the limb removes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from foirules.errors import listed, quoted
from foirules.law.naming import find, nearest, normalise
from foirules.law.pack_files import Limb
from foirules.law.rulebook import Rulebook
from foirules.model.reading import Path_
from foirules.model.scenario import Claim, Item, Scenario
from foirules.reasoning.references import MOST_LISTED, References
from foirules.reasoning.resolved import ResolvedClaim

CONFIRMING = "confirm_or_deny"
RESERVED = "combined"
"""The id that the trace gives to a combined balance, and so no claim may have."""

MAX_CLAIMS_ON_ITEM = 40

_STANCE = re.compile(r"[\s(,;:-]*\b(?:ncnd|neither\s+confirm(?:ed)?\s+nor\s+den(?:y|ied))\b[\s),;:-]*", re.IGNORECASE)
_SEVERAL = re.compile(r"[+,;&/]|\b(?:and|or|with|through|by\s+virtue\s+of|by)\b", re.IGNORECASE)


class Claims:
    """Resolves the claims of one scenario against one rulebook."""

    def __init__(self, scenario: Scenario, rulebook: Rulebook, references: References) -> None:
        self.scenario = scenario
        self.rulebook = rulebook
        self.refer = references

    def resolved(self, items: dict[str, tuple[str, Item]]) -> dict[str, ResolvedClaim]:
        """The claims by id. Raises InputError at the first that is not good, LimitError where there are too many."""
        claims: dict[str, ResolvedClaim] = {}
        made: dict[str, int] = dict.fromkeys(items, 0)
        for number, claim in enumerate(self.scenario.claims):
            path: Path_ = ("claims", number)
            if claim.id in claims:
                what, mend = f"the claim `{claim.id}` is there twice", "give each claim its own id"
                raise self.refer.bad((*path, "id"), what, mend)
            if claim.id == RESERVED:
                raise self.refer.bad((*path, "id"), f"no claim may have the id `{RESERVED}`", "choose another id")
            claims[claim.id] = resolved = self._claim(claim, path, items)
            for item in resolved.items:
                made[item] += 1
                if made[item] > MAX_CLAIMS_ON_ITEM:
                    what = f"more than {MAX_CLAIMS_ON_ITEM} claims on the item `{item}`"
                    raise self.refer.too_much(path, what, "split the scenario")
        self._alternatives(claims)
        return claims

    def _claim(self, claim: Claim, path: Path_, items: dict[str, tuple[str, Item]]) -> ResolvedClaim:
        provision = self._provision(claim.provision, (*path, "provision"))
        limb = self.rulebook.limbs[provision]
        if claim.duty is not None and claim.duty != limb.duty:
            raise self.refer.bad((*path, "duty"), *self._other_duty(provision, limb, claim.duty, "remove `duty`"))
        if claim.items == "all":
            chosen = tuple(items)
        else:
            self.refer.known(claim.items, items, (*path, "items"), "item")
            self.refer.once(claim.items, (*path, "items"))
            wanted = set(claim.items)
            chosen = tuple(item for item in items if item in wanted)
        return ResolvedClaim(claim, provision, limb, self._through(claim, provision, limb, path), chosen)

    def _through(self, claim: Claim, provision: str, limb: Limb, path: Path_) -> tuple[str, ...]:
        """The limbs the claim runs through, as it says; a limb that can run through one only need not say it."""
        if not claim.by and len(limb.through) == 1:
            return (limb.through[0],)
        through: list[str] = []
        for number, name in enumerate(claim.by):
            known = find(name, limb.through)
            if known is None:
                mend = f"use {listed(limb.through)}" if limb.through else "remove `by`"
                raise self.refer.bad((*path, "by", number), f"{provision} is not claimed through {quoted(name)}", mend)
            if known in through:
                raise self.refer.bad((*path, "by", number), f"names {known} twice", "keep one of them")
            through.append(known)
        return tuple(through)

    def _provision(self, name: str, path: Path_) -> str:
        """The limb somebody means. Raises InputError, with the limbs it may be, where none is meant for certain."""
        limbs = self.rulebook.limbs
        known = find(name, limbs)
        if known is not None:
            return known
        bare = _STANCE.sub(" ", name).strip()
        if bare != name.strip() and (known := find(bare, limbs)):
            if limbs[known].duty == CONFIRMING:
                raise self.refer.bad(path, f"{quoted(name)} says more than the limb", f"write `{known}` alone")
            raise self.refer.bad(path, *self._other_duty(known, limbs[known], CONFIRMING, f"write `{known}` alone"))
        parts = [part for part in _SEVERAL.split(name) if part.strip()]
        first = find(parts[0], limbs) if parts else None
        if first and len(parts) > 1:
            raise self.refer.bad(path, *self._several(name, first, parts))
        raise self.refer.bad(path, *self._unknown(name))

    def _several(self, name: str, first: str, parts: Sequence[str]) -> tuple[str, str]:
        through = [find(part, self.rulebook.limbs[first].through) for part in parts[1:]]
        if all(through):
            mend = f"write `provision: {first}` and `by: [{', '.join(one for one in through if one)}]`"
            return f"{quoted(name)} names a limb and what it is claimed through", mend
        return f"{quoted(name)} is not one limb", "make one claim for each limb"

    def _unknown(self, name: str) -> tuple[str, str]:
        limbs, tidy = self.rulebook.limbs, normalise(name)
        within = [one for one in limbs if re.match(re.escape(tidy) + r"[(+]", one, re.IGNORECASE)]
        if within and tidy != "s":
            shown = within if len(within) <= MOST_LISTED else within[:MOST_LISTED]
            more = f", or another of its {len(within)} limbs" if shown != within else ""
            return f"{quoted(name)} does not say which of its limbs is claimed", f"use {listed(shown)}{more}"
        section = re.match(r"s\d+[A-Za-z]*", tidy)
        if section is None:
            return f"{quoted(name)} is not a provision", f"write the limb, such as {next(iter(limbs), 'its number')}"
        what = f"no limb {quoted(name)} in {self.rulebook.header.id}"
        of_section = self._of_section(section[0])
        if not of_section:
            alike = difflib.get_close_matches(tidy, list(limbs), n=3, cutoff=0.8)
            nothing = f"the pack has nothing on {section[0]}"
            return what, f"did you mean {listed(alike)}? {nothing}" if alike else nothing
        close = [one for one in nearest(name, limbs) if one in of_section]
        mend = f"the nearest {'are' if len(close) > 1 else 'is'} {listed(close, 'and')}"
        if not any(self._removes(one, CONFIRMING) for one in of_section):
            mend += f"; {section[0]} has no limb on confirming or denying"
        return what, mend

    def _of_section(self, section: str) -> list[str]:
        return [name for name, own in self.rulebook.sections.items() if own.lower() == section.lower()]

    def _removes(self, provision: str, duty: str) -> bool:
        return self.rulebook.limbs[provision].duty in (duty, "both")

    def _other_duty(self, provision: str, limb: Limb, duty: str, otherwise: str) -> tuple[str, str]:
        """What to say of a limb claimed for a duty it does not remove by itself; `otherwise` ends the mend."""
        doing = {CONFIRMING: "confirming or denying", "communicate": "communicating the information"}
        if limb.duty == "both":
            return f"{provision} removes both duties, not one", otherwise
        fitting = list(counterparts(provision, self.rulebook, duty))
        if fitting:
            return f"{provision} is not on {doing[duty]}", f"claim {listed(fitting)}, or {otherwise}"
        section = self.rulebook.sections[provision]
        rest = [one for one in self._of_section(section) if self._removes(one, duty)]
        mend = f"{listed(rest)} goes with other limbs of {section}: claim it if it is meant, or {otherwise}"
        return f"{provision} has no limb on {doing[duty]}", mend if rest else otherwise

    def _alternatives(self, claims: dict[str, ResolvedClaim]) -> None:
        groups: dict[str, list[int]] = {}
        for number, claim in enumerate(self.scenario.claims):
            if claim.alternatives:
                groups.setdefault(claim.alternatives, []).append(number)
        for name, numbers in groups.items():
            path: Path_ = ("claims", numbers[-1], "alternatives")
            members = [claims[self.scenario.claims[number].id] for number in numbers]
            if len(members) == 1:
                what = f"no other claim is in the alternative `{name}`"
                raise self.refer.bad(path, what, "write it on each of the alternative claims, or remove it")
            if len({member.items for member in members}) > 1:
                what, mend = f"the claims of the alternative `{name}` are not on the same items", "split the claims"
                raise self.refer.bad(path, what, mend)
            if len({member.duties for member in members}) > 1:
                what = f"the claims of the alternative `{name}` are not on the same duty"
                raise self.refer.bad(path, what, "use another alternative for each duty")


def counterparts(provision: str, rulebook: Rulebook, duty: str) -> Iterator[str]:
    """The limbs of the same section that remove the given duty for what a limb on the other duty protects.

    A limb on confirming or denying says in `through` which limbs on contents it goes with. One that names none goes
    with all those of its section that no other names, except that harm from the answer has nothing to do with a
    class that needs no harm.
    """
    limbs, section = rulebook.limbs, rulebook.sections[provision]
    own = [name for name in limbs if rulebook.sections[name] == section]
    named = {name for other in own for name in limbs[other].through}
    for name in own:
        if limbs[name].duty == duty and limbs[provision].duty != duty:
            confirming, contents = (name, provision) if duty == CONFIRMING else (provision, name)
            harm_beside_class = limbs[confirming].kind == "prejudice" and limbs[contents].kind == "class"
            if limbs[confirming].through:
                fits = contents in limbs[confirming].through
            else:
                fits = contents not in named and not harm_beside_class
            if fits:
                yield name
