"""What a rulebook must be before any engine sees it. Everything refused here has a message and a mend.

The limits protect the process: durable-rules is a C library that hangs, crashes or answers wrongly outside
them (each is measured in benchmarks and tested in tests/engine/test_durable_faults.py).
"""

from __future__ import annotations

import string
from collections import Counter
from datetime import date, timedelta

from foirules.errors import PackError, Where
from foirules.law.conditions import All, Any_, Condition, Has, Some, reads, walk
from foirules.law.pack_files import Switch
from foirules.law.rulebook import Attribute, Rule, Rulebook, for_duty

MAX_ATOMS = 15
MAX_SAME_FIRST_ATOM = 200
MAX_CONSTANTS = 480
MAX_ALTERNATIVES = 64
MAX_RULES = 4000
MAX_SOME = 2
CONTEXT = frozenset(
    [
        "act",
        "claim",
        "disclosing",
        "duty",
        "exclusion",
        "interest",
        "item",
        "part",
        "provision",
        "provision_title",
        "regulator",
        "request",
        "subject",
        "through",
        "viewpoint",
    ]
)


def validate(rulebook: Rulebook) -> None:
    """Refuse a rulebook that an engine could not run safely or that contradicts itself. Raises PackError."""
    for attribute in rulebook.attributes.values():
        _attribute(rulebook, attribute)
    if len(rulebook.rules) > MAX_RULES:
        raise PackError(f"the pack has more than {MAX_RULES} rules", mend="split the pack")
    for rule in rulebook.rules:
        try:
            _rule(rulebook, rule)
        except PackError as error:
            if error.where is None:
                file, _, rest = rule.place.partition(".yaml")
                error.where = _where(file + ".yaml" if rest or rule.place else rulebook.header.id, rest)
            error.what = f"rule `{rule.id}`: {error.what}"
            raise
    _engine_limits(rulebook)
    _absolute_list(rulebook)
    for name, switch in rulebook.switches.items():
        _switch(rulebook, name, switch)


def _where(file: str, rest: str) -> Where:
    numbers = [int(part) for part in rest.split(":")[1:3] if part.isdigit()]
    line = numbers[0] if numbers else None
    return Where(file, line, numbers[1] if len(numbers) > 1 else None)


def _attribute(rulebook: Rulebook, attribute: Attribute) -> None:
    def refuse(what: str, mend: str) -> PackError:
        return PackError(f"attribute `{attribute.id}`: {what}", mend=mend, where=_where(rulebook.header.id, ""))

    if attribute.about not in rulebook.kinds:
        raise refuse(f"no kind `{attribute.about}`", "use one of " + ", ".join(rulebook.kinds))
    if len(set(attribute.values)) != len(attribute.values):
        raise refuse("names a value twice", "keep one of them")
    for value in (attribute.default, attribute.otherwise):
        if value is not None and value not in attribute.values:
            raise refuse(f"`{value}` is not one of its values", "use one of " + ", ".join(attribute.values))
    guard = attribute.guard
    if guard is not None:
        other = rulebook.attributes.get(guard.attribute)
        if other is None or other.about != attribute.about or other.stage >= guard.stage:
            raise refuse(
                f"its guard reads `{guard.attribute}`, which is not concluded before",
                "guard it by an earlier one",
            )
        if not guard.values <= set(other.values) or guard.otherwise not in attribute.values:
            raise refuse("its guard names a value that does not exist", "mend the guard")


def _rule(rulebook: Rulebook, rule: Rule) -> None:
    if rule.about not in rulebook.kinds:
        raise PackError(f"no kind `{rule.about}`", mend="use one of " + ", ".join(rulebook.kinds))
    target = rulebook.attributes.get(rule.attribute)
    if target is None:
        raise PackError(f"concludes `{rule.attribute}`, which no file declares", mend="declare it in attributes.yaml")
    if target.is_input or target.about != rule.about:
        raise PackError(
            f"must not conclude `{rule.attribute}`", mend="it is an input, or about another kind of subject"
        )
    if rule.value not in target.values:
        raise PackError(f"`{rule.value}` is not a value of `{rule.attribute}`", mend="use " + ", ".join(target.values))
    for name, has, relation in reads(rule.when):
        _read(rulebook, rule, name, has, relation, target)
    for source in {for_duty(ref, duty) for ref in rule.sources for duty in ("confirm_or_deny", "communicate")}:
        if source not in rulebook.authorities and not _is_statute(source):
            raise PackError(
                f"no source `{source}`", mend="cite a provision such as s24(2), or add it to authorities.yaml"
            )
    known = CONTEXT | {leaf.attribute for leaf in walk(rule.when) if isinstance(leaf, Has)}
    try:
        fields = [field for _, field, _, _ in string.Formatter().parse(rule.says) if field is not None]
    except ValueError as error:
        raise PackError(f"`says` is not a sentence with placeholders: {error}", mend="write {{ for a brace") from None
    for field in fields:
        if field not in known:
            raise PackError(f"`says` names {{{field}}}, which the rule does not have", mend="name what `when` reads")


def _read(rulebook: Rulebook, rule: Rule, name: str, has: Has, relation: str | None, target: Attribute) -> None:
    attribute = rulebook.attributes.get(name)
    if attribute is None:
        raise PackError(f"reads `{name}`, which no file declares", mend="check the name")
    if attribute.stage >= target.stage:
        raise PackError(
            f"reads `{name}`, which is settled only in stage `{rulebook.stages[attribute.stage]}`",
            mend=f"a rule of stage `{rulebook.stages[target.stage]}` reads earlier stages only",
        )
    for value in sorted(has.values):
        if value not in attribute.values:
            raise PackError(f"`{value}` is not a value of `{name}`", mend="use " + ", ".join(attribute.values))
    if relation is None:
        about = rule.about if has.on == "self" else has.on
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
    raise PackError(f"no relation `{relation}`", mend="use a relation of pack.yaml, or a kind below this one")


def _is_statute(source: str) -> bool:
    return len(source) > 1 and source[0] == "s" and source[1].isdigit()


def expand(condition: Condition) -> list[tuple[Has | Some, ...]]:
    """The condition as alternatives, each a tuple of leaves that must all hold (disjunctive normal form)."""
    match condition:
        case All(parts):
            rows: list[tuple[Has | Some, ...]] = [()]
            for part in parts:
                rows = [row + more for row in rows for more in expand(part)]
                _bounded(len(rows))
            return rows
        case Any_(parts):
            alternatives = [row for part in parts for row in expand(part)]
            _bounded(len(alternatives))
            return alternatives
        case _:
            return [(condition,)]


def _bounded(number: int) -> None:
    if number > MAX_ALTERNATIVES:
        raise PackError(
            f"its condition has more than {MAX_ALTERNATIVES} alternatives",
            mend="conclude a part of it in an earlier stage and read that",
        )


def atoms(row: tuple[Has | Some, ...], relations: frozenset[str]) -> int:
    """How many facts one alternative matches at once: one a leaf, one more for a named relation, one anchor."""
    return 1 + sum(1 if isinstance(leaf, Has) else len(leaf.where) + (leaf.relation in relations) for leaf in row)


def _engine_limits(rulebook: Rulebook) -> None:
    first: Counter[object] = Counter()
    constants: tuple[set[str], set[str]] = (set(), set())
    relations = frozenset(rulebook.relations)
    for rule in rulebook.rules:
        where = _where(*_split(rule.place, rulebook))
        try:
            rows = expand(rule.when)
        except PackError as error:
            raise PackError(f"rule `{rule.id}`: {error.what}", mend=error.mend, where=where) from None
        for row in rows:
            if atoms(row, relations) > MAX_ATOMS:
                what = f"rule `{rule.id}`: one alternative matches more than {MAX_ATOMS} facts at once"
                raise PackError(what, mend="conclude a part of it in an earlier stage and read that", where=where)
            if sum(isinstance(leaf, Some) for leaf in row) > MAX_SOME:
                what = f"rule `{rule.id}`: has more than {MAX_SOME} `some` in one alternative"
                raise PackError(what, mend="conclude one of them in an earlier stage and read that", where=where)
            lead = next((leaf for leaf in row if isinstance(leaf, Has) and leaf.on == "self"), None)
            first[lead or rule.about] += 1
        for name, has, _ in reads(rule.when):
            constants[0].add(name)
            constants[1].add("|".join(sorted(has.values)))
        lead_rows = [lead for lead, count in first.items() if count > MAX_SAME_FIRST_ATOM]
        if lead_rows:
            what = f"rule `{rule.id}`: more than {MAX_SAME_FIRST_ATOM} alternatives begin with the same condition"
            raise PackError(what, mend="begin them with a more particular condition", where=where)
    for what, used in zip(("attributes", "sets of values"), constants, strict=True):
        if len(used) > MAX_CONSTANTS:
            raise PackError(f"the rules read more than {MAX_CONSTANTS} {what}", mend="split the pack")


def _split(place: str, rulebook: Rulebook) -> tuple[str, str]:
    file, dot, rest = place.partition(".yaml")
    return (file + dot, rest) if place else (rulebook.header.id, "")


def _absolute_list(rulebook: Rulebook) -> None:
    """No limb outside the closed list of s2(3) is absolute, and none inside it is qualified without a case."""
    listed = {name: entry for entry in rulebook.header.absolute for name in entry.provisions}
    for name, limb in rulebook.limbs.items():
        if limb.effect == "no-duty":
            continue
        statuses = {limb.status} if isinstance(limb.status, str) else {case.value for case in limb.status}
        switched = not isinstance(limb.status, str) and any("switch-" in str(case.when) for case in limb.status)
        if "absolute" in statuses and name not in listed and not switched:
            raise PackError(f"{name} is absolute but not in s2(3)", mend="mend its status, or `absolute` in pack.yaml")
        if statuses == {"qualified"} and name in listed:
            raise PackError(f"{name} is qualified but in s2(3)", mend="mend its status, or `absolute` in pack.yaml")
    for name in listed:
        if rulebook.limbs and name not in rulebook.limbs and _section(name) in rulebook.sections.values():
            raise PackError(f"`absolute` lists {name}, which its section does not have", mend="mend pack.yaml")


def _section(provision: str) -> str:
    return provision.partition("(")[0]


def _switch(rulebook: Rulebook, name: str, switch: Switch) -> None:
    def refuse(what: str, mend: str) -> PackError:
        return PackError(f"switch `{name}`: {what}", mend=mend, where=_where(rulebook.header.id, ""))

    expected: date | None = None
    for number, entry in enumerate(switch.default):
        if entry.value not in switch.values:
            raise refuse(f"`{entry.value}` is not one of its values", "use one of " + ", ".join(switch.values))
        if entry.start != expected or (number == 0) != (entry.start is None):
            raise refuse("its defaults leave a gap or overlap", "let each `from` be the `until` before it")
        if entry.end is None and number != len(switch.default) - 1:
            raise refuse("has defaults after one without an end", "give it `until`")
        if entry.start and entry.end and entry.end - entry.start < timedelta(days=1):
            raise refuse("has a default that ends before it begins", "mend its dates")
        expected = entry.end
    if expected is not None:
        raise refuse("has no default after its last date", "leave the last `until` out")
