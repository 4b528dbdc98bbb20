"""The staged commit: rendered bytes wait beside the output until all are there, then replace it.

Opened with `workspace(output)`, which locks the output. `stage` compares each file with the one in
place and keeps only what differs; `commit` does the rest, or undoes it. Without a commit, and on
any exception, the output is as it was. Knows paths and bytes, and nothing of what they mean.
"""

import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from diptych.engine.exchange import Exchange
from diptych.engine.fault import EnvironmentFault, Refusal, environment
from diptych.engine.lock import hold_lock
from diptych.engine.manifest import (
    DIGEST_BYTES,
    MANIFEST,
    Entry,
    digest_of,
    digest_of_file,
    encode,
    read_manifest,
)
from diptych.engine.survey import Survey, folders_of, survey
from diptych.engine.work import INSIDE, work_folder
from diptych.paths import check_relative

_RESERVED = frozenset({MANIFEST, INSIDE})
_STAGED = "new"
_SAVED = "old"
_FILE_MODE = 0o644
_FOLDER_MODE = 0o755
_CHUNK = 1 << 20


class Artifact(Struct, frozen=True):
    """One file to be: `path` is relative to the output, with `/`; `source` is copied when no data.

    Artifacts replace the old files in the order they are staged: assets first, then the pages that
    ask for them, then the indexes and feeds that lead there.
    """

    path: str
    data: bytes | None = None
    source: Path | None = None


class Committed(Struct, frozen=True, kw_only=True):
    """What a commit did, as paths under the output. A `foreign` folder ends with `/`."""

    written: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]
    foreign: tuple[str, ...]


@contextmanager
def workspace(output: Path) -> Iterator["Workspace"]:
    """Lock an output folder and open a workspace on it; nothing of it is left afterwards.

    Raises `Locked` when another build holds the output, `EnvironmentFault` when the machine does
    not let it be written.
    """
    real = output.resolve()
    with ExitStack() as opened:
        with environment(real):
            folder = work_folder(real)
            opened.enter_context(hold_lock(folder, real))
            opened.callback(_clear, folder)
            _clear(folder)  # what a killed build left
            space = Workspace(real, folder)
        yield space


class Workspace:
    """The files of one build, on their way to the output. Made by `workspace`."""

    def __init__(self, output: Path, folder: Path) -> None:
        self._output = output
        self._staged = folder / _STAGED
        self._saved = folder / _SAVED
        self._known = read_manifest(output)
        self._entries: dict[str, Entry] = {}
        self._changed: list[str] = []
        self._folders: set[str] = set()
        self._make(self._saved)
        self._make(self._staged)

    def stage(self, artifact: Artifact) -> bool:
        """Take in one file; tell whether it differs from the one in the output.

        Raises `UnsafePath` for a path outside the output, `ValueError` for one that is taken or
        reserved, and `EnvironmentFault` when it cannot be read or written.
        """
        target = self._checked(artifact.path)
        with environment(target):
            if artifact.data is not None:
                entry = Entry(artifact.path, digest_of(artifact.data), len(artifact.data))
            else:
                entry = _entry_of(artifact.path, _source_of(artifact))
            changed = not _holds(target, entry)
            if changed and artifact.data is not None:
                with self._create(artifact.path) as file:
                    file.write(artifact.data)
            elif changed:
                entry = self._copy(artifact.path, _source_of(artifact))
        self._entries[artifact.path] = entry
        if changed:
            self._changed.append(artifact.path)
        return changed

    def keep(self, path: str, digest: str) -> bool:
        """Keep a file of the output as it is; tell whether it is there with this digest.

        Otherwise nothing is done, and the file must be staged. Raises as `stage` does.
        """
        entry = self._known.get(path)
        if entry is None or entry.digest != digest:
            return False
        target = self._checked(path)
        with environment(target):
            kept = _holds(target, entry)
        if kept:
            self._entries[path] = entry
        return kept

    def commit(self) -> Committed:
        """Make the output hold what was staged and nothing else of ours.

        Raises `EnvironmentFault`, with the output as it was, when something foreign stands where a
        file must go or the machine refuses a step. Called once, last.
        """
        with environment(self._output):
            found = survey(self._output, self._entries, self._known)
            if found.blocking:
                where = str(self._output / found.blocking[0])
                raise EnvironmentFault(Refusal("output-in-the-way", "environment", where))
            if self._changed or self._entries != self._known:
                self._exchange(found)
        return Committed(
            written=tuple(self._changed),
            unchanged=len(self._entries) - len(self._changed),
            removed=found.obsolete,
            foreign=found.foreign,
        )

    def _exchange(self, found: Survey) -> None:
        """Replace the old files by the new, or leave all as it was.

        The manifest goes first, naming old files and new, and last, naming the new: killed in
        between, Diptych still knows every file that it wrote.
        """
        (widened := self._saved / "manifest").write_bytes(
            encode({**self._known, **self._entries}.values())
        )
        widened.chmod(_FILE_MODE)
        with self._create(MANIFEST) as file:
            file.write(encode(self._entries.values()))
        os.sync()
        exchange = Exchange(self._output, self._staged, self._saved)
        try:
            if self._output.is_dir():
                exchange.put(widened, MANIFEST)
            for path in found.in_the_way:
                exchange.remove(path)
            for path in self._changed:
                exchange.place(path)
            for path in found.obsolete:
                exchange.remove(path)
            exchange.place(MANIFEST)
        except BaseException:
            exchange.undo()
            raise
        self._remove_empty_folders()

    def _remove_empty_folders(self) -> None:
        for path in self._known.keys() - self._entries.keys():
            for folder in folders_of(path):
                try:
                    (self._output / folder).rmdir()
                except OSError:
                    break

    def _checked(self, path: str) -> Path:
        check_relative(path)
        parts = path.split("/")
        if parts[0] in _RESERVED or not {"", "."}.isdisjoint(parts):
            raise ValueError(f"not a path for an artifact: {path!r}")
        folders = list(folders_of(path))
        taken = path in self._entries or path in self._folders
        if taken or any(folder in self._entries for folder in folders):
            raise ValueError(f"two artifacts at one path: {path!r}")
        self._folders.update(folders)
        return self._output / path

    def _create(self, path: str) -> BinaryIO:
        """Open a new file in staging, readable by all whatever the umask."""
        target = self._staged / path
        self._make(target.parent)
        file = target.open("xb")
        os.fchmod(file.fileno(), _FILE_MODE)
        return file

    def _copy(self, path: str, source: Path) -> Entry:
        """Copy a source into staging; return the entry of what was copied, edited since or not."""
        hasher = hashlib.blake2b(digest_size=DIGEST_BYTES)
        size = 0
        with source.open("rb") as original, self._create(path) as copy:
            while chunk := original.read(_CHUNK):
                hasher.update(chunk)
                size += len(chunk)
                copy.write(chunk)
        return Entry(path, hasher.hexdigest(), size)

    def _make(self, folder: Path) -> None:
        if folder.is_dir():
            return
        self._make(folder.parent)
        folder.mkdir()
        folder.chmod(_FOLDER_MODE)


def _source_of(artifact: Artifact) -> Path:
    if artifact.source is None:
        raise ValueError(f"an artifact of nothing: {artifact.path!r}")
    return artifact.source


def _entry_of(path: str, source: Path) -> Entry:
    with source.open("rb") as file:
        return Entry(path, digest_of_file(file), os.fstat(file.fileno()).st_size)


def _holds(target: Path, entry: Entry) -> bool:
    """Tell whether a file of the output, not a link to one, already has these very bytes."""
    try:
        found = target.lstat()
        if not stat.S_ISREG(found.st_mode) or found.st_size != entry.size:
            return False
        with target.open("rb") as file:
            return digest_of_file(file) == entry.digest
    except (FileNotFoundError, NotADirectoryError):
        return False


def _clear(folder: Path) -> None:
    for name in (_STAGED, _SAVED):
        shutil.rmtree(folder / name, ignore_errors=True)
