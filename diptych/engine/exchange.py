"""Putting new files in the place of old ones, so that all of it can be undone.

Each step is one rename: a file is wholly old or wholly new at every instant. What is replaced or
taken away is first saved beside the output, and `undo` puts it back.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from diptych.engine.survey import folders_of

# Renames go through `os`: pathlib's `replace` says the same with one more object a file.
# ruff: noqa: PTH105, PTH104


class _Step(Struct, frozen=True):
    """What is at `target` is new; what was there is at `saved`, None if nothing was."""

    target: Path
    saved: Path | None


class Exchange:
    """One change of an output folder, from `staged` (a tree of new files); old ones go to `saved`.

    All three folders are on one file system. The methods raise `OSError`; whoever catches it calls
    `undo`.
    """

    def __init__(self, output: Path, staged: Path, saved: Path) -> None:
        self._output = output
        self._staged = staged
        self._saved = saved
        self._steps: list[_Step] = []
        self._present: set[str] = set()

    def place(self, path: str) -> None:
        """Move a staged file into the output, with the whole of the topmost folder it lacks."""
        absent = self._topmost_absent(path)
        if absent is not None:
            target = self._output / absent
            self._steps.append(_Step(target, None))
            os.rename(self._staged / absent, target)
        elif (source := self._staged / path).exists():  # else it came with its folder
            self.put(source, path)

    def put(self, source: Path, path: str) -> None:
        """Move one file into a folder that is there, keeping a link to the one it replaces."""
        target = self._output / path
        saved = self._room(path)
        try:
            os.link(target, saved, follow_symlinks=False)
        except FileNotFoundError:
            self._steps.append(_Step(target, None))
        except OSError:  # a file system without hard links
            shutil.copy2(target, saved, follow_symlinks=False)
            self._steps.append(_Step(target, saved))
        else:
            self._steps.append(_Step(target, saved))
        os.replace(source, target)

    def remove(self, path: str) -> None:
        """Take a file or a folder out of the output, if it is still there."""
        target = self._output / path
        saved = self._room(path)
        self._steps.append(_Step(target, saved))
        with suppress(FileNotFoundError, NotADirectoryError):  # it went with its folder
            os.rename(target, saved)

    def undo(self) -> None:
        """Put everything back, last step first; a step that cannot be undone stops no other."""
        for step in reversed(self._steps):
            with suppress(OSError):
                if step.saved is None:
                    _discard(step.target)
                elif os.path.lexists(step.saved):
                    os.replace(step.saved, step.target)
        self._steps.clear()

    def _topmost_absent(self, path: str) -> str | None:
        """Return the topmost folder of a file that the output lacks; "" is the output itself."""
        for folder in ("", *reversed(list(folders_of(path)))):
            if folder in self._present:
                continue
            if not os.path.lexists(self._output / folder):
                return folder
            self._present.add(folder)
        return None

    def _room(self, path: str) -> Path:
        """Return a free place to save a file at: a number, since a folder may precede its files."""
        return self._saved / f"{len(self._steps)}{Path(path).suffix}"


def _discard(target: Path) -> None:
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    else:
        target.unlink(missing_ok=True)
