"""Stamps: what the file system tells of a file without opening it.

A file whose stamp is the one remembered has the bytes remembered, but for one case: a change within
the same tick of the clock as the stamp was taken leaves it as it is. Such a stamp is not settled,
and proves nothing (git calls it racy).
"""

import os
from pathlib import Path
from tempfile import TemporaryFile

from msgspec import Struct

_TICK = 20_000_000
"""Nanoseconds, twice what may pass between two ticks of a file system's clock (1 to 10 ms)."""

_COARSE_TICK = 2_000_000_000
"""The same where times carry no fraction of a millisecond: FAT counts in steps of two seconds."""

_MILLISECOND = 1_000_000


class Stamp(Struct, frozen=True, array_like=True, gc=False):
    """Size in bytes, times of change in nanoseconds since 1970, and the file's number."""

    size: int
    modified: int
    changed: int
    inode: int

    def is_settled(self, now: int) -> bool:
        """Tell whether a change after `now` (nanoseconds), when it was taken, would show."""
        latest = max(self.modified, self.changed)
        coarse = latest % _MILLISECOND == 0
        return latest < now - (_COARSE_TICK if coarse else _TICK)


def time_of(folder: Path) -> int:
    """Return what time a file system has: that of a new file in one of its folders.

    Its clock need not be this machine's. Raises `OSError` where no file can be made.
    """
    with TemporaryFile(dir=folder) as file:
        file.write(b"now")
        file.flush()
        return os.fstat(file.fileno()).st_mtime_ns


def stamp_of(found: os.stat_result) -> Stamp:
    """Return the stamp of a file from what `stat` says."""
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def stamp_at(path: str) -> Stamp:
    """Return the stamp of the file at a path. Raises `OSError` if there is none."""
    return stamp_of(os.stat(path))  # noqa: PTH116 - asked of thousands
