"""Conditions and tests in plain words, as indented lines, for a reader who knows the law and no programming."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from foirules.law.conditions import SELF, All, Any_, Condition, Has, Some
from foirules.law.pack_files import Limb
from foirules.law.rulebook import Rulebook, for_duty
from foirules.model.decision import Source
from foirules.report.grouping import capital
from foirules.report.outline import Line

KINDS = {
    "request": "the request as a whole",
    "item": "one item of the request",
    "question": "one item and one duty",
    "application": "one claim on one item",
    "combination": "one combined balance",
}
_CONNECTIVES = {"all": "All of:", "any": "At least one of:", "none": "None of:"}
_LEVELS = "either level meets it"


class Words:
    """Tells what a rulebook says, in its own labels; where `brief`, elements by their questions alone."""

    def __init__(self, rulebook: Rulebook, *, brief: bool = False) -> None:
        self.rulebook = rulebook
        self.brief = brief

    def label(self, value: str) -> str:
        """A value as a reader says it."""
        return self.rulebook.header.labels.get(value, re.sub("[_-]", " ", value))

    def kind(self, kind: str) -> str:
        """A kind of subject as a reader says it."""
        return KINDS.get(kind, kind)

    def sources(self, names: Iterable[str], duty: str | None = None) -> tuple[Source, ...]:
        """Source references as a reader cites them; of one written for both duties, the half for `duty` if given."""
        given = (for_duty(name, duty) if duty else name for name in names)
        halves = [half for name in given for half in name.split(" / ")]
        citations = [self.rulebook.cite(name) for name in dict.fromkeys(halves)]
        return tuple(Source(cite=citation.cite, uri=citation.uri) for citation in citations)

    def condition(self, condition: Condition) -> list[Line]:
        """A condition as lines that must all hold."""
        if isinstance(condition, All):
            return [line for part in condition.parts for line in self.condition(part)]
        return [self._condition(condition)]

    def _condition(self, condition: Condition) -> Line:
        match condition:
            case Has():
                return Line(self.has(condition))
            case Some(relation, where):
                return Line(self._relation(relation), under=[Line(self.has(has)) for has in where])
            case All(parts):
                return Line(_CONNECTIVES["all"], under=[self._condition(part) for part in parts])
            case Any_(parts):
                return Line(_CONNECTIVES["any"], under=[self._condition(part) for part in parts])

    def has(self, has: Has) -> str:
        """One attribute and the values asked of it."""
        attribute = self.rulebook.attributes[has.attribute]
        of = "" if has.on == SELF or attribute.about == "request" else f" of the {has.on}"
        switch = self.rulebook.switches.get(has.attribute.removeprefix("switch-"))
        if switch is not None and has.attribute.startswith("switch-"):
            told = [f"{value} ({switch.values[value]})" for value in switch.values if value in has.values]
        else:
            told = [self.label(value) for value in attribute.values if value in has.values]
        return f"{capital(attribute.title)}{of}: {either(told)}"

    def _relation(self, relation: str) -> str:
        if relation in self.rulebook.relations:
            return f"There is {self.rulebook.header.relations[relation].title}, and of it:"
        return f"Of at least one {relation} ({self.kind(relation)}):"

    def test(self, tree: Any, name: str) -> list[Line]:
        """A limb's test as lines: its connectives, and each element's question with its guide."""
        match tree:
            case ("element", element):
                return [self._element(element, name)]
            case ("if", has):
                return [Line(f"Nothing need be found where this holds: {self.has(has)}")]
            case ("case", attribute, cases):
                return list(self._cases(attribute, cases, name))
            case (connective, parts):
                under = [line for part in parts for line in self.test(part, name)]
                return [Line(_CONNECTIVES[connective], under=under)]
        raise AssertionError(tree)

    def _cases(self, attribute: str, cases: Sequence[tuple[frozenset[str], Any]], name: str) -> Iterator[Line]:
        for values, sub in cases:
            yield Line(f"{self.has(Has(attribute, values))}:", under=self.test(sub, name))

    def _element(self, element: str, name: str) -> Line:
        entry = self.rulebook.elements[element]
        if self.brief:
            return Line(self.filled(entry.asks, name))
        note = f"{element}; {_LEVELS}" if entry.values == "likelihood" else element
        under = [Line(self.filled(entry.guide, name))] if entry.guide else []
        sources = self.sources(entry.sources, self.rulebook.limbs[name].duty)
        return Line(self.filled(entry.asks, name), note=note, sources=sources, under=under)

    def filled(self, template: str, name: str) -> str:
        """A sentence of the pack with the words that stand for a limb."""
        limb = self.rulebook.limbs[name]
        words = {
            **self._duty(limb),
            "provision": name,
            "provision_title": limb.title,
            "interest": limb.interest or limb.title,
            "rivals": ", ".join(limb.exclusive_with),
            "through": either(limb.through),
        }
        text = template.format_map(_Blanks(words))
        return text if template.startswith("{provision}") else capital(text)

    def _duty(self, limb: Limb) -> Mapping[str, str]:
        words = self.rulebook.header.words
        if limb.duty != "both":
            return words.get(limb.duty, {})
        names = {name for told in words.values() for name in told}
        return {name: " or ".join(told[name] for told in words.values() if name in told) for name in names}


class _Blanks(dict[str, str]):
    """Words for a template; what is not among them stays as a named blank."""

    def __missing__(self, key: str) -> str:
        return blank(key)


def blank(name: str) -> str:
    """A placeholder as a reader sees it."""
    return f"<{name.replace('_', ' ').replace('-', ' ')}>"


def blanks(template: str) -> str:
    """A sentence of the pack with a named blank for each placeholder.

    >>> blanks("{provision} was found {found-engagement}.")
    '<provision> was found <found engagement>.'
    """
    return re.sub(r"\{([^{}]+)\}", lambda found: blank(found[1]), template).replace("{{", "{").replace("}}", "}")


def either(words: Iterable[str]) -> str:
    """Words as alternatives in a sentence: "a, b or c"."""
    *others, last = list(words) or [""]
    return f"{', '.join(others)} or {last}" if others else last
