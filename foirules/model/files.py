"""Read a file's bytes from disk or a stream, never more than a limit, and never from what is not a file."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from foirules.errors import InputError, Where

MAX_BYTES = 4 * 1024 * 1024


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The bytes of an ordinary file. Raises InputError when missing, not a file, unreadable or above `limit` bytes."""
    where = Where(str(path))
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        if os.path.islink(path):
            raise InputError("is a link to a file that is not there", mend="mend the link", where=where) from None
        raise InputError("no such file", mend="check the path", where=where) from None
    except PermissionError:
        raise InputError("may not be read", mend="check its permissions", where=where) from None
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "not a usable path").lower()
        raise InputError(f"cannot be opened: {reason}", mend="check the path", where=where) from None
    try:
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            raise InputError("is a folder, not a file", mend="name a file in it", where=where)
        if not stat.S_ISREG(status.st_mode):
            raise InputError("is not an ordinary file", mend="name a file, or `-` for standard input", where=where)
        if status.st_size > limit:
            raise too_large(str(path), limit)
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            return read_stream(stream, str(path), limit)
    finally:
        os.close(descriptor)


def read_stream(stream: BinaryIO, name: str, limit: int = MAX_BYTES) -> bytes:
    """Everything in an open stream. Raises InputError above `limit` bytes, without reading the rest."""
    try:
        content = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise InputError(f"cannot be read: {reason}", mend="check that it is open", where=Where(name)) from None
    if len(content) > limit:
        raise too_large(name, limit)
    return content


def too_large(name: str, limit: int) -> InputError:
    """The error for a file or stream above `limit` bytes."""
    what = f"is larger than {limit // 1024 // 1024} MB, the most that is read"
    return InputError(what, mend="check that it is the right file, or split it", where=Where(name))
