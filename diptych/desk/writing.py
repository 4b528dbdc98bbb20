"""Files of authors, written without ever losing a word of theirs.

A file is replaced whole or not at all, and only if it still is what was read; a new one never takes
the place of another. Nothing else in the desk writes.
"""

import os
import stat
from pathlib import Path

_TEMPORARY = ".diptych-{name}.{pid}"
"""Hidden, so that a build that runs meanwhile passes over it."""


class EditedMeanwhileError(Exception):
    """A file is no longer what was read: somebody else has written it."""


def rewrite(path: Path, before: bytes, after: bytes) -> None:
    """Replace what a file holds, its permissions staying; a link's target is replaced.

    Raises `EditedMeanwhileError`, and OSError with the file as it was.
    """
    target = path.resolve()
    mode = stat.S_IMODE(target.stat().st_mode)
    temporary = target.with_name(_TEMPORARY.format(name=target.name[:200], pid=os.getpid()))
    try:
        _write(temporary, after, mode)
        if target.read_bytes() != before:
            raise EditedMeanwhileError(str(path))
        os.replace(temporary, target)  # noqa: PTH105 - the same, and said as it is
    finally:
        temporary.unlink(missing_ok=True)


def create(path: Path, data: bytes) -> None:
    """Write a new file, with the folders above it; raises FileExistsError if there is one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise


def put(path: Path, data: bytes) -> None:
    """Write a file that is made anew each time, whole or not at all."""
    if path.exists() and not path.is_file():  # a pipe, or a device
        path.write_bytes(data)
        return
    temporary = path.with_name(_TEMPORARY.format(name=path.name[:200], pid=os.getpid()))
    try:
        temporary.write_bytes(data)
        os.replace(temporary, path)  # noqa: PTH105 - as above
    finally:
        temporary.unlink(missing_ok=True)


def _write(path: Path, data: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(file.fileno(), mode)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
