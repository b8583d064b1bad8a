"""Rules, checks, switches, authorities, elements and questions of a rule pack told in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from foirules.consistency.entries import written
from foirules.errors import Where
from foirules.law.calendar import spell
from foirules.law.conditions import parse_when, reads
from foirules.law.limb_rules import elements_of
from foirules.law.rulebook import Rulebook
from foirules.report.condition_words import Words, blanks
from foirules.report.outline import Line, Outline, Section
from foirules.report.provisions import SWITCH, rests_on, switch_lines

_FILLED = "The words in angle brackets are filled in for the case."


def tell_rule(rulebook: Rulebook, name: str, place: Where) -> Outline:
    """The outline of a rule: when it holds, what it concludes, what it says, where it is written."""
    rule, words = rulebook.rule[name], Words(rulebook)
    attribute = rulebook.attributes[rule.attribute]
    concludes = f"{attribute.title}: {words.label(rule.value)}"
    facts = (
        ("Rule", rule.title),
        ("About", words.kind(rule.about)),
        ("Stage", rulebook.stages[attribute.stage]),
        ("Concludes", concludes),
        ("Written in", f"{place.file}, line {place.line}"),
    )
    sections = (
        Section("when", "When all of this holds", tuple(words.condition(rule.when))),
        Section("says", "What the trace then says", (Line(blanks(rule.says), warning=rule.warning),), intro=_FILLED),
        _rests_on(words, rule.sources),
        Section("otherwise", "Where no rule concludes it", (Line(unconcluded(rulebook, rule.attribute)),)),
        Section("readers", "Rules that read what it concludes", tuple(reading(rulebook, rule.attribute))),
    )
    return _outline(rulebook, name, facts, sections)


def unconcluded(rulebook: Rulebook, name: str) -> str:
    """What an attribute is where no rule concludes it, and what is then said."""
    attribute = rulebook.attributes[name]
    says = f". {blanks(attribute.otherwise_says)}" if attribute.otherwise_says else ""
    return f"{Words(rulebook).label(attribute.otherwise or '')}{says}"


def reading(rulebook: Rulebook, attribute: str) -> Iterator[Line]:
    """The rules that read an attribute, leaving out those of the limbs."""
    for rule in rulebook.rules:
        if rule.provision is None and any(read == attribute for read, _, _ in reads(rule.when)):
            yield Line(rule.title, note=rule.id)


def tell_check(rulebook: Rulebook, name: str) -> Outline:
    """The outline of a check: who owes the step, what shows it, how grave it is."""
    check, words = rulebook.checks[name], Words(rulebook)
    facts = (
        ("Step", check.title),
        ("Owed on", words.kind(check.about)),
        ("Severity", words.label(check.severity)),
        ("May be left out", "where reasons may lawfully be withheld" if check.s17_4 else "no"),
    )
    sections = (
        Section("when", "Owed when all of this holds", tuple(words.condition(rulebook.rule[name].when))),
        Section("shown", "Shown by", (Line(check.shown_by),)),
        *(
            Section(key, title, tuple(_when(rulebook, condition, check.about, words)))
            for key, title, condition in (
                ("shown-when", "Shown by the facts when", check.shown_when),
                ("missing-when", "Missing on the facts when", check.missing_when),
            )
            if condition is not None
        ),
        _rests_on(words, check.sources),
    )
    return _outline(rulebook, name, facts, sections)


def _when(rulebook: Rulebook, data: Mapping[str, Any], about: str, words: Words) -> list[Line]:
    return words.condition(parse_when(data, frozenset(rulebook.ancestors[about])))


def tell_switch(rulebook: Rulebook, name: str) -> Outline:
    """The outline of a policy switch: the point, how it is taken from when, and what reads it."""
    readers = [rule for rule in rulebook.rules if any(read == SWITCH + name for read, _, _ in reads(rule.when))]
    facts = (("Policy switch", name), ("Contested", "yes" if rulebook.switches[name].contested else "no"))
    sections = (
        Section("switch", "The point, and how it is taken", tuple(switch_lines(rulebook, [name]))),
        Section("readers", "Rules that read it", tuple(Line(rule.title, note=rule.id) for rule in readers)),
    )
    return _outline(rulebook, name, facts, sections)


def tell_authority(rulebook: Rulebook, name: str) -> Outline:
    """The outline of a case, guidance or instrument: what it decides here, what was read, what cites it."""
    entry = rulebook.authorities[name]
    facts = [("Cite as", entry.cite), ("Kind", entry.kind)]
    if entry.court:
        facts.append(("Court", entry.court))
    if entry.dated:
        facts.append(("Date", spell(entry.dated)))
    facts.append(("Verified", entry.verified))
    sources = Words(rulebook).sources([name])
    citing = [Line(told, note=kind) for kind, told in _citing(rulebook, name)]
    sections = (
        Section("decides", "What it is cited for here", (Line(entry.decides, sources=sources),)),
        Section("citing", "Cited by", tuple(citing)),
    )
    return _outline(rulebook, name, tuple(facts), sections)


def _citing(rulebook: Rulebook, name: str) -> Iterator[tuple[str, str]]:
    places: tuple[tuple[str, Iterable[tuple[str, Iterable[str]]]], ...] = (
        ("limb", ((f"{key} {limb.title}", limb.sources) for key, limb in rulebook.limbs.items())),
        ("element", ((key, element.sources) for key, element in rulebook.elements.items())),
        ("check", ((key, check.sources) for key, check in rulebook.checks.items())),
        ("question", ((entry.id, entry.sources) for entry in rulebook.questions)),
        ("rule", ((rule.id, rule.sources) for rule in written(rulebook))),
        ("switch", ((key, s.sources) for key, switch in rulebook.switches.items() for s in switch.default)),
    )
    for kind, entries in places:
        for key in dict.fromkeys(key for key, sources in entries if name in sources):
            yield kind, key


def tell_element(rulebook: Rulebook, name: str) -> Outline:
    """The outline of an element: its question, its guide and the limbs that ask it."""
    element, words = rulebook.elements[name], Words(rulebook)
    asking = [key for key, tree in rulebook.tests.items() if name in elements_of(tree)]
    answers = [words.label(value) for value in rulebook.attributes[name].values]
    facts = (("Element", name), ("Answers", ", ".join(answers)))
    asks = Line(blanks(element.asks), under=[Line(blanks(element.guide))] if element.guide else [])
    sections = (
        Section("asks", "Its question; met points towards the exemption", (asks,), intro=_FILLED),
        Section("limbs", "Limbs that ask it", tuple(Line(f"{key} {rulebook.limbs[key].title}") for key in asking)),
        _rests_on(words, element.sources),
    )
    return _outline(rulebook, name, facts, sections)


def tell_question(rulebook: Rulebook, name: str) -> Outline:
    """The outline of a question that a trace puts where something is missing."""
    entry, words = next(entry for entry in rulebook.questions if entry.id == name), Words(rulebook)
    facts = (("Question", entry.title), ("About", words.kind(entry.about)), ("Bears on", f"the {entry.bears_on}"))
    asks = "The open elements of the limb's test, each by its own question." if entry.elements else blanks(entry.asks)
    sections = (
        Section("when", "Put when all of this holds", tuple(words.condition(rulebook.rule[name].when))),
        Section("asks", "What is asked", (Line(asks),)),
        _rests_on(words, entry.sources),
    )
    return _outline(rulebook, name, facts, sections)


def _rests_on(words: Words, names: Iterable[str]) -> Section:
    return Section("sources", "What it rests on", tuple(rests_on(words, names)))


def _outline(
    rulebook: Rulebook, name: str, facts: tuple[tuple[str, str], ...], sections: tuple[Section, ...]
) -> Outline:
    told = tuple(section for section in sections if section.lines)
    return Outline(name, facts, told, rulebook.header.disclaimer, statute=rulebook.header.statute)
