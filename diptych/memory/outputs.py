"""The stamps of the files of an output as they were committed last, each output by itself."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from diptych.engine.digest import digest
from diptych.engine.stamps import Stamp
from diptych.engine.store import Store

_KIND = "output"
_READER = msgspec.msgpack.Decoder(dict[str, Stamp])


class RememberedOutput:
    """What is remembered of one output folder."""

    def __init__(self, store: Store | None, output: Path) -> None:
        self._store = store
        self._key = digest(str(output.resolve()).encode(errors="surrogateescape"))

    def stamps(self) -> Mapping[str, Stamp]:
        """Return the stamps of the last commit, by path; none if nothing is known."""
        found = self._store.recall_one(_KIND, self._key) if self._store else None
        try:
            return {} if found is None else _READER.decode(found)
        except msgspec.MsgspecError:
            return {}

    def keep(self, stamps: Mapping[str, Stamp]) -> None:
        """Remember the stamps of a commit."""
        if self._store is not None:
            self._store.replace(_KIND, {self._key: msgspec.msgpack.encode(stamps)})
            self._store.save()
