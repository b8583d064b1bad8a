"""What scenarios show of a pack: which limbs are claimed, which rules hold, which outcomes are reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from foirules.engine.driver import Run
from foirules.law.needs import APPLICATION
from foirules.law.rulebook import Rulebook
from foirules.model.reading import Document
from foirules.reasoning.evaluating import Evaluator


@dataclass(frozen=True, slots=True)
class Shown:
    """What one scenario shows: the limbs it claims, the policy switches it sets, and what follows."""

    id: str
    title: str
    limbs: frozenset[str]
    switches: frozenset[str]
    rules: frozenset[str]
    values: frozenset[tuple[str, str]]
    disposals: frozenset[tuple[str, str]] = field(default_factory=frozenset)


def show(rulebook: Rulebook, documents: Iterable[Document]) -> list[Shown]:
    """What each scenario shows, by id. Raises InputError for one that is not good under the pack."""
    evaluator = Evaluator(rulebook, "reference")
    return sorted((_shown(evaluator, document) for document in documents), key=lambda shown: shown.id)


def _shown(evaluator: Evaluator, document: Document) -> Shown:
    run, builder = evaluator.run(document)
    resolved = builder.resolved
    return Shown(
        id=resolved.scenario.id,
        title=resolved.scenario.title,
        limbs=frozenset(claim.provision for claim in resolved.claims.values()),
        switches=frozenset(resolved.scenario.switches),
        rules=frozenset(conclusion.rule for conclusion in run.conclusions if conclusion.rule is not None),
        values=frozenset((attribute, value) for (attribute, _), value in run.values.items()),
        disposals=frozenset(_disposals(run)),
    )


def _disposals(run: Run) -> Iterator[tuple[str, str]]:
    """What became of a claim on each limb."""
    for subject in run.world.by_kind.get(APPLICATION, ()):
        yield run.values["provision", subject], run.values["disposal", subject]


def showing(scenarios: Iterable[Shown], rule: str) -> list[tuple[str, str]]:
    """The scenarios in which a rule holds: (id, title)."""
    return [(shown.id, shown.title) for shown in scenarios if rule in shown.rules]
