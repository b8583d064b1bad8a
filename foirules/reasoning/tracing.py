"""Make the trace of a run: one node for each rule on each subject, kept where a reported conclusion rests on it.

Shared by both engines, so that equal runs give equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from foirules.engine.driver import Conclusion, Run
from foirules.engine.world import Key
from foirules.law.limb_rules import elements_of
from foirules.law.rulebook import for_duty
from foirules.model.decision import Fact, Node, Source
from foirules.reasoning.wording import Wording


class Tracer:
    """Turns the conclusions of a run into nodes that cite their sources and name their facts."""

    def __init__(self, run: Run, wording: Wording) -> None:
        self.run = run
        self.rulebook = run.rulebook
        self.wording = wording
        self._sources: dict[str, Source] = {}
        self.concluded: dict[Key, list[Conclusion]] = {}
        for conclusion in run.conclusions:
            self.concluded.setdefault((conclusion.attribute, conclusion.subject), []).append(conclusion)

    def trace(self, roots: Iterable[Key]) -> list[Node]:
        """The nodes of the roots and of everything they rest on, sorted by stage, subject and rule."""
        kept: dict[Key, None] = {}
        pending = [key for key in roots if key in self.concluded]
        while pending:
            key = pending.pop()
            if key in kept:
                continue
            kept[key] = None
            for conclusion in self.concluded[key]:
                pending.extend(matched for matched in conclusion.matched if matched in self.concluded)
        order = self.run.world.subjects
        position = {subject: number for number, subject in enumerate(order)}
        nodes = [conclusion for key in kept for conclusion in self.concluded[key]]
        attributes = self.rulebook.attributes
        nodes.sort(key=lambda c: (attributes[c.attribute].stage, position[c.subject], node_rule(c)))
        return [self.node(conclusion) for conclusion in nodes]

    def node(self, conclusion: Conclusion) -> Node:
        """One conclusion as a node."""
        attribute = self.rulebook.attributes[conclusion.attribute]
        labels = self.rulebook.header.labels
        lineage = set(self.run.world.subjects[conclusion.subject].lineage.values())
        matched = {name: self.run.values[name, one] for name, one in conclusion.matched if one in lineage}
        extra = {name: labels.get(value, value.replace("_", " ")) for name, value in matched.items()}
        warning = False
        sources: list[Source] = []
        if conclusion.rule is None:
            template = attribute.otherwise_says or ""
        else:
            rule = self.rulebook.rule[conclusion.rule]
            template, warning = rule.says, rule.warning
            sources = self.sources(rule.sources, conclusion.subject)
        return Node(
            id=node_id(conclusion),
            stage=self.rulebook.stages[attribute.stage],
            rule=node_rule(conclusion),
            subject=conclusion.subject,
            concludes={conclusion.attribute: conclusion.value},
            facts=list(self._facts(conclusion)),
            because=sorted({node_id(c) for key in conclusion.matched for c in self.concluded.get(key, ())}),
            sources=sources,
            says=self.wording.sentence(template, conclusion.subject, extra),
            warning=warning,
        )

    def sources(self, names: Iterable[str], subject: str) -> list[Source]:
        """Source references as a reader cites them; of one written for each duty, the one for the subject's."""
        duty = self.wording.duty(subject)
        return [self._source(for_duty(name, duty)) for name in names]

    def _source(self, name: str) -> Source:
        if name not in self._sources:
            citation = self.rulebook.cite(name)
            self._sources[name] = Source(cite=citation.cite, uri=citation.uri)
        return self._sources[name]

    def _facts(self, conclusion: Conclusion) -> Iterator[Fact]:
        for name, subject in sorted(conclusion.matched or self._elements(conclusion)):
            attribute = self.rulebook.attributes[name]
            given = self.run.world.given.get((name, subject))
            if not attribute.is_input or given is None or (attribute.structural and given.by is None):
                continue
            if given.value != attribute.default or given.by is not None:
                yield Fact(fact=name, value=given.value, detail=given.detail, by=given.by, at=given.at, on=given.on)

    def _elements(self, conclusion: Conclusion) -> set[Key]:
        """The elements of a test that was left open: what was found of it is shown all the same."""
        if conclusion.attribute != "test":
            return set()
        tree = self.rulebook.tests.get(self.run.values["provision", conclusion.subject])
        return {(name, conclusion.subject) for name in elements_of(tree)}


def node_rule(conclusion: Conclusion) -> str:
    """The rule a node names: for want of any, the attribute's `otherwise`."""
    return conclusion.rule or f"{conclusion.attribute}-otherwise"


def node_id(conclusion: Conclusion) -> str:
    """A node's id: its rule and its subject."""
    return f"{node_rule(conclusion)}/{conclusion.subject}"
