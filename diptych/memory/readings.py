"""What the files of a site told earlier builds, for as long as their stamps are as they were.

A reading is remembered only if it comes back from its written form equal to what it was, and if a
later change of the file is sure to show. Knows stamps; what files hold is the affair of whoever
reads them.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from diptych.engine.digest import digest_of_value
from diptych.engine.stamps import Stamp, stamp_of
from diptych.engine.store import Store
from diptych.model.config import Config
from diptych.model.problem import Exit
from diptych.read.readings import Reading

_REGISTER, _KEY = "register", b"readings"
Made = TypeVar("Made", bound=Reading)


class Kept(Struct, frozen=True, array_like=True):
    """One reading in its written form (JSON, which keeps the offsets of date-times)."""

    stamp: Stamp
    kind: str
    reading: bytes


class _Written(Struct, frozen=True, array_like=True):
    circumstances: bytes
    kept: dict[str, Kept]


_READER = msgspec.msgpack.Decoder(_Written)
_WRITER = msgspec.msgpack.Encoder()


class RememberedReadings:
    """The readings of the site in a folder, with its settings."""

    def __init__(self, store: Store | None, root: Path, config: Config) -> None:
        self._store = store
        self._root = root
        self._now = store.opened if store else 0
        self._circumstances = digest_of_value((config.timezone, tuple(config.languages)))
        self._before = self._read()
        self._after: dict[str, Kept] = {}

    def recall(self, path: str, kind: type[Made], read: Callable[[], Made]) -> Made:
        """Return what a file tells, from memory if it has not changed since."""
        try:
            # Taken before the file is opened: if it changes meanwhile, that shows the next time.
            stamp = stamp_of((self._root / path).stat())
        except OSError:
            return read()
        kept = self._before.get(path)
        if kept is not None and kept.stamp == stamp and kept.kind == kind.__name__:
            found = _decoded(kept.reading, kind)
            if found is not None:
                self._after[path] = kept
                return found
        reading = read()
        if stamp.is_settled(self._now) and _lasts(reading):
            written = msgspec.json.encode(reading)
            if _decoded(written, kind) == reading:
                self._after[path] = Kept(stamp, kind.__name__, written)
        return reading

    def save(self) -> None:
        """Remember what was read, and forget files that are no more."""
        if self._store is not None and self._after != self._before:
            written = _WRITER.encode(_Written(self._circumstances, self._after))
            self._store.replace(_REGISTER, {_KEY: written})
            self._store.save()

    def _read(self) -> dict[str, Kept]:
        found = self._store.recall_one(_REGISTER, _KEY) if self._store else None
        try:
            written = None if found is None else _READER.decode(found)
        except msgspec.MsgspecError:
            return {}
        same = written is not None and written.circumstances == self._circumstances
        return written.kept if written and same else {}


def _lasts(reading: Reading) -> bool:
    """Tell whether a reading says what is in the file, and not what the machine refused."""
    refused = any(problem.exit == Exit.ENVIRONMENT for problem in reading.problems)
    return not (reading.gone or refused)


def _decoded(written: bytes, kind: type[Made]) -> Made | None:
    try:
        return msgspec.json.decode(written, type=kind)
    except msgspec.MsgspecError:
        return None
