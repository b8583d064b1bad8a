"""Everything in a pack that cites a source or holds a text for a reader, entry by entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from foirules.law.needs import APPLICATION
from foirules.law.rulebook import Rule, Rulebook
from foirules.law.sentences import matched, placeholders

Entry = tuple[str, str]
"""What is spoken of: its kind and its id, such as `("limb", "s24(2)")`, as in `Rulebook.places`."""


@dataclass(frozen=True, slots=True)
class Citing:
    """An entry with what it cites; `part` says which part of the entry, where it is not the whole."""

    entry: Entry
    sources: tuple[str, ...]
    part: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of an entry, under the key it is written under.

    `filled` holds the words it may name in braces, and is None where nothing is ever filled in.
    """

    entry: Entry
    key: str
    text: str
    filled: frozenset[str] | None = None


def written(rulebook: Rulebook) -> list[Rule]:
    """The rules written as such, and not made from a limb, a check or a question."""
    asked = {entry.id for entry in rulebook.questions}
    return [
        rule
        for rule in rulebook.rules
        if rule.provision is None and rule.id.partition("/")[0] not in rulebook.checks and rule.id not in asked
    ]


def citing(rulebook: Rulebook) -> Iterator[Citing]:
    """Every entry that has to cite a source, each part of it apart."""
    for name, limb in rulebook.limbs.items():
        yield Citing(("limb", name), tuple(limb.sources))
        for number, case in enumerate(limb.status if not isinstance(limb.status, str) else ()):
            yield Citing(("limb", name), tuple(case.sources), f"status case {number + 1}")
        if limb.cut_off is not None:
            yield Citing(("limb", name), tuple(limb.cut_off.sources), "cut_off")
    for name, element in rulebook.elements.items():
        yield Citing(("element", name), tuple(element.sources))
    for rule in written(rulebook):
        yield Citing(("rule", rule.id), rule.sources)
    for check in rulebook.checks.values():
        yield Citing(("check", check.id), tuple(check.sources))
    for question in rulebook.questions:
        yield Citing(("question", question.id), tuple(question.sources))
    for name, switch in rulebook.switches.items():
        for number, default in enumerate(switch.default):
            yield Citing(("switch", name), tuple(default.sources), f"default {number + 1}")
    for status, words in rulebook.header.statuses.items():
        yield Citing(("pack", "statuses"), tuple(words.sources), status)
    for duty, entry in rulebook.header.duties.items():
        yield Citing(("pack", "duties"), (entry.source,), duty)
    if rulebook.records is not None:
        yield Citing(("pack", "id"), tuple(rulebook.records.sources), "records")


def texts(rulebook: Rulebook) -> Iterator[Text]:
    """Every text that a reader may meet."""
    about_claim = placeholders(rulebook, APPLICATION) if APPLICATION in rulebook.kinds else frozenset[str]()
    for name, limb in rulebook.limbs.items():
        for key, text in (("title", limb.title), ("interest", limb.interest), ("verified", limb.verified)):
            yield from _texts(("limb", name), key, [text])
        yield from _texts(("limb", name), "notes", limb.notes)
    for name, element in rulebook.elements.items():
        yield from _texts(("element", name), "asks", [element.asks], about_claim)
        yield from _texts(("element", name), "guide", [element.guide], about_claim)
    for rule in rulebook.rules:
        entry = ("limb", rule.provision) if rule.provision else ("rule", rule.id)
        yield from _texts(entry, "says", [rule.says], placeholders(rulebook, rule.about) | matched(rule))
    for rule in written(rulebook):
        yield from _texts(("rule", rule.id), "title", [rule.title])
    for attribute in rulebook.attributes.values():
        if ("attribute", attribute.id) in rulebook.places:
            yield from _texts(("attribute", attribute.id), "title", [attribute.title])
            says = [attribute.otherwise_says]
            yield from _texts(
                ("attribute", attribute.id), "otherwise_says", says, placeholders(rulebook, attribute.about)
            )
    for question in rulebook.questions:
        filled = placeholders(rulebook, question.about)
        yield from _texts(("question", question.id), "title", [question.title])
        yield from _texts(("question", question.id), "what", [question.what], filled)
        yield from _texts(("question", question.id), "asks", [question.asks], filled)
    for check in rulebook.checks.values():
        yield from _texts(("check", check.id), "title", [check.title])
        yield from _texts(("check", check.id), "shown_by", [check.shown_by])
    for name, switch in rulebook.switches.items():
        yield from _texts(("switch", name), "asks", [switch.asks])
        yield from _texts(("switch", name), "values", switch.values.values())
        yield from _texts(("switch", name), "contested", [switch.contested])
        yield from _texts(("switch", name), "because", [entry.because for entry in switch.default])
    for name, source in rulebook.authorities.items():
        for key, text in (("cite", source.cite), ("decides", source.decides), ("verified", source.verified)):
            yield from _texts(("authority", name), key, [text])
    yield from _frame(rulebook)


def _frame(rulebook: Rulebook) -> Iterator[Text]:
    header = rulebook.header
    for key, told in (
        ("title", [header.title]),
        ("disclaimer", [header.disclaimer]),
        ("relations", [relation.title for relation in header.relations.values()]),
        ("absolute", [entry.condition for entry in header.absolute]),
        ("words", [text for words in header.words.values() for text in words.values()]),
        ("duties", [entry.title for entry in header.duties.values()]),
        ("finders", header.finders.values()),
        ("labels", header.labels.values()),
    ):
        yield from _texts(("pack", key), key, told)
    for section, title in rulebook.section_titles.items():
        yield from _texts(("section", section), "title", [title])


def _texts(entry: Entry, key: str, told: Iterable[str | None], filled: frozenset[str] | None = None) -> Iterator[Text]:
    for text in told:
        if text is not None:
            yield Text(entry, key, text, filled)
