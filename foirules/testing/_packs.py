"""Whole rule packs, as the data of their YAML files: random frames, attributes, limbs and rules that fit together."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from foirules.law import needs
from foirules.law.limb_rules import CLASS_IF_HELD, ELEMENT_VALUES, THROUGH
from foirules.testing._conditions import Conditions, Readable
from foirules.testing._frames import Frame

Pack = dict[str, dict[str, Any]]

APPLICATION = needs.APPLICATION
VALUES = ("low", "mid", "high", "yes", "no", "open", "none", "several")
PROVISIONS = tuple(f"s1{levels}" for levels in ("(1)", "(2)(a)", "(2)+(3A)", "A(4)(b)(ii)"))
SHARED_ELEMENTS = ("harm", "link", "likelihood", CLASS_IF_HELD)
COMMON = {"title": "A point", "sources": ["s1"]}


@st.composite
def packs(draw: st.DrawFn, *, decidable: bool = False) -> Pack:
    """A rule pack, as a mapping of file name to data in the shapes of the pack's YAML files.

    Valid by construction but for chance: its rules may contradict each other on some worlds, and its conditions may
    have too many alternatives. With `decidable`, it has the frame that scenarios are written in, so that
    `foirules.evaluate` takes it; without, its kinds, relations and stages are random too.
    """
    return _Pack(draw, decidable).files()


class _Pack:
    def __init__(self, draw: st.DrawFn, decidable: bool) -> None:
        self.draw = draw
        self.decidable = decidable
        self.frame = Frame(draw, decidable)
        self.kinds, self.relations, self.stages = self.frame.kinds, self.frame.relations, self.frame.stages
        self.attributes: dict[str, dict[str, Any]] = {}
        self.readable: list[Readable] = []
        self.conditions = Conditions(draw, self.kinds, self.relations, self.readable)

    def files(self) -> Pack:
        """The pack. Every file is drawn after what it may read."""
        files: Pack = {}
        with_limbs = APPLICATION in self.kinds and self.draw(st.integers(0, 3)) > 0
        files["switches.yaml"] = {"switches": self._switches()}
        self._inputs()
        if with_limbs:
            files["elements.yaml"] = {"elements": self._elements()}
        self._conclusions(with_limbs)
        self._guards()
        if with_limbs:
            files["provisions/s1.yaml"] = self._provisions()
        files["attributes.yaml"] = {"attributes": self.attributes}
        files["reasoning/1.yaml"] = {"rules": self._rules()}
        files["questions.yaml"] = {"questions": self._questions()}
        files["checks/1.yaml"] = {"checks": self._checks()}
        files["pack.yaml"] = self.frame.header(files.get("provisions/s1.yaml", {}).get("limbs", {}))
        return files

    def _some_values(self) -> list[str]:
        return self.draw(st.lists(st.sampled_from(VALUES), min_size=2, max_size=4, unique=True))

    def _kind(self) -> str:
        return self.draw(st.sampled_from(list(self.kinds)))

    def _switches(self) -> dict[str, Any]:
        switches: dict[str, Any] = {}
        root = next(iter(self.kinds))
        for number in range(self.draw(st.integers(0, 2))):
            values = self._some_values()
            basis = {"because": "It is so.", "sources": ["s1"]}
            default: list[dict[str, Any]] = [{"is": values[0], **basis}]
            if self.draw(st.booleans()):
                default[0]["until"] = "2020-01-01"
                default.append({"is": values[1], "from": "2020-01-01", **basis})
            switches[f"point-{number}"] = {
                "asks": "Which?",
                "values": dict.fromkeys(values, "This."),
                "default": default,
            }
            self.readable.append(Readable(f"switch-point-{number}", root, tuple(values), 0))
        return switches

    def _inputs(self) -> None:
        if self.decidable:
            for shape in (needs.GIVEN, needs.OPTIONAL):
                for name, (about, values) in shape.items():
                    if shape is needs.GIVEN or self.draw(st.booleans()):
                        more = [value for value in self._some_values() if value not in values]
                        self._input(name, about, [*values, *more])
        for number in range(self.draw(st.integers(1, 4))):
            self._input(f"fact-{number}", self._kind(), self._some_values())

    def _input(self, name: str, about: str, values: list[str]) -> None:
        default = self.draw(st.sampled_from(values))
        self.attributes[name] = {"about": about, "values": values, "title": "a fact", "default": default}
        self.readable.append(Readable(name, about, tuple(values), 0))

    def _conclusions(self, with_limbs: bool) -> None:
        if self.decidable:
            for name, (about, values) in needs.CONCLUDED.items():
                more = [] if name == needs.REMEDY else [v for v in self._some_values() if v not in values]
                every = [*values, *more, *(needs.DUTIES if name == needs.REMEDY else ())]
                self._conclusion(name, about, every, "none" if name == needs.REMEDY else None)
            for duty in needs.DUTIES:
                self._conclusion(f"outcome-{duty[:4]}", needs.QUESTION, self._some_values())
        if with_limbs:
            self._conclusion("status", APPLICATION, ["absolute", "qualified"])
            self._conclusion("test", APPLICATION, ["met", "not_met", "unknown"])
        for number in range(self.draw(st.integers(1, 5))):
            self._conclusion(f"point-{number}", self._kind(), self._some_values())

    def _conclusion(self, name: str, about: str, values: list[str], otherwise: str | None = None) -> None:
        stage = self.draw(st.integers(1, len(self.stages) - 1))
        self.attributes[name] = {
            "about": about,
            "values": values,
            "title": "a conclusion",
            "stage": self.stages[stage],
            "otherwise": otherwise or self.draw(st.sampled_from(values)),
            "otherwise_says": self.draw(st.sampled_from(("{subject} is open.", "Nothing settles it."))),
            "quiet": self.draw(st.booleans()),
        }
        self.readable.append(Readable(name, about, tuple(values), stage))

    def _guards(self) -> None:
        """Let some input be read only from a stage on, where an earlier conclusion allows it."""
        for number, found in enumerate(self.readable):
            entry = self.attributes.get(found.name, {})
            last = len(self.stages) - 1
            before = [
                one for one in self.readable if one.about == found.about and one.stage < last and one is not found
            ]
            if "default" in entry and before and not self.decidable and self.draw(st.integers(0, 5)) == 0:
                other = self.draw(st.sampled_from(before))
                stage = self.draw(st.integers(other.stage + 1, last))
                allowed = self.draw(st.lists(st.sampled_from(other.values), min_size=1, unique=True))
                shut = self.draw(st.sampled_from(found.values))
                entry["guard"] = {
                    "stage": self.stages[stage],
                    "attribute": other.name,
                    "is": allowed,
                    "otherwise": shut,
                }
                self.readable[number] = Readable(found.name, found.about, found.values, stage)

    def _elements(self) -> dict[str, Any]:
        elements: dict[str, Any] = {}
        for name in SHARED_ELEMENTS:
            values = "likelihood" if name == "likelihood" else "plain"
            elements[name] = {"asks": "Is {subject} so?", "values": values, "sources": ["s1"]}
            self.readable.append(Readable(name, APPLICATION, ELEMENT_VALUES[values], 0))
        return elements

    def _provisions(self) -> dict[str, Any]:
        names = PROVISIONS[: self.draw(st.integers(1, len(PROVISIONS)))]
        self.readable.append(Readable("provision", APPLICATION, (*names, "none"), 0))
        limbs: dict[str, Any] = {}
        for name in names:
            others = [other for other in names if other != name]
            through = self.draw(st.lists(st.sampled_from(others), unique=True, max_size=2)) if others else []
            held = [other for other in through if limbs.get(other, {}).get("if_held")]
            chained = any(name in entry["through"] and entry["if_held"] for entry in limbs.values())
            if_held = bool(through) and not held and not chained and self.draw(st.booleans())
            limbs[name] = {
                "duty": self.draw(st.sampled_from((*needs.DUTIES, "both"))),
                "title": "a limb",
                "kind": "bespoke",
                "effect": self.draw(st.sampled_from(("exempt", "exempt", "no-duty"))),
                "status": self._status(),
                "test": self._test(),
                "through": through,
                "if_held": if_held,
                "exclusive_with": self.draw(st.lists(st.sampled_from(others), unique=True, max_size=1))
                if others
                else [],
                "sources": ["s1"],
                "verified": "made up",
            }
        every = sorted({other for entry in limbs.values() for other in entry["through"]})
        self.readable.append(Readable(THROUGH, APPLICATION, (*every, "none", "several"), 0))
        return {"section": "s1", "title": "A section", "limbs": limbs}

    def _status(self) -> Any:
        """One status, or cases told apart by the values of one attribute."""
        stage = self.stages.index(self.attributes["status"]["stage"])
        reads = self.conditions.own(APPLICATION, stage)
        if not reads or self.draw(st.booleans()):
            return self.draw(st.sampled_from(("absolute", "qualified")))
        by = self.draw(st.sampled_from(reads))
        cut = self.draw(st.integers(1, len(by.values) - 1))
        return [
            {"is": "absolute", "when": {by.name: list(by.values[:cut])}, "sources": ["s1"]},
            {
                "is": "qualified",
                "when": {by.name: list(by.values[cut:])},
                "says": "{provision} it is.",
                "sources": ["s1"],
            },
        ]

    def _test(self) -> Any:
        stage = self.stages.index(self.attributes["test"]["stage"])
        element = st.sampled_from(SHARED_ELEMENTS)
        conditions = [one for one in self.conditions.own(APPLICATION, stage) if len(one.values) > 1]
        if conditions:
            first = st.sampled_from(conditions)
            asked = first.map(lambda one: {"if": {one.name: one.values[0]}})
            leaf: st.SearchStrategy[Any] = st.one_of(element, element, asked)
        else:
            leaf = element
        tree = st.recursive(
            leaf,
            lambda inner: st.dictionaries(
                st.sampled_from(("all", "any", "none")), st.lists(inner, min_size=1, max_size=3), min_size=1, max_size=1
            ),
            max_leaves=6,
        )
        return self.draw(tree)

    def _rules(self) -> list[dict[str, Any]]:
        rules: list[dict[str, Any]] = []
        for name, entry in self.attributes.items():
            if "otherwise" not in entry or name in ("status", "test"):
                continue
            values = [value for value in entry["values"] if value != entry["otherwise"]] or entry["values"]
            one_value = self.draw(st.integers(0, 3)) > 0
            concluded = self.draw(st.sampled_from(values))
            for number in range(self.draw(st.integers(0, 3))):
                when = self.conditions.when(entry["about"], self.stages.index(entry["stage"]))
                if when is None:
                    break
                value = concluded if one_value else self.draw(st.sampled_from(entry["values"]))
                rules.append(
                    {
                        "id": f"{name}-rule-{number}".replace("_", "-"),
                        "title": "A rule",
                        "about": entry["about"],
                        "when": when,
                        "then": {name: value},
                        "says": self._says(when),
                        "warning": self.draw(st.booleans()),
                        "sources": ["s1"],
                    }
                )
        return rules

    def _says(self, when: dict[str, Any]) -> str:
        names = {one.name for one in self.readable}
        matched = [key for key in when if key in names]
        if not matched or self.draw(st.booleans()):
            return "It {{is}} so."
        return f"{{subject}} has {{{matched[0]}}}."

    def _questions(self) -> list[dict[str, Any]]:
        questions = []
        for number in range(self.draw(st.integers(0, 2))):
            about = self._kind()
            when = self.conditions.when(about, len(self.stages))
            if when is not None:
                questions.append(
                    {
                        "id": f"ask-{number}",
                        "about": about,
                        "when": when,
                        "what": "what is {subject}",
                        "asks": "What is {subject}?",
                        "bears_on": self.draw(st.sampled_from(("outcome", "reasons"))),
                        "elements": about == APPLICATION and self.draw(st.booleans()),
                        **COMMON,
                    }
                )
        return questions

    def _checks(self) -> list[dict[str, Any]]:
        checks = []
        for number in range(self.draw(st.integers(0, 2))):
            about = self._kind()
            when = self.conditions.when(about, len(self.stages))
            if when is None:
                continue
            check: dict[str, Any] = {
                "id": f"RN-{number:02}",
                "about": about,
                "when": when,
                "severity": "good_practice",
                "shown_by": "A sentence.",
                **COMMON,
            }
            for key in ("shown_when", "missing_when"):
                if self.draw(st.booleans()):
                    check[key] = self.conditions.when(about, len(self.stages)) or when
            checks.append(check)
        return checks
