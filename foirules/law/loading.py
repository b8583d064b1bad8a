"""Load a rule pack: from its folder of YAML files, or from the fast form that is shipped in the wheel.

The fast form is one JSON file holding what the YAML files say, made when the wheel is built, of a pack that has
passed every check. It is not checked again: what is rebuilt from it is known to equal what was checked.
"""

from __future__ import annotations

import functools
import itertools
import json
import os
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from foirules import shipped
from foirules.errors import InputError, PackError, Where
from foirules.law import pack_files
from foirules.law.assembly import assemble
from foirules.law.parts import PackParts
from foirules.law.rebuilding import rebuilt
from foirules.law.rulebook import Rulebook
from foirules.model.checked import checked
from foirules.model.files import read_bytes
from foirules.model.reading import Document, parse

DEFAULT_PACK = "foia-2000"
FAST_FORM = "foirules/fast-pack/1"
MAX_FILES = 300
HEADER = "header"
BESIDE = frozenset({"lint.yaml", "statute.yaml"})
"""The files of a pack that no decision reads: see foirules.law.beside."""

_SINGLE: dict[str, tuple[str, type[BaseModel]]] = {
    "attributes.yaml": ("attributes", pack_files.AttributesFile),
    "switches.yaml": ("switches", pack_files.SwitchesFile),
    "elements.yaml": ("elements", pack_files.ElementsFile),
    "authorities.yaml": ("authorities", pack_files.AuthoritiesFile),
    "questions.yaml": ("questions", pack_files.QuestionsFile),
    "records.yaml": ("records", pack_files.RecordsFile),
}
_FOLDERS: dict[str, tuple[str, type[BaseModel]]] = {
    "provisions": ("provisions", pack_files.ProvisionFile),
    "reasoning": ("reasoning", pack_files.ReasoningFile),
    "checks": ("checks", pack_files.ChecksFile),
}


def models() -> dict[str, type[BaseModel]]:
    """The model of each file of a pack, by its name in the pack's folder; `provisions/*.yaml` stands for several."""
    from foirules.law.beside import LintFile, StatuteFile

    single = {file: model for file, (_, model) in _SINGLE.items()}
    several = {f"{folder}/*.yaml": model for folder, (_, model) in _FOLDERS.items()}
    return {"pack.yaml": pack_files.PackHeader, **single, **several, "lint.yaml": LintFile, "statute.yaml": StatuteFile}


@functools.cache
def default_rulebook() -> Rulebook:
    """The pack that foirules ships, FOIA 2000: validated when the wheel was built, and always assembled anew."""
    sources = source_folder()
    fast = _fast_form()
    if fast is not None and (sources is None or fast["digest"] == digest(sources)):
        documents = [Document(name, data, {}) for name, data in fast["files"]]
        return assemble(_parts(documents, _rebuilt))
    if sources is None:
        raise PackError("the rule pack is not installed", mend="install foirules again")
    return load(sources)


def source_folder() -> Path | None:
    """The folder of the shipped pack's YAML files: of this checkout, or else of the installed package."""
    for folder in (
        shipped.CHECKOUT / "rules" / DEFAULT_PACK,
        shipped.DATA / "rules" / DEFAULT_PACK,
    ):
        if (folder / "pack.yaml").is_file():
            return folder
    return None


def load(folder: Path) -> Rulebook:
    """A rulebook from a folder of YAML files. Raises PackError with file, line, what is wrong and the mend."""
    return _valid(read_folder(folder))


def load_data(files: Mapping[str, Any]) -> Rulebook:
    """A rulebook from what a pack's YAML files say, by their names in its folder. Raises PackError as `load` does."""
    from foirules.law.validation import validate

    if "pack.yaml" not in files:
        raise PackError("the pack has no pack.yaml", mend="add it")
    rulebook = assemble(_parts([Document(name, data, {}) for name, data in files.items()], _checked))
    validate(rulebook)
    return rulebook


def read_folder(folder: Path) -> list[Document]:
    """Every YAML file of a pack's folder that decisions rest on, named by its path inside it, in a fixed order."""
    where, mend = Where(str(folder)), "name the folder that holds pack.yaml"
    if not os.path.lexists(folder):
        raise PackError("no such folder", mend=mend, where=where)
    if not os.path.isdir(folder):
        raise PackError("is a file, not a folder of rules", mend=mend, where=where)
    if not (folder / "pack.yaml").is_file():
        raise PackError("has no pack.yaml", mend="name the folder that holds it", where=where)
    found = (path for path in folder.rglob("*.yaml") if not path.is_dir())
    names = sorted(path.relative_to(folder).as_posix() for path in itertools.islice(found, MAX_FILES + 1))
    if len(names) > MAX_FILES:
        raise PackError(f"holds more than {MAX_FILES} files", mend="name the pack's own folder", where=where)
    try:
        return [parse(read_bytes(folder / name), str(folder / name)) for name in names if name not in BESIDE]
    except InputError as error:
        raise PackError(error.what, mend=error.mend, where=error.where) from None


def fast_form(folder: Path) -> dict[str, Any]:
    """The fast form of a pack that has passed every check, for the build to write as JSON."""
    load(folder)
    files = []
    for document in read_folder(folder):
        name = Path(document.file).relative_to(folder).as_posix()
        model = _model(name)[1]
        if rebuilt(model, json.loads(json.dumps(document.data))) != checked(model, document, PackError):
            raise PackError(f"{name} does not come back from the fast form as it was", mend="mend law/rebuilding.py")
        files.append([name, document.data])
    return {"format": FAST_FORM, "digest": digest(folder), "files": files}


def digest(folder: Path) -> str:
    """A fingerprint of the files of a pack, names and bytes: enough to see that somebody has edited one."""
    total = length = 0
    for path in sorted(folder.rglob("*.yaml")):
        content = path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0"
        total, length = zlib.crc32(content, total), length + len(content)
    return f"{total:08x}-{length}"


def _fast_form() -> Any | None:
    path = shipped.DATA / f"{DEFAULT_PACK}.json"
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return content if content.get("format") == FAST_FORM else None


def _valid(documents: list[Document]) -> Rulebook:
    from foirules.law.validation import validate

    rulebook = assemble(_parts(documents, _checked))
    validate(rulebook)
    return rulebook


def _checked(model: type[BaseModel], document: Document) -> BaseModel:
    return checked(model, document, PackError)


def _rebuilt(model: type[BaseModel], document: Document) -> BaseModel:
    return rebuilt(model, document.data)


def _parts(documents: list[Document], read: Callable[[type[BaseModel], Document], BaseModel]) -> PackParts:
    header: Any = None
    found: dict[str, list[Any]] = {}
    for document in documents:
        name, model = _model(document.file)
        if name == HEADER and header is not None:
            raise PackError("is a second pack.yaml", mend="keep one, at the top", where=Where(document.file))
        if name == HEADER:
            header = (document, read(model, document))
        else:
            found.setdefault(name, []).append((document, read(model, document)))
    return PackParts(header=header, **found)


def _model(file: str) -> tuple[str, type[BaseModel]]:
    """Which of a pack's files this is, and its model. Raises PackError for one that a pack does not have."""
    path = Path(file)
    if path.name == "pack.yaml":
        return HEADER, pack_files.PackHeader
    if path.name in _SINGLE:
        return _SINGLE[path.name]
    if path.parent.name in _FOLDERS:
        return _FOLDERS[path.parent.name]
    raise PackError(
        "is not a file a pack has",
        mend="put it in provisions/, reasoning/ or checks/, or remove it",
        where=Where(file),
    )
