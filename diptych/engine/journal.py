"""The journal of an exchange: what is to be done to an output, written down before any of it is.

Beside the staged files it is all that is needed to finish after a crash. While it is called
`journal`, whoever finds it does the steps that are left; renamed to `undoing`, he takes back those
that were done. The new name needs no room on a full disk. One that cannot be vouched for is none.
"""

import os
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from diptych.engine.digest import DIGEST_BYTES, digest
from diptych.paths import UnsafePath, check_relative

REDO, UNDO = "journal", "undoing"
_FRESH = "journal.new"


class Step(Struct, frozen=True, array_like=True):
    """One change of an output.

    What stands at `path` is saved by the name `saved`, empty if nothing stands there; then the
    staged file with this `digest` takes its place, if there is a digest.
    """

    path: str
    saved: str
    digest: str = ""


_READER = msgspec.msgpack.Decoder(list[Step])


def write_journal(folder: Path, steps: list[Step]) -> None:
    """Write down the steps of an exchange; once this has returned, they will all be done."""
    data = msgspec.msgpack.encode(steps)
    with (folder / _FRESH).open("wb") as file:
        file.write(digest(data) + data)
        file.flush()
        os.fsync(file.fileno())
    (folder / _FRESH).replace(folder / REDO)


def read_journal(folder: Path, name: str) -> list[Step] | None:
    """Return the steps written down by a name, None if there are none."""
    try:
        data = (folder / name).read_bytes()
    except FileNotFoundError:
        return None
    seal, steps = data[:DIGEST_BYTES], data[DIGEST_BYTES:]
    try:
        return _checked(_READER.decode(steps)) if seal == digest(steps) else None
    except (msgspec.MsgspecError, UnsafePath):
        return None


def tops_of_begun(folder: Path) -> frozenset[str]:
    """Return the names at the top of an output that an unfinished exchange is about."""
    steps = read_journal(folder, UNDO) or read_journal(folder, REDO) or []
    return frozenset(step.path.partition("/")[0] for step in steps)


def turn_back(folder: Path) -> None:
    """Say that the steps, if they were written down, are to be taken back."""
    with suppress(FileNotFoundError):
        (folder / REDO).replace(folder / UNDO)


def drop_journal(folder: Path) -> None:
    """Forget the exchange: it is done, or wholly undone."""
    for name in (_FRESH, REDO, UNDO):
        (folder / name).unlink(missing_ok=True)


def _checked(steps: list[Step]) -> list[Step]:
    for step in steps:
        check_relative(step.path)
    return steps
