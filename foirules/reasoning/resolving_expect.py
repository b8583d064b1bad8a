"""Check what a scenario expects: a slip in it would otherwise expect nothing, and so never fail."""

from __future__ import annotations

import re

from foirules.errors import quoted
from foirules.law.rulebook import Rulebook
from foirules.model.reading import Path_
from foirules.model.scenario import Expect, ExpectedApplication, ExpectedQuestion, ExpectedStep
from foirules.reasoning.references import References, near
from foirules.reasoning.resolved import DUTIES, Resolved

STEP_STATES = ("satisfied", "weak", "missing", "owed", "not_owed")


class Expectations:
    """Checks the `expect` of one scenario: every name in it exists, and every value is one there can be."""

    def __init__(self, rulebook: Rulebook, resolved: Resolved, references: References) -> None:
        self.rulebook = rulebook
        self.resolved = resolved
        self.refer = references

    def check(self, expect: Expect) -> None:
        """Raise InputError at the first expectation that nothing could meet or miss."""
        for number, question in enumerate(expect.questions):
            self._question(question, ("expect", "questions", number))
        for number, application in enumerate(expect.applications):
            self._application(application, ("expect", "applications", number))
        for number, step in enumerate(expect.steps):
            self._step(step, ("expect", "steps", number))
        for number, what in enumerate(expect.missing or []):
            self._missing(what, ("expect", "missing", number))
        for number, remedy in enumerate(expect.remedies or []):
            self._remedy(remedy, ("expect", "remedies", number))
        warnings = [rule.id for rule in self.rulebook.rules if rule.warning]
        self.refer.known(expect.warnings or [], warnings, ("expect", "warnings"), "rule", " that warns")

    def _question(self, wanted: ExpectedQuestion, path: Path_) -> None:
        self.refer.known(wanted.items, self.resolved.items, (*path, "items"), "item")
        self.refer.known(wanted.by, self.resolved.claims, (*path, "by"), "claim")
        duty = self.rulebook.header.duties.get(wanted.duty)
        if duty is not None:
            of = f"the outcome on `{wanted.duty}`"
            self.refer.value(wanted.outcome, self._values(duty.outcome), (*path, "outcome"), of)
        self.refer.value(wanted.combined, self._values("combined"), (*path, "combined"), "the combined balance")
        rules = {*self.rulebook.rule, *(f"{name}-otherwise" for name in self.rulebook.attributes)}
        self.refer.known(wanted.because, rules, (*path, "because"), "rule")

    def _application(self, wanted: ExpectedApplication, path: Path_) -> None:
        self.refer.known([wanted.claim], self.resolved.claims, (*path, "claim"), "claim")
        if wanted.items != "all":
            of = f" in the claim `{wanted.claim}`"
            self.refer.known(wanted.items, self.resolved.claims[wanted.claim].items, (*path, "items"), "item", of)
        for name in ("engagement", "balance", "disposal"):
            self.refer.value(getattr(wanted, name), self._values(name), (*path, name), f"`{name}`")

    def _step(self, wanted: ExpectedStep, path: Path_) -> None:
        self.refer.known([wanted.step], self.rulebook.checks, (*path, "step"), "step")
        self.refer.value(wanted.state, STEP_STATES, (*path, "state"), "the state of a step")
        if wanted.claim is not None:
            self.refer.known([wanted.claim], self.resolved.claims, (*path, "claim"), "claim")
        if wanted.item is not None:
            self.refer.known([wanted.item], self.resolved.items, (*path, "item"), "item")

    def _missing(self, what: str, path: Path_) -> None:
        if what in self.rulebook.elements or any(_could_say(entry.what, what) for entry in self.rulebook.questions):
            return
        names = [*self.rulebook.elements, *(entry.what for entry in self.rulebook.questions)]
        raise self.refer.bad(path, f"nothing that can be missing is called {quoted(what)}", near(what, names))

    def _remedy(self, remedy: str, path: Path_) -> None:
        item, _, duty = remedy.partition(": ")
        if item not in self.resolved.items or duty not in DUTIES:
            mend = f"write an item and a duty, such as `{next(iter(self.resolved.items))}: {DUTIES[0]}`"
            raise self.refer.bad(path, f"{quoted(remedy)} is not a step that can be required", mend)

    def _values(self, attribute: str) -> tuple[str, ...]:
        entry = self.rulebook.attributes.get(attribute)
        return entry.values if entry else ()


def _could_say(template: str, text: str) -> bool:
    """Whether a sentence with placeholders could come out as the text."""
    pattern = "".join(".+" if part.startswith("{") else re.escape(part) for part in re.split(r"(\{\w+\})", template))
    return re.fullmatch(pattern, text) is not None
