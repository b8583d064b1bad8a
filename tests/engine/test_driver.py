"""What the stages do whichever engine matches: inputs released, guards kept, everything given exactly one value."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_packs import ATTRIBUTES, WARM, files, fired, items, loaded, rule

from foirules.engine.driver import Run
from foirules.engine.durable import DurableEngine
from foirules.engine.reference import ReferenceEngine
from foirules.engine.world import Given, World
from foirules.errors import PackError
from foirules.law.loading import load_data
from foirules.testing import strategies

SECRET = {
    "secret": {
        "about": "item",
        "values": ["told", "kept", "shut"],
        "title": "a secret",
        "default": "kept",
        "guard": {"stage": "second", "attribute": "warm", "is": ["yes"], "otherwise": "shut"},
    }
}
ENGINES = pytest.mark.parametrize("engine", [DurableEngine, ReferenceEngine])


@ENGINES
def test_a_guarded_input_is_read_only_where_its_guard_allows(tmp_path: Path, engine: Callable[..., Any]) -> None:
    tell = rule("tell", {"secret": "told"}, {"asks": "yes"})
    asks = {"asks": {**ATTRIBUTES["warm"], "stage": "notice"}}
    running = engine(loaded(tmp_path, files(WARM, tell, attributes={**SECRET, **asks})))
    world = items(4, secret="told")
    for cold in ("item-1", "item-3"):
        world.given["colour", cold] = Given("blue")
    del world.given["secret", "item-2"]
    run: Run = running.run(world)
    assert [run.values["secret", f"item-{one}"] for one in range(4)] == ["told", "shut", "kept", "shut"]
    assert fired(run).count("tell") == 1


@ENGINES
def test_what_a_guard_hides_changes_nothing(tmp_path: Path, engine: Callable[..., Any]) -> None:
    running = engine(loaded(tmp_path, files(WARM, attributes=SECRET)))
    runs = [running.run(items(3, colour="blue", secret=value)) for value in ("told", "kept", "shut")]
    assert runs[0].values == runs[1].values == runs[2].values
    assert runs[0].conclusions == runs[1].conclusions == runs[2].conclusions


@ENGINES
def test_an_input_nobody_gave_has_its_default(tmp_path: Path, engine: Callable[..., Any]) -> None:
    run = engine(loaded(tmp_path, files(WARM))).run(items(1))
    assert (run.value("colour", "item-0"), run.value("mood", "request")) == ("red", "bad")
    assert run.value("nothing", "item-0") is None


@ENGINES
def test_a_quiet_conclusion_that_is_otherwise_so_is_settled_and_not_told(
    tmp_path: Path, engine: Callable[..., Any]
) -> None:
    quiet = {"hush": {**ATTRIBUTES["warm"], "quiet": True}}
    run = engine(loaded(tmp_path, files(attributes=quiet))).run(items(1))
    assert run.value("hush", "item-0") == run.value("warm", "item-0") == "no"
    assert [conclusion.attribute for conclusion in run.conclusions] == ["warm", "chosen"]


@settings(max_examples=40)
@given(st.data())
def test_every_attribute_of_every_subject_is_settled_at_one_of_its_values(data: st.DataObject) -> None:
    try:
        rulebook = load_data(data.draw(strategies.packs()))
        world: World = data.draw(strategies.worlds(rulebook))
        run = ReferenceEngine(rulebook).run(world)
    except PackError:
        return
    settled = {(name, one) for name, known in rulebook.attributes.items() for one in world.by_kind.get(known.about, ())}
    assert set(run.values) == settled
    assert all(value in rulebook.attributes[name].values for (name, _), value in run.values.items())
    for conclusion in run.conclusions:
        assert run.values[conclusion.attribute, conclusion.subject] == conclusion.value
        assert all(key in run.values for key in conclusion.matched)
        stage = rulebook.attributes[conclusion.attribute].stage
        assert all(rulebook.attributes[name].stage < stage for name, _ in conclusion.matched)
