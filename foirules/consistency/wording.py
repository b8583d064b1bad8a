"""Lint of texts: what they name is filled in, nothing unfinished is left, and no two things bear one title."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator

from foirules.consistency.entries import Entry, written
from foirules.consistency.findings import Found, LintRules, Pack
from foirules.errors import PackError, listed, quoted
from foirules.law.limb_rules import elements_of
from foirules.law.sentences import check_sentence

RULES = LintRules()

_UNFINISHED = re.compile(
    r"\b(TODO|FIXME|TBC|TBD|XXX|lorem ipsum|to be (?:confirmed|written|decided|completed))\b|\?{2,}|\[\W*\]"
)
_AMERICAN = {
    "artifact": "artefact",
    "behavior": "behaviour",
    "canceled": "cancelled",
    "catalog": "catalogue",
    "center": "centre",
    "color": "colour",
    "defense": "defence",
    "favor": "favour",
    "favorable": "favourable",
    "fulfill": "fulfil",
    "honor": "honour",
    "labeled": "labelled",
    "labor": "labour",
    "neighbor": "neighbour",
    "offense": "offence",
    "program": "programme",
    "skeptical": "sceptical",
    "traveled": "travelled",
}
_AMERICAN_WORD = re.compile(rf"\b(?:{'|'.join(_AMERICAN)})\b", re.IGNORECASE)


@RULES.rule("says-names-unknown", "A sentence that names in braces what is not filled in there.")
def _names_unknown(pack: Pack) -> Iterator[Found]:
    for text in pack.texts:
        known = text.filled or frozenset()
        try:
            check_sentence(text.text, known, text.key)
        except PackError as error:
            mend = error.mend if text.filled else "write it out: nothing is filled in here"
            yield Found(text.entry[1], f"the {text.entry[0]} {quoted(text.entry[1])}: {error.what}", mend, text.entry)


@RULES.rule("blank-in-sentence", "A question that names other limbs of the limb that asks it, which has none.")
def _blank(pack: Pack) -> Iterator[Found]:
    rulebook = pack.rulebook
    for name, tree in rulebook.tests.items():
        limb = rulebook.limbs[name]
        for element in dict.fromkeys(elements_of(tree)):
            named = _fields(rulebook.elements[element].asks) if element in rulebook.elements else set()
            for field, key, has in (
                ("rivals", "exclusive_with", limb.exclusive_with),
                ("through", "through", limb.through),
            ):
                if field in named and not has:
                    says = f"{name} asks {quoted(element)}, which names {{{field}}}, and {name} has no `{key}`"
                    yield Found(name, says, f"add `{key}`, or leave the element out", ("limb", name))


def _fields(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


@RULES.rule("duplicate-title", "Two rules, limbs, checks, questions or sections with one title.")
def _duplicate_title(pack: Pack) -> Iterator[Found]:
    rulebook = pack.rulebook
    groups: tuple[tuple[str, Iterable[tuple[str, str]]], ...] = (
        ("rule", ((rule.id, rule.title) for rule in written(rulebook))),
        ("limb", ((name, limb.title) for name, limb in rulebook.limbs.items())),
        ("check", ((check.id, check.title) for check in rulebook.checks.values())),
        ("question", ((question.id, question.title) for question in rulebook.questions)),
        ("switch", ((name, switch.asks) for name, switch in rulebook.switches.items())),
        ("section", rulebook.section_titles.items()),
    )
    for kind, titled in groups:
        bearing: dict[str, list[str]] = {}
        for name, title in titled:
            bearing.setdefault(title.casefold(), []).append(name)
        for names in bearing.values():
            for name in names[1:]:
                says = f"the {kind}s {listed([quoted(one) for one in names], 'and')} have one title"
                yield Found(name, says, "say in each title what sets it apart", (kind, name))


@RULES.rule("placeholder-in-text", "A text that was left unfinished.")
def _unfinished(pack: Pack) -> Iterator[Found]:
    for entry, key, found in _matching(pack, _UNFINISHED):
        says = f"`{key}` of the {entry[0]} {quoted(entry[1])} holds {quoted(found)}"
        yield Found(entry[1], says, "finish the text", entry)


@RULES.rule("british-spelling", "A word in American spelling.")
def _american(pack: Pack) -> Iterator[Found]:
    for entry, key, found in _matching(pack, _AMERICAN_WORD):
        if key != "cite":
            says = f"`{key}` of the {entry[0]} {quoted(entry[1])} holds {quoted(found)}"
            yield Found(entry[1], says, f"write {_AMERICAN[found.lower()]}", entry)


def _matching(pack: Pack, pattern: re.Pattern[str]) -> Iterator[tuple[Entry, str, str]]:
    for text in pack.texts:
        for found in pattern.finditer(text.text):
            yield text.entry, text.key, found[0]
