"""Numbered pages of a listing, counted from the oldest story.

The index shows the newest stories; behind it stand full pages numbered from the oldest. A new
story changes the index; when it completes a page, that one is added and the page before it learns
of its newer neighbour. Nothing else moves. Pure arithmetic on lengths.
"""

from typing import NamedTuple


class Span(NamedTuple):
    """A slice of a listing that is sorted newest first, and the numbers of its neighbours.

    `older` and `newer` are page numbers, 0 for the index, None where there is nothing.
    """

    start: int
    stop: int
    older: int | None
    newer: int | None


def pages_behind(length: int, size: int) -> int:
    """Return how many numbered pages stand behind the index of a listing."""
    return max(0, (length - 1) // size)


def span(length: int, size: int, number: int) -> Span:
    """Return what page `number` of a listing of `length` stories shows, `size` at a time.

    Page 1 is the oldest and full; number 0 is the index, which shows the newest `size` stories
    and may repeat some of the newest numbered page. Raises IndexError for a page that is not.
    """
    behind = pages_behind(length, size)
    if not 0 <= number <= behind:
        raise IndexError(number)
    if number == 0:
        return Span(0, min(size, length), behind or None, None)
    stop = length - (number - 1) * size
    return Span(
        stop - size,
        stop,
        older=number - 1 or None,
        newer=0 if number == behind else number + 1,
    )
