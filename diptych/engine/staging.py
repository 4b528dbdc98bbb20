"""Staging: where the new files of a build wait until all of them are there.

It may travel to other processes of this machine, so that whoever makes a file puts it there. Knows
paths and bytes; whether a file is wanted is decided by the workspace.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Self

FILE_MODE = 0o644
FOLDER_MODE = 0o755
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL


class Staging:
    """A folder of new files, each readable by all whatever the umask."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._made: set[str] = set()

    def __reduce__(self) -> tuple[type[Self], tuple[str]]:
        return type(self), (self._folder,)

    def put(self, path: str, data: bytes) -> None:
        """Write a new file. Raises `OSError`, and then leaves nothing of it."""
        file = self._open(path)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(file, left) :]
        except BaseException:
            with suppress(OSError):
                Path(self._folder, path).unlink()
            raise
        finally:
            os.close(file)

    def create(self, path: str) -> BinaryIO:
        """Open a new file."""
        return os.fdopen(self._open(path), "wb")

    def _open(self, path: str) -> int:
        target = f"{self._folder}/{path}"
        self.make(target.rpartition("/")[0])
        file = os.open(target, _CREATE, FILE_MODE)
        os.fchmod(file, FILE_MODE)
        return file

    def make(self, folder: str) -> None:
        """Make a folder and those it stands in, unless they are there."""
        if folder in self._made:
            return
        try:
            os.mkdir(folder, FOLDER_MODE)  # noqa: PTH102 - one object less for each of thousands
            os.chmod(folder, FOLDER_MODE)  # noqa: PTH101 - the same
        except FileNotFoundError:
            parent = folder.rpartition("/")[0]
            if parent in self._made:  # somebody has taken it away
                raise
            self.make(parent)
            self.make(folder)
        except FileExistsError:
            pass
        self._made.add(folder)
