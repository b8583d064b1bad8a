"""Every file in tests/bad is refused with exactly the message beside it, and nothing else happens.

A bad scenario is `name.yaml`, and its message `name.txt`: all of standard error, the path cut to the file's name.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import ROOT, one_line, run, spawn

BAD = ROOT / "tests" / "bad"
FILES = sorted(BAD.glob("*.yaml"))


def message(path: Path) -> str:
    return path.with_suffix(".txt").read_text(encoding="utf-8").removeprefix("foirules: ").rstrip("\n")


def test_every_bad_file_has_a_message_and_every_message_a_file() -> None:
    assert {path.stem for path in FILES} == {path.stem for path in BAD.glob("*.txt")}


def test_no_two_bad_files_have_the_same_contents() -> None:
    contents = [path.read_bytes() for path in FILES]
    assert len(set(contents)) == len(contents)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_bad_scenario_is_refused_in_one_line(path: Path, tmp_path: Path) -> None:
    before, output = path.read_bytes(), tmp_path / "out.json"
    said = one_line(run("evaluate", path, "--format", "json", "--output", output))
    assert said.replace(str(path), path.name) == message(path)
    assert said.endswith(")"), "a message ends with the mend"
    assert path.read_bytes() == before
    assert not list(tmp_path.iterdir()), "nothing may be written"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_library_says_the_same(path: Path) -> None:
    import foirules
    from foirules.errors import FoirulesError

    with pytest.raises(FoirulesError) as refused:
        foirules.evaluate(path)
    assert str(refused.value).replace(str(path), path.name) == message(path)
    assert refused.value.mend
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("name", ["provision-not-there", "key-twice", "alias", "binary", "control-character"])
def test_a_process_of_its_own_says_the_same(name: str) -> None:
    path = BAD / f"{name}.yaml"
    assert one_line(spawn("evaluate", path)).replace(str(path), path.name) == message(path)


def test_standard_input_is_named_in_the_message() -> None:
    said = one_line(run("evaluate", "-", stdin=(BAD / "key-misspelt.yaml").read_bytes()))
    assert said == message(BAD / "key-misspelt.yaml").replace("key-misspelt.yaml", "standard input")
