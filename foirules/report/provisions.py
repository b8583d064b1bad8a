"""A limb or a section of the rule pack told in plain words: duty, status and why, test, dates, sources, doubts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from foirules.law.calendar import spell
from foirules.law.conditions import All, reads
from foirules.law.pack_files import CutOff, Limb, Records
from foirules.law.rulebook import Rule, Rulebook
from foirules.report.condition_words import Words, either
from foirules.report.grouping import capital, join
from foirules.report.outline import Line, Outline, Section, Table

SWITCH = "switch-"
GATEWAY = "gateway"
CONTESTED, DEPENDS = "contested", "depends"
STATUSES = {
    "absolute": "there is no public interest test",
    "qualified": "the public interest test applies",
    DEPENDS: "absolute or qualified, on the facts",
    CONTESTED: "absolute or qualified, and the point is unsettled: a policy switch decides",
    GATEWAY: "where it applies there is no duty at all",
}
"""Each word a limb's status can be told in, and what it means."""


def status_word(rulebook: Rulebook, name: str) -> str:
    """A limb's status in one word: absolute, qualified, depends (on the facts), contested, or gateway."""
    limb = rulebook.limbs[name]
    if limb.effect == "no-duty":
        return GATEWAY
    if isinstance(limb.status, str):
        return limb.status
    if any(rulebook.switches[switch].contested for switch in _switches(_status_rules(rulebook, name))):
        return CONTESTED
    values = {case.value for case in limb.status}
    return DEPENDS if len(values) > 1 else values.pop()


def contested(rulebook: Rulebook, name: str) -> list[str]:
    """The policy switches that bear on a limb, directly or through what its test takes for granted, in pack order."""
    bearing = set(_switches(_bearing(rulebook, [rule for rule in rulebook.rules if rule.provision == name])))
    return [switch for switch in rulebook.switches if switch in bearing]


def _status_rules(rulebook: Rulebook, name: str) -> list[Rule]:
    return [rule for rule in rulebook.rules if rule.provision == name and rule.attribute == "status"]


def _switches(rules: Iterable[Rule]) -> Iterator[str]:
    for rule in rules:
        for attribute, _, _ in reads(rule.when):
            if attribute.startswith(SWITCH):
                yield attribute.removeprefix(SWITCH)


def _bearing(rulebook: Rulebook, rules: list[Rule]) -> list[Rule]:
    """The rules and every rule that concludes something they read, and so on."""
    found = {rule.id: rule for rule in rules}
    pending = list(rules)
    while pending:
        read = {attribute for attribute, _, _ in reads(pending.pop().when)}
        for rule in rulebook.rules:
            if rule.attribute in read and rule.id not in found:
                found[rule.id] = rule
                pending.append(rule)
    return list(found.values())


def tell_limb(rulebook: Rulebook, name: str, scenarios: Iterable[tuple[str, str]]) -> Outline:
    """The outline of a limb. `scenarios` are those that claim it: (id, title)."""
    limb, words = rulebook.limbs[name], Words(rulebook)
    section, switches = rulebook.sections[name], contested(rulebook, name)
    facts = (
        ("Section", f"{section} {rulebook.section_titles[section]}"),
        ("Duty", duties(rulebook, limb)),
        ("Status", _status(rulebook, name)),
        ("Kind of test", words.label(limb.kind)),
        ("In force", in_force(limb.start, limb.end)),
        ("Verified", limb.verified),
    )
    sections = [
        Section("status", "Status, and why", tuple(_why(rulebook, name, words))),
        Section("test", "The test", tuple(words.test(rulebook.tests[name], name))),
        Section("claiming", "Claiming it", tuple(_claiming(limb))),
        Section("ends", "When it ends with the age of the record", tuple(ends(rulebook, name))),
        Section("contested", "Unsettled, and how it is taken", tuple(switch_lines(rulebook, switches))),
        Section("sources", "What it rests on", tuple(rests_on(words, limb.sources, limb.duty))),
        Section("notes", "Notes", tuple(Line(note) for note in limb.notes)),
        Section("scenarios", "Scenarios that claim it", tuple(scenario_lines(scenarios))),
    ]
    told = tuple(section for section in sections if section.lines)
    return Outline(f"{name}: {limb.title}", facts, told, rulebook.header.disclaimer, statute=rulebook.header.statute)


def tell_section(rulebook: Rulebook, names: Sequence[str]) -> Outline:
    """The outline of limbs of one section: a table, and the test of each by its questions."""
    words = Words(rulebook, brief=True)
    section = rulebook.sections[names[0]]
    limbs = [(name, rulebook.limbs[name]) for name in names]
    rows = tuple(
        (name, duty_word(rulebook, limb), status_word(rulebook, name), words.label(limb.kind), limb.title)
        for name, limb in limbs
    )
    headings = ("Limb", "Duty", "Status", "Kind of test", "What it is about")
    told = [Section("limbs", "Limbs", table=Table(headings, rows))]
    for name in names:
        told.append(Section(name, f"The test of {name}", tuple(words.test(rulebook.tests[name], name))))
    used = dict.fromkeys(row[2] for row in rows)
    facts = tuple((capital(word), STATUSES[word]) for word in used)
    title = f"{section}: {rulebook.section_titles[section]}"
    return Outline(title, facts, tuple(told), rulebook.header.disclaimer, statute=rulebook.header.statute)


def duties(rulebook: Rulebook, limb: Limb) -> str:
    """The duty or duties a limb removes, each with the provision that imposes it."""
    chosen = [entry for duty, entry in rulebook.header.duties.items() if limb.duty in (duty, "both")]
    return " and ".join(f"{entry.title.lower()}, {entry.source}" for entry in chosen)


def duty_word(rulebook: Rulebook, limb: Limb) -> str:
    """The duty a limb removes, in its title's words; "both" for both."""
    if limb.duty == "both" or limb.duty not in rulebook.header.duties:
        return limb.duty.replace("_", " ")
    return rulebook.header.duties[limb.duty].title.lower()


def in_force(start: date | None, end: date | None) -> str:
    """From when until when, in words."""
    if start is None and end is None:
        return "throughout"
    since = f"from {spell(start)}" if start else ""
    return " ".join(part for part in (since, f"until {spell(end)} (not that day)" if end else "") if part)


def _status(rulebook: Rulebook, name: str) -> str:
    word = status_word(rulebook, name)
    return f"{word}: {STATUSES[word]}"


def _why(rulebook: Rulebook, name: str, words: Words) -> Iterator[Line]:
    duty = rulebook.limbs[name].duty
    for rule in _status_rules(rulebook, name):
        line = Line(words.filled(rule.says, name), sources=words.sources(rule.sources, duty), warning=rule.warning)
        if isinstance(rule.when, All):
            conditions = [told for part in rule.when.parts[1:] for told in words.condition(part)]
            yield Line(f"{capital(rule.value)} where:", under=[*conditions, line])
        else:
            yield line
    for entry in rulebook.header.absolute:
        if name in entry.provisions:
            condition = f", {entry.condition}" if entry.condition else ""
            yield Line(f"The closed list of absolute exemptions names it in paragraph ({entry.paragraph}){condition}.")


def _claiming(limb: Limb) -> Iterator[Line]:
    if limb.through:
        yield Line(f"It is claimed through one or more of {either(limb.through)}; the claim should say which.")
    if limb.if_held:
        yield Line("It asks whether the information would be exempt if it were held; nothing turns on whether it is.")
    if limb.exclusive_with:
        rivals = join(limb.exclusive_with)
        yield Line(f"It cannot be engaged on the same information as {rivals}: the wording of one excludes the other.")


def ends(rulebook: Rulebook, name: str) -> Iterator[Line]:
    """When a limb ends with the age of the record, or with the limbs it is claimed through; nothing where never."""
    limb, words = rulebook.limbs[name], Words(rulebook)
    if limb.cut_off is not None:
        sources = words.sources(limb.cut_off.sources, limb.duty)
        yield Line(_ending(limb.cut_off, rulebook.records), sources=sources)
        return
    ending = [through for through in limb.through if rulebook.limbs[through].cut_off is not None]
    if ending:
        yield Line(f"It ends with the limb it is claimed through, where that is {either(ending)}.")


def _ending(cut_off: CutOff, records: Records | None) -> str:
    from_the_year_after = "counted from the year after the record was created"
    match cut_off.rule:
        case "public-record-office":
            return "It cannot be claimed on a historical record in the Public Record Office or PRONI."
        case "years":
            return f"It ends after {cut_off.years} years, {from_the_year_after}."
        case "historical-record" if records is not None:
            first, last = min(records.transitional), max(records.transitional)
            return (
                f"It ends when the record becomes a historical record: after {records.years} years, "
                f"{from_the_year_after}; after {records.years_before} for one created before {first}; "
                f"for those from {first} to {last} at the end of a year that a table fixes."
            )
        case "royal-communications" if records is not None:
            return (
                f"It ends at the later of two dates: {records.royal_years} years from the day the record was created, "
                f"and {records.royal_years_after_death} years from the relevant death."
            )
    return "It ends with the age of the record."


def rests_on(words: Words, names: Iterable[str], duty: str | None = None) -> Iterator[Line]:
    """Sources as lines: the Act's own text first, then each authority with what it is cited for and what was read."""
    authorities = words.rulebook.authorities
    named = list(names)
    text = [name for name in named if name not in authorities]
    if text:
        yield Line("The text of the Act.", sources=words.sources(text, duty))
    for name in named:
        if name in authorities:
            entry = authorities[name]
            yield Line(entry.decides, note=f"{name}; {entry.verified}", sources=words.sources([name]))


def switch_lines(rulebook: Rulebook, names: Iterable[str]) -> Iterator[Line]:
    """Policy switches as lines: the question, how it is taken from when, and why that is unsettled."""
    words = Words(rulebook)
    for name in names:
        switch = rulebook.switches[name]
        under = []
        for entry in switch.default:
            taken = f"Taken as {words.label(entry.value)} {in_force(entry.start, entry.end)}"
            because = [Line(entry.because)]
            sources = words.sources(entry.sources)
            under.append(Line(f"{taken}: {switch.values[entry.value]}.", sources=sources, under=because))
        settings = [f"--switch {name}={value} ({told})" for value, told in switch.values.items()]
        under.append(Line(f"To choose for yourself: {either(settings)}."))
        if switch.contested:
            under.append(Line(switch.contested, mark="Contested"))
        yield Line(switch.asks, note=f"policy switch {name}", under=under)


def scenario_lines(scenarios: Iterable[tuple[str, str]]) -> Iterator[Line]:
    """Scenarios as lines: the title of each, and how to see it decided."""
    for id_, title in scenarios:
        yield Line(title, note=f"foirules evaluate {id_}")
