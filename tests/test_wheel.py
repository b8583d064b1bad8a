"""The built wheel works away from the checkout: packs, bank holidays and scenarios travel in it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("foirules", "rules", "scenarios", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy of the sources, unpacked in a folder of its own."""
    source = tmp_path_factory.mktemp("source")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, source / part, ignore=shutil.ignore_patterns("__pycache__", "_data"))
        else:
            shutil.copy(ROOT / part, source / part)
    built = tmp_path_factory.mktemp("built")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(built)]
    subprocess.run(build, cwd=source, check=True, capture_output=True, text=True)
    (wheel,) = built.glob("*.whl")
    folder = tmp_path_factory.mktemp("unpacked")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    code = f"import sys; sys.path.insert(0, {str(folder)!r}); from foirules.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-I", "-c", code, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_wheel_decides_a_scenario_that_travels_in_it(unpacked: Path) -> None:
    result = run(unpacked, "evaluate", "kent-police-2024", "--format", "json", "--engine", "reference")
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["questions"][0]["outcome"] == "excluded"


def test_the_wheel_carries_the_fast_form_and_the_files_it_was_made_from(unpacked: Path) -> None:
    data = unpacked / "foirules" / "_data"
    assert (data / "foia-2000.json").is_file()
    assert (data / "bank-holidays.json").is_file()
    for kind in ("rules", "scenarios"):
        shipped = {path.relative_to(data / kind) for path in (data / kind).rglob("*.yaml")}
        assert shipped == {path.relative_to(ROOT / kind) for path in (ROOT / kind).rglob("*.yaml")}


def test_the_fast_form_and_the_folder_give_the_same_decision(unpacked: Path) -> None:
    fast = run(unpacked, "evaluate", "mps-2019", "--format", "json")
    (unpacked / "foirules" / "_data" / "foia-2000.json").rename(unpacked / "hidden.json")
    try:
        slow = run(unpacked, "evaluate", "mps-2019", "--format", "json")
    finally:
        (unpacked / "hidden.json").rename(unpacked / "foirules" / "_data" / "foia-2000.json")
    assert fast.returncode == slow.returncode == 0
    assert fast.stdout == slow.stdout


def test_a_fast_form_of_other_files_is_not_used(unpacked: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(unpacked, copy)
    switches = copy / "foirules" / "_data" / "rules" / "foia-2000" / "switches.yaml"
    switches.write_text(switches.read_text().replace("is: regulator", "is: literal"))
    changed = run(copy, "rules", "list", "--switches")
    assert changed.returncode == 0
    assert changed.stdout != run(unpacked, "rules", "list", "--switches").stdout
