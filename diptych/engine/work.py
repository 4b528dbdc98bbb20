"""Where a build works before its output changes: beside the output, on the same file system.

Renames are atomic only within one file system, so the working folder is a hidden sibling of the
output, or inside it when the output is a mount of its own or its parent cannot be written.
"""

import errno
import os
from pathlib import Path

INSIDE = ".diptych.work"
"""The working folder's name when it must be inside the output."""

_NOTHING = ".diptych.no-such-file"


def outer_work(output: Path) -> Path:
    """Return the hidden sibling of an output folder."""
    return output.with_name(f".{output.name}.diptych")


def work_folder(output: Path) -> Path:
    """Return the folder to work in for this output; both may be absent."""
    if output.is_dir() and not _is_movable(output.parent, output):
        return output / INSIDE
    return outer_work(output)


def _is_movable(start: Path, end: Path) -> bool:
    """Tell whether files can be renamed from one folder into the other.

    Asked of the system by renaming a file that is not there: Linux compares the mounts first, and
    sees even a bind mount of the same device.
    """
    if start.stat().st_dev != end.stat().st_dev or not os.access(start, os.W_OK | os.X_OK):
        return False
    try:
        os.rename(start / _NOTHING, end / _NOTHING)  # noqa: PTH104 - os names both ends alike
    except OSError as fault:
        return fault.errno not in {errno.EXDEV, errno.EROFS}
    return True
