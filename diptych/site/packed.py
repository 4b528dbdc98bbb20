"""Packed tables: thousands of entries in little memory, and quickly sent to other processes.

Each entry is in writing (JSON, which keeps the offsets of date-times), one behind the other, and is
read when somebody looks at it. A hundred bytes of writing are half a kilobyte of objects. Knows
Structs; not what they are of.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import pairwise
from typing import Any, Generic, Self, TypeVar, overload

import msgspec

from diptych.site.kept import Kept

Value = TypeVar("Value")

_AT_HAND = 64
"""Entries that need not be read again; twice as many at most."""

_encode = msgspec.json.Encoder().encode


class _Writing(Generic[Value]):
    """Values in writing, by number from 0; `data` is all of it."""

    def __init__(self, kind: Any, ends: "array[int]", data: bytes) -> None:
        self.data = data
        self._kind = kind
        self._ends = ends
        self._decoder: msgspec.json.Decoder[Value] = msgspec.json.Decoder(kind)

    @classmethod
    def of(cls, kind: Any, rows: Iterable[bytes]) -> Self:
        data, ends = BytesIO(), array("Q", (0,))
        for row in rows:
            data.write(row)
            ends.append(data.tell())
        return cls(kind, ends, data.getvalue())

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._kind, self._ends, self.data)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Writing)
            and self._kind is other._kind
            and self._ends == other._ends
            and self.data == other.data
        )

    def __hash__(self) -> int:
        return hash(self.data)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __iter__(self) -> Iterator[bytes]:
        return (self.data[start:end] for start, end in pairwise(self._ends))

    def read(self, number: int) -> Value:
        return self._decoder.decode(self.data[self._ends[number] : self._ends[number + 1]])


class Packed(Mapping[str, Value]):
    """A table of Structs of one kind. Made by `packed`."""

    def __init__(
        self, numbers: Mapping[str, int], writing: _Writing[Value], apart: Mapping[str, Value]
    ) -> None:
        self._numbers = numbers
        self._writing = writing
        self._apart = apart
        self._at_hand: Kept[Value] = Kept(_AT_HAND)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._numbers, self._writing, self._apart)

    @property
    def lasts(self) -> bool:
        """Tell whether all of it is in writing."""
        return not self._apart

    def rows(self) -> Iterator[tuple[str, bytes]]:
        """Yield each key with its value in writing (JSON), empty if it cannot be written down."""
        return zip(self._numbers, self._writing, strict=True)

    def __getitem__(self, key: str) -> Value:
        found = self._at_hand.get(key)
        if found is None:
            number = self._numbers[key]
            found = self._apart[key] if key in self._apart else self._writing.read(number)
            self._at_hand.put(key, found)
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def packed(
    kind: type[Value],
    entries: Iterable[tuple[str, Value]],
    is_free: Callable[[Value], bool] = lambda _value: False,
) -> Packed[Value]:
    """Return a table of these entries, all of one kind.

    `is_free` tells values that may hold what cannot be written down so that it comes back as it
    was: of those, such as do not are kept as they are.
    """
    numbers: dict[str, int] = {}
    apart: dict[str, Value] = {}

    def rows() -> Iterator[bytes]:
        for key, value in entries:
            numbers[key] = len(numbers)
            row = _encode(value)
            if is_free(value) and msgspec.json.decode(row, type=kind) != value:
                apart[key], row = value, b""
            yield row

    writing: _Writing[Value] = _Writing.of(kind, rows())
    return Packed(numbers, writing, apart)


class PackedRow(Sequence[Value]):
    """A long sequence of Structs of one kind."""

    def __init__(self, writing: _Writing[Value]) -> None:
        self._writing = writing

    @property
    def written(self) -> bytes:
        """All of it in writing: that of equal sequences of one kind is equal."""
        return self._writing.data

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PackedRow) and self._writing == other._writing

    def __hash__(self) -> int:
        return hash(self.written)

    def __len__(self) -> int:
        return len(self._writing)

    @overload
    def __getitem__(self, index: int) -> Value: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Value]: ...
    def __getitem__(self, index: int | slice) -> Value | Sequence[Value]:
        numbers = range(len(self))[index]
        if isinstance(numbers, int):
            return self._writing.read(numbers)
        return tuple(map(self._writing.read, numbers))


def packed_row(kind: type[Value], values: Iterable[Value]) -> PackedRow[Value]:
    """Return a sequence of these values."""
    return PackedRow(_Writing.of(kind, map(_encode, values)))
