"""The staged commit: rendered bytes wait beside the output until all are there, then replace it.

Opened with `workspace(output)`, which locks the output. `stage` compares each file with the one in
place and keeps only what differs; `commit` does the rest, or undoes it. Without a commit, and on
any exception, the output is as it was. Knows paths and bytes, and nothing of what they mean.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from diptych.engine.annex import ANNEX, Annex
from diptych.engine.exchange import SAVED, STAGED, Exchange, step
from diptych.engine.fault import EnvironmentFault, Refusal, environment
from diptych.engine.listing import (
    UNSETTLED,
    Listing,
    folders_of,
    list_again,
    list_folder,
    manifest_stamp,
    settled,
)
from diptych.engine.lock import hold_lock
from diptych.engine.manifest import (
    DIGEST_BYTES,
    MANIFEST,
    Entry,
    digest_of,
    digest_of_file,
    encode,
    holds,
    read_manifest,
)
from diptych.engine.staging import Staging
from diptych.engine.stamps import time_of
from diptych.engine.survey import Survey, survey
from diptych.engine.work import INSIDE, work_folder
from diptych.paths import check_relative

_RESERVED = frozenset({MANIFEST, INSIDE, ANNEX})
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
    """What a commit did, as paths under the output. A `foreign` folder ends with `/`.

    `listing` is the output as the commit left it.
    """

    written: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]
    foreign: tuple[str, ...]
    listing: Listing


@contextmanager
def workspace(
    output: Path, before: Listing | None = None, *, seen: bool = False
) -> Iterator["Workspace"]:
    """Lock an output folder and open a workspace on it; nothing of it is left afterwards.

    `before` is the output as an earlier commit left it: files that still have their stamps are
    taken for what was committed, unread. `seen` says that all was seen to be so just now. What a
    killed process had begun to do to the output is finished first.

    Raises `Locked` when another build holds the output, `EnvironmentFault` when the machine does
    not let it be written.
    """
    real = output.resolve()
    with ExitStack() as opened:
        with environment(real):
            folder = work_folder(real)
            opened.enter_context(hold_lock(folder, real))
            Exchange(real, folder).recover()  # where that fails, what it needs stays
            Annex(real, folder).recover()
            opened.callback(_clear, folder)
            _clear(folder)  # what a killed build left
            space = Workspace(real, folder, before, seen=seen)
        yield space


class Workspace:
    """The files of one build, on their way to the output. Made by `workspace`.

    Whoever makes a file that the workspace expects may put it into `staging` himself. `annex` is
    the one folder of the output that the commit leaves alone. `is_sure` tells whether the output is
    known to be what the last commit made of it.
    """

    def __init__(self, output: Path, folder: Path, before: Listing | None, *, seen: bool) -> None:
        self._output = output
        self._folder = folder
        self.annex = Annex(output, folder)
        self.staging = Staging(os.fspath(folder / STAGED))
        self._known = read_manifest(output)
        self._before = before
        self._found, self.is_sure = self._listed(before, time_of(folder), seen=seen)
        self._entries: dict[str, Entry] = {}
        self._standing: set[str] = set()
        self._changed: list[str] = []
        self._folders: set[str] = set()
        for name in (SAVED, STAGED):
            self.staging.make(os.fspath(folder / name))

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
            changed = not self._has(entry)
            if changed and artifact.data is not None:
                self.staging.put(artifact.path, artifact.data)
            elif changed:
                entry = self._copy(artifact.path, _source_of(artifact))
        self._entries[artifact.path] = entry
        if changed:
            self._changed.append(artifact.path)
        return changed

    def expect(self, path: str) -> str:
        """Expect a file, to be taken later; return the digest of what stands there, empty if none.

        Raises as `stage` does.
        """
        target = self._checked(path)
        with environment(target):
            if self._found.stamp(path) is None:
                return ""
            known = self._known.get(path)
            if known is not None and self._is_vouched(path):
                return known.digest
            with suppress(FileNotFoundError, NotADirectoryError), target.open("rb") as file:
                return digest_of_file(file)
        return ""

    def take(self, entry: Entry, data: bytes | None, *, changed: bool) -> None:
        """Take in a file that was expected; its `data`, unless whoever made it has put it there.

        Raises `EnvironmentFault` when it cannot be written.
        """
        if changed and data is not None:
            with environment(self._output / entry.path):
                self.staging.put(entry.path, data)
        self._entries[entry.path] = entry
        if changed:
            self._changed.append(entry.path)

    def keep(self, path: str, digest: str) -> bool:
        """Keep a file of the output as it is; tell whether it is there with this digest.

        Otherwise nothing is done, and the file must be staged. Raises as `stage` does.
        """
        entry = self._known.get(path)
        if entry is None or entry.digest != digest:
            return False
        self._claim(path)
        try:
            kept = self._has(entry)
        except OSError:
            with environment(self._output / path):
                raise
        if kept:
            self._entries[path] = entry
        return kept

    def stand(self) -> None:
        """Plan every file of the last commit as it is; what is staged takes its file's place."""
        self._entries = dict(self._known)
        self._standing = set(self._known)

    def commit(self) -> Committed:
        """Make the output hold what was staged and nothing else of ours.

        Raises `EnvironmentFault`, with the output as it was, when something foreign stands where a
        file must go or the machine refuses a step. Called once, last.
        """
        with environment(self._output):
            found = self._survey()
            if found.blocking:
                where = str(self._output / found.blocking[0])
                raise EnvironmentFault(Refusal("output-in-the-way", "environment", where))
            if self._changed or self._entries != self._known:
                self._exchange(found)
            listing = self._listing_now(found)
        return Committed(
            written=tuple(self._changed),
            unchanged=len(self._entries) - len(self._changed),
            removed=found.obsolete,
            foreign=found.foreign,
            listing=listing,
        )

    def _listed(self, before: Listing | None, now: int, *, seen: bool) -> tuple[Listing, bool]:
        """Return what the output holds, and whether all of it is what was committed."""
        if before is not None and seen and manifest_stamp(self._output) == before.manifest:
            return before, True
        same = settled(self._output, before, self._holds, now) if before else None
        return (same, True) if same else (list_folder(self._output, now), False)

    def _holds(self, path: str) -> bool:
        return holds(self._output, self._known, path)

    def _survey(self) -> Survey:
        if self.is_sure and self._standing and self._entries.keys() == self._known.keys():
            return Survey()
        return survey(self._found, self._entries, self._known)

    def _exchange(self, found: Survey) -> None:
        """Replace the old files by the new, or leave all as it was."""
        manifest = encode(self._entries.values())
        self.staging.put(MANIFEST, manifest)
        os.sync()
        placed = (
            (path, self._entries[path].digest, self._found.stamp(path) is not None)
            for path in self._changed
        )
        planned = [
            *((path, "", True) for path in found.in_the_way),
            *placed,
            *((path, "", True) for path in found.obsolete),
            (MANIFEST, digest_of(manifest), self._found.manifest is not None),
        ]
        steps = [
            step(number, path, digest, stands=stands)
            for number, (path, digest, stands) in enumerate(planned)
        ]
        Exchange(self._output, self._folder).run(steps)

    def _listing_now(self, found: Survey) -> Listing:
        """Return the output as it is now: listed again where something was done to it."""
        touched = [*found.in_the_way, *self._changed, *found.obsolete]
        return list_again(self._output, self._found, touched, time_of(self._folder))

    def _has(self, entry: Entry) -> bool:
        """Tell whether a file of the output, not a link to one, already has these very bytes."""
        stamp = self._found.stamp(entry.path)
        if stamp is None:
            return False
        known = self._known.get(entry.path)
        if known is not None and self._is_vouched(entry.path):
            return known.digest == entry.digest
        if stamp != UNSETTLED and stamp.size != entry.size:
            return False
        try:
            with (self._output / entry.path).open("rb") as file:
                return digest_of_file(file) == entry.digest
        except (FileNotFoundError, NotADirectoryError):
            return False

    def _is_vouched(self, path: str) -> bool:
        """Tell whether a file is sure to be what the manifest says: it was not touched since.

        That of another manifest says nothing: a commit may have been cut short.
        """
        if self.is_sure:
            return True
        if self._before is None or self._before.manifest != self._found.manifest:
            return False
        stamp = self._before.stamp(path)
        return stamp == self._found.stamp(path) and stamp not in {None, UNSETTLED}

    def _checked(self, path: str) -> Path:
        check_relative(path)
        parts = path.split("/")
        if parts[0] in _RESERVED or not {"", "."}.isdisjoint(parts):
            raise ValueError(f"not a path for an artifact: {path!r}")
        self._claim(path)
        return self._output / path

    def _claim(self, path: str) -> None:
        folders = list(folders_of(path))
        if path in self._standing:
            self._standing.remove(path)
            return
        taken = path in self._entries or path in self._folders
        if taken or any(folder in self._entries for folder in folders):
            raise ValueError(f"two artifacts at one path: {path!r}")
        self._folders.update(folders)

    def _copy(self, path: str, source: Path) -> Entry:
        """Copy a source into staging; return the entry of what was copied, edited since or not."""
        hasher = hashlib.blake2b(digest_size=DIGEST_BYTES)
        size = 0
        with source.open("rb") as original, self.staging.create(path) as copy:
            while chunk := original.read(_CHUNK):
                hasher.update(chunk)
                size += len(chunk)
                copy.write(chunk)
        return Entry(path, hasher.hexdigest(), size)


def _source_of(artifact: Artifact) -> Path:
    if artifact.source is None:
        raise ValueError(f"an artifact of nothing: {artifact.path!r}")
    return artifact.source


def _entry_of(path: str, source: Path) -> Entry:
    with source.open("rb") as file:
        return Entry(path, digest_of_file(file), os.fstat(file.fileno()).st_size)


def _clear(folder: Path) -> None:
    for name in (STAGED, SAVED):
        shutil.rmtree(folder / name, ignore_errors=True)
    Annex(folder, folder).clear()
