"""The facts of an interview: which is asked next, and what an answer to it makes of the scenario."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args

from foirules.errors import InputError, listed
from foirules.explain import prompts, typed
from foirules.explain.prompts import Choice, Prompt
from foirules.explain.words import means
from foirules.law.calendar import spell
from foirules.law.limb_rules import THROUGH
from foirules.law.naming import find
from foirules.law.rulebook import Rulebook
from foirules.model.scenario import Viewpoint

Raw = dict[str, Any]
DATES = {"received": "received", "answered": "answered"}
"""The steps that ask for a date of the request, and the key that holds it."""

OF_A_CLAIM = ("through", "items", "alternatives")


@dataclass(frozen=True, slots=True)
class Facts:
    """How far the facts are: the scenario so far, the claim that is being made, and the steps passed over."""

    data: Raw
    draft: Raw
    passed: frozenset[str] = frozenset()


def resumed(data: Mapping[str, Any]) -> Facts:
    """The facts of a scenario that was begun before. Once it has claims, or none on purpose, nothing is asked of it."""
    passed: set[str] = set()
    if data.get("parts"):
        passed |= {"received", "answered", "decided"}
    if "claims" in data:
        passed |= {"part", "provision"}
    return Facts(dict(data), {}, frozenset(passed))


class FactsAsked:
    """Asks for the facts under one rulebook, whose words and values it uses."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook

    def step(self, facts: Facts) -> str | None:
        """The next step; None once all facts are there or passed over."""
        data, passed = facts.data, facts.passed
        authority = data.get("authority") or {}
        request = data.get("request") or {}
        there = {
            "title": "title" in data,
            "authority": "name" in authority,
            "kind": "kind" in authority or "authority-kind" not in self.rulebook.attributes,
            "viewpoint": "viewpoint" in data,
            "received": "received" in request,
            "answered": "answered" in request,
            "decided": "law_as_at" in data or data.get("viewpoint") == "authority",
            "part": False,
            **{name: name in facts.draft for name in OF_A_CLAIM},
            "provision": not self.rulebook.limbs,
        }
        return next((name for name in self._order(facts) if not there[name] and name not in passed), None)

    def _order(self, facts: Facts) -> Iterator[str]:
        yield from ("title", "authority", "kind", "viewpoint", "received", "answered", "decided", "part")
        if facts.draft:
            if len(self.rulebook.limbs[facts.draft["provision"]].through) > 1:
                yield "through"
            if len(_items(facts.data)) > 1:
                yield "items"
            if any(self._others(facts)):
                yield "alternatives"
        yield "provision"

    def prompt(self, step: str, facts: Facts) -> Prompt:
        """What is asked at a step."""
        match step:
            case "kind":
                kinds = self.rulebook.attributes["authority-kind"].values
                return replace(prompts.KIND, choices=tuple(Choice(kind, self._label(kind)) for kind in kinds))
            case "viewpoint":
                finders = self.rulebook.header.finders
                names = tuple(Choice(name, finders.get(name, name)) for name in get_args(Viewpoint))
                return replace(prompts.VIEWPOINT, choices=names)
            case "part" if facts.data.get("parts"):
                number = len(facts.data["parts"]) + 1
                asks = f"What does part {number} of the request ask for?"
                return replace(
                    prompts.FIRST_PART, asks=asks, how="Press Enter if there is no other part.", optional=True
                )
            case "provision":
                example = next(iter(self.rulebook.limbs))
                none = "if there is no other" if facts.data.get("claims") else "if it relies on none"
                how = f"One at a time, such as {example}, in any usual spelling. Press Enter {none}."
                asks = "On which other provision does the authority rely?" if facts.data.get("claims") else ""
                return replace(prompts.PROVISION, how=how, asks=asks or prompts.PROVISION.asks)
            case "through":
                through = self.rulebook.limbs[facts.draft["provision"]].through
                choices = tuple(Choice(name, means(self.rulebook, THROUGH, name)) for name in through)
                return replace(prompts.THROUGH, choices=choices)
            case "alternatives":
                others = tuple(Choice(claim["id"], claim["provision"]) for claim in self._others(facts))
                return replace(prompts.ALTERNATIVES, choices=others)
        fixed: dict[str, Prompt] = {one.step: one for one in vars(prompts).values() if isinstance(one, Prompt)}
        return fixed[step]

    def answered(self, step: str, text: str, facts: Facts) -> tuple[Facts, list[str]]:
        """The facts after an answer, and what it was understood as. Raises InputError for one that cannot be used."""
        prompt = self.prompt(step, facts)
        text = text.strip()
        if not text:
            if not prompt.optional:
                raise InputError("an answer is needed here", mend="type one, or stop")
            return self._passed(step, facts), []
        match step:
            case "title":
                return _with(facts, title=text, id=facts.data.get("id") or slug(text)), []
            case "authority":
                return _with(facts, authority={"name": text}), []
            case "kind":
                kind = typed.choice(text, prompt.choices)
                return _with(facts, authority={**facts.data["authority"], "kind": kind}), []
            case "viewpoint":
                return _with(facts, viewpoint=typed.choice(text, prompt.choices)), []
            case "received" | "answered":
                day = typed.day(text)
                return _with(facts, request={**(facts.data.get("request") or {}), step: day}), [_understood(text)]
            case "decided":
                return _with(facts, law_as_at=typed.day(text)), [_understood(text)]
            case "part":
                parts = facts.data.get("parts") or []
                ids = {part["id"] for part in parts}
                name = next(f"part-{n}" for n in range(len(parts) + 1, 10_000) if f"part-{n}" not in ids)
                return _with(facts, parts=[*parts, {"id": name, "asks": text}]), []
            case "provision":
                limb, through = typed.provision(text, self.rulebook)
                draft = {"provision": limb} | ({"through": through} if through else {})
                return self._claimed(replace(facts, draft=draft)), self._told(limb)
            case "through":
                return self._drafted(facts, through=[typed.choice(text, prompt.choices)]), []
            case "items":
                return self._drafted(facts, items=typed.items(text, _items(facts.data))), []
        return self._drafted(facts, alternatives=typed.choice(text, prompt.choices)), []

    def _label(self, value: str) -> str:
        return self.rulebook.header.labels.get(value, value.replace("_", " "))

    def _told(self, limb: str) -> list[str]:
        """What a limb is, so that somebody who meant another sees it."""
        if limb not in self.rulebook.limbs:
            return []
        entry = self.rulebook.limbs[limb]
        duties = [
            one.title.lower() for name, one in self.rulebook.header.duties.items() if entry.duty in (name, "both")
        ]
        return [f"{limb}: {entry.title}. It bears on the duty to {listed(duties, 'and to')}."]

    def _passed(self, step: str, facts: Facts) -> Facts:
        if step in OF_A_CLAIM:
            return self._drafted(facts, **{step: None})
        data = facts.data
        if step == "provision" and "claims" not in data:
            data = {**data, "claims": []}
        return replace(facts, data=data, passed=facts.passed | {step})

    def _drafted(self, facts: Facts, **entry: Any) -> Facts:
        return self._claimed(replace(facts, draft={**facts.draft, **entry}))

    def _claimed(self, facts: Facts) -> Facts:
        """The facts with the claim in them once all is known of it; before, only with the draft."""
        step = self.step(facts) if facts.draft["provision"] in self.rulebook.limbs else None
        return facts if step in OF_A_CLAIM else replace(facts, data=with_draft(facts), draft={})

    def _others(self, facts: Facts) -> Iterator[Raw]:
        """The claims that the one being made may be in the alternative to: others on the same duty and items."""
        limbs = self.rulebook.limbs
        chosen = set(facts.draft.get("items") or _items(facts.data))
        for claim in facts.data.get("claims") or []:
            limb = find(claim["provision"], limbs)
            on = claim.get("items") or "all"
            items = set(_items(facts.data) if on == "all" else on)
            same = limb is not None and limbs[limb].duty == limbs[facts.draft["provision"]].duty
            if same and items == chosen and limb != facts.draft["provision"]:
                yield claim


def with_draft(facts: Facts) -> Raw:
    """The scenario with the claim that is being made, as far as it is known."""
    claims, draft = list(facts.data.get("claims") or []), facts.draft
    claim: Raw = {"id": _new(slug(draft["provision"]), {one["id"] for one in claims}), "provision": draft["provision"]}
    if draft.get("through"):
        claim["by"] = draft["through"]
    if draft.get("items") and len(draft["items"]) < len(_items(facts.data)):
        claim["items"] = draft["items"]
    if draft.get("alternatives"):
        other = next(one for one in claims if one["id"] == draft["alternatives"])
        name = other.get("alternatives") or _new("either", {one.get("alternatives") for one in claims})
        claims[claims.index(other)] = {**other, "alternatives": name}
        claim["alternatives"] = name
    return {**facts.data, "claims": [*claims, claim]}


def slug(text: str) -> str:
    """An id made of a title or a provision.

    >>> slug("Marrowby Council & a supplier's rates"), slug("s40(2)+(3A)(a)")
    ('marrowby-council-a-supplier-s-rates', 's40-2-3a-a')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "case"


def _new(name: str, taken: set[Any]) -> str:
    """The name, or with a number behind it the first that is not taken."""
    names = (name, *(f"{name[:55]}-{number}" for number in range(2, 10_000)))
    return next(one for one in names if one not in taken)


def _items(data: Raw) -> list[str]:
    return [piece["id"] for part in data.get("parts") or [] for piece in part.get("items") or [part]]


def _with(facts: Facts, **entries: Any) -> Facts:
    return replace(facts, data={**facts.data, **entries})


def _understood(text: str) -> str:
    from datetime import date

    return f"Understood as {spell(date.fromisoformat(typed.day(text)))}."
