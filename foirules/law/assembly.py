"""Assemble the files of a pack into a rulebook. Names are resolved here; what they may say is checked after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from foirules.errors import PackError
from foirules.law.conditions import Condition, parse_when
from foirules.law.limb_rules import ELEMENT_VALUES, NO_SINGLE_LIMB, LimbRules, TestCompiler, test_tree
from foirules.law.pack_files import (
    Check,
    Element,
    Limb,
    PackHeader,
    QuestionEntry,
    Records,
    Source,
    Switch,
)
from foirules.law.parts import PackParts, placed
from foirules.law.rulebook import Attribute, Guard, Places, Rule, Rulebook
from foirules.model.reading import Document, Path_

FACTS, NOTICE, QUESTIONS = "facts", "notice", "questions"
YES_NO = ("yes", "no")
T = TypeVar("T")


def assemble(parts: PackParts) -> Rulebook:
    """The rulebook of a pack. Raises PackError, with file and line, where names clash or do not resolve."""
    return _Assembler(parts).rulebook()


class _Assembler:
    def __init__(self, parts: PackParts) -> None:
        self.parts = parts
        self.header_document, self.header = parts.header
        self.stages = {stage: number for number, stage in enumerate(self.header.stages)}
        self.attributes: dict[str, Attribute] = {}
        self.rules: dict[str, Rule] = {}
        self.switches: dict[str, Switch] = {}
        self.elements: dict[str, Element] = {}
        self.limbs: dict[str, Limb] = {}
        self.sections: dict[str, str] = {}
        self.section_titles: dict[str, str] = {}
        self.tests: dict[str, object] = {}
        self.questions: list[QuestionEntry] = []
        self.checks: dict[str, Check] = {}
        self.authorities: dict[str, Source] = {}
        self.records: Records | None = None
        self.written: dict[tuple[str, str], tuple[Document, Path_]] = {
            ("pack", key): (self.header_document, (key,)) for key in PackHeader.model_fields
        }

    def rulebook(self) -> Rulebook:
        with placed(self.header_document, ("kinds",)):
            self._check_frame()
        for document, records in self.parts.records:
            if self.records is not None:
                raise PackError("the ages of records are there twice", mend="keep one", where=document.where())
            self.records = records.records
        for document, authorities in self.parts.authorities:
            for name, source in authorities.authorities.items():
                self._add(self.authorities, name, source, document, ("authorities", name), "authority")
        self._declare_inputs()
        for document, attributes in self.parts.attributes:
            for name, entry in attributes.attributes.items():
                with placed(document, ("attributes", name)):
                    attribute = self._attribute(name, entry)
                self._add(self.attributes, name, attribute, document, ("attributes", name), "attribute")
        self._limb_rules()
        self._reasoning_rules()
        self._question_rules()
        self._check_rules()
        return Rulebook(
            header=self.header,
            kinds=dict(self.header.kinds),
            relations={name: (r.source, r.target) for name, r in self.header.relations.items()},
            stages=tuple(self.header.stages),
            attributes=self.attributes,
            rules=tuple(self.rules.values()),
            switches=self.switches,
            elements=self.elements,
            limbs=self.limbs,
            tests=self.tests,
            sections=self.sections,
            section_titles=self.section_titles,
            questions=tuple(self.questions),
            checks=self.checks,
            authorities=self.authorities,
            records=self.records,
            places=Places(self.written),
        )

    def _check_frame(self) -> None:
        header = self.header
        if header.stages[0] != FACTS or len(self.stages) != len(header.stages):
            raise PackError(f"the stages must begin with `{FACTS}` and not repeat", mend="list each stage once")
        roots = [kind for kind, parent in header.kinds.items() if parent is None]
        if len(roots) != 1:
            raise PackError("exactly one kind must have no parent", mend="write `request: null`")
        for kind in header.kinds:
            seen: set[str] = set()
            step: str | None = kind
            while step is not None:
                if step in seen or step not in header.kinds:
                    raise PackError(f"the parents of kind `{kind}` do not end at `{roots[0]}`", mend="mend `kinds`")
                seen.add(step)
                step = header.kinds[step]
        for name, relation in header.relations.items():
            for end in (relation.source, relation.target):
                if end not in header.kinds:
                    raise PackError(f"the relation `{name}` names the unknown kind `{end}`", mend="mend `relations`")

    def _add(self, into: dict[str, T], name: str, value: T, document: Document, path: Path_, what: str) -> None:
        if name in into:
            raise PackError(f"the {what} `{name}` is defined twice", mend="rename one", where=document.where(path))
        into[name] = value
        self.written[what, name] = document, path

    def _stage(self, name: str) -> int:
        if name not in self.stages:
            raise PackError(f"no stage `{name}`", mend=f"add it to `stages` in {self.header_document.file}")
        return self.stages[name]

    def _attribute(self, name: str, entry: object) -> Attribute:
        from foirules.law.pack_files import Attribute as Entry

        assert isinstance(entry, Entry)
        derived = entry.otherwise is not None
        if derived == (entry.default is not None):
            raise PackError("give either `default` (an input) or `otherwise` (a conclusion)", mend="remove one")
        if derived != (entry.stage is not None):
            raise PackError("a conclusion needs a `stage`, an input must not have one", mend="mend the entry")
        guard = None
        stage = self._stage(entry.stage or FACTS)
        if entry.guard is not None:
            stage = self._stage(entry.guard.stage)
            guard = Guard(stage, entry.guard.attribute, frozenset(entry.guard.values), entry.guard.otherwise)
        return Attribute(
            id=name,
            about=entry.about,
            values=tuple(entry.values),
            stage=stage,
            title=entry.title,
            default=entry.default,
            otherwise=entry.otherwise,
            otherwise_says=entry.otherwise_says,
            structural=entry.structural,
            quiet=entry.quiet,
            guard=guard,
        )

    def _input(
        self, name: str, about: str, values: tuple[str, ...], title: str, default: str, structural: bool
    ) -> None:
        if name in self.attributes:
            what = f"`{name}` is the name of two things that a rule could read"
            raise PackError(what, mend="rename one", where=Places(self.written).get(("element", name)))
        self.attributes[name] = Attribute(name, about, values, 0, title, default=default, structural=structural)

    def _declare_inputs(self) -> None:
        """The inputs that follow from other files: a switch each, an element each, the provision claimed."""
        root = next(kind for kind, parent in self.header.kinds.items() if parent is None)
        for document, switches in self.parts.switches:
            for name, switch in switches.switches.items():
                self._add(self.switches, name, switch, document, ("switches", name), "switch")
                values = tuple(switch.values)
                self._input(f"switch-{name}", root, values, f"policy switch {name}", values[0], structural=False)
        shared = [(d, file.elements) for d, file in self.parts.elements]
        own = [(d, file.elements) for d, file in self.parts.provisions]
        for document, elements in shared + own:
            for name, element in elements.items():
                self._add(self.elements, name, element, document, ("elements", name), "element")
                values = ELEMENT_VALUES[element.values]
                with placed(document, ("elements", name)):
                    self._input(name, "application", values, name.replace("-", " "), "unknown", structural=False)
        for document, file in self.parts.provisions:
            self._add(self.section_titles, file.section, file.title, document, ("section",), "section")
            for name, limb in file.limbs.items():
                self._add(self.limbs, name, limb, document, ("limbs", name), "limb")
                self.sections[name] = file.section
        if self.limbs:
            names = tuple(self.limbs)
            self._input("provision", "application", (*names, "none"), "provision claimed", "none", structural=True)
            through = sorted({name for limb in self.limbs.values() for name in limb.through})
            self._input(
                "through",
                "application",
                (*through, *sorted(NO_SINGLE_LIMB)),
                "claimed through",
                "none",
                structural=False,
            )

    def _limb_rules(self) -> None:
        ancestors = frozenset(self._ancestors("application")) if self.limbs else frozenset[str]()
        values = {name: attribute.values for name, attribute in self.attributes.items()}
        compiler = TestCompiler(self.elements, values)
        statuses = {str(status): words for status, words in self.header.statuses.items()}
        for document, file in self.parts.provisions:
            for name, limb in file.limbs.items():
                with placed(document, ("limbs", name)):
                    for other in (*limb.through, *limb.exclusive_with):
                        if other not in self.limbs:
                            raise PackError(
                                f"{name} names {other}, which this pack does not have", mend="mend the name"
                            )
                    self.tests[name] = tree = test_tree(limb, self.limbs)
                    for rule in LimbRules(name, self.limbs, statuses).rules(tree, compiler, ancestors):
                        self._add_rule(rule, document, ("limbs", name))

    def _reasoning_rules(self) -> None:
        for document, file in self.parts.reasoning:
            for number, entry in enumerate(file.rules):
                path: Path_ = ("rules", number)
                ((attribute, value),) = entry.then.items()
                with placed(document, (*path, "when")):
                    when = self._when(entry.when, entry.about)
                rule = Rule(
                    id=entry.id,
                    title=entry.title,
                    about=entry.about,
                    when=when,
                    attribute=attribute,
                    value=value,
                    says=entry.says,
                    sources=tuple(entry.sources),
                    warning=entry.warning,
                )
                self._add_rule(rule, document, path)

    def _question_rules(self) -> None:
        for document, file in self.parts.questions:
            for number, entry in enumerate(file.questions):
                path: Path_ = ("questions", number)
                self.questions.append(entry)
                self.written["question", entry.id] = document, path
                self._conclude_yes(
                    f"asks {entry.id}",
                    QUESTIONS,
                    entry.id,
                    entry,
                    entry.when,
                    document,
                    path,
                    says=entry.what,
                )

    def _check_rules(self) -> None:
        for document, file in self.parts.checks:
            for number, check in enumerate(file.checks):
                path: Path_ = ("checks", number)
                self._add(self.checks, check.id, check, document, path, "check")
                owed = f"{check.id} is owed: {check.title[0].lower()}{check.title[1:]}."
                self._conclude_yes(f"owes {check.id}", NOTICE, check.id, check, check.when, document, path, says=owed)
                for key, when in (("shown", check.shown_when), ("missing", check.missing_when)):
                    if when is not None:
                        says = f"{check.id} is {key}."
                        attribute = f"{key} {check.id}"
                        self._conclude_yes(
                            attribute,
                            NOTICE,
                            f"{check.id}/{key}",
                            check,
                            when,
                            document,
                            (*path, f"{key}_when"),
                            says=says,
                        )

    def _conclude_yes(
        self,
        attribute: str,
        stage: str,
        rule_id: str,
        entry: QuestionEntry | Check,
        when_data: Mapping[str, object],
        document: Document,
        path: Path_,
        *,
        says: str,
    ) -> None:
        with placed(document, path):
            when = self._when(when_data, entry.about)
            number = self._stage(stage)
        self.attributes[attribute] = Attribute(
            attribute, entry.about, YES_NO, number, entry.title, otherwise="no", quiet=True
        )
        rule = Rule(
            id=rule_id,
            title=entry.title,
            about=entry.about,
            when=when,
            attribute=attribute,
            value="yes",
            says=says,
            sources=tuple(entry.sources),
        )
        self._add_rule(rule, document, path)

    def _when(self, data: Mapping[str, object], about: str) -> Condition:
        if about not in self.header.kinds:
            raise PackError(f"no kind `{about}`", mend="use one of " + ", ".join(self.header.kinds))
        return parse_when(data, frozenset(self._ancestors(about)))

    def _ancestors(self, kind: str) -> Iterator[str]:
        parent = self.header.kinds.get(kind)
        while parent is not None:
            yield parent
            parent = self.header.kinds[parent]

    def _add_rule(self, rule: Rule, document: Document, path: Path_) -> None:
        self._add(self.rules, rule.id, rule, document, path, "rule")
