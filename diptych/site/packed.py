"""Packed tables: thousands of entries in little memory, and quickly sent to other processes.

Each entry is in writing (JSON, which keeps the offsets of date-times), one behind the other, and is
read when somebody looks at it. A hundred bytes of writing are half a kilobyte of objects. Knows
Structs; not what they are of.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, Generic, TypeVar, overload

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

    def row(self, number: int) -> bytes:
        return self.data[self._ends[number] : self._ends[number + 1]]

    def read(self, number: int) -> Value:
        return self._decoder.decode(self.row(number))


class _Pen:
    """Writes values one behind the other."""

    def __init__(self) -> None:
        self._data, self._ends = BytesIO(), array("Q", (0,))

    def put(self, row: bytes) -> int:
        """Put a value there; return its number."""
        self._data.write(row)
        self._ends.append(self._data.tell())
        return len(self._ends) - 2

    def writing(self, kind: Any) -> _Writing[Any]:
        return _Writing(kind, self._ends, self._data.getvalue())


class Packing(Generic[Value]):
    """A table in the making: values of one kind come in any order.

    `is_free` tells values that may hold what cannot be written down so that it comes back as it
    was: of those, such as do not are kept as they are.
    """

    def __init__(
        self, kind: type[Value], is_free: Callable[[Value], bool] = lambda _value: False
    ) -> None:
        self._kind = kind
        self._is_free = is_free
        self._numbers: dict[str, int] = {}
        self._apart: dict[str, Value] = {}
        self._pen = _Pen()

    def add(self, key: str, value: Value) -> None:
        """Take in one entry."""
        row = _encode(value)
        if self._is_free(value) and msgspec.json.decode(row, type=self._kind) != value:
            self._apart[key], row = value, b""
        self._numbers[key] = self._pen.put(row)

    def table(self, keys: Iterable[str] | None = None) -> "Packed[Value]":
        """Return the table, of these of its keys in this order; of all as they came if None."""
        wanted = self._numbers if keys is None else {key: self._numbers[key] for key in keys}
        return Packed(wanted, self._pen.writing(self._kind), self._apart)


class Packed(Mapping[str, Value]):
    """A table of Structs of one kind. Made by `packed`, or a `Packing`."""

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
        return ((key, self._writing.row(number)) for key, number in self._numbers.items())

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
    """Return a table of these entries, all of one kind; `is_free` as for `Packing`."""
    packing = Packing(kind, is_free)
    for key, value in entries:
        packing.add(key, value)
    return packing.table()


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
    pen = _Pen()
    for value in values:
        pen.put(_encode(value))
    return PackedRow(pen.writing(kind))
