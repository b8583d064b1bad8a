"""Find the scenarios a command was asked for: files, folders, ids of those that come with foirules, or `-`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from foirules.errors import InputError, Where
from foirules.model.reading import Document, parse, read_file, read_stream

MAX_FILES = 2000


def documents(names: Iterable[str]) -> list[Document]:
    """The documents named, in the order named; a folder's in the order of their paths. Raises InputError."""
    found: list[Document] = []
    for name in names:
        if name == "-":
            found.append(parse(read_stream(sys.stdin.buffer, "standard input"), "standard input"))
        elif Path(name).is_dir():
            found.extend(read_file(path) for path in _in_folder(Path(name)))
        else:
            found.append(read_file(_file(name)))
    return found


def _in_folder(folder: Path) -> list[Path]:
    files = sorted(path for path in folder.rglob("*.yaml") if path.name == "scenario.yaml" or path.parent == folder)
    if not files:
        mend = "name a scenario file, or a folder with scenario.yaml files in it"
        raise InputError("holds no scenario", mend=mend, where=Where(str(folder)))
    if len(files) > MAX_FILES:
        raise InputError(
            f"holds more than {MAX_FILES} scenarios", mend="name a smaller folder", where=Where(str(folder))
        )
    return files


def _file(name: str) -> Path:
    path = Path(name)
    if not path.exists() and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        for folder in shipped():
            if (folder / name / "scenario.yaml").is_file():
                return folder / name / "scenario.yaml"
        known = sorted({entry.name for folder in shipped() for entry in folder.iterdir() if entry.is_dir()})
        raise InputError(f"no scenario `{name}` comes with foirules", mend="there are " + ", ".join(known))
    return path


def shipped() -> list[Path]:
    """The folders of the scenarios that come with foirules: of this checkout, or of the installed package."""
    folders = (
        Path(__file__).resolve().parents[2] / "scenarios",
        Path(str(resources.files("foirules"))) / "_data" / "scenarios",
    )
    return [folder for folder in folders if folder.is_dir()]
