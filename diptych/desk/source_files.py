"""Sources as commands write them: whole or not at all, and never over what somebody else wrote.

Knows files and folders under the site, and nothing of what they hold. A file is written beside its
place under a hidden name, which builds pass over, and takes its place in one step.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import ENOTDIR
from pathlib import Path


class EditedMeanwhileError(Exception):
    """A file is no longer what was read: somebody else has written it."""


def create(target: Path, data: bytes) -> None:
    """Write a new file, with the folders it needs; raises FileExistsError when there is one.

    Folders that were made for it are taken back if it cannot be written. Raises OSError.
    """
    with _folders_for(target), _beside(target, data) as written:
        try:
            os.link(written, target)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            if os.path.lexists(target):
                raise FileExistsError(target) from None
            written.rename(target)


def replace(target: Path, before: bytes, data: bytes) -> None:
    """Give a file other bytes in one step; it keeps its permissions.

    Raises `EditedMeanwhileError` when it is no longer what was read before, and OSError.
    """
    place = target.resolve()
    with _beside(place, data) as written:
        shutil.copymode(place, written)
        if place.read_bytes() != before:
            raise EditedMeanwhileError(str(target))
        written.replace(place)


def put(target: Path, data: bytes) -> None:
    """Write a file that is made anew each time, over the last one. Raises OSError."""
    if target.exists() and not target.is_file():  # a pipe, or a device
        target.write_bytes(data)
        return
    with _beside(target, data) as written:
        written.replace(target)


@contextmanager
def _folders_for(target: Path) -> Iterator[None]:
    missing = [folder for folder in target.parents if not folder.exists()]
    try:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except FileExistsError as fault:  # a file: the target itself is not there
            raise NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR), fault.filename) from None
        yield
    except BaseException:
        for folder in missing:
            with suppress(OSError):  # somebody has put something there meanwhile
                folder.rmdir()
        raise


@contextmanager
def _beside(target: Path, data: bytes) -> Iterator[Path]:
    written = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        try:
            with written.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as fault:  # told of the file that is wanted: nobody knows the hidden one
            raise type(fault)(fault.errno, fault.strerror, str(target)) from None
        yield written
    finally:
        written.unlink(missing_ok=True)
