"""What a build did to its output, seen from outside: the same for every generator.

Knows files by their stamps and digests only, never who wrote them or what they mean.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from benchmarks.results import Changes


@dataclass(frozen=True)
class File:
    """One file of an output, as far as a later look can tell whether it was written again."""

    stamp: tuple[int, ...]
    digest: bytes


def look(folder: Path, before: Mapping[str, File]) -> dict[str, File]:
    """Return every file of an output; only those touched since `before` are read."""
    found: dict[str, File] = {}
    for root, _folders, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)  # noqa: PTH118 - a hundred thousand files
            status = os.stat(path)  # noqa: PTH116 - the same
            stamp = (status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_size)
            known = before.get(path)
            if known is None or known.stamp != stamp:
                data = Path(path).read_bytes()
                known = File(stamp, blake2b(data, digest_size=16).digest())
            found[path] = known
    return found


def changes(before: Mapping[str, File], after: Mapping[str, File]) -> Changes:
    """Return what happened between two looks."""
    written = [path for path, file in after.items() if before.get(path) != file]
    changed = [
        path for path in written if path not in before or before[path].digest != after[path].digest
    ]
    return Changes(len(written), len(changed), len(before.keys() - after.keys()), len(after))
