"""Putting new files in the place of old ones, so that all of it can be finished or taken back.

Each step is one rename: a file is wholly old or wholly new at every instant. What is replaced or
taken away is first saved beside the output. Steps that were done already are passed over, so that
another process can go on where one was killed.
"""

import os
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from diptych.engine.journal import (
    REDO,
    UNDO,
    Step,
    drop_journal,
    read_journal,
    turn_back,
    write_journal,
)
from diptych.engine.listing import folders_of
from diptych.engine.recovery import to_redo, to_undo

# Renames go through `os`: pathlib's `replace` says the same with one more object a file.
# ruff: noqa: PTH104, PTH105, PTH106

STAGED, SAVED = "new", "old"
"""The folders of new files and of old ones, in the working folder."""


def step(number: int, path: str, digest: str = "", *, stands: bool = True) -> Step:
    """Return one step of an exchange, by its number in it: a file is placed, or all taken away.

    What `stands` at the path is saved by that number: a folder may have to be saved before a file
    of its name.
    """
    return Step(path, str(number) if stands else "", digest)


class Exchange:
    """One change of an output folder, out of its working folder, on the same file system.

    The methods raise `OSError`.
    """

    def __init__(self, output: Path, work: Path) -> None:
        self._output = output
        self._work = work
        self._staged = work / STAGED
        self._saved = work / SAVED
        self._present: set[str] = set()
        self._moved: set[str] = set()

    def run(self, steps: list[Step]) -> None:
        """Do all the steps, or leave everything as it was and raise."""
        was_there = os.path.lexists(self._output)
        try:
            write_journal(self._work, steps)
            self._redo(steps)
        except BaseException:
            turn_back(self._work)
            self._undo(steps)
            if not was_there:
                with suppress(OSError):
                    self._output.rmdir()
            drop_journal(self._work)
            raise
        drop_journal(self._work)

    def recover(self) -> None:
        """Finish what a killed process had begun: the exchange, or taking it back.

        Where that is refused, all is left for the next attempt.
        """
        steps = read_journal(self._work, UNDO)
        if steps is not None:
            self._undo(to_undo(steps, self._output))
        else:
            steps = read_journal(self._work, REDO) or []
            self._redo(to_redo(steps, self._output, self._staged))
        drop_journal(self._work)

    def _redo(self, steps: Iterable[Step]) -> None:
        for step in steps:
            if step.digest:
                self._place(step)
            else:
                self._take_away(step)
        self._remove_empty_folders(step.path for step in steps if not step.digest)

    def _undo(self, steps: Sequence[Step]) -> None:
        """Take back every step that was done, last first; one that cannot be stops no other."""
        for step in reversed(steps):
            target = self._output / step.path
            with suppress(OSError):
                if not step.saved:
                    if not os.path.lexists(self._staged / step.path):
                        _discard(target)
                elif os.path.lexists(self._saved / step.saved):
                    if target.is_dir() and not target.is_symlink():
                        _remove_folder(target)
                    os.replace(self._saved / step.saved, target)
        self._remove_empty_folders(step.path for step in steps if not step.saved)

    def _place(self, step: Step) -> None:
        """Move a staged file into the output, with the whole of the topmost folder it lacks."""
        if not step.saved and self._has_come(step.path):
            return
        source, target = self._staged / step.path, self._output / step.path
        absent = None if step.saved else self._topmost_absent(step.path)
        if absent is not None:
            with suppress(FileNotFoundError):
                os.rename(self._staged / absent, self._output / absent)
                self._moved.add(absent)
            self._present.add(absent)
            return
        if step.saved:
            self._save(target, step.saved)
        with suppress(FileNotFoundError):  # it came with its folder, or in an earlier attempt
            os.replace(source, target)

    def _has_come(self, path: str) -> bool:
        """Tell whether a file came with a folder that was moved as a whole."""
        moved = self._moved
        return "" in moved or any(folder in moved for folder in folders_of(path))

    def _save(self, target: Path, name: str) -> None:
        """Keep a link to a file that is about to be replaced, unless it was replaced already."""
        saved = self._saved / name
        if os.path.lexists(saved):
            return
        try:
            os.link(target, saved, follow_symlinks=False)
        except FileNotFoundError:  # somebody has taken it away meanwhile
            pass
        except OSError:  # a file system without hard links
            shutil.copy2(target, saved, follow_symlinks=False)

    def _take_away(self, step: Step) -> None:
        """Take a file or a folder out of the output, if it is still there."""
        saved = self._saved / step.saved
        if os.path.lexists(saved):
            return
        with suppress(FileNotFoundError, NotADirectoryError):  # it went with its folder
            os.rename(self._output / step.path, saved)

    def _topmost_absent(self, path: str) -> str | None:
        """Return the topmost folder of a file that the output lacks; "" is the output itself."""
        for folder in ("", *reversed(list(folders_of(path)))):
            if folder in self._present:
                continue
            if not os.path.lexists(self._output / folder):
                return folder
            self._present.add(folder)
        return None

    def _remove_empty_folders(self, gone: Iterable[str]) -> None:
        for path in gone:
            for folder in folders_of(path):
                try:
                    (self._output / folder).rmdir()
                except FileNotFoundError:
                    continue
                except OSError:
                    break


def _discard(target: Path) -> None:
    """Remove a file that was placed; what is no file was none of ours."""
    if target.is_symlink() or not target.is_dir():
        target.unlink(missing_ok=True)


def _remove_folder(target: Path) -> None:
    """Remove a folder that was made for files that are discarded by now, and others in it."""
    for folder, _, _ in os.walk(target, topdown=False):
        os.rmdir(folder)
