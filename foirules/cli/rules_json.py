"""What `foirules rules show` prints as JSON: the pack's own entry, with what it names resolved."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from foirules.cli.rules_show import Entry, claiming, limbs_of, place
from foirules.law.conditions import SELF, All, Any_, Condition, Has, Some
from foirules.law.limb_rules import elements_of
from foirules.law.rulebook import Rule, Rulebook
from foirules.report.condition_words import Words
from foirules.report.provisions import contested, status_word

SCHEMA = "foirules/rules-entry/1"


def entries_json(rulebook: Rulebook, entries: Iterable[Entry]) -> str:
    """Entries as JSON text; a section is its limbs."""
    header = rulebook.header
    pack = {"id": header.id, "version": header.version, "law_stated_at": header.law_stated_at.isoformat()}
    told = []
    for kind, key in entries:
        names = limbs_of(rulebook, key) if kind == "section" else [key]
        told += [_entry(rulebook, "limb" if kind == "section" else kind, name) for name in names]
    return json.dumps({"schema": SCHEMA, "pack": pack, "entries": told}, indent=2, ensure_ascii=False) + "\n"


def _entry(rulebook: Rulebook, kind: str, key: str) -> dict[str, Any]:
    if kind == "rule":
        rule = rulebook.rule[key]
        return {"kind": kind, "id": key, **_rule(rulebook, rule), "sources": _sources(rulebook, rule.sources)}
    tables: dict[str, Any] = {
        "limb": rulebook.limbs,
        "check": rulebook.checks,
        "switch": rulebook.switches,
        "element": rulebook.elements,
        "authority": rulebook.authorities,
        "question": {entry.id: entry for entry in rulebook.questions},
    }
    entry = tables[kind][key]
    told = {"kind": kind, "id": key, "entry": _dumped(entry)}
    if kind == "limb":
        told |= _limb(rulebook, key)
    return {**told, "sources": _sources(rulebook, getattr(entry, "sources", [key] if kind == "authority" else []))}


def _limb(rulebook: Rulebook, name: str) -> dict[str, Any]:
    elements = dict.fromkeys(elements_of(rulebook.tests[name]))
    return {
        "section": rulebook.sections[name],
        "section_title": rulebook.section_titles[rulebook.sections[name]],
        "status": status_word(rulebook, name),
        "switches": contested(rulebook, name),
        "elements": {element: _dumped(rulebook.elements[element]) for element in elements},
        "scenarios": [id_ for id_, _ in claiming(rulebook, name)],
    }


def _rule(rulebook: Rulebook, rule: Rule) -> dict[str, Any]:
    return {
        "title": rule.title,
        "about": rule.about,
        "when": condition_data(rule.when),
        "then": {rule.attribute: rule.value},
        "says": rule.says,
        "warning": rule.warning,
        "place": str(place(rulebook, rule.id)),
    }


def condition_data(condition: Condition) -> dict[str, Any]:
    """A condition as plain data: `all` and `any` with lists, `some` with its relation, and leaves with `is`."""
    match condition:
        case Has(attribute, values, on):
            return {"attribute": attribute, "is": sorted(values), **({} if on == SELF else {"on": on})}
        case Some(relation, where):
            return {"some": relation, "where": [condition_data(has) for has in where]}
        case All(parts):
            return {"all": [condition_data(part) for part in parts]}
        case Any_(parts):
            return {"any": [condition_data(part) for part in parts]}


def _sources(rulebook: Rulebook, names: Iterable[str]) -> list[dict[str, Any]]:
    return [source.model_dump() for source in Words(rulebook).sources(names)]


def _dumped(entry: Any) -> Any:
    return entry.model_dump(mode="json", by_alias=True, exclude_none=True)
