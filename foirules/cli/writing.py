"""Write a file whole or not at all, and over one that was there only where it is known what that held."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from foirules.errors import InputError, Where
from foirules.model.files import read_bytes


def refuse_old(path: Path) -> None:
    """Raise InputError where the path cannot be that of a new file: one is there, or its folder is not."""
    where = Where(str(path))
    if os.path.isdir(path):
        raise InputError("is a folder", mend="name a new file in it", where=where)
    if os.path.lexists(path):
        raise InputError("is there already", mend="name a new file, or remove it first", where=where)
    if not os.path.isdir(path.parent):
        raise InputError("cannot be written: its folder is not there", mend="make the folder first", where=where)


def write_whole(path: Path, text: str) -> None:
    """Write a new file. Raises InputError where one exists or it cannot be written; nothing is left half done."""
    refuse_old(path)
    try:
        with _finished(path, text, 0o666 & ~_umask()) as name:
            _place(name, path)
    except FileExistsError:
        raise InputError("is there already", mend="name a new file", where=Where(str(path))) from None


def rewrite(path: Path, text: str, held: bytes) -> None:
    """Write a file anew that still holds what it `held`. Raises InputError, and leaves it alone, where it does not."""
    where = Where(str(path))
    if read_bytes(path) != held:
        what = "has been changed by something else since it was saved"
        raise InputError(what, mend="give that another name, or remove it", where=where)
    real = Path(os.path.realpath(path))
    with _finished(real, text, stat.S_IMODE(os.stat(real).st_mode)) as name:
        os.replace(name, real)


@contextmanager
def _finished(path: Path, text: str, mode: int) -> Iterator[str]:
    """The name of a finished file beside a path, to be given the path's name; it is removed where it is not."""
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".foirules-")
    except (OSError, ValueError) as error:
        raise _refused(path, error) from None
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        os.chmod(name, mode)
        yield name
    except FileExistsError:
        raise
    except (OSError, ValueError) as error:
        raise _refused(path, error) from None
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)


def _place(name: str, path: Path) -> None:
    """Give a finished file its name. Where the disk has no links, an empty file first takes the name."""
    try:
        os.link(name, path)
    except FileExistsError:
        raise
    except OSError:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        os.replace(name, path)


def _umask() -> int:
    """The permissions that this process withholds from new files."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _refused(path: Path, error: OSError | ValueError) -> InputError:
    reason = (getattr(error, "strerror", None) or "not a usable path").lower()
    return InputError(f"cannot be written: {reason}", mend="check the folder", where=Where(str(path)))
