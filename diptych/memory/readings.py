"""What the files of a site told earlier builds, for as long as their stamps are as they were.

A reading is remembered only if it comes back from its written form equal to what it was, and if a
later change of the file is sure to show. Knows stamps; what files hold is the affair of whoever
reads them.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from diptych.engine.digest import digest_of_value
from diptych.engine.executors import FEWEST, Executor, Lazily, Work, in_order
from diptych.engine.stamps import Stamp, stamp_at
from diptych.engine.store import Store
from diptych.model.config import Config
from diptych.model.problem import Exit
from diptych.read.naming import PanelName
from diptych.read.readings import PanelReader, PanelReading, Reading, bytes_of

_KIND = "reading"
Made = TypeVar("Made", bound=Reading)


class Kept(Struct, frozen=True, array_like=True):
    """One reading in its written form (JSON, which keeps the offsets of date-times).

    `circumstances` are the settings that decide what is read in a file.
    """

    stamp: Stamp
    circumstances: bytes
    kind: str
    reading: bytes


_NO_STAMP = Stamp(0, 0, 0, 0)
"""No file's stamp."""

_AHEAD = msgspec.json.Decoder(PanelReading)
_READER = msgspec.msgpack.Decoder(Kept)
_WRITER = msgspec.msgpack.Encoder()


class RememberedReadings:
    """The readings of the site in a folder, with its settings; `executor` reads many at a time."""

    def __init__(
        self, store: Store | None, root: Path, config: Config, executor: Executor | None = None
    ) -> None:
        self._store = store
        self._executor = executor
        self._settings = (config.timezone, tuple(config.languages))
        self._root = root
        self._now = store.opened if store else 0
        self._circumstances = digest_of_value(self._settings)
        self._before = store.recall(_KIND) if store else {}
        self._after: set[bytes] = set()
        self._has_more = False
        self._ahead: dict[str, PanelReading] = {}

    def expect(self, names: Sequence[PanelName]) -> None:
        """Read ahead the panels that have changed, if they are many."""
        fresh = [name for name in names if not self._stands(name.path)]
        if self._executor is None or len(fresh) < FEWEST:
            return
        stamps: dict[str, Stamp] = {}

        def load(name: PanelName) -> tuple[PanelName, bytes]:
            with suppress(OSError):
                # Taken before the file is opened: if it changes meanwhile, that shows later.
                stamps[name.path] = stamp_at(f"{self._root}/{name.path}")
            return name, bytes_of(self._root, name.path)[0] or b""

        work = Work(PanelReader, self._settings, PanelReader.read, name=_path)
        outcomes = in_order(self._executor.run(work, Lazily(load, fresh)))
        for name, written in zip(fresh, outcomes, strict=True):
            stamp = stamps.pop(name.path, None)
            if written and stamp and stamp.size:
                self._ahead[name.path] = _AHEAD.decode(written)
                if stamp.is_settled(self._now):
                    kept = Kept(stamp, self._circumstances, PanelReading.__name__, written)
                    self._keep(name.path, _WRITER.encode(kept))

    def _stands(self, path: str) -> bool:
        kept = _kept(self._before.get(path.encode()))
        try:
            return kept is not None and kept.stamp == stamp_at(f"{self._root}/{path}")
        except OSError:
            return False

    def recall(self, path: str, kind: type[Made], read: Callable[[], Made]) -> Made:
        """Return what a file tells, from memory if it has not changed since."""
        ahead = self._ahead.pop(path, None)
        if isinstance(ahead, kind):
            return ahead
        try:
            # Taken before the file is opened: if it changes meanwhile, that shows the next time.
            stamp = stamp_at(f"{self._root}/{path}")
        except OSError:
            return read()
        key = path.encode()
        kept = _kept(self._before.get(key))
        if kept is not None and kept.stamp == stamp and kept.circumstances == self._circumstances:
            found = _decoded(kept, kind)
            if found is not None:
                self._after.add(key)
                return found
        reading = read()
        fresh = _written(stamp, self._circumstances, reading)
        if stamp.is_settled(self._now) and fresh is not None:
            self._keep(path, fresh)
        return reading

    def _keep(self, path: str, written: bytes) -> None:
        if self._store is not None:
            self._store.put(_KIND, path.encode(), written)
            self._after.add(path.encode())
            self._has_more = True

    def save(self) -> None:
        """Remember what was read, and forget files that are no more."""
        gone = self._before.keys() - self._after
        if self._store is not None and (gone or self._has_more):
            self._store.replace(_KIND, {}, gone)
            self._store.save()


def last_reading(store: Store, path: str, kind: type[Made]) -> Made | None:
    """Return what a file told when it was read last, whatever has become of it since."""
    kept = _kept(store.recall_one(_KIND, path.encode()))
    return None if kept is None else _decoded(kept, kind)


def replace_reading(store: Store, path: str, reading: Reading) -> None:
    """Remember what a file tells now, for `last_reading`; it is read again by whoever recalls."""
    written = _written(_NO_STAMP, b"", reading)
    if written is not None:
        store.replace(_KIND, {path.encode(): written})


def _path(item: Any) -> str:
    return str(item[0].path)


def _kept(written: bytes | None) -> Kept | None:
    try:
        return None if written is None else _READER.decode(written)
    except msgspec.MsgspecError:
        return None


def _written(stamp: Stamp, circumstances: bytes, reading: Reading) -> bytes | None:
    """Return a reading as it is kept; None if it would not come back as it is.

    What the machine refused to tell is no reading of the file either.
    """
    refused = any(problem.exit == Exit.ENVIRONMENT for problem in reading.problems)
    kept = Kept(stamp, circumstances, type(reading).__name__, msgspec.json.encode(reading))
    if reading.gone or refused or _decoded(kept, type(reading)) != reading:
        return None
    return _WRITER.encode(kept)


def _decoded(kept: Kept, kind: type[Made]) -> Made | None:
    if kept.kind != kind.__name__:
        return None
    try:
        return msgspec.json.decode(kept.reading, type=kind)
    except msgspec.MsgspecError:
        return None
