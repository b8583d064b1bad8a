"""Read and decide the scenarios of one command, so that one that cannot be used does not hide the others."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import click

from foirules.cli.scenarios import Source
from foirules.errors import FoirulesError, InputError, legible
from foirules.report.results import Result

if TYPE_CHECKING:
    from foirules.model.decision import Decision
    from foirules.model.open_questions import OpenQuestions
    from foirules.model.reading import Document
    from foirules.reasoning.evaluating import Evaluator

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Read:
    """A scenario that was named: its document, or the error that there is none for."""

    name: str
    document: Document | None
    error: FoirulesError | None = None


def read_all(sources: Sequence[Source], *, go_on: bool) -> list[Read]:
    """Every scenario, read. Where it is not to `go_on`, raises the first error."""
    return [Read(source.name, *_tried(source.read, go_on)) for source in sources]


@dataclass(frozen=True, slots=True)
class Deciding:
    """How to decide: with which evaluator and options, and whether to `go_on` after an error or raise it."""

    evaluator: Evaluator
    consider_all: bool
    switches: Mapping[str, str]
    go_on: bool

    @property
    def compares(self) -> bool:
        """Whether decisions are taken as the scenarios stand, so that what they expect can be looked for."""
        return not (self.consider_all or self.switches)

    def result(self, read: Read) -> Result:
        """What comes of one scenario."""
        if read.document is None:
            return Result(read.name, error=read.error, compared=self.compares)
        started = time.perf_counter()
        document = read.document
        decision, error = _tried(lambda: self._decide(document), self.go_on)
        seconds = time.perf_counter() - started
        expected = self._differences(document, decision) if decision and self.compares else None
        return Result(read.name, decision, expected, error, self.compares, seconds)

    def _decide(self, document: Document) -> Decision:
        return self.evaluator.evaluate(document, consider_all=self.consider_all, switches=self.switches)

    def _differences(self, document: Document, decision: Decision) -> list[str] | None:
        from foirules.reasoning.expecting import differences

        expect = self.evaluator.resolve(document).scenario.expect
        return None if expect is None else differences(decision, expect)

    def questions(self, read: Read) -> tuple[OpenQuestions, Decision] | FoirulesError:
        """What one scenario leaves open, and its decision; or the error that there is none for."""
        if read.document is None:
            assert read.error is not None
            return read.error
        document = read.document
        found, error = _tried(lambda: self._questions(document), self.go_on)
        assert found is not None or error is not None
        return found or error  # type: ignore[return-value]

    def _questions(self, document: Document) -> tuple[OpenQuestions, Decision]:
        from foirules.explain.asking import opened
        from foirules.explain.openness import report
        from foirules.explain.trials import Trials

        found = opened(self.evaluator, document, consider_all=self.consider_all, switches=self.switches)
        trials = Trials(self.evaluator.rulebook, consider_all=self.consider_all, switches=self.switches)
        return report(found, trials), found.decision


def _tried(attempt: Callable[[], T], go_on: bool) -> tuple[T | None, FoirulesError | None]:
    """What an attempt gives, or the error it ends in; which is raised where it is not to go on."""
    try:
        return attempt(), None
    except FoirulesError as error:
        if not go_on:
            raise
        return None, error


def tell_all(results: Iterable[Result]) -> int:
    """Tell on standard error what differs and what cannot be used; the exit code for all of it."""
    codes = []
    for result in results:
        if result.error is not None:
            codes.append(tell_error(result.error))
        for difference in result.differences or ():
            codes.append(1)
            click.echo(f"foirules: {legible(result.file)}: expected otherwise: {legible(difference)}", err=True)
    return worst(codes)


def tell_error(error: FoirulesError) -> int:
    """Tell of an error on standard error; its exit code."""
    click.echo(f"foirules: {error}", err=True)
    return error.exit_code


def worst(codes: Iterable[int]) -> int:
    """The exit code for several: that of bad input if there is any, then of a limit, then of a difference."""
    found = {0, *codes}
    return InputError.exit_code if InputError.exit_code in found else max(found)
