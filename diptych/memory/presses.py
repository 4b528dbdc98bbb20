"""For which outputs pages were rendered, and the circumstances of the last time.

One memory serves all the outputs of a site: a page that is rendered for one of them is remembered
in place of the same page rendered for another. Each output has a number here, so that a page can
say in one byte which it was rendered for.
"""

import os
from pathlib import Path

import msgspec
from msgspec import Struct

from diptych.engine.store import Store

_REGISTER, _KEY = "register", b"press"


class Press(Struct, frozen=True):
    """What pages are rendered for: an output, and the address the site will have.

    `files` are those of the theme that are published: where each is, by its source path. All are
    relative to the site's folder if they are in it, so that a site may be moved.
    """

    output: Path
    base_url: str
    files: dict[str, str]


class LastPress(Struct, frozen=True, array_like=True):
    """All outputs so far, by number, and what the last press was."""

    outputs: tuple[bytes, ...] = ()
    last: int = 0
    base_url: str = ""
    files: dict[str, str] = {}

    def folder(self, number: int) -> Path | None:
        """Return an output by its number."""
        known = 0 <= number < len(self.outputs)
        return Path(os.fsdecode(self.outputs[number])) if known else None


_READER = msgspec.msgpack.Decoder(LastPress)
_WRITER = msgspec.msgpack.Encoder()


def last_pressed(store: Store | None) -> LastPress | None:
    """Return what is remembered of the last press; None if nothing is."""
    found = store.recall_one(_REGISTER, _KEY) if store else None
    try:
        return None if found is None else _READER.decode(found)
    except msgspec.MsgspecError:
        return None


class RememberedPresses:
    """The presses up to this one; `number` is that of its output."""

    def __init__(self, store: Store | None, press: Press) -> None:
        self._store = store
        self._before = last_pressed(store)
        output = os.fsencode(press.output)
        outputs = self._before.outputs if self._before else ()
        if output not in outputs:
            outputs += (output,)
        self.number = outputs.index(output)
        self._now = LastPress(outputs, self.number, press.base_url, press.files)

    def keep(self) -> None:
        """Remember this press as the last one, once the store is saved."""
        if self._store is not None and self._now != self._before:
            self._store.replace(_REGISTER, {_KEY: _WRITER.encode(self._now)})
