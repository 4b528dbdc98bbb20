"""Pictures that were made before: files in the cache, each named after what it was made from.

A name holds the digest of what decides the bytes and that of the bytes themselves, so that one look
at the folder tells what is there, and a damaged file is noticed when it is read. Pictures are too
large for the store, and outlast it: another version of Diptych encodes them no other way. Forgets
rather than fails.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from diptych.engine.manifest import digest_of

_PARTS = 2


class RememberedPictures:
    """The pictures in a folder of the cache, by key; it may be absent, or not to be written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known = _listed(folder)

    def __len__(self) -> int:
        return len(self._known)

    def digest(self, key: str) -> str:
        """Return the digest, in hexadecimal, of the bytes that are remembered; empty if none."""
        return self._known.get(key, "")

    def recall(self, key: str) -> bytes | None:
        """Return the bytes of a picture; None if they are not here as they were."""
        wanted = self._known.get(key)
        if wanted is None:
            return None
        try:
            data = (self._folder / f"{key}-{wanted}").read_bytes()
        except OSError:
            return None
        return data if digest_of(data) == wanted else None

    def keep(self, key: str, data: bytes) -> None:
        """Remember the bytes of a picture."""
        found = digest_of(data)
        target = self._folder / f"{key}-{found}"
        waiting = target.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                waiting.write_bytes(data)
                waiting.replace(target)
            except OSError:
                waiting.unlink(missing_ok=True)
                raise
            self._known[key] = found

    def forget_all_but(self, wanted: Iterable[str]) -> None:
        """Forget what is none of these, and what a killed build left."""
        kept = {f"{key}-{self._known.get(key)}" for key in wanted}
        with suppress(OSError):
            for entry in os.scandir(self._folder):
                if entry.name not in kept:
                    Path(entry.path).unlink()


def _listed(folder: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    with suppress(OSError):
        for entry in os.scandir(folder):
            parts = entry.name.split("-")
            if len(parts) == _PARTS and "." not in entry.name:
                found[parts[0]] = parts[1]
    return found
