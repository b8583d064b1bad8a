"""Find the scenarios a command was asked for: files, folders, ids of those that come with foirules, or `-`."""

from __future__ import annotations

import difflib
import os
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NoReturn

from foirules import shipped as places
from foirules.errors import FoirulesError, InputError, LimitError, Where, listed, quoted
from foirules.model.files import read_stream
from foirules.model.reading import Document, parse, read_file

MAX_FILES = 2000
STANDARD_INPUT = "standard input"


@dataclass(frozen=True, slots=True)
class Source:
    """A scenario somebody named: what it is called, and how to read it, which raises InputError where it cannot be."""

    name: str
    read: Callable[[], Document]


def sources(names: Iterable[str]) -> list[Source]:
    """What the names stand for, in the order named; a folder is its scenarios in the order of their paths.

    A name that stands for nothing is a source too, whose reading says so, so that it does not hide the others. Raises
    InputError where standard input is named twice.
    """
    found: list[Source] = []
    for name in names:
        if name == "-" and any(source.name == STANDARD_INPUT for source in found):
            raise InputError("`-` is named twice", mend="standard input can be read once")
        try:
            found.extend(_sources(name))
        except FoirulesError as error:
            found.append(Source(name, partial(_refuse, error)))
    return found


def _sources(name: str) -> list[Source]:
    if name == "-":
        return [Source(STANDARD_INPUT, _standard_input)]
    if os.path.isdir(name):
        return [Source(str(path), partial(read_file, path)) for path in _in_folder(Path(name))]
    return [Source(name, partial(read_file, _file(name)))]


def _refuse(error: FoirulesError) -> NoReturn:
    raise error


def _standard_input() -> Document:
    if sys.stdin is None or sys.stdin.closed:
        raise InputError("is not open", mend="name a file instead of `-`", where=Where(STANDARD_INPUT))
    return parse(read_stream(sys.stdin.buffer, STANDARD_INPUT), STANDARD_INPUT)


def _in_folder(folder: Path) -> list[Path]:
    """The scenario of a folder that is one; or else every YAML file in it and every scenario.yaml further down."""
    if (folder / "scenario.yaml").is_file():
        return [folder / "scenario.yaml"]
    found = sorted(path for path in folder.rglob("*.yaml") if path.name == "scenario.yaml" or path.parent == folder)
    files = [path for path in found if not path.is_dir()]
    if not files:
        mend = "name a scenario file, or a folder with scenario.yaml files in it"
        raise InputError("holds no scenario", mend=mend, where=Where(str(folder)))
    if len(files) > MAX_FILES:
        what = f"holds more than {MAX_FILES:,} scenarios"
        raise LimitError(what, mend="name a smaller folder", where=Where(str(folder)))
    return files


def _file(name: str) -> Path:
    """The file somebody means by a path, or by the id of a scenario that comes with foirules."""
    if os.path.lexists(name) or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        return Path(name)
    for folder in shipped():
        if (folder / name / "scenario.yaml").is_file():
            return folder / name / "scenario.yaml"
    if os.path.isfile(f"{name}.yaml"):
        raise InputError(f"no scenario {quoted(name)} comes with foirules", mend=f"did you mean `{name}.yaml`?")
    known = sorted({entry.name for folder in shipped() for entry in folder.iterdir() if entry.is_dir()})
    near = difflib.get_close_matches(name, known, n=3) or known[:3]
    mend = f"did you mean {listed([f'`{one}`' for one in near])}? or else name a file"
    raise InputError(f"no scenario {quoted(name)} comes with foirules", mend=mend)


def shipped() -> list[Path]:
    """The folders of the scenarios that come with foirules: of this checkout, or of the installed package."""
    folders = (
        places.CHECKOUT / "scenarios",
        places.DATA / "scenarios",
    )
    return [folder for folder in folders if folder.is_dir()]
