"""Trees: whether anything under some folders has changed, from stamps alone.

One digest over every name, kind and stamp; the stamps of some files can be kept apart from it, to
tell later which of them was edited. Opens no file, since this is what a build that has nothing to
do spends its time on.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from struct import Struct as Packing
from typing import NamedTuple

from msgspec import Struct

from diptych.engine.digest import DIGEST_BYTES
from diptych.engine.stamps import Stamp, stamp_of

_NUMBERS = Packing("<cQQQQ")
UNSETTLED = b""
"""In place of a stamp that a later change might leave as it is: it equals none, not even itself."""


class Trees(Struct, frozen=True, array_like=True):
    """What stands under some folders: a digest of it all but the stamps of the files kept apart.

    Those are by path, packed; `UNSETTLED` where a later change might not show.
    """

    digest: bytes
    apart: Mapping[str, bytes]

    def edited(self, before: "Trees") -> tuple[str, ...] | None:
        """Return which of the files apart were edited since; None if anything else has changed."""
        if self.digest != before.digest:
            return None
        if self.apart == before.apart and UNSETTLED not in self.apart.values():
            return ()
        stamps = before.apart
        return tuple(
            path
            for path, stamp in self.apart.items()
            if stamp == UNSETTLED or stamp != stamps.get(path)
        )

    def touched(self, paths: Iterable[str], now: int) -> "Trees | None":
        """Return the same after some of the files apart, and nothing else, may have been edited.

        None if one of the paths is no such file, or is one no more; `now` as in `stamped_trees`.
        """
        apart = dict(self.apart)
        for path in paths:
            try:
                found = os.lstat(path)
            except OSError:
                return None
            if path not in apart or not S_ISREG(found.st_mode):
                return None
            apart[path] = _packed(b"f", found, now)
        return Trees(self.digest, apart)


class _Sorting(NamedTuple):
    """Which files are kept apart, which are passed over, and the stamps of the former."""

    is_apart: Callable[[str], bool]
    is_passed_over: Callable[[os.DirEntry[str]], bool]
    apart: dict[str, bytes]


class _Uncertain(Exception):  # noqa: N818 - no fault: an answer that cannot be given
    """Something may change without its stamp showing it."""


def _none(_entry: object) -> bool:
    return False


def stamped_trees(
    roots: Iterable[Path],
    now: int,
    is_apart: Callable[[str], bool] = _none,
    is_passed_over: Callable[[os.DirEntry[str]], bool] = _none,
) -> Trees | None:
    """Return what stands under some files and folders; one may be absent.

    `is_apart` picks, by path, regular files whose stamps are kept apart, and `is_passed_over` what
    counts for nothing. Links to files count as what they are and as what they lead to. None where
    a change after `now` (nanoseconds, by the file system's clock) might not show: a file was
    changed just before, a folder is a link, or something cannot be looked at.
    """
    hasher = blake2b(digest_size=DIGEST_BYTES)
    apart: dict[str, bytes] = {}
    try:
        for root in roots:
            hasher.update(b"\0")
            for part in _root(os.fspath(root), now, _Sorting(is_apart, is_passed_over, apart)):
                hasher.update(part)
    except (_Uncertain, OSError):
        return None
    return Trees(hasher.digest(), apart)


def digest_of_trees(roots: Iterable[Path], now: int) -> bytes | None:
    """Return the digest of all that stands under some files and folders; None as told above."""
    found = stamped_trees(roots, now)
    return found.digest if found else None


def _root(root: str, now: int, sorting: "_Sorting") -> Iterator[bytes]:
    try:
        found = os.lstat(root)
    except FileNotFoundError:
        return
    if S_ISDIR(found.st_mode):
        yield from _folder(root, now, sorting)
    elif S_ISREG(found.st_mode):
        yield _settled(b"f", found, now)
    else:
        raise _Uncertain


def _folder(root: str, now: int, sorting: "_Sorting") -> Iterator[bytes]:
    is_apart, is_passed_over, apart = sorting
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        with os.scandir(folder) as scan:
            entries = sorted((entry for entry in scan if not is_passed_over(entry)), key=_name)
        yield b"%d\0" % len(entries)
        for entry in entries:
            yield os.fsencode(entry.name)
            if entry.is_symlink():
                yield from _link(entry, now)
            elif entry.is_dir(follow_symlinks=False):
                yield b"/"
                waiting.append(entry.path)
            elif is_apart(entry.path):
                yield b"\1"
                apart[entry.path] = _packed(b"f", entry.stat(follow_symlinks=False), now)
            else:
                yield _settled(b"f", entry.stat(follow_symlinks=False), now)


def _link(entry: os.DirEntry[str], now: int) -> Iterator[bytes]:
    yield _settled(b"l", entry.stat(follow_symlinks=False), now)
    try:
        target = entry.stat()
    except FileNotFoundError:
        yield b"?"
        return
    if S_ISDIR(target.st_mode):
        raise _Uncertain
    yield _settled(b"f", target, now)


def _settled(kind: bytes, found: os.stat_result, now: int) -> bytes:
    packed = _packed(kind, found, now)
    if packed == UNSETTLED:
        raise _Uncertain
    return packed


def _packed(kind: bytes, found: os.stat_result, now: int) -> bytes:
    stamp: Stamp = stamp_of(found)
    if not stamp.is_settled(now):
        return UNSETTLED
    return _NUMBERS.pack(kind, stamp.size, stamp.modified, stamp.changed, stamp.inode)


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name
