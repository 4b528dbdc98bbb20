"""A listing of a folder: what stands in it, with the stamps by which later changes show.

Taken by a walk that follows no link. Whether all still is as a listing tells can be told without
another walk: every file and every folder is looked at by its path. Knows nothing of whose they are.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from diptych.engine.annex import ANNEX, mark_of
from diptych.engine.guard import NEUTRAL
from diptych.engine.manifest import MANIFEST
from diptych.engine.stamps import Stamp, stamp_of
from diptych.engine.work import INSIDE

_KEPT = NEUTRAL | {MANIFEST, INSIDE}
"""What is not listed: the names at the top of an output that are no files of its site."""

UNSETTLED = Stamp(0, 0, 0, 0)
"""In place of a stamp that a later change might leave as it is."""

Holds = Callable[[str], bool]
"""Tells whether a file, by its path, has the bytes that it should have."""


class Folder(Struct, frozen=True, array_like=True):
    """One folder: its own stamp, its files with theirs, its folders, and what is neither."""

    stamp: Stamp
    files: dict[str, Stamp]
    folders: list[str]
    others: list[str]


class Listing(Struct, frozen=True, array_like=True):
    """The folders by path (`a/b`, the folder itself being ""), and the stamp of the manifest."""

    folders: dict[str, Folder]
    manifest: Stamp | None

    def stamp(self, path: str) -> Stamp | None:
        """Return the stamp of a file, None if no regular file stands at this path."""
        parent, _, name = path.rpartition("/")
        folder = self.folders.get(parent)
        return folder.files.get(name) if folder else None


def list_folder(root: Path, now: int) -> Listing:
    """List a folder, but for what is Diptych's own; nothing if it is not there.

    `now` is the time of its file system, in nanoseconds.
    """
    folders: dict[str, Folder] = {}
    waiting = [""] if root.is_dir() else []
    while waiting:
        path = waiting.pop()
        folders[path] = found = _look(root, path, now)
        waiting += (f"{path}/{name}" if path else name for name in found.folders)
    return Listing(folders, manifest_stamp(root))


def list_again(root: Path, before: Listing, touched: Iterable[str], now: int) -> Listing:
    """Return a listing with those of its folders listed anew in which something was touched."""
    folders = dict(before.folders)
    for path in sorted({folder for one in touched for folder in (*folders_of(one), "")}):
        try:
            folders[path] = _look(root, path, now)
        except (FileNotFoundError, NotADirectoryError):
            folders.pop(path, None)
    return Listing(folders, manifest_stamp(root))


def settled(root: Path, listing: Listing, holds: Holds, now: int) -> Listing | None:
    """Return the listing of a folder if all is as it was listed, None if something is not.

    Files without a settled stamp are asked about one by one, and have one from then on unless they
    were changed just `now`.
    """
    if listing.manifest is None or manifest_stamp(root) != listing.manifest:
        return None
    base = os.fspath(root)
    lstat = os.lstat
    doubtful: list[str] = []
    try:
        for path, folder in listing.folders.items():
            where = f"{base}/{path}" if path else base
            if folder.stamp == UNSETTLED or not path:
                doubtful.append(path)
            elif stamp_of(lstat(where)) != folder.stamp:
                return None
            for name, stamp in folder.files.items():
                if stamp == UNSETTLED:
                    doubtful.append(path)
                elif stamp_of(lstat(f"{where}/{name}")) != stamp:
                    return None
        fresh = {path: _look(root, path, now) for path in dict.fromkeys(doubtful)}
    except OSError:
        return None
    if not all(_same(listing.folders[path], fresh[path], path, holds) for path in fresh):
        return None
    return Listing({**listing.folders, **fresh}, listing.manifest)


def _same(before: Folder, after: Folder, path: str, holds: Holds) -> bool:
    """Tell whether a folder holds what it held, its files of which stamps tell nothing asked."""
    names = after.files.keys() == before.files.keys() and sorted(
        after.folders + after.others
    ) == sorted(before.folders + before.others)
    return names and all(
        holds(f"{path}/{name}" if path else name) if stamp == UNSETTLED else True
        for name, stamp in before.files.items()
    )


def manifest_stamp(root: Path) -> Stamp | None:
    """Return the stamp of a folder's manifest; every commit that changes anything gives another."""
    try:
        return stamp_of((root / MANIFEST).lstat())
    except OSError:
        return None


def folders_of(path: str) -> Iterator[str]:
    """Name every folder that a file stands in, nearest first: `a/b` and `a` for `a/b/c`."""
    while (cut := path.rfind("/")) > 0:
        path = path[:cut]
        yield path


def _look(root: Path, path: str, now: int) -> Folder:
    files: dict[str, Stamp] = {}
    folders: list[str] = []
    others: list[str] = []
    where = f"{root}/{path}" if path else os.fspath(root)
    # Taken first: what comes or goes meanwhile must show the next time.
    stamp = _settled(stamp_of(os.lstat(where)), now)
    with os.scandir(where) as entries:
        for entry in entries:
            if not path and (entry.name in _KEPT or _is_annex(root, entry)):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.name)
            elif entry.is_file(follow_symlinks=False):
                files[entry.name] = _settled(stamp_of(entry.stat(follow_symlinks=False)), now)
            else:
                others.append(entry.name)
    return Folder(stamp, files, folders, others)


def _is_annex(root: Path, entry: os.DirEntry[str]) -> bool:
    is_named = entry.name == ANNEX and entry.is_dir(follow_symlinks=False)
    return is_named and mark_of(root) is not None


def _settled(stamp: Stamp, now: int) -> Stamp:
    return stamp if stamp.is_settled(now) else UNSETTLED
