"""The traces of one kind of thing, in the store."""

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from diptych.engine.store import Store
from diptych.engine.traces import Trace
from diptych.memory.causes import Cause


class Caused(Trace, frozen=True, array_like=True):
    """A trace, and why the thing was made."""

    cause: Cause


_READER = msgspec.msgpack.Decoder(Caused)
_WRITER = msgspec.msgpack.Encoder()


class Heard(Struct, frozen=True, array_like=True):
    """The same with questions that are written already."""

    subject: bytes
    recipe: bytes
    asked: msgspec.Raw
    result: bytes
    cause: Cause


class Traces:
    """Traces by the names of things; each is looked up when it is asked for."""

    def __init__(self, store: Store | None, kind: str) -> None:
        self._store = store
        self._kind = kind

    def __getitem__(self, name: str) -> Caused | None:
        """Return the trace of a thing by its name."""
        kept = self._store.recall_one(self._kind, name.encode()) if self._store else None
        try:
            return None if kept is None else _READER.decode(kept)
        except msgspec.MsgspecError:
            return None

    def keep(self, name: str, trace: Heard) -> None:
        """Remember how a thing was made, once the store is saved."""
        if self._store is not None:
            self._store.put(self._kind, name.encode(), _WRITER.encode(trace))

    def forget(self, names: Iterable[str]) -> None:
        """Forget what is no more."""
        if self._store is not None:
            self._store.replace(self._kind, {}, (name.encode() for name in names))
