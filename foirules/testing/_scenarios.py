"""Scenarios for a pack: items, claims on its limbs, and findings by everybody, as plain mappings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, get_args

from hypothesis import strategies as st

from foirules.law import needs
from foirules.law.limb_rules import MET, NOT_MET, elements_of
from foirules.law.loading import default_rulebook
from foirules.law.rulebook import REQUEST, Rulebook
from foirules.model.scenario import Answer, Balance, Finder, Held, NoticeKind, Raised, Viewpoint
from foirules.reasoning.resolving_findings import ELSEWHERE

MOST_CLAIMS = 6
DAYS = st.dates(date(2016, 1, 1), date(2026, 4, 1))
RECORDED = st.dates(date(1880, 1, 1), date(2026, 4, 1))
WAITS = st.integers(0, 40).map(timedelta)
PLANS = ("met", "met", "not_met", "mixed", "whole", "whole-not", "both", "nothing")
"""How a claim's engagement is found: by its elements, as a whole, in both ways or in none."""

THEMES = ("free", "free", "free", "together", "masked", "rivals")
"""Whether the first claims are any, or two that are found engaged and that are weighed together, masked, or rivals."""

Scenario = dict[str, Any]


@st.composite
def scenarios(draw: st.DrawFn, rulebook: Rulebook | None = None) -> Scenario:
    """A scenario for a pack (default: the pack that foirules ships), as a mapping; valid by construction.

    One to four items, up to six claims (some through other limbs, some in the alternative), findings by the viewpoint,
    adopted or by others, combined balances, weights, facts, a notice, switches, dates and viewpoints.
    """
    return _Scenario(draw, rulebook or default_rulebook()).scenario()


class _Scenario:
    def __init__(self, draw: st.DrawFn, rulebook: Rulebook) -> None:
        self.draw = draw
        self.rulebook = rulebook
        self.viewpoint = self.one(get_args(Viewpoint))
        self.items: list[str] = []
        self.claims: list[Scenario] = []
        self.found: list[Scenario] = []
        self.taken: dict[tuple[str, ...], str] = {}
        self.theme = self.one(THEMES)

    def one(self, choices: Sequence[Any]) -> Any:
        return self.draw(st.sampled_from(choices))

    def some(self, choices: Sequence[Any], least: int = 0, most: int | None = None) -> list[Any]:
        return self.draw(st.lists(st.sampled_from(choices), min_size=least, max_size=most, unique=True))

    def chance(self, one_in: int) -> bool:
        return self.draw(st.integers(1, one_in)) == one_in

    def scenario(self) -> Scenario:
        """The scenario. The order matters: claims are on items, findings on claims."""
        dates = self._dates()
        parts = self._parts()
        self._claims()
        for claim in self.claims:
            self._engagement(claim)
            self._balance(claim)
        self._combined()
        self._facts()
        scenario = {
            "schema": "foirules/scenario/1",
            "id": "generated",
            "title": "A generated scenario",
            "viewpoint": self.viewpoint,
            "authority": {"name": "An authority", "kind": self._authority()},
            "request": dates,
            "parts": parts,
            "claims": self.claims,
            "found": self.found,
            "switches": {
                name: self.one(list(switch.values)) for name, switch in self.rulebook.switches.items() if self.chance(4)
            },
        }
        if self.chance(2):
            scenario["law_as_at"] = self.draw(DAYS).isoformat()
        if self.chance(2):
            scenario["notice"] = self._notice(dates)
        return scenario

    def _authority(self) -> str:
        kinds = self.rulebook.attributes.get("authority-kind")
        return self.one(kinds.values) if kinds is not None else "other"

    def _dates(self) -> Scenario:
        """The dates of the request, each given only after those it needs, and none before them."""
        dates: Scenario = {}
        if self.chance(3):
            return dates
        day = self.draw(DAYS)
        for key, one_in, needed in (
            ("received", 1, "received"),
            ("clarification_asked", 3, "received"),
            ("clarified", 2, "clarification_asked"),
            ("fee_notice", 3, "received"),
            ("fee_paid", 2, "fee_notice"),
            ("answered", 1, "received"),
        ):
            if (key == needed or needed in dates) and self.chance(one_in):
                dates[key] = day.isoformat()
                day += self.draw(WAITS)
        if self.chance(4):
            dates.pop("answered", None)
        return dates

    def _parts(self) -> list[Scenario]:
        parts: list[Scenario] = []
        number = self.draw(st.integers(1, 4))
        while len(self.items) < number:
            part: Scenario = {"id": f"part-{len(parts) + 1}", "asks": "What is there?"}
            if number - len(self.items) > 1 and self.chance(3):
                part["items"] = [self._item(f"{part['id']}-{letter}") for letter in "ab"]
            else:
                part |= self._item(part["id"])
            parts.append(part)
        return parts

    def _item(self, id_: str) -> Scenario:
        self.items.append(id_)
        item: Scenario = {"id": id_, "asks": "What is there?", "held": self.one(get_args(Held))}
        if self.chance(4):
            created = self.draw(RECORDED)
            item["created"] = created.year if self.chance(2) else created.isoformat()
            if self.chance(2):
                item["relevant_death"] = self.draw(RECORDED).isoformat()
        return item

    def _claims(self) -> None:
        limbs = self.rulebook.limbs
        names = self._pair() if limbs else []
        near = list(names)
        for _ in range(self.draw(st.integers(0, MOST_CLAIMS - len(names))) if limbs else 0):
            names.append(self.one(near) if near and self.chance(3) else self.one(list(limbs)))
            section = self.rulebook.sections[names[-1]]
            near += [*limbs[names[-1]].exclusive_with, *limbs[names[-1]].through]
            near += [other for other in limbs if self.rulebook.sections[other] == section]
        for number, name in enumerate(names):
            claim: Scenario = {"id": f"claim-{number + 1}", "provision": name}
            if limbs[name].through and self.chance(2):
                claim["by"] = self.some(limbs[name].through, 1, 2)
            if self.chance(5):
                claim["raised"] = self.one(get_args(Raised))
            if self.chance(3) and not self._themed(claim):
                claim["items"] = self.some(self.items, 1)
            self.claims.append(claim)
        self._alternatives()

    def _pair(self) -> list[str]:
        """The limbs of the first two claims, where the scenario has a theme and the pack has such limbs."""
        limbs = self.rulebook.limbs
        pairs = {
            "together": [name for name, limb in limbs.items() if limb.status == "qualified" and limb.duty != "both"],
            "masked": list(limbs),
            "rivals": [name for name, limb in limbs.items() if limb.exclusive_with],
        }.get(self.theme, [])
        if not pairs:
            return []
        first = self.one(pairs)
        duty, rivals = limbs[first].duty, limbs[first].exclusive_with
        if self.theme == "rivals":
            return [first, self.one(rivals)]
        others = [one for one in pairs if limbs[one].duty == duty and one not in rivals and one != first]
        others = [one for one in others if first not in limbs[one].exclusive_with]
        return [first, self.one(others)] if others else []

    def _themed(self, claim: Scenario) -> bool:
        return self.theme != "free" and claim["id"] in ("claim-1", "claim-2")

    def _alternatives(self) -> None:
        """Mask some claims on one duty behind each other."""
        duties = {self.rulebook.limbs[claim["provision"]].duty for claim in self.claims}
        for duty in sorted(duties):
            masked = [claim for claim in self.claims if self.rulebook.limbs[claim["provision"]].duty == duty]
            theme = self.theme == "masked" and all(self._themed(claim) for claim in masked[:2])
            if len(masked) > 1 and (theme or self.chance(5)) and self.theme != "together":
                for claim in masked[:2]:
                    claim["alternatives"] = f"mask-{duty[:4]}"
                    claim.pop("items", None)

    def _of(self, claim: Scenario) -> list[str]:
        """The items that a claim is made on."""
        return list(claim.get("items", self.items))

    def _find(self, finding: Scenario, value: str, targets: list[tuple[str, ...]], finder: str | None = None) -> None:
        """Add a finding, by the viewpoint more often than not, unless its finder has found something else there."""
        by = finder or (self.viewpoint if not self.chance(4) else self.one(get_args(Finder)))
        finders = {by}
        if by != self.viewpoint and self.chance(2):
            finding["adopted"] = {"by": self.viewpoint}
            finders.add(self.viewpoint)
        keys = [(one, *target) for one in finders for target in targets]
        if all(self.taken.get(key, value) == value for key in keys):
            self.taken.update(dict.fromkeys(keys, value))
            self.found.append({**finding, "by": by})

    def _on(self, claim: Scenario, kind: str, finding: Scenario, value: str, finder: str | None = None) -> None:
        """Add a finding on a claim, for all of its items or for some."""
        items = self._of(claim)
        if not self._themed(claim) and self.chance(4):
            items = finding["items"] = self.some(items, 1)
        self._find({"claim": claim["id"], **finding}, value, [(kind, claim["id"], item) for item in items], finder)

    def _engagement(self, claim: Scenario) -> None:
        plan = "whole" if self._themed(claim) and not self.chance(5) else self.one(PLANS)
        if plan in ("whole", "whole-not", "both"):
            value = "engaged" if plan != "whole-not" else "not_engaged"
            self._on(claim, "engagement", {"engagement": value}, value, self.viewpoint if plan == "whole" else None)
        if plan in ("met", "not_met", "mixed", "both"):
            for element in dict.fromkeys(elements_of(self.rulebook.tests[claim["provision"]])):
                self._element(claim, element, "mixed" if plan == "both" else plan)
        if self.chance(4):
            value = self.one(("engaged", "not_engaged"))
            finding = {"claim": claim["id"], "engagement": value}
            self._find(finding, value, [("engagement", claim["id"], item) for item in self._of(claim)], "authority")

    def _element(self, claim: Scenario, element: str, plan: str) -> None:
        met = MET[self.rulebook.elements[element].values]
        values = {"met": sorted(met), "not_met": sorted(NOT_MET), "mixed": sorted(met | NOT_MET)}[plan]
        if plan == "met" or not self.chance(3):
            value = self.one(values)
            self._on(claim, element, {"element": element, "is": value}, value)

    def _weights(self, finding: Scenario, one_in: int = 4) -> None:
        scale = self.rulebook.header.weights
        if scale and self.chance(one_in):
            finding["weights"] = {"maintain": self.one(scale), "duty": self.one(scale)}
        if self.chance(6):
            finding["factors"] = [{"side": self.one(("maintain", "duty")), "what": "A consideration", "at": "para 9"}]

    def _balance(self, claim: Scenario) -> None:
        if self.chance(4):
            value = self.one(get_args(Balance))
            finding = {"claim": claim["id"], "balance": value}
            self._find(finding, value, [("balance", claim["id"], item) for item in self._of(claim)], "authority")
        if self.chance(5):
            return
        value = self.one(get_args(Balance))
        finding = {"balance": value}
        self._weights(finding)
        self._on(claim, "balance", finding, value)

    def _combined(self) -> None:
        for duty in needs.DUTIES:
            claims = [claim for claim in self.claims if self.rulebook.limbs[claim["provision"]].duty == duty]
            together = self.theme == "together" and len(claims) > 1 and self._themed(claims[0])
            if len(claims) < 2 or not (together or self.chance(3)):
                continue
            weighed = claims if self.chance(3) else claims[:2]
            shared = [item for item in self.items if all(item in self._of(claim) for claim in weighed)]
            if shared:
                value = self.one(get_args(Balance))
                finding: Scenario = {"combined": value, "weighed": [claim["id"] for claim in weighed]}
                self._weights(finding, 2 if together else 4)
                items = finding["items"] = shared if self.chance(2) else shared[:1]
                finder = self.viewpoint if together else None
                self._find(finding, value, [("combined", duty, item) for item in items], finder)

    def _facts(self) -> None:
        """Facts about items and about the request that a scenario states in a finding."""
        for name, attribute in self.rulebook.attributes.items():
            stated = attribute.is_input and not attribute.structural and attribute.guard is None
            if not stated or name in ELSEWHERE or name.startswith("switch-") or not self.chance(5):
                continue
            value = self.one(attribute.values)
            if attribute.about == REQUEST:
                self._find({"fact": name, "is": value}, value, [(name, REQUEST)])
            elif attribute.about == needs.ITEM:
                item = self.one(self.items)
                self._find({"fact": name, "is": value, "item": item}, value, [(name, item)])

    def _notice(self, dates: Scenario) -> Scenario:
        notice: Scenario = {"kind": self.one(get_args(NoticeKind))}
        if self.chance(2):
            last = max(dates.values(), default="2024-11-18")
            notice["date"] = (date.fromisoformat(last) + self.draw(WAITS)).isoformat()
        answered: dict[str, list[str]] = {}
        for item in self.items:
            if not self.chance(3):
                answered.setdefault(self.one(get_args(Answer)), []).append(item)
        notice["answers"] = [{"items": items, "is": answer} for answer, items in answered.items()]
        if self.rulebook.checks and self.chance(2):
            steps = self.some(list(self.rulebook.checks), 0, 8)
            notice["states"] = [self._stated(step) for step in steps]
        return notice

    def _stated(self, step: str) -> Scenario:
        stated: Scenario = {"step": step, "is": self.one(("stated", "weak", "missing"))}
        particulars: tuple[Callable[[], None], ...] = (
            lambda: stated.update(item=self.one(self.items)),
            lambda: stated.update(claim=self.one(self.claims)["id"]) if self.claims else None,
        )
        for particular in particulars:
            if self.chance(4):
                particular()
        return stated
