"""The words a decision is told in: labels, finders, places, provisions, and the pack's sentences with items renamed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from foirules.explain.words import ELEMENT
from foirules.law.calendar import spell
from foirules.law.rulebook import Rulebook
from foirules.model.decision import ClaimMade, Decision, Missing, Node, Source
from foirules.report.grouping import capital, join, renamed

PRACTICE = "practice"


class DecisionWords:
    """Tells the values, people, places and sentences of one decision, in the labels of its pack."""

    def __init__(self, decision: Decision, rulebook: Rulebook) -> None:
        self.decision = decision
        self.rulebook = rulebook
        self.header = rulebook.header
        self.claims: dict[str, ClaimMade] = {claim.id: claim for claim in decision.claims}

    @property
    def decided(self) -> bool:
        """Whether the decision is one on a complaint or an appeal, which can require steps, and not a response."""
        return self.decision.viewpoint in ("commissioner", "tribunal")

    def label(self, value: str) -> str:
        """A value as a reader says it."""
        return self.header.labels.get(value, value.replace("_", " "))

    def finder(self, who: str) -> str:
        """Who found or stated something."""
        return self.header.finders.get(who, who)

    def place(self, by: str | None, at: str | None) -> str:
        """Who found something and where it is written, as far as known."""
        return ", ".join(part for part in (self.finder(by) if by else "", at or "") if part)

    def provision(self, claim: str) -> str:
        """The limb of a claim, with the limbs it is claimed through."""
        made = self.claims[claim]
        return f"{made.provision} by {join(made.by)}" if made.by else made.provision

    def provisions(self, claims: Iterable[str]) -> str:
        """The limbs of several claims; those claimed in the alternative are joined by "or"."""
        sets: dict[str, dict[str, None]] = {}
        for claim in claims:
            alternatives = self.claims[claim].alternatives
            sets.setdefault(f"@{alternatives}" if alternatives else claim, {})[self.provision(claim)] = None
        return join(dict.fromkeys(" or ".join(names) for names in sets.values()))

    def sources(self, sources: Iterable[Source]) -> tuple[Source, ...]:
        """The sources a reader can look up, each once: a convention of the pack itself is none."""
        return tuple(source for source in dict.fromkeys(sources) if source.cite not in self._practice)

    @cached_property
    def _practice(self) -> frozenset[str]:
        return frozenset(entry.cite for entry in self.rulebook.authorities.values() if entry.kind == PRACTICE)

    def says(self, node: Node, item: str, name: str) -> str:
        """A node's sentence, with another name for the item."""
        rule = self.rulebook.rule.get(node.rule)
        attribute = self.rulebook.attributes[next(iter(node.concludes))]
        return renamed(rule.says if rule else attribute.otherwise_says or "", node.says, item, name)

    def asks(self, entry: Missing, item: str, name: str) -> str:
        """The question of something missing, with another name for the item."""
        element = self.rulebook.elements.get(entry.what)
        for template in [element.asks] if element else [question.asks for question in self.rulebook.questions]:
            text = renamed(template, entry.asks, item, name)
            if text != entry.asks:
                return text
        return entry.asks

    def element(self, element: str, value: str, claim: str, duty: str) -> str:
        """The question an element asks of a claim, and the answer found."""
        made, header = self.claims[claim], self.header
        limb = self.rulebook.limbs[made.provision]
        through = self.rulebook.limbs[made.by[0]] if len(made.by) == 1 else limb
        words = _Words(
            header.words.get(duty, {}),  # type: ignore[call-overload]
            provision=made.provision,
            provision_title=limb.title,
            interest=through.interest or limb.interest or limb.title,
            rivals=", ".join(limb.exclusive_with),
            through=join(made.by),
            regulator=header.regulator,
            viewpoint=self.finder(self.decision.viewpoint),
            claim=claim,
        )
        asks = capital(self.rulebook.elements[element].asks.format_map(words))
        return f"{asks} {capital(ELEMENT.get(value, self.label(value)))}"


class _Words(dict[str, str]):
    """Words for a question of the pack; one that belongs to an item stands for any."""

    def __missing__(self, key: str) -> str:
        return f"the {key}"


def day(value: date | None) -> str:
    """A date as a British reader writes it; "not stated" for none."""
    return spell(value) if value else "not stated"


def item_of(subject: str) -> str | None:
    """The item a subject belongs to, from its id; None for the request."""
    return None if subject == "request" else subject.rpartition("@")[2].partition(":")[0]


def claim_of(subject: str) -> str | None:
    """The claim a subject belongs to, from its id; None for one that is of no claim."""
    claim, at, _ = subject.partition("@")
    return claim if at and claim != "combined" else None
