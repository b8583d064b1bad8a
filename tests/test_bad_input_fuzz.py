"""Whatever a scenario or a pack says, it is decided, or refused with a message and a mend: never anything else.

`FOIRULES_FUZZ=50 python -m pytest tests/test_bad_input_fuzz.py` draws fifty times as many examples.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from command_line import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from mutations import LONG, as_json, peers, spoilt, spoilt_bytes

from foirules.errors import FoirulesError
from foirules.law.loading import load_data, read_folder
from foirules.model.reading import Document, parse, read_file
from foirules.reasoning.evaluating import Evaluator, default_evaluator
from foirules.report.plain import plain
from foirules.report.telling import tell

SCENARIOS = sorted((ROOT / "scenarios").glob("*/scenario.yaml"))
SOUND = ROOT / "tests" / "bad" / "packs" / "sound"
SMALL = ROOT / "tests" / "bad" / "packs" / "scenario.yaml"


@functools.cache
def scenarios() -> list[Any]:
    return [read_file(path).data for path in SCENARIOS]


@functools.cache
def pack(folder: Path) -> dict[str, Any]:
    return {Path(one.file).relative_to(folder).as_posix(): one.data for one in read_folder(folder)}


@functools.cache
def alike() -> dict[str, list[Any]]:
    """The values under each key, in all scenarios and in both packs."""
    return peers([*scenarios(), *pack(SOUND).values(), *pack(ROOT / "rules" / "foia-2000").values()])


@functools.cache
def words() -> list[str]:
    """The words of the shipped pack: names, values, limbs, steps; and those of scenarios."""
    rulebook = default_evaluator("reference").rulebook
    values = {value for attribute in rulebook.attributes.values() for value in attribute.values}
    keys = {key for data in scenarios() for key in data}
    return sorted({*rulebook.attributes, *values, *rulebook.limbs, *rulebook.checks, *rulebook.switches, *keys})


def refused_or_decided(document: Document, evaluator: Evaluator) -> str:
    """What became of a document; fails where it is neither refused in one line with a mend nor decided and told."""
    try:
        decision = evaluator.evaluate(document)
    except FoirulesError as error:
        return refused(error)
    assert decision.to_json()
    assert plain(tell(decision, evaluator.rulebook, "full"))
    return "decided"


def refused(error: FoirulesError) -> str:
    assert error.what
    assert error.mend, str(error)
    assert str(error).isprintable(), ascii(str(error))
    assert len(str(error)) < 1500, str(error)
    return "refused"


@settings(max_examples=500 * LONG)
@given(spoilt(st.deferred(lambda: st.sampled_from(scenarios())), words(), alike()), st.booleans())
def test_a_spoilt_scenario_is_refused_or_decided(data: Any, written: bool) -> None:
    try:
        document = parse(as_json(data), "spoilt.yaml") if written else Document("spoilt", data, {})
    except FoirulesError as error:
        refused(error)
    else:
        refused_or_decided(document, default_evaluator("reference"))


@settings(max_examples=200 * LONG)
@given(spoilt_bytes(st.deferred(lambda: st.sampled_from([path.read_bytes() for path in SCENARIOS]))))
def test_a_file_with_spoilt_bytes_is_refused_or_decided(content: bytes) -> None:
    try:
        document = parse(content, "spoilt.yaml")
    except FoirulesError as error:
        refused(error)
    else:
        refused_or_decided(document, default_evaluator("reference"))


@settings(max_examples=200 * LONG)
@given(st.one_of(st.binary(max_size=60), st.text("ab:-[]{}&*!|>'\"#%@`?, \n\t\\\u00e9", max_size=60).map(str.encode)))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        parse(content, "any.yaml")
    except FoirulesError as error:
        refused(error)


@settings(max_examples=350 * LONG)
@given(spoilt(st.deferred(lambda: st.just(pack(SOUND))), words(), alike()))
def test_a_spoilt_small_pack_is_refused_or_decides(data: Any) -> None:
    spoilt_pack(data, SMALL)


@settings(max_examples=15 * LONG)
@given(spoilt(st.deferred(lambda: st.just(pack(ROOT / "rules" / "foia-2000"))), words(), alike()))
def test_the_shipped_pack_spoilt_is_refused_or_decides(data: Any) -> None:
    spoilt_pack(data, ROOT / "scenarios" / "kent-police-2024" / "scenario.yaml")


def spoilt_pack(data: Any, scenario: Path) -> str:
    try:
        evaluator = Evaluator(load_data(data), "reference")
    except FoirulesError as error:
        return refused(error)
    return refused_or_decided(read_file(scenario), evaluator)
