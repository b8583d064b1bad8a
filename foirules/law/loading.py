"""Load a rule pack: from its folder of YAML files, or from the fast form that is shipped in the wheel.

The fast form is one JSON file holding what the YAML files say, made when the wheel is built. It goes through
the same models and the same checks; only the parsing of YAML is saved.
"""

from __future__ import annotations

import functools
import hashlib
import json
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from foirules.errors import InputError, PackError, Where
from foirules.law import pack_files
from foirules.law.assembly import PackParts, assemble
from foirules.law.rulebook import Rulebook
from foirules.law.validation import validate
from foirules.model.checked import checked
from foirules.model.reading import Document, parse, read_bytes

DEFAULT_PACK = "foia-2000"
FAST_FORM = "foirules/fast-pack/1"
MAX_FILES = 300

_SINGLE: dict[str, tuple[str, type[BaseModel]]] = {
    "attributes.yaml": ("attributes", pack_files.AttributesFile),
    "switches.yaml": ("switches", pack_files.SwitchesFile),
    "elements.yaml": ("elements", pack_files.ElementsFile),
    "authorities.yaml": ("authorities", pack_files.AuthoritiesFile),
    "questions.yaml": ("questions", pack_files.QuestionsFile),
}
_FOLDERS: dict[str, tuple[str, type[BaseModel]]] = {
    "provisions": ("provisions", pack_files.ProvisionFile),
    "reasoning": ("reasoning", pack_files.ReasoningFile),
    "checks": ("checks", pack_files.ChecksFile),
}


@functools.cache
def default_rulebook() -> Rulebook:
    """The pack that foirules ships, FOIA 2000: validated when the wheel was built, and always assembled anew."""
    sources = source_folder()
    fast = _fast_form()
    if fast is not None and (sources is None or fast["digest"] == digest(sources)):
        documents = [Document(name, data, {}) for name, data in fast["files"]]
        return assemble(_parts(documents))
    if sources is None:
        raise PackError("the rule pack is not installed", mend="install foirules again")
    return load(sources)


def source_folder() -> Path | None:
    """The folder of the shipped pack's YAML files: of this checkout, or else of the installed package."""
    for folder in (
        Path(__file__).resolve().parents[2] / "rules" / DEFAULT_PACK,
        Path(str(resources.files("foirules"))) / "_data" / "rules" / DEFAULT_PACK,
    ):
        if (folder / "pack.yaml").is_file():
            return folder
    return None


def load(folder: Path) -> Rulebook:
    """A rulebook from a folder of YAML files. Raises PackError with file, line, what is wrong and the mend."""
    rulebook = assemble(_parts(read_folder(folder)))
    validate(rulebook)
    return rulebook


def read_folder(folder: Path) -> list[Document]:
    """Every YAML file of a pack's folder, named by its path inside the folder, in a fixed order."""
    if not folder.is_dir():
        raise PackError(
            "is not a folder of rules", mend="name the folder that holds pack.yaml", where=Where(str(folder))
        )
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml"))
    if "pack.yaml" not in names:
        raise PackError("has no pack.yaml", mend="name the folder that holds it", where=Where(str(folder)))
    if len(names) > MAX_FILES:
        raise PackError(
            f"holds more than {MAX_FILES} files", mend="name the pack's own folder", where=Where(str(folder))
        )
    try:
        return [parse(read_bytes(folder / name), str(folder / name)) for name in names]
    except InputError as error:
        raise PackError(error.what, mend=error.mend, where=error.where) from None


def fast_form(folder: Path) -> dict[str, Any]:
    """The fast form of a pack that has passed every check, for the build to write as JSON."""
    load(folder)
    files = [[Path(document.file).relative_to(folder).as_posix(), document.data] for document in read_folder(folder)]
    return {"format": FAST_FORM, "digest": digest(folder), "files": files}


def digest(folder: Path) -> str:
    """A fingerprint of the files of a pack: names and bytes."""
    hasher = hashlib.blake2b(digest_size=16)
    for path in sorted(folder.rglob("*.yaml")):
        hasher.update(path.relative_to(folder).as_posix().encode() + b"\0")
        hasher.update(path.read_bytes() + b"\0")
    return hasher.hexdigest()


def _fast_form() -> Any | None:
    path = resources.files("foirules") / "_data" / f"{DEFAULT_PACK}.json"
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return content if content.get("format") == FAST_FORM else None


def _parts(documents: list[Document]) -> PackParts:
    header: Any = None
    found: dict[str, list[Any]] = {}
    for document in documents:
        path = Path(document.file)
        if path.name == "pack.yaml":
            header = (document, checked(pack_files.PackHeader, document, PackError))
        elif path.name in _SINGLE:
            name, model = _SINGLE[path.name]
            found.setdefault(name, []).append((document, checked(model, document, PackError)))
        elif path.parent.name in _FOLDERS:
            name, model = _FOLDERS[path.parent.name]
            found.setdefault(name, []).append((document, checked(model, document, PackError)))
        else:
            raise PackError(
                "is not a file a pack has",
                mend="put it in provisions/, reasoning/ or checks/, or remove it",
                where=Where(document.file),
            )
    return PackParts(header=header, **found)
