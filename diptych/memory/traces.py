"""The traces of one kind of thing: what was remembered, and what is new."""

from collections.abc import Iterable

import msgspec

from diptych.engine.store import Store
from diptych.engine.traces import Trace

_READER = msgspec.msgpack.Decoder(Trace)
_WRITER = msgspec.msgpack.Encoder()


class Traces:
    """Traces by the names of things; each is looked up when it is asked for."""

    def __init__(self, store: Store | None, kind: str) -> None:
        self._store = store
        self._kind = kind
        self._new: dict[bytes, bytes] = {}

    def __getitem__(self, name: str) -> Trace | None:
        """Return the trace of a thing by its name."""
        kept = self._store.recall_one(self._kind, name.encode()) if self._store else None
        try:
            return None if kept is None else _READER.decode(kept)
        except msgspec.MsgspecError:
            return None

    def keep(self, name: str, trace: Trace) -> None:
        """Remember how a thing was made."""
        self._new[name.encode()] = _WRITER.encode(trace)

    def save(self, forgotten: Iterable[str] = ()) -> None:
        """Write down what is new, and forget what is no more."""
        if self._store is not None:
            gone = (name.encode() for name in forgotten)
            self._store.replace(self._kind, self._new, gone)
