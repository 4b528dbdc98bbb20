"""An output as it was committed last, each output by itself: what later changes are told from."""

from functools import cache
from pathlib import Path

import msgspec

from diptych.engine.digest import digest
from diptych.engine.listing import Listing, manifest_stamp, settled
from diptych.engine.manifest import holds, read_manifest
from diptych.engine.stamps import Stamp
from diptych.engine.store import Store

_KIND = "output"
_READER = msgspec.msgpack.Decoder(Listing)
_WRITER = msgspec.msgpack.Encoder()


class RememberedOutput:
    """What is remembered of one output folder."""

    def __init__(self, store: Store | None, output: Path) -> None:
        self._store = store
        self._output = output.resolve()
        self._key = digest(str(self._output).encode(errors="surrogateescape"))

    def recall(self) -> Listing | None:
        """Return the output as the last commit left it, None if nothing is known."""
        found = self._store.recall_one(_KIND, self._key) if self._store else None
        try:
            return None if found is None else _READER.decode(found)
        except msgspec.MsgspecError:
            return None

    def keep(self, listing: Listing) -> None:
        """Remember the output as a commit has left it."""
        if self._store is not None:
            self._store.replace(_KIND, {self._key: _WRITER.encode(listing)})
            self._store.save()

    def seen(self, manifest: Stamp, *, closely: bool = True) -> Listing | None:
        """Look at the output: return it if it is as the commit of this manifest has left it.

        Unless `closely`, only at the manifest: for who knows that nobody else writes there.
        """
        before = self.recall()
        if self._store is None or before is None or before.manifest != manifest:
            return None
        if not closely:
            return before if manifest_stamp(self._output) == manifest else None
        known = cache(lambda: read_manifest(self._output))
        now = settled(
            self._output,
            before,
            lambda path: holds(self._output, known(), path),
            self._store.opened,
        )
        if now is not None and now != before:
            self.keep(now)
        return now
