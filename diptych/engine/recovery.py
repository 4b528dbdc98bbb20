"""What is left to do of an exchange whose process was killed, in an output that may have changed.

Between the kill and the next build anybody may have worked in the output. What he put there is not
ours: it is neither replaced nor moved, and nothing is written through a link that he made. A step
that would do so is left out, as is one whose staged bytes are no longer those that were written
down. The build that follows compares every file with what it should be, and tells what it finds.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from diptych.engine.journal import Step
from diptych.engine.listing import folders_of
from diptych.engine.manifest import digest_of_file


def to_redo(steps: Iterable[Step], output: Path, staged: Path) -> list[Step]:
    """Return the steps that can still be done; staged files of the others are removed.

    Raises `OSError` when the machine does not let it be found out.
    """
    site = _Site(output)
    gone = frozenset(step.path for step in steps if not step.digest)
    kept: list[Step] = []
    for step in steps:
        if step.digest:
            if _waits(staged / step.path, step.digest):
                if site.has_room(step):
                    kept.append(step)
                else:
                    (staged / step.path).unlink()
        elif site.gives_way(step.path, gone):
            site.cleared.add(step.path)
            kept.append(step)
    return kept


def to_undo(steps: Iterable[Step], output: Path) -> list[Step]:
    """Return the steps that can be taken back without touching what is not ours."""
    site = _Site(output)
    return [step for step in steps if site.is_within(step.path)]


class _Site:
    """An output as it stands, but for what was `cleared` out of the way."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self.cleared: set[str] = set()

    def is_within(self, path: str) -> bool:
        """Tell whether no folder above is a link, or something else than a folder."""
        return all(
            folder in self.cleared
            or _is_folder(self._output / folder)
            or not os.path.lexists(self._output / folder)
            for folder in folders_of(path)
        )

    def has_room(self, step: Step) -> bool:
        """Tell whether a file can be placed: over the one that stood there, or over nothing."""
        if not self.is_within(step.path):
            return False
        if step.path in self.cleared:
            return True
        target = self._output / step.path
        return not _is_folder(target) if step.saved else not os.path.lexists(target)

    def gives_way(self, path: str, gone: frozenset[str]) -> bool:
        """Tell whether what stands there can be taken away: a file, or a folder of such files."""
        if not self.is_within(path):
            return False
        target = self._output / path
        return not _is_folder(target) or gone.issuperset(_files_in(self._output, target))


def _waits(path: Path, digest: str) -> bool:
    """Tell whether a staged file is still to be placed; one with other bytes is removed."""
    try:
        with path.open("rb") as file:
            if digest_of_file(file) == digest:
                return True
    except (FileNotFoundError, NotADirectoryError):  # it was placed
        return False
    path.unlink()
    return False


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _files_in(output: Path, folder: Path) -> Iterable[str]:
    for where, folders, files in os.walk(folder):
        links = (name for name in folders if Path(where, name).is_symlink())
        for name in (*files, *links):
            yield Path(where, name).relative_to(output).as_posix()
