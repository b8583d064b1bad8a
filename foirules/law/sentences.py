"""What the pack's sentences may name in braces. Anything else is refused when the pack is loaded, never filled in.

A sentence is filled with words that exist for every subject of its kind, and a rule's also with the values of the
attributes that the rule has matched whenever it holds. Nothing is formatted: no `{x.y}`, `{x!r}` or `{x:>9}`.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator
from typing import get_args

from foirules.errors import PackError, quoted
from foirules.law.alternatives import alternatives
from foirules.law.conditions import Has
from foirules.law.pack_files import Duty
from foirules.law.rulebook import Rule, Rulebook

EVERYWHERE = frozenset({"subject", "request", "regulator", "viewpoint"})
BELOW = {
    "item": frozenset({"item", "part"}),
    "application": frozenset({"claim", "provision", "provision_title", "interest", "through", "rivals"}),
}
"""Words that a sentence about a subject of this kind, or of a kind below it, may name as well."""
QUESTION = "question"
APPLICATION = "application"


def placeholders(rulebook: Rulebook, kind: str) -> frozenset[str]:
    """The words a sentence about a subject of this kind may name: its own, and those of its ancestors."""
    chain = (kind, *rulebook.ancestors[kind])
    words = EVERYWHERE.union(*(BELOW.get(one, ()) for one in chain))
    if QUESTION in chain:
        words |= frozenset.intersection(*(frozenset(rulebook.header.words.get(duty, ())) for duty in get_args(Duty)))
    return words


def matched(rule: Rule) -> frozenset[str]:
    """The attributes of the rule's subject and its ancestors that it has matched whichever way it holds."""
    rows = alternatives(rule.when)
    return frozenset.intersection(*(frozenset(leaf.attribute for leaf in row if isinstance(leaf, Has)) for row in rows))


def check_sentence(text: str, known: Iterable[str], key: str) -> None:
    """Raise PackError where the sentence under `key` names what is not known, or formats what it names."""
    try:
        fields = [field[1:] for field in string.Formatter().parse(text)]
    except ValueError as error:
        what = f"`{key}` is not a sentence with placeholders: {error}"
        raise PackError(what, mend="write {{ for { and }} for }") from None
    for name, spec, conversion in fields:
        if name is None:
            continue
        if name not in known:
            mend = "name one of " + ", ".join(sorted(known))
            raise PackError(f"`{key}` names {quoted(f'{{{name}}}')}, which does not exist for every subject", mend=mend)
        if spec or conversion:
            raise PackError(f"`{key}` formats {{{name}}}", mend=f"write {{{name}}} alone")


def check_sentences(rulebook: Rulebook) -> None:
    """Raise PackError, with its place, for the first sentence outside the rules that names what it may not.

    The sentences of the rules themselves are checked with the rules.
    """
    for what, id_, key, text, kind in _sentences(rulebook):
        try:
            check_sentence(text, placeholders(rulebook, kind), key)
        except PackError as error:
            error.what = f"{what} `{id_}`: {error.what}"
            error.where = rulebook.places.get((what, id_))
            raise


def _sentences(rulebook: Rulebook) -> Iterator[tuple[str, str, str, str, str]]:
    """What the sentence belongs to, its id, the key it is under, the sentence, and the kind it is about."""
    for attribute in rulebook.attributes.values():
        if attribute.otherwise_says is not None:
            yield "attribute", attribute.id, "otherwise_says", attribute.otherwise_says, attribute.about
    for question in rulebook.questions:
        yield "question", question.id, "what", question.what, question.about
        yield "question", question.id, "asks", question.asks, question.about
        if question.why is not None:
            yield "question", question.id, "why", question.why, question.about
    for name, element in rulebook.elements.items() if APPLICATION in rulebook.kinds else ():
        yield "element", name, "asks", element.asks, APPLICATION
