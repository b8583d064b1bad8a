"""What is rebuilt from the fast form, unchecked, is what checking the YAML files gives."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field

from foirules.errors import PackError
from foirules.law import loading
from foirules.law.loading import default_rulebook, fast_form, load, source_folder
from foirules.law.rebuilding import rebuilt

FOLDER = source_folder()
assert FOLDER is not None


class Leaf(BaseModel):
    day: date | None = Field(default=None, alias="from")
    number: int = 3


class Tree(BaseModel):
    status: Literal["plain"] | list[Leaf]
    years: dict[int, int] = {}
    leaves: dict[str, Leaf] = {}
    several: list[Annotated[Leaf, "said of it"]] = []
    held: date | int | None = None
    words: dict[Literal["a", "b"], dict[str, str]] = {}
    anything: Any = None


@pytest.mark.parametrize(
    "data",
    [
        {"status": "plain"},
        {"status": [{"from": "2024-11-18"}, {"number": 4}]},
        {"status": "plain", "years": {"2013": 2023, "2014": 2024}},
        {"status": "plain", "leaves": {"a": {}, "b": {"from": None, "number": 5}}},
        {"status": "plain", "several": [{"from": "2018-05-25"}]},
        {"status": "plain", "held": "1983-01-01", "words": {"a": {"x": "y"}}},
        {"status": "plain", "held": 1983, "anything": {"all": ["one", {"any": []}]}},
    ],
    ids=lambda data: "-".join(data),
)
def test_a_model_is_rebuilt_as_pydantic_would_have_made_it(data: dict[str, Any]) -> None:
    checked = Tree.model_validate(data)
    again = rebuilt(Tree, json.loads(json.dumps(data)))
    assert again == checked
    assert again.model_fields_set == checked.model_fields_set
    assert again.model_dump() == checked.model_dump()


def test_a_default_is_not_shared() -> None:
    one, other = rebuilt(Tree, {"status": "plain"}), rebuilt(Tree, {"status": "plain"})
    one.leaves["a"] = Leaf()
    assert not other.leaves


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    """The shipped pack's fast form, as the build writes it."""
    form: dict[str, Any] = json.loads(json.dumps(fast_form(FOLDER)))
    return form


def test_the_rulebook_of_the_fast_form_is_that_of_the_yaml_files(
    written: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_fast_form", lambda: written)
    monkeypatch.setattr(loading, "load", lambda _: pytest.fail("the YAML files were read"))
    fast = default_rulebook.__wrapped__()
    slow = load(FOLDER)
    for name in vars(slow).keys() - {"places"}:
        assert getattr(fast, name) == getattr(slow, name), name
    assert dict(fast.places).keys() == dict(slow.places).keys()


def test_a_fast_form_of_other_files_is_not_read(written: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_fast_form", lambda: {**written, "digest": "0"})
    monkeypatch.setattr(loading, "_rebuilt", lambda *_: pytest.fail("the fast form was read"))
    assert default_rulebook.__wrapped__().rules


def test_a_pack_that_would_not_come_back_as_it_was_cannot_be_built(monkeypatch: pytest.MonkeyPatch) -> None:
    right = loading.rebuilt

    def forgetful(model: type[BaseModel], data: dict[str, Any]) -> BaseModel:
        return right(model, {**data, "title": "Another"} if "section" in data else data)

    monkeypatch.setattr(loading, "rebuilt", forgetful)
    with pytest.raises(PackError, match=r"provisions/s12.yaml does not come back from the fast form"):
        fast_form(Path(FOLDER))
