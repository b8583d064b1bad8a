"""From a limb's test and status to rules: "every element met", its dual, and the status under each condition.

A test is three-valued (Kleene): met when the known elements settle it so, not met when they settle the
opposite, otherwise unknown. Both halves are positive conditions, so an engine needs no negation:
`met(all)` asks for every part, `not_met(all)` for any part that is not met, and so on down the tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from foirules.errors import PackError
from foirules.law.conditions import All, Any_, Condition, Has, parse_test, parse_when
from foirules.law.pack_files import CutOff, Element, Limb, StatusWords
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


class LimbRules:
    """The rules of one limb: its status under each condition, when it ends with age, its test met, its test not met."""

    def __init__(self, name: str, limbs: Mapping[str, Limb], statuses: Mapping[str, StatusWords]) -> None:
        self.name = name
        self.limb = limbs[name]
        self.limbs = limbs
        self.statuses = statuses
        self.this = Has("provision", frozenset({name}))

    def rules(self, tree: Any, compiler: TestCompiler, ancestors: frozenset[str]) -> Iterator[Rule]:
        """Every rule of the limb. Raises PackError where a name in its test or in a condition is not known."""
        yield from self._status(ancestors)
        yield from self._cut_off()
        for met in (True, False):
            says = f"The test of {{provision}} ({self.limb.title}) is {'met' if met else 'not met'} on what was found."
            yield self._rule(
                "test-met" if met else "test-not-met",
                f"The test of {self.name} is {'met' if met else 'not met'}",
                compiler.condition(tree, met=met),
                ("test", "met" if met else "not_met"),
                says,
                self.limb.sources,
            )

    def _rule(
        self,
        kind: str,
        title: str,
        when: Condition | None,
        then: tuple[str, str],
        says: str,
        sources: Iterable[str],
        *,
        warning: bool = False,
    ) -> Rule:
        return Rule(
            id=f"{self.name}/{kind}",
            title=title,
            about="application",
            when=self.this if when is None else All((self.this, when)),
            attribute=then[0],
            value=then[1],
            says=says,
            sources=tuple(sources),
            warning=warning,
            provision=self.name,
        )

    def _words(self, status: str) -> StatusWords:
        kind = "gateway" if self.limb.effect == "no-duty" else status
        if kind not in self.statuses:
            raise PackError(f"pack.yaml has no words for the status {kind}", mend="add them under `statuses`")
        return self.statuses[kind]

    def _status(self, ancestors: frozenset[str]) -> Iterator[Rule]:
        status = self.limb.status
        if isinstance(status, str):
            words = self._words(status)
            title = f"{self.name} is {status}"
            yield self._rule("status", title, None, ("status", status), words.says, words.sources)
            return
        for number, case in enumerate(status):
            when = case.when and parse_when(case.when, ancestors, f"limbs.{self.name}.status[{number}].when")
            yield self._rule(
                f"status-{number + 1}",
                f"{self.name} is {case.value} in its case {number + 1}",
                when or None,
                ("status", case.value),
                case.says or self._words(case.value).says,
                case.sources,
                warning=case.warning,
            )

    def _cut_off(self) -> Iterator[Rule]:
        """A limb ends with its own cut-off; one without falls with the limb it is claimed through."""
        says = "{provision} has ended for {item}, with the age of the record."
        then = ("availability", "not_available")
        if self.limb.cut_off is not None:
            title = f"{self.name} ends with the age of the record"
            yield self._rule("cut-off", title, _ended(self.limb.cut_off), then, says, self.limb.cut_off.sources)
            return
        for number, through in enumerate(self.limb.through):
            cut_off = self.limbs[through].cut_off
            if cut_off is not None:
                when = All((Has(THROUGH, frozenset({through})), _ended(cut_off)))
                title = f"{self.name} ends with {through}"
                yield self._rule(f"cut-off-{number + 1}", title, when, then, says, cut_off.sources)


def _ended(cut_off: CutOff) -> Has:
    """Where the record lies ends a limb in one case; in the others the dates, which are compared before any rule."""
    if cut_off.rule == "public-record-office":
        return Has("record", frozenset({"historical_in_pro"}), "item")
    return Has("cut-off", frozenset({"reached"}))
