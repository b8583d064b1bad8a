"""What a rulebook must be before any engine sees it. Everything refused here has a place, a message and a mend.

Rules read earlier stages only and conclude what is theirs; names, values, sources and sentences exist; and the whole
stays within what an engine can match. durable-rules is a C library that hangs, crashes or answers wrongly outside
its limits: tests/engine/test_durable_faults.py shows each of them, and that no pack can reach it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TypeVar, get_args

from foirules.errors import PackError, Where, quoted
from foirules.law.alternatives import atoms
from foirules.law.conditions import SELF, Has, Some, reads, walk
from foirules.law.pack_files import Duty, Element, Switch
from foirules.law.questions import check_answer
from foirules.law.rulebook import Attribute, Rule, Rulebook, for_duty
from foirules.law.sentences import check_sentence, check_sentences, matched, placeholders

T = TypeVar("T")

MAX_KINDS = 32
MAX_MATCHES = 4_000
MAX_ATOMS = 16_000
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KEYWORDS = frozenset({"all", "any", "some", SELF})
"""Words of the condition language, so that nothing else can go by them."""


def validate(rulebook: Rulebook) -> None:
    """Refuse a rulebook that an engine could not run safely or that contradicts itself. Raises PackError."""
    _frame(rulebook)
    for attribute in rulebook.attributes.values():
        _at(rulebook, "attribute", attribute.id, _attribute, attribute)
    for name in rulebook.limbs:
        _at(rulebook, "limb", name, _limb, name)
    for name, element in rulebook.elements.items():
        _at(rulebook, "element", name, _element, element)
    for rule in rulebook.rules:
        _at(rulebook, "rule", rule.id, _rule, rule)
    for entry in rulebook.questions:
        _at(rulebook, "question", entry.id, check_answer, entry)
    check_sentences(rulebook)
    _size(rulebook)
    _absolute_list(rulebook)
    for name, switch in rulebook.switches.items():
        _at(rulebook, "switch", name, _switch, switch)


def _at(rulebook: Rulebook, what: str, id_: str, check: Callable[[Rulebook, T], None], value: T) -> None:
    """Run a check; give what it refuses the name and the place of the thing checked."""
    try:
        check(rulebook, value)
    except PackError as error:
        error.what = f"{what} `{id_}`: {error.what}"
        error.where = error.where or rulebook.places.get((what, id_)) or _pack(rulebook, "id")
        raise


def _pack(rulebook: Rulebook, key: str) -> Where:
    """The place of a key of pack.yaml."""
    return rulebook.places.get(("pack", key), Where(rulebook.header.id))


def _frame(rulebook: Rulebook) -> None:
    """Kinds and relations have names that conditions can use, and that mean one thing."""
    place = _pack(rulebook, "kinds")
    if len(rulebook.kinds) > MAX_KINDS:
        raise PackError(f"there are more than {MAX_KINDS} kinds", mend="leave some out", where=place)
    for kind in rulebook.kinds:
        if not KEBAB.fullmatch(kind) or kind in KEYWORDS:
            mend = "use small letters, digits and hyphens, and none of " + ", ".join(sorted(KEYWORDS))
            raise PackError(f"the kind {quoted(kind)} cannot be called that", mend=mend, where=place)
    for name in rulebook.relations:
        if name in rulebook.kinds:
            what = f"`{name}` is the name of a relation and of a kind"
            raise PackError(what, mend="rename one", where=_pack(rulebook, "relations"))


def _attribute(rulebook: Rulebook, attribute: Attribute) -> None:
    if attribute.about not in rulebook.kinds:
        raise PackError(f"no kind {quoted(attribute.about)}", mend="use one of " + ", ".join(rulebook.kinds))
    if attribute.id in KEYWORDS or attribute.id in rulebook.kinds:
        raise PackError("a condition reads its name as something else", mend="rename it")
    if len(set(attribute.values)) != len(attribute.values):
        raise PackError("names a value twice", mend="keep one of them")
    for value in (attribute.default, attribute.otherwise):
        if value is not None and value not in attribute.values:
            raise PackError(f"`{value}` is not one of its values", mend="use one of " + ", ".join(attribute.values))
    guard = attribute.guard
    if guard is None:
        return
    if not attribute.is_input:
        raise PackError("only an input can have a guard", mend="give it a `default` instead of an `otherwise`")
    other = rulebook.attributes.get(guard.attribute)
    if other is None or other.about != attribute.about or other.stage >= guard.stage:
        what = f"its guard reads `{guard.attribute}`, which is not concluded before"
        raise PackError(what, mend="guard it by an earlier one")
    if not guard.values <= set(other.values) or guard.otherwise not in attribute.values:
        raise PackError("its guard names a value that does not exist", mend="mend the guard")


def _limb(rulebook: Rulebook, name: str) -> None:
    """A limb is claimed through other limbs, each once, whose own tests ask for nothing beyond themselves."""
    limb = rulebook.limbs[name]
    if name in limb.through or len(set(limb.through)) != len(limb.through):
        raise PackError("`through` names the limb itself, or one limb twice", mend="name each other limb once")
    chained = [other for other in limb.through if limb.if_held and rulebook.limbs[other].if_held]
    if chained:
        what = f"asks whether the information would be in {chained[0]} if held, which asks the same of another limb"
        raise PackError(what, mend="claim it through the limbs on contents")


def _rule(rulebook: Rulebook, rule: Rule) -> None:
    if rule.about not in rulebook.kinds:
        raise PackError(f"no kind {quoted(rule.about)}", mend="use one of " + ", ".join(rulebook.kinds))
    target = rulebook.attributes.get(rule.attribute)
    if target is None:
        raise PackError(f"concludes `{rule.attribute}`, which no file declares", mend="declare it in attributes.yaml")
    if target.is_input or target.about != rule.about:
        mend = "it is an input, or about another kind of subject"
        raise PackError(f"must not conclude `{rule.attribute}`", mend=mend)
    if rule.value not in target.values:
        raise PackError(f"`{rule.value}` is not a value of `{rule.attribute}`", mend="use " + ", ".join(target.values))
    if rule.id.removesuffix("-otherwise") in rulebook.attributes:
        raise PackError("the trace gives this name to an attribute's `otherwise`", mend="rename the rule")
    for name, has, relation in reads(rule.when):
        _read(rulebook, rule, name, has, relation, target)
    _sources(rulebook, rule.sources)
    check_sentence(rule.says, placeholders(rulebook, rule.about) | matched(rule), "says")


def _read(rulebook: Rulebook, rule: Rule, name: str, has: Has, relation: str | None, target: Attribute) -> None:
    attribute = rulebook.attributes.get(name)
    if attribute is None:
        raise PackError(f"reads {quoted(name)}, which no file declares", mend="check the name")
    if attribute.stage >= target.stage:
        raise PackError(
            f"reads `{name}`, which is settled only in stage `{rulebook.stages[attribute.stage]}`",
            mend=f"a rule of stage `{rulebook.stages[target.stage]}` reads earlier stages only",
        )
    for value in sorted(has.values):
        if value not in attribute.values:
            raise PackError(f"{quoted(value)} is not a value of `{name}`", mend="use " + ", ".join(attribute.values))
    if relation is None:
        about = rule.about if has.on == SELF else has.on
    else:
        about = _related_kind(rulebook, rule.about, relation)
    if attribute.about != about:
        raise PackError(f"`{name}` is about a {attribute.about}, not a {about}", mend="ask it of the right subject")


def _related_kind(rulebook: Rulebook, kind: str, relation: str) -> str:
    if relation in rulebook.relations:
        source, target = rulebook.relations[relation]
        if source != kind:
            raise PackError(
                f"the relation `{relation}` starts from a {source}, not a {kind}", mend="use another relation"
            )
        return target
    if relation in rulebook.kinds and kind in rulebook.ancestors[relation]:
        return relation
    raise PackError(f"no relation {quoted(relation)}", mend="use a relation of pack.yaml, or a kind below this one")


def _sources(rulebook: Rulebook, sources: Iterable[str]) -> None:
    for source in {for_duty(ref, duty) for ref in sources for duty in get_args(Duty)}:
        if source not in rulebook.authorities and not (source[:1] == "s" and source[1:2].isdigit()):
            mend = "cite a provision such as s24(2), or add it to authorities.yaml"
            raise PackError(f"no source {quoted(source)}", mend=mend)


def _element(rulebook: Rulebook, element: Element) -> None:
    _sources(rulebook, element.sources)


def _size(rulebook: Rulebook) -> None:
    """The pack as a whole is small enough to be matched: counted after every condition is taken apart."""
    rows = [row for alternatives in rulebook.alternatives.values() for row in alternatives]
    somes = {(rule.about, leaf) for rule in rulebook.rules for leaf in walk(rule.when) if isinstance(leaf, Some)}
    facts = sum(map(atoms, rows)) + sum(1 + len(some.where) for _, some in somes)
    for what, number, most in (
        ("alternatives, every `some` counted once,", len(rows) + len(somes), MAX_MATCHES),
        ("facts to match", facts, MAX_ATOMS),
    ):
        if number > most:
            what = f"the rules have {number:,} {what} and an engine takes at most {most:,}"
            raise PackError(what, mend="split the pack", where=_pack(rulebook, "id"))


def _absolute_list(rulebook: Rulebook) -> None:
    """No limb outside the closed list of s2(3) is absolute, and none inside it is qualified without a case."""
    listed = {name: entry for entry in rulebook.header.absolute for name in entry.provisions}
    place = _pack(rulebook, "absolute")
    for name, limb in rulebook.limbs.items():
        if limb.effect == "no-duty":
            continue
        statuses = {limb.status} if isinstance(limb.status, str) else {case.value for case in limb.status}
        switched = not isinstance(limb.status, str) and any("switch-" in str(case.when) for case in limb.status)
        mend = "mend its status, or `absolute` in pack.yaml"
        here = rulebook.places.get(("limb", name), place)
        if "absolute" in statuses and name not in listed and not switched:
            raise PackError(f"{name} is absolute but not in s2(3)", mend=mend, where=here)
        if statuses == {"qualified"} and name in listed:
            raise PackError(f"{name} is qualified but in s2(3)", mend=mend, where=here)
    for name in listed:
        if rulebook.limbs and name not in rulebook.limbs and _section(name) in rulebook.sections.values():
            what = f"`absolute` lists {name}, which its section does not have"
            raise PackError(what, mend="mend pack.yaml", where=place)


def _section(provision: str) -> str:
    return provision.partition("(")[0]


def _switch(rulebook: Rulebook, switch: Switch) -> None:
    expected: date | None = None
    for number, entry in enumerate(switch.default):
        _sources(rulebook, entry.sources)
        if entry.value not in switch.values:
            raise PackError(f"`{entry.value}` is not one of its values", mend="use " + ", ".join(switch.values))
        if entry.start != expected or (number == 0) != (entry.start is None):
            raise PackError("its defaults leave a gap or overlap", mend="let each `from` be the `until` before it")
        if entry.end is None and number != len(switch.default) - 1:
            raise PackError("has defaults after one without an end", mend="give it `until`")
        if entry.start and entry.end and entry.end - entry.start < timedelta(days=1):
            raise PackError("has a default that ends before it begins", mend="mend its dates")
        expected = entry.end
    if expected is not None:
        raise PackError("has no default after its last date", mend="leave the last `until` out")
