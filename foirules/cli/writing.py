"""Write a file whole or not at all, and never over one that was there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from foirules.errors import InputError, Where


def write_whole(path: Path, text: str) -> None:
    """Write a new file. Raises InputError where one exists or the folder cannot be written; nothing is left half done."""
    if path.exists() or path.is_symlink():
        raise InputError("is there already", mend="name a new file, or remove it first", where=Where(str(path)))
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent or Path(), prefix=".foirules-")
    except OSError as error:
        raise InputError(
            f"cannot be written: {error.strerror}", mend="check the folder", where=Where(str(path))
        ) from None
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        os.link(name, path)
    except FileExistsError:
        raise InputError("is there already", mend="name a new file", where=Where(str(path))) from None
    except OSError as error:
        raise InputError(
            f"cannot be written: {error.strerror}", mend="check the folder", where=Where(str(path))
        ) from None
    finally:
        os.unlink(name)
