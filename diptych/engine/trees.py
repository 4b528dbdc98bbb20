"""Trees: whether anything under some folders has changed, from stamps alone.

One digest over every name, kind and stamp. Opens no file and keeps no list, since this is what a
build that has nothing to do spends its time on.
"""

import os
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from struct import Struct as Packing

from diptych.engine.digest import DIGEST_BYTES
from diptych.engine.stamps import Stamp, stamp_of

_NUMBERS = Packing("<cQQQQ")


class _Uncertain(Exception):  # noqa: N818 - no fault: an answer that cannot be given
    """Something may change without its stamp showing it."""


def digest_of_trees(roots: Iterable[Path], now: int) -> bytes | None:
    """Return the digest of all that stands under some files and folders; one may be absent.

    Links to files count as what they are and as what they lead to. None where a change after `now`
    (nanoseconds, by the file system's clock) might not show: a file was changed just before, a
    folder is a link, or something cannot be looked at.
    """
    hasher = blake2b(digest_size=DIGEST_BYTES)
    try:
        for root in roots:
            hasher.update(b"\0")
            for part in _root(os.fspath(root), now):
                hasher.update(part)
    except (_Uncertain, OSError):
        return None
    return hasher.digest()


def _root(root: str, now: int) -> Iterator[bytes]:
    try:
        found = os.lstat(root)
    except FileNotFoundError:
        return
    if S_ISDIR(found.st_mode):
        yield from _folder(root, now)
    elif S_ISREG(found.st_mode):
        yield _packed(b"f", found, now)
    else:
        raise _Uncertain


def _folder(root: str, now: int) -> Iterator[bytes]:
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=_name)
        yield b"%d\0" % len(entries)
        for entry in entries:
            yield os.fsencode(entry.name)
            if entry.is_symlink():
                yield from _link(entry, now)
            elif entry.is_dir(follow_symlinks=False):
                yield b"/"
                waiting.append(entry.path)
            else:
                yield _packed(b"f", entry.stat(follow_symlinks=False), now)


def _link(entry: os.DirEntry[str], now: int) -> Iterator[bytes]:
    yield _packed(b"l", entry.stat(follow_symlinks=False), now)
    try:
        target = entry.stat()
    except FileNotFoundError:
        yield b"?"
        return
    if S_ISDIR(target.st_mode):
        raise _Uncertain
    yield _packed(b"f", target, now)


def _packed(kind: bytes, found: os.stat_result, now: int) -> bytes:
    stamp: Stamp = stamp_of(found)
    if not stamp.is_settled(now):
        raise _Uncertain
    return _NUMBERS.pack(kind, stamp.size, stamp.modified, stamp.changed, stamp.inode)


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name
