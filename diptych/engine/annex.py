"""The annex: one folder of an output that another program fills, replaced whole or not at all.

No manifest lists its files, and no build counts them among what it plans. A mark inside makes the
folder ours and names what it was made from; it is written last. A folder without one is somebody
else's. Knows nothing of what is in it.
"""

import os
import shutil
from pathlib import Path

from diptych.engine.fault import EnvironmentFault, Refusal, environment
from diptych.engine.staging import FILE_MODE, FOLDER_MODE

ANNEX = "pagefind"
"""Its name at the top of an output."""

_MARK = ".diptych"
_MADE, _NEW, _OLD = "annex.made", "annex.new", "annex.old"
"""In the working folder: in the making, ready to take its place, and what it takes the place of."""


def mark_of(output: Path) -> str | None:
    """Return what the annex of an output was made from, None if there is none of ours."""
    try:
        return (output / ANNEX / _MARK).read_text("ascii")
    except (OSError, ValueError):
        return None


class Annex:
    """The annex of a locked output, and the working folder that its successor is made in."""

    def __init__(self, output: Path, work: Path) -> None:
        self._output = output
        self._target = output / ANNEX
        self._work = work

    @property
    def mark(self) -> str | None:
        """What it was made from, None if there is none of ours."""
        return mark_of(self._output)

    def make(self) -> Path:
        """Return an empty folder to make the next annex in, on the file system of the output."""
        self.clear()
        with environment(self._work):
            (self._work / _MADE).mkdir()
        return self._work / _MADE

    def replace(self, made: Path, mark: str) -> None:
        """Put what was made under the folder of `make` into its place.

        Raises `EnvironmentFault`, with all as it was, when the machine refuses or when what stands
        there is not ours.
        """
        with environment(self._target):
            self._check()
            for folder, _, files in os.walk(made):
                Path(folder).chmod(FOLDER_MODE)
                for name in files:
                    Path(folder, name).chmod(FILE_MODE)
            (made / _MARK).write_text(mark, "ascii")
            (made / _MARK).chmod(FILE_MODE)
            os.sync()
            made.replace(self._work / _NEW)
            self._place()

    def remove(self) -> None:
        """Take the annex away, if there is one of ours."""
        with environment(self._target):
            if self.mark is not None:
                self.clear()
                self._target.replace(self._work / _OLD)
                self.clear()

    def recover(self) -> None:
        """Finish what a killed process had begun. Raises `OSError`."""
        if (self._work / _NEW).is_dir():
            if os.path.lexists(self._target) and self.mark is None:
                shutil.rmtree(self._work / _NEW)
            else:
                self._place()
        self.clear()

    def clear(self) -> None:
        """Drop what was not finished, and what was replaced."""
        for name in (_MADE, _OLD):
            shutil.rmtree(self._work / name, ignore_errors=True)

    def _check(self) -> None:
        if os.path.lexists(self._target) and (self._target.is_symlink() or self.mark is None):
            raise EnvironmentFault(Refusal("output-in-the-way", "environment", str(self._target)))

    def _place(self) -> None:
        """Exchange the two; between the renames a crash leaves the new one to `recover`."""
        new, old = self._work / _NEW, self._work / _OLD
        if self._target.is_dir():
            shutil.rmtree(old, ignore_errors=True)
            self._target.replace(old)
        try:
            new.replace(self._target)
        except OSError:
            if old.is_dir():
                old.replace(self._target)
            shutil.rmtree(new, ignore_errors=True)
            raise
        shutil.rmtree(old, ignore_errors=True)
