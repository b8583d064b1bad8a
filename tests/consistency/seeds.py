"""One fault for each lint rule, put into the shipped pack in memory: exactly that rule has to find it, once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from foirules.consistency.findings import Pack
from foirules.law.conditions import All, Condition, Has
from foirules.law.pack_files import CutOff
from foirules.law.rulebook import Attribute, Rule, Rulebook


class Seed(NamedTuple):
    """A fault: the lint rule that has to find it, the entry it is in, and the pack with the fault."""

    rule: str
    entry: str
    sow: Callable[[Rulebook], Rulebook]


def _told(entry: Any, values: dict[str, Any]) -> dict[str, Any]:
    """The new values; a function makes one from the old."""
    return {key: value(getattr(entry, key)) if callable(value) else value for key, value in values.items()}


def _entry(table: str, name: str, **values: Any) -> Callable[[Rulebook], Rulebook]:
    """Another value for some keys of an entry of one of the rulebook's tables."""

    def sow(rulebook: Rulebook) -> Rulebook:
        entries = dict(getattr(rulebook, table))
        entry = entries[name]
        entries[name] = entry.model_copy(update=_told(entry, values))
        return replace(rulebook, **{table: entries})

    return sow


def _copied(table: str, name: str, new: str, **values: Any) -> Callable[[Rulebook], Rulebook]:
    """An entry of one of the rulebook's tables once more, under another name."""

    def sow(rulebook: Rulebook) -> Rulebook:
        entries = getattr(rulebook, table)
        return replace(rulebook, **{table: {**entries, new: entries[name].model_copy(update=values)}})

    return sow


def rule(about: str, when: Condition, then: tuple[str, str]) -> Callable[[Rulebook], Rulebook]:
    """One rule more."""

    def sow(rulebook: Rulebook) -> Rulebook:
        more = Rule("seeded", "A seeded rule", about, when, *then, "It holds.", ("s1(1)",))
        return replace(rulebook, rules=(*rulebook.rules, more))

    return sow


def _with_rule(id_: str, **values: Any) -> Callable[[Rulebook], Rulebook]:
    """A rule with other values."""

    def sow(rulebook: Rulebook) -> Rulebook:
        assert id_ in rulebook.rule
        rules = tuple(replace(rule, **values) if rule.id == id_ else rule for rule in rulebook.rules)
        return replace(rulebook, rules=rules)

    return sow


def _attribute(name: str, **values: Any) -> Callable[[Rulebook], Rulebook]:
    """An attribute with other values, or one more."""

    def sow(rulebook: Rulebook) -> Rulebook:
        old = rulebook.attributes.get(name, Attribute(name, "item", ("yes", "no"), 0, "seeded", default="no"))
        new = replace(old, **_told(old, values))
        return replace(rulebook, attributes={**rulebook.attributes, name: new})

    return sow


def _status(name: str, number: int, *records: str) -> Callable[[Rulebook], Rulebook]:
    """A limb's status case that holds for other kinds of record."""
    when = All((Has("provision", frozenset({name})), Has("record", frozenset(records), "item")))
    return _with_rule(f"{name}/status-{number}", when=when)


def _asking(name: str, element: str) -> Callable[[Rulebook], Rulebook]:
    """A limb whose test asks one element more."""

    def sow(rulebook: Rulebook) -> Rulebook:
        tree = ("all", (rulebook.tests[name], ("element", element)))
        return replace(rulebook, tests={**rulebook.tests, name: tree})

    return sow


def _absolute(rulebook: Rulebook) -> Rulebook:
    header = rulebook.header
    return replace(rulebook, header=header.model_copy(update={"absolute": [*header.absolute, header.absolute[0]]}))


def _and(*more: str) -> Callable[[Iterable[str]], list[str]]:
    return lambda before: [*before, *more]


def has(attribute: str, *values: str, on: str = "self") -> Has:
    """That an attribute has one of some values."""
    return Has(attribute, frozenset(values), on)


def _uncited(cut_off: CutOff) -> CutOff:
    return cut_off.model_copy(update={"sources": []})


CLAIMED_ON_THE_OTHER_DUTY = rule(
    "application",
    All((has("provision", "s12(1)"), has("claim-duty", "confirm_or_deny"))),
    ("availability", "not_available"),
)
TWO_VALUES_AT_ONCE = rule(
    "application",
    All((has("found-balance", "duty"), has("found-balance", "equal"))),
    ("balance", "equal"),
)
OUTCOME_OF_THE_OTHER_DUTY = rule(
    "question",
    All((has("duty", "communicate"), has("confirm-or-deny-outcome", "excluded"))),
    ("remedy", "none"),
)
ANSWERED_EARLY = rule("item", has("answered", "confirmed"), ("holding-matters", "yes"))

SEEDS = [
    Seed("uncited-entry", "vexatious", _entry("elements", "vexatious", sources=[])),
    Seed("uncited-entry", "s21(1)", _entry("limbs", "s21(1)", cut_off=_uncited)),
    Seed("citation-does-not-parse", "RN-20", _entry("checks", "RN-20", sources=_and("s2(1)(b)/s2(2)(b)"))),
    Seed("citation-does-not-parse", "RN-20", _entry("checks", "RN-20", sources=_and("s2(1)(b"))),
    Seed("citation-does-not-parse", "RN-20", _entry("checks", "RN-20", sources=_and("s1(2) / s2 / s3"))),
    Seed("dangling-source", "RN-20", _entry("checks", "RN-20", sources=_and("nobody-2020"))),
    Seed("provision-not-in-the-act", "RN-20", _entry("checks", "RN-20", sources=_and("s2(9)"))),
    Seed("provision-not-in-the-act", "RN-20", _entry("checks", "RN-20", sources=_and("s1(1)(a) / s1(1)(c)"))),
    Seed("provision-not-in-the-act", "s24(2)", _entry("limbs", "s24(2)", notes=["Compare s36(2)(b)(iii)."])),
    Seed("provision-not-in-the-act", "s24(2)", _entry("limbs", "s24(2)", notes=["Compare s89."])),
    Seed("authority-never-used", "rehman-2002", _copied("authorities", "rehman-2001", "rehman-2002")),
    Seed("undated-case", "rehman-2001", _entry("authorities", "rehman-2001", dated=None, cite="Rehman, UKHL 47")),
    Seed("nothing-verified", "s24(2)", _entry("limbs", "s24(2)", verified="-")),
    Seed("nothing-verified", "rehman-2001", _entry("authorities", "rehman-2001", verified="yes")),
    Seed("unknown-date-of-verification", "s24(2)", _entry("limbs", "s24(2)", verified="text read (consolidated)")),
    Seed("says-names-unknown", "vexatious", _entry("elements", "vexatious", guide="Ask {nobody}.")),
    Seed("says-names-unknown", "RN-20", _entry("checks", "RN-20", shown_by="That {claim} is reviewed.")),
    Seed("says-names-unknown", "confirm", _with_rule("confirm", says="The answer is {status}.")),
    Seed("blank-in-sentence", "s21(1)", _asking("s21(1)", "outside-rivals")),
    Seed("duplicate-title", "s24(2)", _entry("limbs", "s24(2)", title="Vexatious request")),
    Seed("placeholder-in-text", "s24(2)", _entry("limbs", "s24(2)", notes=["TODO: read the case."])),
    Seed("british-spelling", "s24(2)", _entry("limbs", "s24(2)", notes=["The defense of the realm."])),
    Seed("element-never-used", "vexing", _copied("elements", "vexatious", "vexing")),
    Seed("attribute-never-read", "seeded", _attribute("seeded")),
    Seed("switch-never-read", "idle", _copied("switches", "aggregation", "idle", asks="Does this one do anything?")),
    Seed("attribute-value-never-concluded", "merits", _attribute("merits", values=_and("odd"))),
    Seed("rule-never-fires", "seeded", CLAIMED_ON_THE_OTHER_DUTY),
    Seed("rule-never-fires", "seeded", TWO_VALUES_AT_ONCE),
    Seed("rule-never-fires", "seeded", OUTCOME_OF_THE_OTHER_DUTY),
    Seed("circular-reference", "s26(1)(a)", _entry("limbs", "s26(1)(a)", through=["s26(3)"])),
    Seed("self-condition", "s24(1)", _entry("limbs", "s24(1)", exclusive_with=_and("s24(1)"))),
    Seed("exclusive-with-other-duty", "s24(2)", _entry("limbs", "s24(2)", exclusive_with=["s23(1)"])),
    Seed("absolute-listed-twice", "absolute", _absolute),
    Seed("absolute-outside-the-list", "s24(2)", _with_rule("s24(2)/status", value="absolute")),
    Seed("status-cases-overlap", "s23(1)", _status("s23(1)", 2, "historical", "historical_in_pro")),
    Seed("status-cases-leave-a-gap", "s23(1)", _status("s23(1)", 1, "current", "historical")),
    Seed("holding-seen-before-its-stage", "seeded", ANSWERED_EARLY),
]


def sown(pack: Pack, seed: Seed) -> Pack:
    """The pack with a fault."""
    return replace(pack, rulebook=seed.sow(pack.rulebook))
