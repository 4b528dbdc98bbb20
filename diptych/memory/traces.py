"""The traces of one kind of thing, in the store, each with the reason why it was made last."""

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from diptych.engine.store import Store
from diptych.engine.traces import Asked, Reason, Trace

_WRITER = msgspec.msgpack.Encoder()


class Heard(Struct, frozen=True, array_like=True):
    """A trace whose questions are written already, and why the thing was made."""

    subject: bytes
    recipe: bytes
    asked: msgspec.Raw
    result: bytes
    why: Reason


class Told(Struct, frozen=True, array_like=True):
    """A trace as it is read, and why the thing was made."""

    subject: bytes
    recipe: bytes
    asked: tuple[Asked, ...]
    result: bytes
    why: Reason

    @property
    def trace(self) -> Trace:
        """The trace alone."""
        return Trace(self.subject, self.recipe, self.asked, self.result)


_READER = msgspec.msgpack.Decoder(Told)


class Traces:
    """Traces by the names of things; each is looked up when it is asked for."""

    def __init__(self, store: Store | None, kind: str) -> None:
        self._store = store
        self._kind = kind

    def told(self, name: str) -> Told | None:
        """Return all that is remembered of a thing by its name."""
        kept = self._store.recall_one(self._kind, name.encode()) if self._store else None
        try:
            return None if kept is None else _READER.decode(kept)
        except msgspec.MsgspecError:
            return None

    def __getitem__(self, name: str) -> Trace | None:
        """Return the trace of a thing by its name."""
        told = self.told(name)
        return told.trace if told else None

    def keep(self, name: str, heard: Heard) -> None:
        """Remember how a thing was made, once the store is saved."""
        if self._store is not None:
            self._store.replace(self._kind, {name.encode(): _WRITER.encode(heard)})

    def forget(self, names: Iterable[str]) -> None:
        """Forget what is no more."""
        if self._store is not None:
            self._store.replace(self._kind, {}, (name.encode() for name in names))
