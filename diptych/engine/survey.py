"""What stands in an output folder, against what should: read before anything is changed.

One walk that follows no link lists the folder, with the stamp of each file. Held against the plan,
it tells the files to delete, what must first be cleared out of the way, and what is not ours: that
stays, and where it stands in the way nothing is written at all.
"""

import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from diptych.engine.guard import NEUTRAL
from diptych.engine.manifest import MANIFEST
from diptych.engine.stamps import Stamp, stamp_of
from diptych.engine.work import INSIDE

_KEPT = NEUTRAL | {MANIFEST, INSIDE}


class Survey(Struct, frozen=True, kw_only=True):
    """Paths relative to the output; a folder among `foreign` ends with `/` and is told once."""

    obsolete: tuple[str, ...] = ()
    """Files that Diptych wrote and that are no longer planned."""
    in_the_way: tuple[str, ...] = ()
    """Files of ours where a folder must go, folders with nothing foreign where a file must."""
    blocking: tuple[str, ...] = ()
    """The same, foreign: they cannot be removed, so the output cannot be written."""
    foreign: tuple[str, ...] = ()


class Listing(Struct, frozen=True):
    """What a folder holds: the entries of each folder in it, by path, and the stamps of files.

    The folder itself has the path "". Entries are names, those of folders with a `/` at their end.
    What is no regular file has no stamp.
    """

    folders: Mapping[str, tuple[str, ...]]
    stamps: Mapping[str, Stamp]


def list_folder(output: Path) -> Listing:
    """List an output folder, but for what is Diptych's own; nothing if it is not there."""
    folders: dict[str, tuple[str, ...]] = {}
    stamps: dict[str, Stamp] = {}
    if output.is_dir():
        _list(os.fspath(output), "", folders, stamps)
    return Listing(folders, stamps)


def survey(listing: Listing, planned: Collection[str], known: Collection[str]) -> Survey:
    """Compare what is there with the planned files; `known` are those Diptych wrote before."""
    if not listing.folders:
        return Survey()
    plan = _Plan(planned, known)
    found = sorted(_entries(listing, "", plan))
    return Survey(
        obsolete=tuple(path for kind, path in found if kind == "obsolete"),
        in_the_way=tuple(path for kind, path in found if kind == "in_the_way"),
        blocking=tuple(path for kind, path in found if kind == "blocking"),
        foreign=tuple(path for kind, path in found if kind == "foreign"),
    )


def folders_of(path: str) -> Iterator[str]:
    """Name every folder that a file stands in, nearest first: `a/b` and `a` for `a/b/c`."""
    while (cut := path.rfind("/")) > 0:
        path = path[:cut]
        yield path


class _Plan:
    """Which files and folders are expected."""

    def __init__(self, planned: Collection[str], known: Collection[str]) -> None:
        self.files = frozenset(planned)
        self.known = frozenset(known)
        self.folders = frozenset(folder for path in planned for folder in folders_of(path))
        self.old_folders = frozenset(folder for path in known for folder in folders_of(path))


def _list(
    folder: str, prefix: str, folders: dict[str, tuple[str, ...]], stamps: dict[str, Stamp]
) -> None:
    names = []
    with os.scandir(folder) as entries:
        for entry in entries:
            path = prefix + entry.name
            if path in _KEPT:
                continue
            if entry.is_dir(follow_symlinks=False):
                names.append(f"{entry.name}/")
                _list(entry.path, f"{path}/", folders, stamps)
                continue
            names.append(entry.name)
            if entry.is_file(follow_symlinks=False):
                stamps[path] = stamp_of(entry.stat(follow_symlinks=False))
    folders[prefix.removesuffix("/")] = tuple(names)


def _entries(listing: Listing, folder: str, plan: _Plan) -> Iterator[tuple[str, str]]:
    prefix = f"{folder}/" if folder else ""
    for name in listing.folders[folder]:
        path = f"{prefix}{name}"
        if name.endswith("/"):
            yield from _folder(listing, path[:-1], plan)
        elif path in plan.folders:
            yield ("in_the_way" if path in plan.known else "blocking"), path
        elif path not in plan.files:
            yield ("obsolete" if path in plan.known else "foreign"), path


def _folder(listing: Listing, path: str, plan: _Plan) -> Iterator[tuple[str, str]]:
    if path not in plan.files:
        if path in plan.folders or path in plan.old_folders:
            yield from _entries(listing, path, plan)
        else:
            yield "foreign", f"{path}/"
        return
    inside = list(_entries(listing, path, plan))
    foreign = [("blocking", found) for kind, found in inside if kind == "foreign"]
    yield from foreign or [("in_the_way", path), *inside]
