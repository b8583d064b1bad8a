"""The law as a rule pack states it, as Markdown pages: a page for each limb, gateway, policy switch, family of checks
and stage of the reasoning, with an index and a table of what was verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from foirules.consistency.entries import written
from foirules.consistency.shown import Shown, showing
from foirules.law.assembly import NOTICE, QUESTIONS
from foirules.law.pack_files import QuestionEntry
from foirules.law.rulebook import Attribute, Rulebook
from foirules.report.condition_words import Words
from foirules.report.grouping import capital
from foirules.report.law_index import index, page_name, verified
from foirules.report.markdown import markdown
from foirules.report.outline import Line, Outline, Section
from foirules.report.pack_entries import reading, tell_check, tell_question, tell_rule, tell_switch, unconcluded
from foirules.report.provisions import contested, scenario_lines, tell_limb

MARK = "<!-- Written by `foirules rules docs`. Change the rules, not this page. -->"
"""The first line of every page, by which a page may be known to be written over."""

MOST_SHOWING = 3
LAW = ("the law", "../README.md")


def law_pages(rulebook: Rulebook, scenarios: Sequence[Shown]) -> dict[str, str]:
    """Every page by its path in the folder of the pages, as text; the same for the same pack and scenarios."""
    return {path: f"{MARK}\n\n{text}" for path, text in _Pages(rulebook, scenarios).pages()}


class _Pages:
    def __init__(self, rulebook: Rulebook, scenarios: Sequence[Shown]) -> None:
        self.rulebook = rulebook
        self.scenarios = scenarios
        self.words = Words(rulebook)

    def pages(self) -> Iterator[tuple[str, str]]:
        rulebook = self.rulebook
        yield "README.md", index(rulebook, self.addresses, self.families)
        yield "verified.md", verified(rulebook, self.addresses)
        for name in rulebook.limbs:
            yield self.addresses[name], self._limb(name)
        for name in rulebook.switches:
            yield f"switches/{page_name(name)}", self._switch(name)
        for family, checks in self.families.items():
            yield f"checks/{page_name(family)}", self._family(family, checks)
        for stage in rulebook.stages:
            yield f"stages/{page_name(stage)}", self._stage(stage)

    @cached_property
    def addresses(self) -> dict[str, str]:
        """The page of each limb, from the folder of the pages."""
        return {
            name: f"{'limbs' if limb.effect == 'exempt' else 'gateways'}/{page_name(name)}"
            for name, limb in self.rulebook.limbs.items()
        }

    @cached_property
    def switches(self) -> dict[str, list[str]]:
        """The policy switches that bear on each limb."""
        return {name: contested(self.rulebook, name) for name in self.rulebook.limbs}

    @cached_property
    def families(self) -> Mapping[str, list[str]]:
        """The checks by the file they are written in."""
        found: dict[str, list[str]] = {}
        for check in self.rulebook.checks:
            found.setdefault(Path(self.rulebook.places["check", check].file).stem, []).append(check)
        return found

    def _limb(self, name: str) -> str:
        limbs = self.rulebook.limbs
        claiming = [(shown.id, shown.title) for shown in self.scenarios if name in shown.limbs]
        near = [other for other, limb in limbs.items() if name in (*limb.through, *limb.exclusive_with)]
        others = dict.fromkeys([*limbs[name].through, *limbs[name].exclusive_with, *near])
        pages = [LAW, *((other, f"../{self.addresses[other]}") for other in others)]
        pages += [(f"the switch {switch}", f"../switches/{page_name(switch)}") for switch in self.switches[name]]
        return markdown(tell_limb(self.rulebook, name, claiming), pages)

    def _switch(self, name: str) -> str:
        outline = tell_switch(self.rulebook, name)
        setting = [(shown.id, shown.title) for shown in self.scenarios if name in shown.switches]
        sections = [*outline.sections]
        if setting:
            sections.append(Section("scenarios", "Scenarios that set it", tuple(scenario_lines(setting))))
        title = f"Policy switch: {name}"
        told = Outline(title, outline.facts, tuple(sections), outline.closing, statute=outline.statute)
        bearing = [limb for limb, switches in self.switches.items() if name in switches]
        pages = [LAW, *((limb, f"../{self.addresses[limb]}") for limb in bearing)]
        return markdown(told, pages)

    def _family(self, family: str, checks: Iterable[str]) -> str:
        sections = []
        for name in checks:
            outline = tell_check(self.rulebook, name)
            (_, title), *facts = outline.facts
            lines = [Line(f"{key}: {value}") for key, value in facts]
            lines += [Line(f"{section.title}:", under=section.lines) for section in outline.sections]
            sections.append(Section(name, f"{name}: {title}", (*lines, *self._shown(name, "Owed in"))))
        return self._page(f"What is owed: {family.replace('-', ' ')}", sections)

    def _stage(self, stage: str) -> str:
        rulebook = self.rulebook
        number = rulebook.stages.index(stage)
        sections = [
            Section(name, f"{capital(attribute.title)} ({name})", tuple(self._attribute(attribute)))
            for name, attribute in rulebook.attributes.items()
            if attribute.stage == number and ("attribute", name) in rulebook.places
        ]
        if stage == QUESTIONS:
            sections += [self._question(entry) for entry in rulebook.questions]
        pages = [(family.replace("-", " "), f"../checks/{page_name(family)}") for family in self.families]
        return self._page(f"Stage: {stage.replace('-', ' ')}", sections, pages if stage == NOTICE else [])

    def _attribute(self, attribute: Attribute) -> Iterator[Line]:
        """What an attribute says, and each rule that concludes it; or, of one the facts state, what it is without."""
        label, name = self.words.label, attribute.id
        yield Line(f"About {self.words.kind(attribute.about)}; one of: {', '.join(map(label, attribute.values))}")
        if attribute.default is not None:
            yield Line(f"Stated by the facts; where they do not state it: {label(attribute.default)}")
        if attribute.guard is not None:
            guard = self.rulebook.attributes[attribute.guard.attribute].title
            yield Line(f"Looked at only where this holds: {guard}")
        rules = [rule.id for rule in written(self.rulebook) if rule.attribute == name]
        yield from map(self._rule, rules)
        if any(rule.provision for rule in self.rulebook.rules if rule.attribute == name):
            yield Line("Concluded by the limbs themselves: the page of each limb says when.")
        if attribute.otherwise is not None:
            yield Line(f"Where no rule concludes it: {unconcluded(self.rulebook, name)}")
        readers = tuple(reading(self.rulebook, name))
        if readers:
            yield Line("Rules that read it:", under=readers)

    def _rule(self, name: str) -> Line:
        rule = self.rulebook.rule[name]
        outline = tell_rule(self.rulebook, name, self.rulebook.places["rule", name])
        told = {section.id: Line(f"{section.title}:", under=section.lines) for section in outline.sections}
        concludes = Line(f"It then concludes: {self.words.label(rule.value)}")
        under = [told["when"], concludes, told["says"], told["sources"], *self._shown(name, "Shown by")]
        return Line(rule.title, note=name, under=under)

    def _question(self, entry: QuestionEntry) -> Section:
        outline = tell_question(self.rulebook, entry.id)
        lines = [Line(f"{key}: {value}") for key, value in outline.facts[1:]]
        lines += [Line(f"{section.title}:", under=section.lines) for section in outline.sections]
        return Section(entry.id, f"{entry.title} ({entry.id})", (*lines, *self._shown(entry.id, "Put in")))

    def _page(self, title: str, sections: Sequence[Section], pages: Iterable[tuple[str, str]] = ()) -> str:
        header = self.rulebook.header
        outline = Outline(title, (), tuple(sections), header.disclaimer, statute=header.statute)
        return markdown(outline, [LAW, *pages])

    def _shown(self, rule: str, title: str) -> Iterator[Line]:
        """Some of the scenarios in which a rule holds."""
        found = showing(self.scenarios, rule)
        if found:
            told = f"{title}, among others:" if len(found) > MOST_SHOWING else f"{title}:"
            yield Line(told, under=list(scenario_lines(found[:MOST_SHOWING])))
