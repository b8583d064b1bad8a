"""The rulebook: a rule pack assembled into what an engine runs. Immutable, and free of any file format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from foirules.errors import Where
from foirules.law.alternatives import Row, alternatives
from foirules.law.conditions import Condition
from foirules.law.pack_files import Check, Element, Limb, PackHeader, QuestionEntry, Records, Source, Switch
from foirules.model.reading import Document, Path_

REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Attribute:
    """What may be said of a kind of subject. An input comes from the facts; the others rules conclude."""

    id: str
    about: str
    values: tuple[str, ...]
    stage: int
    title: str
    default: str | None = None
    otherwise: str | None = None
    otherwise_says: str | None = None
    structural: bool = False
    quiet: bool = False
    guard: Guard | None = None

    @property
    def is_input(self) -> bool:
        """Whether the facts state it, rather than a rule."""
        return self.default is not None


@dataclass(frozen=True, slots=True)
class Guard:
    """Until `stage`, and unless `attribute` of the same subject has one of `values`, the input reads `otherwise`."""

    stage: int
    attribute: str
    values: frozenset[str]
    otherwise: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: on every subject of its kind, when the condition holds, the attribute has the value."""

    id: str
    title: str
    about: str
    when: Condition
    attribute: str
    value: str
    says: str
    sources: tuple[str, ...]
    warning: bool = False
    provision: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A source as a reader sees it."""

    cite: str
    uri: str | None


class Places(Mapping[tuple[str, str], Where]):
    """Where each thing of a pack is written, by what it is and its id: `("rule", "engaged-by-test")`.

    A place is worked out when it is asked for, because few of them ever are.
    """

    def __init__(self, written: Mapping[tuple[str, str], tuple[Document, Path_]]) -> None:
        self.written = written

    def __getitem__(self, key: tuple[str, str]) -> Where:
        document, path = self.written[key]
        return document.where(path)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.written)

    def __len__(self) -> int:
        return len(self.written)


@dataclass(frozen=True)
class Rulebook:
    """Everything an engine and a report need of a pack. Built by `foirules.law.assembly.assemble`."""

    header: PackHeader
    kinds: Mapping[str, str | None]
    relations: Mapping[str, tuple[str, str]]
    stages: tuple[str, ...]
    attributes: Mapping[str, Attribute]
    rules: tuple[Rule, ...]
    switches: Mapping[str, Switch] = field(default_factory=dict)
    elements: Mapping[str, Element] = field(default_factory=dict)
    limbs: Mapping[str, Limb] = field(default_factory=dict)
    tests: Mapping[str, Any] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)
    section_titles: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[QuestionEntry, ...] = ()
    checks: Mapping[str, Check] = field(default_factory=dict)
    authorities: Mapping[str, Source] = field(default_factory=dict)
    records: Records | None = None
    places: Mapping[tuple[str, str], Where] = field(default_factory=dict)

    @cached_property
    def rules_by_stage(self) -> tuple[tuple[Rule, ...], ...]:
        """The rules of each stage, in the order written."""
        by_stage: list[list[Rule]] = [[] for _ in self.stages]
        for rule in self.rules:
            by_stage[self.attributes[rule.attribute].stage].append(rule)
        return tuple(tuple(rules) for rules in by_stage)

    @cached_property
    def alternatives(self) -> Mapping[str, tuple[Row, ...]]:
        """For each rule by id, every way its condition can hold."""
        return {rule.id: alternatives(rule.when) for rule in self.rules}

    @cached_property
    def rule(self) -> Mapping[str, Rule]:
        """The rules by id."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def ancestors(self) -> Mapping[str, tuple[str, ...]]:
        """For each kind of subject, its ancestors' kinds from the nearest up."""
        chains: dict[str, tuple[str, ...]] = {}
        for kind in self.kinds:
            chain: list[str] = []
            parent = self.kinds[kind]
            while parent is not None:
                chain.append(parent)
                parent = self.kinds[parent]
            chains[kind] = tuple(chain)
        return chains

    def switch_at(self, switch: str, day: date) -> tuple[str, str, tuple[str, ...]]:
        """A switch's default on a day: its value, why, and the sources."""
        for entry in self.switches[switch].default:
            if (entry.start is None or entry.start <= day) and (entry.end is None or day < entry.end):
                return entry.value, entry.because, tuple(entry.sources)
        raise LookupError(switch)

    def cite(self, source: str) -> Citation:
        """A source reference resolved to what a reader cites and the address it can be read at."""
        if source in self.authorities:
            authority = self.authorities[source]
            return Citation(authority.cite, authority.uri)
        return Citation(f"{self.header.statute} {source}", statute_uri(self.header.statute_uri, source))


def for_duty(source: str, duty: str | None) -> str:
    """A source, or of one written `s2(1)(b) / s2(2)(b)` the half for confirming or denying, or for communicating.

    >>> for_duty("s2(1)(b) / s2(2)(b)", "communicate")
    's2(2)(b)'
    """
    confirming, slash, communicating = source.partition(" / ")
    return communicating if slash and duty == "communicate" else confirming


def statute_uri(base: str, provision: str) -> str:
    """The legislation.gov.uk identifier of a provision as cited; of a combined one, its first part.

    >>> statute_uri("http://www.legislation.gov.uk/id/ukpga/2000/36", "s40(5B)(a)(i)")
    'http://www.legislation.gov.uk/id/ukpga/2000/36/section/40/5B/a/i'
    """
    section, _, rest = provision.partition("+")[0].removeprefix("s").partition("(")
    levels = [level.strip(")") for level in rest.split("(")] if rest else []
    return "/".join([base, "section", section, *levels])
