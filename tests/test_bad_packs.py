"""Every pack in tests/bad/packs is refused with exactly the message beside it; the sound one is not.

A bad pack is a folder that holds only what differs from the pack `sound`. Its message, `name.txt`, is all of standard
error, the path cut to the file's place in the pack.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from command_line import ROOT, one_line, run

PACKS = ROOT / "tests" / "bad" / "packs"
SOUND = PACKS / "sound"
BAD = sorted(path for path in PACKS.iterdir() if path.is_dir() and path != SOUND)


def test_every_bad_pack_has_a_message_and_every_message_a_pack() -> None:
    assert {path.name for path in BAD} == {path.stem for path in PACKS.glob("*.txt")}


@pytest.mark.parametrize("engine", ["durable", "reference"])
def test_the_sound_pack_decides(engine: str) -> None:
    ran = run("evaluate", PACKS / "scenario.yaml", "--rules", SOUND, "--engine", engine)
    assert (ran.code, ran.err) == (0, "")
    assert "upheld" in ran.out


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_a_bad_pack_is_refused_in_one_line(path: Path, tmp_path: Path) -> None:
    folder, output = tmp_path / "pack", tmp_path / "out.txt"
    shutil.copytree(SOUND, folder)
    shutil.copytree(path, folder, dirs_exist_ok=True)
    said = one_line(run("evaluate", PACKS / "scenario.yaml", "--rules", folder, "--output", output))
    assert f"foirules: {said}\n".replace(f"{folder}{os.sep}", "") == path.with_suffix(".txt").read_text(
        encoding="utf-8"
    )
    assert said.endswith(")"), "a message ends with the mend"
    assert not output.exists()
