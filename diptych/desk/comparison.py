"""A translation beside what changed in its original: block by block, each with its place.

Knows which block of a translation stands for which block that changed; what was written there
before is not known to anyone. Pure.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from diptych.desk.blocks import Block
from diptych.desk.staleness import Drift, What, counterparts


class Difference(Struct, frozen=True, kw_only=True):
    """One change of an original, and what to look at in the translation.

    `source` is the block as it is now, None when it was removed; `translation` the block that
    stands for it, None when there is none or it cannot be told; `after` the block behind which
    one that was added belongs.
    """

    what: What
    source: Block | None = None
    translation: Block | None = None
    after: Block | None = None


def differences(
    drift: Drift, stamped: int, source: Sequence[Block], translation: Sequence[Block]
) -> tuple[Difference, ...]:
    """Return what changed, in the original's order; `stamped` is how many blocks it had.

    A translation with as many blocks as its original had was made block for block, and is read
    so; another is aligned with the original of today.
    """
    olds = _olds(drift, stamped, len(source))
    aligned = counterparts(source, translation)

    def theirs(new: int, old: int | None) -> Block | None:
        number = old if len(translation) == stamped else aligned.get(new)
        return None if number is None else translation[number]

    def preceding(new: int) -> Block | None:
        found = (theirs(one, olds.get(one)) for one in range(new - 1, -1, -1))
        return next((block for block in found if block is not None), None)

    told = []
    for change in drift.changes:
        if change.new is None:
            lost = change.old if len(translation) == stamped else None
            block = None if lost is None else translation[lost]
            told.append(Difference(what=change.what, translation=block))
            continue
        added = change.what == "added"
        told.append(
            Difference(
                what=change.what,
                source=source[change.new],
                translation=None if added else theirs(change.new, change.old),
                after=preceding(change.new) if added else None,
            )
        )
    return tuple(told)


def _olds(drift: Drift, stamped: int, blocks: int) -> Mapping[int, int]:
    """Return which block of the stamp each block of today was, by their numbers."""
    changed = {one.new: one.old for one in drift.changes}
    gone = {one.old for one in drift.changes}
    kept = zip(
        (new for new in range(blocks) if new not in changed),
        (old for old in range(stamped) if old not in gone),
        strict=True,
    )
    pairs = {new: old for new, old in changed.items() if new is not None and old is not None}
    return pairs | dict(kept)
