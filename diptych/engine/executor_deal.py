"""Dealing items out to workers: in small lots, each item with its number.

A lot is dealt when a worker has room for it, and none while the oldest one that is not done is far
behind: whoever puts the outcomes in order holds few of them.
"""

from collections.abc import Callable, Iterable
from itertools import islice
from operator import length_hint
from typing import Any, Generic

from msgspec import Struct

from diptych.engine.executors import Item

LARGEST = 16
"""Items in a lot at most: they share the cost of being sent."""

SINGLE = 2
"""First lots of a worker that hold one item each: whoever begins with long ones shares them out."""

LOTS_A_WORKER = 8
"""Into how many lots each worker's share is cut at least, so that all end together."""

AHEAD = 512
"""How many items may be done before the oldest one is."""


class Lot(Struct, Generic[Item]):
    """Items on their way: the number of the first, and those that are not done."""

    start: int
    items: list[Item]
    done: int = 0

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is left to do."""
        return self.done == len(self.items)


class Dealer(Generic[Item]):
    """Deals the items of one work to `workers` workers."""

    def __init__(self, items: Iterable[Item], workers: int, ahead: int = AHEAD) -> None:
        share = length_hint(items, LARGEST * LOTS_A_WORKER * workers) // (LOTS_A_WORKER * workers)
        self._size = max(1, min(share, LARGEST))
        self._ahead = max(ahead, 2 * self._size)
        self._items = iter(items)
        self._single = SINGLE * workers
        self._next = 0
        self._dealt: dict[int, Lot[Item]] = {}
        self._ended = False

    @property
    def waits(self) -> bool:
        """Tell whether something was dealt that is not done."""
        return bool(self._dealt)

    def deal(self) -> Lot[Item] | None:
        """Return the next lot; None when all are dealt, or while the oldest is far behind."""
        oldest = next(iter(self._dealt), self._next)
        if self._ended or self._next - oldest >= self._ahead:
            return None
        size = 1 if self._next < self._single else self._size
        lot = Lot(self._next, list(islice(self._items, size)))
        if not lot.items:
            self._ended = True
            return None
        self._next += len(lot.items)
        self._dealt[lot.start] = lot
        return lot

    def settle(self, lot: Lot[Item]) -> None:
        """Hear that a lot is done."""
        del self._dealt[lot.start]


def name_at(name: Callable[[Item], str], lot: Lot[Any]) -> str:
    """Return the name of the first item of a lot that is not done."""
    return name(lot.items[min(lot.done, len(lot.items) - 1)])
