"""Hold an interview on a keyboard and a screen, or a screen reader: lines go out one after another, lines come in."""

from __future__ import annotations

import sys
import textwrap
from typing import NoReturn

import click

from foirules.cli import INTERRUPTED
from foirules.cli.saving import Saving
from foirules.errors import InputError
from foirules.explain.prompts import Prompt
from foirules.explain.session import Session
from foirules.model.decision import Decision
from foirules.report.asking import asks, tell_question
from foirules.report.decision_words import DecisionWords
from foirules.report.outline import clean
from foirules.report.telling import tell

WIDTH = 100
FREE = frozenset({"title", "authority", "part"})
"""What is answered in any words, so that few of them can be taken for a command."""

NOT_KNOWN = frozenset({"not known", "unknown", "nk"})
COMMANDS = "? asks why, back takes the last answer back, stop ends."
MORE = "not known leaves it open, each asks of every part by itself, claim adds a claim."


class Interview:
    """Asks what a session asks, until nothing is left or it is stopped; saves after every answer."""

    def __init__(self, session: Session, saving: Saving) -> None:
        self.session = session
        self.saving = saving
        self.on_reasons = False
        self.shown: list[str] = []

    def hold(self) -> NoReturn:
        """Hold the interview, and exit: with 130 where the keyboard stopped it."""
        code = 0
        try:
            self._hold()
        except EOFError:
            click.echo()
        except KeyboardInterrupt:
            click.echo()
            code = INTERRUPTED
        self._end()
        sys.exit(code)

    def _hold(self) -> None:
        _say(f"Answer each question on one line. {COMMANDS}")
        if self.saving.kept is not None:
            _say(f"{self.saving.kept} was not written by foirules new, or has been changed since. It stays as it is.")
            _say("What it expects is left out of the new file, as answers may change it.")
        if self.session.complete:
            self._so_far()
        asked: Prompt | None = None
        while (prompt := self.session.prompt()) is not None:
            if prompt != asked:
                self._ask(prompt)
                asked = prompt
            line = input("Answer: ").strip()
            if line == "stop":
                return
            if line == "?":
                self._why(prompt)
                continue
            try:
                self._obey(line, prompt)
            except InputError as error:
                _say(str(error))
                continue
            asked = None
            self._save()
            if self.session.complete and prompt.question is not None:
                self._so_far()

    def _obey(self, line: str, prompt: Prompt) -> None:
        """Do what a line says: a command, or an answer."""
        session = self.session
        if line == "back":
            session.back()
        elif line in NOT_KNOWN and prompt.step not in FREE:
            session.not_known()
        elif line == "each" and prompt.question is not None:
            session.each()
        elif line == "claim" and prompt.question is not None:
            session.claim()
        else:
            _say(*session.answer(line))

    def _ask(self, prompt: Prompt) -> None:
        told, asked = prompt.question, prompt.asks
        if told is not None:
            asked = asks(told, self._words())
            if told.weight == "reasons" and not self.on_reasons:
                _say("", "No outcome waits for what is left to ask: it bears on the reasons alone. stop ends here.")
                self.on_reasons = True
        _say("", asked, prompt.how)
        for number, choice in enumerate(prompt.choices, 1):
            _say(f"  {number}. {choice.means}")

    def _why(self, prompt: Prompt) -> None:
        told = prompt.question
        if told is None:
            _say(prompt.why, COMMANDS)
            return
        line = tell_question(told, self._words(), 0)
        _say(*([f"Guide: {told.guide}"] if told.guide else []))
        for under in line.under:
            _say(under.text, *(f"  {effect.text}" for effect in under.under))
        _say(*(f"Source: {source.cite}{', ' if source.uri else ''}{source.uri or ''}" for source in line.sources))
        _say("An answer may name its place after a comma, as in: 1, para 12.", COMMANDS, MORE)

    def _so_far(self) -> None:
        """What the decision is so far, an outcome a line, where it is another than before."""
        outline = tell(self._decision(), self.session.evaluator.rulebook, "brief")
        table = next(section.table for section in outline.sections if section.table is not None)
        told = [
            f"  {row[0]}, {title[:1].lower()}{title[1:]}: {cell}"
            for row in table.rows
            for title, cell in zip(table.headings[1:], row[1:], strict=True)
        ]
        left = f"{_number(self.session.left, 'question')} open"
        _say("", *([f"So far, with {left}:", *told] if told != self.shown else [f"So far unchanged, with {left}."]))
        self.shown = told

    def _save(self) -> None:
        before = self.saving.path
        self.saving.save(self.session)
        if self.saving.path is not None and before is None:
            _say(f"Saved in {self.saving.path}, after this and every answer.")

    def _end(self) -> None:
        path = self.saving.path
        if path is None or not path.is_file():
            _say("Nothing was saved.")
        elif not self.session.complete:
            _say(f"Saved in {path}", f"It is not a whole scenario yet. To go on: foirules new {path}")
        else:
            if self.session.prompt() is None:
                _say("", "Nothing is left to ask.")
            _say(f"Saved in {path}", f"To see the decision and why: foirules evaluate {path}")

    def _decision(self) -> Decision:
        decision = self.session.decision
        assert decision is not None
        return decision

    def _words(self) -> DecisionWords:
        return DecisionWords(self._decision(), self.session.evaluator.rulebook)


def _say(*lines: str) -> None:
    """Write lines, each wrapped; one that is empty only where it stands apart on purpose, as the first."""
    for number, line in enumerate(lines):
        if line:
            indent = line[: len(line) - len(line.lstrip())]
            wrapper = textwrap.TextWrapper(WIDTH, break_long_words=False, break_on_hyphens=False)
            wrapper.initial_indent = wrapper.subsequent_indent = indent
            click.echo(wrapper.fill(clean(line)))
        elif number == 0:
            click.echo()


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
