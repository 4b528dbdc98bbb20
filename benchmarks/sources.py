"""A corpus on disk: writes what changed since it was last laid out there, and nothing else.

Knows texts by their digest only, so that a hundred thousand articles need no memory to speak of.
"""

from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path


class Folder:
    """The sources of one generator; it starts empty."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._digests: dict[str, bytes] = {}

    def lay(self, files: Iterable[tuple[str, str]]) -> int:
        """Make the folder hold exactly these files; return how many were touched."""
        gone = dict(self._digests)
        touched = 0
        for name, text in files:
            digest = blake2b(text.encode(), digest_size=16).digest()
            if gone.pop(name, None) != digest:
                file = self.path / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
                self._digests[name] = digest
                touched += 1
        for name in gone:
            (self.path / name).unlink()
            del self._digests[name]
        return touched + len(gone)
