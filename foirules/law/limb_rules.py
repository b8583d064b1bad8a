"""From a limb's test and status to rules: "every element met", its dual, and the status under each condition.

A test is three-valued (Kleene): met when the known elements settle it so, not met when they settle the
opposite, otherwise unknown. Both halves are positive conditions, so an engine needs no negation:
`met(all)` asks for every part, `not_met(all)` for any part that is not met, and so on down the tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from foirules.errors import PackError
from foirules.law.conditions import All, Any_, Condition, Has, parse_test, parse_when
from foirules.law.pack_files import Element, Limb, StatusWords
from foirules.law.rulebook import Rule

MET = {"plain": frozenset({"met"}), "likelihood": frozenset({"would", "would_be_likely", "shown"})}
NOT_MET = frozenset({"not_met"})
ELEMENT_VALUES = {
    "plain": ("met", "not_met", "unknown"),
    "likelihood": ("would", "would_be_likely", "shown", "not_met", "unknown"),
}
CLASS_IF_HELD = "class-if-held"
THROUGH = "through"
NO_SINGLE_LIMB = frozenset({"none", "several"})


def test_tree(limb: Limb, limbs: Mapping[str, Limb]) -> Any:
    """A limb's test as a tree; a class-if-held limb asks the test of the limb it is claimed through."""
    if not limb.if_held:
        return parse_test(limb.test)
    cases = [(frozenset({name}), parse_test(limbs[name].test)) for name in limb.through]
    return ("case", THROUGH, (*cases, (NO_SINGLE_LIMB, ("element", CLASS_IF_HELD))))


def elements_of(tree: Any) -> Iterator[str]:
    """The element ids a test tree names, in order, with repetitions."""
    match tree:
        case ("element", name):
            yield name
        case ("case", _, cases):
            for _, sub in cases:
                yield from elements_of(sub)
        case ("if", _):
            return
        case (_, parts):
            for part in parts:
                yield from elements_of(part)


class TestCompiler:
    """Turns test trees into conditions; knows the values an element or an attribute can have."""

    __test__ = False

    def __init__(self, elements: Mapping[str, Element], values: Mapping[str, tuple[str, ...]]) -> None:
        self.elements = elements
        self.values = values

    def condition(self, tree: Any, *, met: bool) -> Condition:
        """The condition under which the test is met (or, with met=False, under which it is settled as not met)."""
        match tree:
            case ("element", name):
                if name not in self.elements:
                    raise PackError(f"no element `{name}`", mend="define it in this file or in elements.yaml")
                return Has(name, MET[self.elements[name].values] if met else NOT_MET)
            case ("if", has):
                if met:
                    return has  # type: ignore[no-any-return]
                rest = frozenset(self.values.get(has.attribute, ())) - has.values
                if not rest:
                    raise PackError(f"no attribute `{has.attribute}`, or it has no other value", mend="check the name")
                return Has(has.attribute, rest, has.on)
            case ("case", attribute, cases):
                return Any_(tuple(All((Has(attribute, values), self.condition(sub, met=met))) for values, sub in cases))
            case (connective, parts):
                inner = met if connective != "none" else not met
                conditions = tuple(self.condition(part, met=inner) for part in parts)
                conjunctive = (connective in ("all", "none")) == met
                return All(conditions) if conjunctive else Any_(conditions)
        raise AssertionError(tree)


def rules_for(
    name: str,
    limb: Limb,
    tree: Any,
    compiler: TestCompiler,
    ancestors: frozenset[str],
    statuses: Mapping[str, StatusWords],
) -> Iterator[Rule]:
    """The rules of one limb: its status under each condition, its test met, its test not met."""
    this = Has("provision", frozenset({name}))

    def words(status: str) -> StatusWords:
        kind = "gateway" if limb.effect == "no-duty" else status
        if kind not in statuses:
            raise PackError(f"pack.yaml has no words for the status {kind}", mend="add them under `statuses`")
        return statuses[kind]

    sources = tuple(limb.sources)
    if isinstance(limb.status, str):
        yield Rule(
            id=f"{name}/status",
            title=f"{name} is {limb.status}",
            about="application",
            when=this,
            attribute="status",
            value=limb.status,
            says=words(limb.status).says,
            sources=tuple(words(limb.status).sources),
            provision=name,
        )
    else:
        for number, case in enumerate(limb.status):
            when: Condition = this
            if case.when is not None:
                when = All((this, parse_when(case.when, ancestors, f"limbs.{name}.status[{number}].when")))
            yield Rule(
                id=f"{name}/status-{number + 1}",
                title=f"{name} is {case.value} in its case {number + 1}",
                about="application",
                when=when,
                attribute="status",
                value=case.value,
                says=case.says or words(case.value).says,
                sources=tuple(case.sources),
                warning=case.warning,
                provision=name,
            )
    for met in (True, False):
        yield Rule(
            id=f"{name}/{'test-met' if met else 'test-not-met'}",
            title=f"The test of {name} is {'met' if met else 'not met'}",
            about="application",
            when=All((this, compiler.condition(tree, met=met))),
            attribute="test",
            value="met" if met else "not_met",
            says=f"The test of {{provision}} ({limb.title}) is {'met' if met else 'not met'} on what was found.",
            sources=sources,
            provision=name,
        )
