"""What stands in an output folder, against what should: read before anything is changed.

One walk that follows no link finds the files to delete, what must first be cleared out of the way,
and what is not ours: that stays, and where it stands in the way nothing is written at all.
"""

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from msgspec import Struct

from diptych.engine.guard import NEUTRAL
from diptych.engine.manifest import MANIFEST
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


def survey(output: Path, planned: Collection[str], known: Collection[str]) -> Survey:
    """Compare an output folder with the planned files; `known` are those Diptych wrote before."""
    if not output.is_dir():
        return Survey()
    plan = _Plan(planned, known)
    found = sorted(_walk(output, "", plan))
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


def _walk(folder: Path, prefix: str, plan: _Plan) -> Iterator[tuple[str, str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = prefix + entry.name
            if path in _KEPT:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _folder(Path(entry.path), path, plan)
            elif path in plan.folders:
                yield ("in_the_way" if path in plan.known else "blocking"), path
            elif path not in plan.files:
                yield ("obsolete" if path in plan.known else "foreign"), path


def _folder(folder: Path, path: str, plan: _Plan) -> Iterator[tuple[str, str]]:
    if path not in plan.files:
        if path in plan.folders or path in plan.old_folders:
            yield from _walk(folder, f"{path}/", plan)
        else:
            yield "foreign", f"{path}/"
        return
    inside = list(_walk(folder, f"{path}/", plan))
    foreign = [("blocking", found) for kind, found in inside if kind == "foreign"]
    yield from foreign or [("in_the_way", path), *inside]
