"""A memory that does not grow: what was used lately is kept, what was not is let go.

Two generations of equal size. What is asked for moves to the young one; when that is full it
becomes the old one, and what the old one still held is dropped.
"""

from collections.abc import Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """At most `2 * size` values, by name."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._young: dict[Hashable, Value] = {}
        self._old: dict[Hashable, Value] = {}

    def __len__(self) -> int:
        return len(self._young.keys() | self._old.keys())

    def get(self, name: Hashable) -> Value | None:
        """Return what is kept by a name."""
        found = self._young.get(name)
        if found is None and name in self._old:
            found = self._old[name]
            self.put(name, found)
        return found

    def put(self, name: Hashable, value: Value) -> None:
        """Keep a value."""
        if len(self._young) >= self._size:
            self._old = self._young
            self._young = {}
        self._young[name] = value
