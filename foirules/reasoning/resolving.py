"""Check a scenario against a rulebook before anything is decided, so that a slip in it is told with its line.

A claim must name a limb the pack has, an item somebody asked for, a switch that exists; two findings by one
person on one thing must not contradict each other.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from foirules.errors import InputError
from foirules.law.naming import find, nearest, normalise
from foirules.law.pack_files import Limb
from foirules.law.rulebook import Rulebook
from foirules.model.reading import Document, Path_
from foirules.model.scenario import Claim, Finding, Item, Scenario

DUTIES = ("confirm_or_deny", "communicate")
MAX_APPLICATIONS_PER_ITEM = 40


@dataclass(frozen=True, slots=True)
class ResolvedClaim:
    """A claim with its limb found in the pack and its items spelt out."""

    claim: Claim
    provision: str
    limb: Limb
    through: tuple[str, ...]
    items: tuple[str, ...]

    @property
    def duties(self) -> tuple[str, ...]:
        """The duties the limb removes."""
        return DUTIES if self.limb.duty == "both" else (self.limb.duty,)


@dataclass(frozen=True)
class Resolved:
    """A scenario whose every reference is known to be good."""

    scenario: Scenario
    items: dict[str, tuple[str, Item]]
    claims: dict[str, ResolvedClaim]


def resolve(scenario: Scenario, rulebook: Rulebook, document: Document) -> Resolved:
    """The scenario with its references resolved. Raises InputError with the place of the first that is not good."""
    return _Resolver(scenario, rulebook, document).resolved()


class _Resolver:
    def __init__(self, scenario: Scenario, rulebook: Rulebook, document: Document) -> None:
        self.scenario = scenario
        self.rulebook = rulebook
        self.document = document

    def resolved(self) -> Resolved:
        items = self._items()
        claims: dict[str, ResolvedClaim] = {}
        for number, claim in enumerate(self.scenario.claims):
            path: Path_ = ("claims", number)
            if claim.id in claims:
                raise self._bad((*path, "id"), f"the claim `{claim.id}` is there twice", "give each claim its own id")
            claims[claim.id] = self._claim(claim, path, items)
        resolved = Resolved(self.scenario, items, claims)
        self._alternatives(claims)
        self._findings(resolved)
        self._notice(resolved)
        self._policy()
        self._expect(resolved)
        return resolved

    def _bad(self, path: Path_, what: str, mend: str) -> InputError:
        return InputError(what, mend=mend, where=self.document.where(path))

    def _items(self) -> dict[str, tuple[str, Item]]:
        items: dict[str, tuple[str, Item]] = {}
        parts: set[str] = set()
        for number, part in enumerate(self.scenario.parts):
            if part.id in parts:
                raise self._bad(
                    ("parts", number, "id"),
                    f"the part `{part.id}` is there twice",
                    "give each part its own id",
                )
            parts.add(part.id)
            if part.items and (part.held != "unstated" or part.held_at is not None):
                raise self._bad(
                    ("parts", number, "held"),
                    "a part that has items is not held as a whole",
                    "say `held` of each item",
                )
        for part_id, item in self.scenario.items():
            if item.id in items:
                number = next(n for n, p in enumerate(self.scenario.parts) if p.id == part_id)
                raise self._bad(("parts", number), f"the item `{item.id}` is there twice", "give each item its own id")
            items[item.id] = (part_id, item)
        return items

    def _known(self, names: Iterable[str], known: Iterable[str], path: Path_, what: str) -> None:
        choices = list(known)
        for number, name in enumerate(names):
            if name not in choices:
                near = difflib.get_close_matches(name, choices, n=3)
                mend = (
                    "did you mean " + " or ".join(f"`{one}`" for one in near) + "?"
                    if near
                    else "name one that is there"
                )
                where = (*path, number) if (*path, number) in self.document.marks else path
                raise self._bad(where, f"no {what} `{name}`", mend)

    def _claim(self, claim: Claim, path: Path_, items: dict[str, tuple[str, Item]]) -> ResolvedClaim:
        provision = self._provision(claim.provision, (*path, "provision"))
        limb = self.rulebook.limbs[provision]
        through: list[str] = []
        for number, name in enumerate(claim.by):
            known = find(name, limb.through)
            if known is None:
                mend = "use one of " + ", ".join(limb.through) if limb.through else "remove `by`"
                raise self._bad((*path, "by", number), f"{provision} is not claimed through {normalise(name)}", mend)
            if known in through:
                raise self._bad((*path, "by", number), f"{known} is named twice", "keep one of them")
            through.append(known)
        if claim.items == "all":
            chosen = tuple(items)
        else:
            self._known(claim.items, items, (*path, "items"), "item")
            if len(set(claim.items)) != len(claim.items) or not claim.items:
                raise self._bad((*path, "items"), "names an item twice, or none", "list each item once")
            chosen = tuple(item for item in items if item in claim.items)
        return ResolvedClaim(claim, provision, limb, tuple(through), chosen)

    def _provision(self, name: str, path: Path_) -> str:
        known = find(name, self.rulebook.limbs)
        if known is not None:
            return known
        near = nearest(name, self.rulebook.limbs)
        tidy = normalise(name)
        if near and any(one.startswith(tidy + "(") or one.startswith(tidy + "+") for one in near):
            raise self._bad(path, f"{tidy} has limbs and does not say which", "use " + ", ".join(near))
        raise self._bad(
            path,
            f"no limb `{tidy}` in {self.rulebook.header.id}",
            "the nearest are " + ", ".join(near) if near else "see `foirules rules list`",
        )

    def _alternatives(self, claims: dict[str, ResolvedClaim]) -> None:
        groups: dict[str, list[ResolvedClaim]] = {}
        for claim in claims.values():
            if claim.claim.alternatives:
                groups.setdefault(claim.claim.alternatives, []).append(claim)
        for name, members in groups.items():
            number = self.scenario.claims.index(members[-1].claim)
            path: Path_ = ("claims", number, "alternatives")
            if len(members) < 2:
                raise self._bad(path, f"`{name}` has one claim, which is no alternative", "name it on each of them")
            if len({(member.items, member.duties) for member in members}) > 1:
                raise self._bad(
                    path, f"the claims of `{name}` differ in items or duty", "split them so that they agree"
                )

    def _findings(self, resolved: Resolved) -> None:
        seen: dict[tuple[str, ...], tuple[str, Path_]] = {}
        for number, finding in enumerate(self.scenario.found):
            path: Path_ = ("found", number)
            self._finding(finding, path, resolved)
            value = finding.engagement or finding.balance or finding.combined or finding.value or ""
            for target in finding_targets(finding, resolved):
                for finder in {finding.by, finding.adopted.by if finding.adopted else finding.by}:
                    key = (finder, *target)
                    if key in seen and seen[key][0] != value:
                        first = self.document.where(seen[key][1])
                        raise self._bad(
                            path,
                            f"{finder} found `{value}` here and `{seen[key][0]}` on line {first.line} of the same thing",
                            "keep one of the two findings",
                        )
                    seen[key] = (value, path)

    def _finding(self, finding: Finding, path: Path_, resolved: Resolved) -> None:
        if finding.claim is not None:
            self._known([finding.claim], resolved.claims, (*path, "claim"), "claim")
        if finding.item is not None:
            self._known([finding.item], resolved.items, (*path, "item"), "item")
        if finding.items is not None:
            within = resolved.claims[finding.claim].items if finding.claim else tuple(resolved.items)
            self._known(
                finding.items,
                within,
                (*path, "items"),
                f"item of claim {finding.claim}" if finding.claim else "item",
            )
        if finding.element is not None:
            assert finding.claim is not None
            self._element(finding, path, resolved.claims[finding.claim])
        if finding.fact is not None:
            self._fact(finding, path)
        if finding.combined is not None:
            self._combined(finding, path, resolved)
        if finding.weights is not None:
            scale = self.rulebook.header.weights
            self._known([finding.weights.maintain, finding.weights.duty], scale, (*path, "weights"), "weight")

    def _element(self, finding: Finding, path: Path_, claim: ResolvedClaim) -> None:
        from foirules.law.limb_rules import elements_of

        known = list(dict.fromkeys(elements_of(self.rulebook.tests[claim.provision])))
        self._known([finding.element or ""], known, (*path, "element"), f"element of {claim.provision}")
        values = [value for value in self.rulebook.attributes[finding.element or ""].values if value != "unknown"]
        if finding.value not in values:
            what = f"`{finding.value}` is not a value of the element {finding.element}"
            raise self._bad((*path, "is"), what, "use " + ", ".join(values) + "; leave it out if nobody found it")

    def _fact(self, finding: Finding, path: Path_) -> None:
        about = "item" if finding.item or finding.items else "request"
        known = [
            name
            for name, attribute in self.rulebook.attributes.items()
            if attribute.is_input
            and not attribute.structural
            and attribute.about == about
            and attribute.guard is None
            and name not in ("answered", "notice-kind", "authority-kind", "response-time")
            and not name.startswith("switch-")
        ]
        self._known([finding.fact or ""], known, (*path, "fact"), f"fact about the {about}")
        values = self.rulebook.attributes[finding.fact or ""].values
        if finding.value not in values:
            raise self._bad(
                (*path, "is"),
                f"`{finding.value}` is not a value of {finding.fact}",
                "use " + ", ".join(values),
            )

    def _combined(self, finding: Finding, path: Path_, resolved: Resolved) -> None:
        self._known(finding.weighed, resolved.claims, (*path, "weighed"), "claim")
        weighed = [resolved.claims[name] for name in finding.weighed]
        if len(set(finding.weighed)) != len(finding.weighed) or len(weighed) < 2:
            raise self._bad((*path, "weighed"), "a combined balance weighs two or more claims, each once", "list them")
        if len({claim.duties for claim in weighed}) > 1 or len(weighed[0].duties) > 1:
            raise self._bad(
                (*path, "weighed"), "the claims weighed bear on different duties", "weigh each duty by itself"
            )
        for item in finding.items or [finding.item or ""]:
            for claim in weighed:
                if item not in claim.items:
                    what = f"the claim `{claim.claim.id}` is not made on the item `{item}`"
                    raise self._bad((*path, "weighed"), what, "leave it out, or claim it")

    def _notice(self, resolved: Resolved) -> None:
        notice = self.scenario.notice
        if notice is None:
            return
        for number, stated in enumerate(notice.states or []):
            path: Path_ = ("notice", "states", number)
            self._known([stated.step], self.rulebook.checks, (*path, "step"), "step")
            if stated.claim is not None:
                self._known([stated.claim], resolved.claims, (*path, "claim"), "claim")
            if stated.item is not None:
                self._known([stated.item], resolved.items, (*path, "item"), "item")
        answered: dict[str, str] = {}
        for number, answer in enumerate(notice.answers):
            self._known(answer.items, resolved.items, ("notice", "answers", number, "items"), "item")
            for item in answer.items:
                if answered.setdefault(item, answer.value) != answer.value:
                    raise self._bad(
                        ("notice", "answers", number),
                        f"the item `{item}` is answered twice, differently",
                        "split the item",
                    )

    def _policy(self) -> None:
        kinds = self.rulebook.attributes.get("authority-kind")
        if kinds is not None:
            self._known([self.scenario.authority.kind], kinds.values, ("authority", "kind"), "kind of authority")
        for name, value in self.scenario.switches.items():
            self._known([name], self.rulebook.switches, ("switches", name), "switch")
            self._known([value], self.rulebook.switches[name].values, ("switches", name), f"value of {name}:")

    def _expect(self, resolved: Resolved) -> None:
        expect = self.scenario.expect
        if expect is None:
            return
        for number, question in enumerate(expect.questions):
            path: Path_ = ("expect", "questions", number)
            self._known(question.items, resolved.items, (*path, "items"), "item")
            self._known(question.by, resolved.claims, (*path, "by"), "claim")
        for number, application in enumerate(expect.applications):
            self._known([application.claim], resolved.claims, ("expect", "applications", number, "claim"), "claim")


def finding_targets(finding: Finding, resolved: Resolved) -> list[tuple[str, ...]]:
    """What a finding is about, as comparable keys: (kind, subject, item)."""
    if finding.claim is not None:
        kind = finding.element or ("engagement" if finding.engagement else "balance")
        items = finding.items or resolved.claims[finding.claim].items
        return [(kind, finding.claim, item) for item in items]
    chosen = finding.items or ([finding.item] if finding.item else [])
    if finding.combined is not None:
        duty = resolved.claims[finding.weighed[0]].duties[0]
        return [("combined", duty, item) for item in chosen]
    return [(finding.fact or "", item) for item in chosen] or [(finding.fact or "", "request")]
