"""Staleness: what an original's authors have changed since it was translated.

A translation keeps the digests of the blocks it was made from, its *stamp*; here the stamp is laid
beside the original's blocks of today. The old words are stored nowhere: what changed is told by
the blocks that stand there now. Pure functions; the files are read and stamped elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from msgspec import Struct

from diptych.desk.blocks import Block

What = Literal["changed", "added", "removed", "moved"]

_DIGEST = re.compile(r"[0-9a-f]{8}")
_WORD = re.compile(r"\w+")
_SHORTCODE = re.compile(r"\{\{<(?:(?!\{\{<).)*?>\}\}", re.DOTALL)
_IN_WORDS = re.compile(r"\b(?:alt|caption|title)=\"([^\"]*)\"")
_ALIKE_ANYWHERE = frozenset({"code", "table"})
_PROSE = 5
"""Words from which on two blocks are not alike by chance."""


class Change(Struct, frozen=True):
    """One block that is not as it was.

    `old` is its number in the stamp, None for one that was added; `new` its number among the
    original's blocks of today, None for one that was removed. Both count from 0.
    """

    what: What
    old: int | None
    new: int | None


class Drift(Struct, frozen=True):
    """How far an original has gone from what was translated; `blocks` is how many it has."""

    changes: tuple[Change, ...]
    blocks: int

    def __bool__(self) -> bool:
        """Tell whether anything has changed."""
        return bool(self.changes)


def stamp(blocks: Sequence[Block]) -> str:
    """Return the digests of an original's blocks, as its translation keeps them."""
    return " ".join(block.digest for block in blocks)


def read_stamp(text: str) -> tuple[str, ...]:
    """Return the digests of a stamp; spaces and commas between them, or nothing."""
    return tuple(_DIGEST.findall(text))


def drift(stamped: Sequence[str], blocks: Sequence[Block]) -> Drift:
    """Return what has changed in an original since these digests were taken, in its order."""
    now = [block.digest for block in blocks]
    regions = list(_regions(stamped, now))
    moved = _moved(stamped, now, regions)
    gone = {old for old, _ in moved}
    come = {new for _, new in moved}
    found = [((new, 1), Change("moved", old, new)) for old, new in moved]
    for olds, news in regions:
        before = [old for old in olds if old not in gone]
        after = [new for new in news if new not in come]
        both = min(len(before), len(after))
        for old, new in zip(before, after, strict=False):
            found.append(((new, 1), Change("changed", old, new)))
        found += (((news.stop, 0), Change("removed", old, None)) for old in before[both:])
        found += (((new, 1), Change("added", None, new)) for new in after[both:])
    found.sort(key=lambda one: one[0])
    return Drift(tuple(change for _, change in found), len(now))


def _regions(stamped: Sequence[str], now: Sequence[str]) -> Iterator[tuple[range, range]]:
    """Yield the stretches that differ, as numbers in the stamp and among the blocks."""
    matcher = SequenceMatcher(None, stamped, now, autojunk=False)
    for tag, old, old_end, new, new_end in matcher.get_opcodes():
        if tag != "equal":
            yield range(old, old_end), range(new, new_end)


def _moved(
    stamped: Sequence[str], now: Sequence[str], regions: Sequence[tuple[range, range]]
) -> list[tuple[int, int]]:
    """Return the blocks that stand elsewhere as they were: their old and new numbers."""
    waiting: dict[str, list[int]] = {}
    for old in (old for olds, _ in reversed(regions) for old in reversed(olds)):
        waiting.setdefault(stamped[old], []).append(old)
    come = (new for _, news in regions for new in news)
    return [(waiting[now[new]].pop(), new) for new in come if waiting.get(now[new])]


def untouched(source: Sequence[Block], translation: Sequence[Block]) -> tuple[int, ...]:
    """Return the numbers of a translation's blocks that still stand in its original's words.

    What is alike in two languages (code, tables, names) is not counted: only prose of some words.
    """
    said = {block.digest for block in source}
    return tuple(
        number
        for number, block in enumerate(translation)
        if block.digest in said
        and block.kind not in _ALIKE_ANYWHERE
        and len(_WORD.findall(_SHORTCODE.sub(_worded, block.text))) >= _PROSE
    )


def _worded(shortcode: re.Match[str]) -> str:
    """Return what readers read of a shortcode."""
    return " ".join(_IN_WORDS.findall(shortcode[0]))


def counterparts(source: Sequence[Block], translation: Sequence[Block]) -> dict[int, int]:
    """Return which block of a translation stands for each of its original's, by their numbers.

    Found by kinds and lengths, as sentences are aligned (Gale and Church, 1993): fields by their
    names, the texts by the cheapest way to go through both in order.
    """
    names = Counter[str]()
    at: dict[tuple[str, int], int] = {}
    for number, block in enumerate(translation):
        if block.is_field:
            at[block.kind, names[block.kind]] = number
            names[block.kind] += 1
    names.clear()
    found = {}
    for number, block in enumerate(source):
        if block.is_field:
            target = at.get((block.kind, names[block.kind]))
            names[block.kind] += 1
            if target is not None:
                found[number] = target
    ours = [number for number, block in enumerate(source) if not block.is_field]
    theirs = [number for number, block in enumerate(translation) if not block.is_field]
    pairs = _aligned([source[one] for one in ours], [translation[one] for one in theirs])
    return found | {ours[one]: theirs[other] for one, other in pairs}


_SKIPPED = 1.0
_OTHER_KIND = 1.6
_TOO_MANY = 1_000_000


def _aligned(source: Sequence[Block], translation: Sequence[Block]) -> list[tuple[int, int]]:
    if len(source) == len(translation) or len(source) * len(translation) > _TOO_MANY:
        return list(zip(range(len(source)), range(len(translation)), strict=False))
    width = len(translation) + 1
    costs = [[_SKIPPED * column for column in range(width)]]
    for row, ours in enumerate(source, start=1):
        above, line = costs[-1], [_SKIPPED * row]
        for column, theirs in enumerate(translation, start=1):
            paired = above[column - 1] + _distance(ours, theirs)
            line.append(min(paired, above[column] + _SKIPPED, line[-1] + _SKIPPED))
        costs.append(line)
    pairs = []
    row, column = len(source), len(translation)
    while row and column:
        here = costs[row][column]
        if here == costs[row - 1][column - 1] + _distance(source[row - 1], translation[column - 1]):
            row, column = row - 1, column - 1
            pairs.append((row, column))
        elif here == costs[row - 1][column] + _SKIPPED:
            row -= 1
        else:
            column -= 1
    return pairs[::-1]


def _distance(ours: Block, theirs: Block) -> float:
    """Return how unlike two blocks are: 0 for one kind and one length."""
    longest = max(len(ours.text), len(theirs.text), 1)
    apart = abs(len(ours.text) - len(theirs.text)) / longest
    return apart if ours.kind == theirs.kind else apart + _OTHER_KIND
