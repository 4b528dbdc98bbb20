"""The register: what every made thing rests on, so that most need not be looked into at all.

A trace asks a thing's questions again, one by one. The register knows something coarser and far
quicker: by name, the pieces of the input that the answers were made from, each with a fingerprint.
A thing none of whose pieces has changed stands, whatever its questions were. Knows names and
fingerprints, and not what they are of. (Build systems call such traces deep, those with questions
shallow.)
"""

from array import array
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from functools import cached_property, lru_cache

import msgspec
from msgspec import Struct

from diptych.engine.store import Sealed

Fingerprint = Callable[[str], bytes]
"""Returns the fingerprint that a piece of the input has now, by its name."""

_SPARE = 2
"""How many times more names than needed are kept before they are sorted out."""


class Entry(Struct, frozen=True, array_like=True, gc=False):
    """What one thing was made of: as in a trace, but `grounds` are numbers of pieces (unsigned)."""

    subject: bytes
    recipe: bytes
    result: bytes
    grounds: bytes


class _Written(Struct, frozen=True, array_like=True):
    names: list[str]
    fingerprints: list[bytes]
    entries: dict[str, Entry]

    def __post_init__(self) -> None:
        if len(self.names) != len(self.fingerprints):
            raise ValueError("as many names as fingerprints")


class _Since(Struct, frozen=True, array_like=True):
    """What a register has beyond one that was written whole: pieces by number, entries by name."""

    names: list[str]
    fingerprints: dict[int, bytes]
    entries: dict[str, Entry]


class _UnreadableError(Exception):
    """A register cannot be read, or vouched for."""


_READER = msgspec.msgpack.Decoder(_Written)
_SINCE = msgspec.msgpack.Decoder(_Since)
_WRITER = msgspec.msgpack.Encoder()


class Register:
    """The entries of the things made so far, by name."""

    def __init__(
        self,
        kept: Sealed | bytes | None,
        fingerprint: Fingerprint,
        *,
        since: bytes | None = None,
        suspects: Collection[str] | None = None,
    ) -> None:
        """Read what `written` and, after it, `written_since` returned once.

        What cannot be read is as if there were nothing. `suspects` are the names of pieces that may
        have changed, where all others have not.
        """
        self._fingerprint = fingerprint
        whole: _Written | None = None
        self._known: dict[str, int] | None = None
        if isinstance(kept, Sealed):
            with suppress(_UnreadableError):
                whole, self._known = _read_once(kept)
        else:
            whole = _read(kept)
        found = whole or _Written([], [], {})
        # Copies: what was read once is for all registers that are read from it.
        self._entries = dict(found.entries)
        self._names = list(found.names)
        self._now = list(found.fingerprints)
        self._whole = len(found.names)
        later = _read_since(since if whole else None)
        self._later_numbers = set(later.fingerprints)
        self._later_entries = set(later.entries)
        self._names += later.names
        self._now += [b""] * len(later.names)
        for number, print_of_it in later.fingerprints.items():
            self._now[number] = print_of_it
        self._entries |= later.entries
        self._changed: set[int] = set()
        for number, name in self._suspected(suspects):
            now = fingerprint(name)
            if now != self._now[number]:
                self._changed.add(number)
                self._note(number, now)
        self._is_new = bool(self._changed)

    def _note(self, number: int, now: bytes) -> None:
        self._now[number] = now
        self._later_numbers.add(number)

    def _suspected(self, suspects: Collection[str] | None) -> Iterable[tuple[int, str]]:
        if suspects is None:
            return enumerate(self._names)
        return [(self._numbers[name], name) for name in suspects if name in self._numbers]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        if self._known is None:
            return _numbered(self._names)
        return self._known | _numbered(self._names[self._whole :], self._whole)

    def entry(self, name: str) -> Entry | None:
        """Return what a thing was made of."""
        return self._entries.get(name)

    def names(self) -> set[str]:
        """Return the names of all things entered."""
        return set(self._entries)

    def stands(self, name: str, subject: bytes, recipe: bytes) -> bool:
        """Tell whether nothing that a thing was made of has changed."""
        entry = self._entries.get(name)
        return (
            entry is not None
            and entry.subject == subject
            and entry.recipe == recipe
            and self._changed.isdisjoint(_numbers(entry.grounds))
        )

    def touched(self) -> tuple[str, ...]:
        """Return the names of things of whose pieces some have changed."""
        marks = [array("I", (number,)).tobytes() for number in self._changed]
        # Bytes are looked for first: that is quick, and seldom wrong.
        likely = {
            name for mark in marks for name, entry in self._entries.items() if mark in entry.grounds
        }
        return tuple(
            name
            for name in self._entries
            if name in likely
            and not self._changed.isdisjoint(_numbers(self._entries[name].grounds))
        )

    def enter(
        self, name: str, subject: bytes, recipe: bytes, result: bytes, grounds: Iterable[str]
    ) -> None:
        """Enter a thing that was made, or that was found to stand for all that has changed."""
        numbers = array("I", sorted(self._number(ground) for ground in grounds))
        self._entries[name] = Entry(subject, recipe, result, numbers.tobytes())
        self._later_entries.add(name)
        self._is_new = True

    def written(self, things: Collection[str]) -> bytes | None:
        """Return the register of these things, to be read again; None if it is as it was read."""
        if not self._is_new and self._entries.keys() == set(things):
            return None
        entries = {name: entry for name in things if (entry := self._entries.get(name))}
        names, now = self._names, self._now
        used = set().union(*(_numbers(entry.grounds) for entry in entries.values()))
        if len(names) > _SPARE * len(used):
            kept = sorted(used)
            fresh = {old: number for number, old in enumerate(kept)}
            names, now = [names[old] for old in kept], [now[old] for old in kept]
            entries = {name: _renumbered(entry, fresh) for name, entry in entries.items()}
        return _WRITER.encode(_Written(names, now, entries))

    def written_since(self) -> bytes:
        """Return what has changed since the register was written whole, to be read after that."""
        return _WRITER.encode(
            _Since(
                self._names[self._whole :],
                {number: self._now[number] for number in self._later_numbers},
                {name: self._entries[name] for name in self._later_entries},
            )
        )

    def _number(self, ground: str) -> int:
        number = self._numbers.get(ground)
        if number is None:
            number = self._numbers[ground] = len(self._names)
            self._names.append(ground)
            self._now.append(b"")
            self._note(number, self._fingerprint(ground))
        return number


@lru_cache(maxsize=1)
def _read_once(kept: Sealed) -> tuple[_Written, dict[str, int]]:
    """Return what is written, and the numbers of its names; neither is to be changed.

    Raises `_UnreadableError` else: that, unlike what is returned, is not remembered.
    """
    found = _read(kept.read())
    if found is None:
        raise _UnreadableError
    return found, _numbered(found.names)


def _numbered(names: Sequence[str], first: int = 0) -> dict[str, int]:
    return dict(zip(names, range(first, first + len(names)), strict=True))


def _read(kept: bytes | None) -> _Written | None:
    try:
        return None if kept is None else _READER.decode(kept)
    except msgspec.MsgspecError:
        return None


def _read_since(since: bytes | None) -> _Since:
    try:
        return _Since([], {}, {}) if since is None else _SINCE.decode(since)
    except msgspec.MsgspecError:
        return _Since([], {}, {})


def _numbers(grounds: bytes) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(grounds)
    return numbers


def _renumbered(entry: Entry, fresh: dict[int, int]) -> Entry:
    numbers = array("I", (fresh[number] for number in _numbers(entry.grounds)))
    return Entry(entry.subject, entry.recipe, entry.result, numbers.tobytes())
