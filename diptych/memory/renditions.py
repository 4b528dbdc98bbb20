"""Renditions that were made before: files in the cache, each named after what it was made from.

A name holds the digest of what decides the bytes and that of the bytes themselves, so that one look
at the folder tells what is there, and a damaged file is noticed when it is read. Pictures are too
large for the store, and outlast it: another version of Diptych encodes them no other way. Forgets
rather than fails.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

from diptych.engine.digest import digest, digest_of_value
from diptych.engine.manifest import digest_of
from diptych.render import encoding
from diptych.site.renditions import Rendition

_PARTS = 2


class RememberedRenditions:
    """The renditions in a folder of the cache; it may be absent, or not to be written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known = _listed(folder)

    def digest(self, rendition: Rendition) -> str:
        """Return the digest, in hexadecimal, of the bytes that are remembered; empty if none."""
        return self._known.get(key(rendition), "")

    def recall(self, rendition: Rendition) -> bytes | None:
        """Return the bytes of a rendition; None if they are not here as they were."""
        name = key(rendition)
        wanted = self._known.get(name)
        if wanted is None:
            return None
        try:
            data = (self._folder / f"{name}-{wanted}").read_bytes()
        except OSError:
            return None
        return data if digest_of(data) == wanted else None

    def keep(self, rendition: Rendition, data: bytes) -> None:
        """Remember the bytes of a rendition."""
        name, found = key(rendition), digest_of(data)
        target = self._folder / f"{name}-{found}"
        waiting = target.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                waiting.write_bytes(data)
                waiting.replace(target)
            except OSError:
                waiting.unlink(missing_ok=True)
                raise
            self._known[name] = found

    def forget_all_but(self, wanted: Iterable[Rendition]) -> None:
        """Forget what is none of these, and what a killed build left."""
        kept = {f"{name}-{self._known.get(name)}" for name in map(key, wanted)}
        with suppress(OSError):
            for entry in os.scandir(self._folder):
                if entry.name not in kept:
                    Path(entry.path).unlink()


def key(rendition: Rendition) -> str:
    """Return the digest of all that decides the bytes of a rendition."""
    return digest_of_value((_recipe(), _matter(rendition))).hex()


def _matter(rendition: Rendition) -> tuple[object, ...]:
    """Return what of a rendition its encoder looks at, and the digest of its picture."""
    one = rendition
    return one.digest, one.media_type, one.width, one.height, one.quality, one.box


@cache
def _recipe() -> tuple[str, str]:
    """Return how pictures are encoded: by this code, with these libraries."""
    source = Path(encoding.__file__).read_bytes()
    return digest(source).hex(), encoding.encoders()


def _listed(folder: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    with suppress(OSError):
        for entry in os.scandir(folder):
            parts = entry.name.split("-")
            if len(parts) == _PARTS and "." not in entry.name:
                found[parts[0]] = parts[1]
    return found
