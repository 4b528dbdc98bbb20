"""The store: what earlier builds remember, by kind and key, in one SQLite file.

A memory and never a truth: whatever it cannot vouch for, it has forgotten. Values are bytes, each
kept beside its own digest, since SQLite does not notice a flipped bit. What another program wrote,
or nobody can read, is thrown away whole.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Literal

from diptych.engine.digest import DIGEST_BYTES, digest
from diptych.engine.fault import StoppedError
from diptych.engine.stamps import time_of

FILE = "memory.sqlite"
Fault = Literal["absent", "foreign", "unreadable"]
_PATIENCE = 5.0
"""Seconds to wait for a build that is writing, when one only reads."""

_WAITING = 256
"""Values that wait to be written together."""

_LAYOUT = 2
"""Counts the layouts of the tables below; the program's fingerprint tells all else."""

_PROGRAM = "CREATE TABLE IF NOT EXISTS program (layout INTEGER, fingerprint BLOB)"
_REMEMBERED = "CREATE TABLE remembered (kind TEXT, key BLOB, value BLOB, PRIMARY KEY (kind, key))"
"""Rows in the order written, with an index of the keys: values are large, and a table ordered by
its keys would be a thousand times slower to look into."""


class DamagedError(StoppedError):
    """Something is not in the store although it was put there: nothing in it can be relied on."""


class UnopenedError(Exception):
    """There is no store, or another program's, or one that cannot be read now, for a reason."""

    def __init__(self, fault: Fault, reason: str = "") -> None:
        super().__init__(fault, reason)
        self.fault = fault
        self.reason = reason


class Sealed:
    """One value of a store, known by its seal: it is not read until somebody wants it.

    Equal seals are of equal values. So a process that builds again and again need not read what it
    has read already (`functools.lru_cache` takes these for keys).
    """

    def __init__(self, seal: bytes, read: Callable[[], bytes | None]) -> None:
        self._seal = seal
        self._read: Callable[[], bytes | None] | None = read

    def read(self) -> bytes | None:
        """Return the value, None if it cannot be vouched for. To be asked once."""
        read, self._read = self._read, None  # a key that is kept keeps no store
        return read() if read else None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and self._seal == other._seal

    def __hash__(self) -> int:
        return hash(self._seal)


class Store:
    """An open store; every method forgets rather than fails. Made by `open_store`.

    `opened` is when, in nanoseconds, by the clock of the file system that its folder is on.
    """

    def __init__(self, connection: sqlite3.Connection, folder: Path, opened: int) -> None:
        self._connection = connection
        self.folder = folder
        self.opened = opened
        self.is_damaged = False
        self._waiting: dict[tuple[str, bytes], bytes] = {}

    def recall(self, kind: str) -> dict[bytes, bytes]:
        """Return everything remembered of a kind that can be vouched for."""
        self._write()
        rows: list[tuple[bytes, bytes]] = []
        with suppress(sqlite3.Error):
            rows = self._connection.execute(
                "SELECT key, value FROM remembered WHERE kind = ?", (kind,)
            ).fetchall()
        return {
            key: value[DIGEST_BYTES:]
            for key, value in rows
            if isinstance(key, bytes)
            and isinstance(value, bytes)
            and value[:DIGEST_BYTES] == _seal(kind, key, value[DIGEST_BYTES:])
        }

    def recall_one(self, kind: str, key: bytes) -> bytes | None:
        """Return one thing remembered, or None if nothing of it can be vouched for."""
        waiting = self._waiting.get((kind, key))
        if waiting is not None:
            return waiting
        row: tuple[bytes] | None = None
        with suppress(sqlite3.Error):
            row = self._connection.execute(
                "SELECT value FROM remembered WHERE kind = ? AND key = ?", (kind, key)
            ).fetchone()
        if row is None or not isinstance(row[0], bytes):
            return None
        value = row[0][DIGEST_BYTES:]
        return value if row[0][:DIGEST_BYTES] == _seal(kind, key, value) else None

    def sealed(self, kind: str, key: bytes) -> Sealed | None:
        """Return one thing remembered by its seal alone, None if there is none."""
        seal = self._seal(kind, key)
        return None if seal is None else Sealed(seal, lambda: self.recall_one(kind, key))

    def sealed_surely(self, kind: str, key: bytes) -> Sealed:
        """Return something that is known to be remembered; reading it may raise `DamagedError` too.

        Raises `DamagedError` if it is not there.
        """
        seal = self._seal(kind, key)
        if seal is None:
            self.is_damaged = True
            raise DamagedError(kind)
        return Sealed(seal, lambda: self.recall_surely(kind, key))

    def _seal(self, kind: str, key: bytes) -> bytes | None:
        self._write()
        with suppress(sqlite3.Error):
            row = self._connection.execute(
                "SELECT rowid FROM remembered WHERE kind = ? AND key = ?", (kind, key)
            ).fetchone()
            if row is not None:
                with self._connection.blobopen("remembered", "value", row[0], readonly=True) as it:
                    return it.read(DIGEST_BYTES)
        return None

    def recall_surely(self, kind: str, key: bytes) -> bytes:
        """Return something that is known to be remembered; raises `DamagedError` if it is not."""
        found = self.recall_one(kind, key)
        if found is None:
            self.is_damaged = True
            raise DamagedError(kind)
        return found

    def put(self, kind: str, key: bytes, value: bytes) -> None:
        """Remember one value; a few of them wait to be written together."""
        self._waiting[kind, key] = value
        if len(self._waiting) >= _WAITING:
            self._write()

    def replace(
        self, kind: str, changed: Mapping[bytes, bytes], forgotten: Iterable[bytes] = ()
    ) -> None:
        """Remember some values of a kind and forget others; the rest stays."""
        self._write()
        gone = [(kind, key) for key in forgotten]
        with self._noticing_damage():
            if gone:
                self._connection.executemany(
                    "DELETE FROM remembered WHERE kind = ? AND key = ?", gone
                )
        self._insert((kind, key, value) for key, value in changed.items())

    def hold(self, kind: str, values: Mapping[bytes, bytes]) -> None:
        """Remember these values of a kind and no others; what is there already is not written."""
        self._write()
        rows: list[tuple[Any, Any]] = []
        with self._noticing_damage():
            rows = self._connection.execute(
                "SELECT key, value FROM remembered WHERE kind = ?", (kind,)
            ).fetchall()
        before = {key: value[DIGEST_BYTES:] for key, value in rows}
        changed = {key: value for key, value in values.items() if before.get(key) != value}
        self.replace(kind, changed, before.keys() - values.keys())

    def save(self) -> None:
        """Make what was remembered last; without it, the store is as it was."""
        self._write()
        with self._noticing_damage():
            self._connection.commit()

    def undo(self) -> None:
        """Forget what was remembered, and remember what was forgotten, since the last save."""
        self._waiting.clear()
        with self._noticing_damage():
            self._connection.rollback()

    def close(self) -> None:
        """Let go of the file; what was not saved is lost."""
        self._connection.close()

    def _write(self) -> None:
        waiting, self._waiting = self._waiting, {}
        if waiting:
            self._insert((kind, key, value) for (kind, key), value in waiting.items())

    def _insert(self, values: Iterable[tuple[str, bytes, bytes]]) -> None:
        with self._noticing_damage():
            self._connection.executemany(
                "INSERT OR REPLACE INTO remembered VALUES (?, ?, ?)",
                ((kind, key, _seal(kind, key, value) + value) for kind, key, value in values),
            )

    @contextmanager
    def _noticing_damage(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error:
            self.is_damaged = True


@contextmanager
def open_store(folder: Path, program: bytes) -> Iterator[Store | None]:
    """Open the store in a folder, or None when the machine does not let it be kept.

    What a program with another fingerprint remembered, or what is damaged, is dropped first.
    """
    store = _opened(folder, program)
    if store is None:
        yield None
        return
    try:
        yield store
    finally:
        store.close()
        if store.is_damaged:
            with suppress(OSError):
                _remove(folder)


@contextmanager
def store_to_read(folder: Path, program: bytes) -> Iterator[Store]:
    """Open the store in a folder as it is: nothing in it is made, mended or dropped.

    Raises `UnopenedError` for one that is not there, not this program's, or not to be read.
    """
    path = folder / FILE
    if not path.is_file():
        raise UnopenedError("absent")
    with closing(_read_only(path)) as connection:
        try:
            found = connection.execute("SELECT layout, fingerprint FROM program").fetchall()
        except sqlite3.Error as fault:
            raise UnopenedError("unreadable", str(fault)) from fault
        if found != [(_LAYOUT, program)]:
            raise UnopenedError("foreign")
        yield Store(connection, folder, 0)


def _read_only(path: Path) -> sqlite3.Connection:
    try:
        return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE)
    except sqlite3.Error as fault:
        raise UnopenedError("unreadable", str(fault)) from fault


def _opened(folder: Path, program: bytes) -> Store | None:
    path = folder / FILE
    for attempt in ("as it is", "anew"):
        connection = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if attempt == "anew":
                _remove(folder)
            connection = sqlite3.connect(path, isolation_level="DEFERRED", timeout=0)
            _prepare(connection, program)
            now = time_of(folder)
        except (sqlite3.Error, OSError):
            if connection is not None:
                connection.close()
        else:
            return Store(connection, folder, now)
    return None


def _remove(folder: Path) -> None:
    for name in (FILE, f"{FILE}-journal"):
        (folder / name).unlink(missing_ok=True)


def _prepare(connection: sqlite3.Connection, program: bytes) -> None:
    """Make the tables, anew if another program filled them."""
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(_PROGRAM)
    if connection.execute("SELECT layout, fingerprint FROM program").fetchall() != [
        (_LAYOUT, program)
    ]:
        connection.execute("DROP TABLE IF EXISTS remembered")
        connection.execute(_REMEMBERED)
        connection.execute("DELETE FROM program")
        connection.execute("INSERT INTO program VALUES (?, ?)", (_LAYOUT, program))
    connection.commit()


def _seal(kind: str, key: bytes, value: bytes) -> bytes:
    return digest(b"\0".join((kind.encode(), digest(key), value)))
