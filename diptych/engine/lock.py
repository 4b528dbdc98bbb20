"""The lock on an output folder: one build at a time, whichever process it runs in.

It is a POSIX record lock (`lockf`): forked workers do not inherit it, and the system drops it when
its holder dies, so that a lock file left behind means nothing. It keeps apart processes, not the
threads of one. Never opened twice in one process: closing either copy would drop the lock.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from diptych.engine.fault import Locked

_NAME = "lock"
_FILE_MODE = 0o644
_FOLDER_MODE = 0o755
_PID_TRIES = 10
_PID_WAIT = 0.01
"""Seconds between two tries to read the pid, which its holder writes just after locking."""


@contextmanager
def hold_lock(folder: Path, output: Path) -> Iterator[None]:
    """Hold the lock on an output: a file in its working folder.

    The folder and its missing parents are made, and removed again if they end up empty. Raises
    `Locked` at once when another process holds the lock, and `OSError` when the folder or the file
    cannot be made.
    """
    missing = [parent for parent in folder.parents if not parent.exists()]
    try:
        file = _acquire(folder, output)
        try:
            yield
        finally:
            with suppress(OSError):
                (folder / _NAME).unlink()
            os.close(file)
    finally:
        for made in (folder, *missing):
            with suppress(OSError):
                made.rmdir()


def _acquire(folder: Path, output: Path) -> int:
    """Open and lock the file; start again if its holder removed it in the meantime."""
    path = folder / _NAME
    while True:
        _make(folder)
        try:
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, _FILE_MODE)
        except FileNotFoundError:
            continue
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_at(path, file):
                os.fchmod(file, _FILE_MODE)
                os.ftruncate(file, 0)
                os.write(file, f"{os.getpid()}\n".encode())
                return file
        except (BlockingIOError, PermissionError):
            pid = _holder(path)
            os.close(file)
            raise Locked(output, pid) from None
        except BaseException:
            os.close(file)
            raise
        os.close(file)


def _is_at(path: Path, file: int) -> bool:
    try:
        return path.stat().st_ino == os.fstat(file).st_ino
    except FileNotFoundError:
        return False


def _holder(path: Path) -> int:
    """Return the pid in the lock file, or 0 when there is none to read."""
    for _ in range(_PID_TRIES):
        with suppress(OSError, ValueError):
            return int(path.read_text(encoding="ascii"))
        time.sleep(_PID_WAIT)
    return 0


def _make(folder: Path) -> None:
    """Make a folder and its parents, with the same permissions whatever the umask."""
    for made in reversed((folder, *folder.parents)):
        with suppress(FileExistsError):
            made.mkdir()
            made.chmod(_FOLDER_MODE)
