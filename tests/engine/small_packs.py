"""Small rule packs written as real folders of YAML, and worlds for them."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
import yaml
from agreement import settled

from foirules.engine.driver import Run
from foirules.engine.durable import DurableEngine
from foirules.engine.reference import ReferenceEngine
from foirules.engine.world import Given, World
from foirules.errors import PackError
from foirules.law.loading import load
from foirules.law.rulebook import Rulebook

ROOT = Path(__file__).resolve().parents[2]

HEADER: dict[str, Any] = {
    "schema": "foirules/pack/1",
    "id": "small",
    "title": "A small pack",
    "version": "1",
    "law_stated_at": "2026-01-01",
    "statute": "Made-up Act",
    "statute_uri": "https://example.org/act",
    "regulator": "the regulator",
    "disclaimer": "Made up.",
    "kinds": {"request": None, "item": "request"},
    "relations": {"next": {"from": "item", "to": "item", "title": "the next item"}},
    "stages": ["facts", "first", "second", "notice", "questions"],
}

ATTRIBUTES: dict[str, Any] = {
    "colour": {"about": "item", "values": ["red", "blue"], "title": "a colour", "default": "red"},
    "size": {"about": "item", "values": ["big", "small"], "title": "a size", "default": "small"},
    "mood": {"about": "request", "values": ["good", "bad"], "title": "a mood", "default": "bad"},
    "warm": {"about": "item", "values": ["yes", "no"], "title": "warmth", "stage": "first", "otherwise": "no"},
    "chosen": {"about": "item", "values": ["yes", "no"], "title": "choice", "stage": "second", "otherwise": "no"},
}

Files = dict[str, dict[str, Any]]


def rule(id_: str, when: Any, then: dict[str, Any], **more: Any) -> dict[str, Any]:
    """One rule about an item."""
    frame = {"id": id_, "title": "A rule", "about": "item", "says": "It follows.", "sources": ["s1"]}
    return {**frame, "when": when, "then": then, **more}


WARM = rule("warm-if-red", {"colour": "red"}, {"warm": "yes"})


def files(
    *rules: dict[str, Any], attributes: dict[str, Any] | None = None, header: dict[str, Any] | None = None, **more: Any
) -> Files:
    """The files of a small pack; `more` are further files, `questions_yaml` for questions.yaml."""
    return {
        "pack.yaml": {**HEADER, **(header or {})},
        "attributes.yaml": {"attributes": {**ATTRIBUTES, **(attributes or {})}},
        "reasoning/1.yaml": {"rules": list(rules)},
        **{name.replace("__", "/").replace("_yaml", ".yaml"): data for name, data in more.items()},
    }


class _Plain(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes what is repeated out again, because foirules reads no aliases; and every word in quotes."""

    def ignore_aliases(self, _: Any) -> bool:
        return True


_Plain.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


def written(folder: Path, pack: Files) -> Path:
    """The pack as a folder of YAML files."""
    for name, data in pack.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.dump(data, Dumper=_Plain, sort_keys=False, width=10_000), encoding="utf-8")
    return folder


def loaded(folder: Path, pack: Files) -> Rulebook:
    """The pack, loaded from its folder."""
    return load(written(folder, pack))


def refusal(folder: Path, pack: Files, *words: str, file: str = "reasoning/1.yaml") -> PackError:
    """The error a pack is refused with: one line that names the file, a line, the words given and a mend."""
    with pytest.raises(PackError) as caught:
        loaded(folder, pack)
    error, text = caught.value, str(caught.value)
    assert error.where is not None
    assert Path(error.where.file) == folder / file, text
    assert error.where.line is not None, text
    assert error.mend, text
    assert "\n" not in text
    assert error.exit_code == 2
    for word in words:
        assert word in text, text
    return error


def items(number: int, relation: str | None = None, **given: str) -> World:
    """A request with some items, all with the same inputs; with a relation, each item leads to every one."""
    world = World()
    world.add("request", "request")
    for one in range(number):
        world.add(f"item-{one}", "item", "request")
    for one in world.by_kind.get("item", ()) if relation else ():
        for other in world.by_kind["item"]:
            world.relate(relation or "", one, other)
    for name, value in given.items():
        for one in world.by_kind.get("item", ()):
            world.given[name, one] = Given(value)
    return world


def agreed(rulebook: Rulebook, world: World) -> Run:
    """What both engines settle, after a check that they settle the same and fire each rule once on a subject."""
    durable = settled(DurableEngine(rulebook), world)
    assert durable == settled(ReferenceEngine(rulebook), world)
    return ReferenceEngine(rulebook).run(world)


def fired(run: Run) -> list[str]:
    """The rules that fired, one entry for each subject."""
    return sorted(conclusion.rule for conclusion in run.conclusions if conclusion.rule is not None)


def alone(script: str, *arguments: str | Path, seconds: float = 60) -> str:
    """What a script prints when run in a process of its own, which must end well and in time."""
    program = [sys.executable, "-W", "error", "-c", textwrap.dedent(script), *map(str, arguments)]
    environment = {"PYTHONPATH": f"{ROOT}:{Path(__file__).parent}", "PATH": ""}
    done = subprocess.run(program, capture_output=True, text=True, timeout=seconds, env=environment, check=False)
    assert done.returncode == 0, f"exit {done.returncode}: {done.stderr[-2000:]}"
    return done.stdout.strip()
