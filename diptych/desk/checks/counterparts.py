"""Counterparts: where the other panel of a story says what one of them says at some place.

Panels have the same fields, and bodies nearly the same blocks; a block is known by its section and
its number in it. Compares no words.
"""

from diptych.desk.copies import BODY, Copy
from diptych.model.problem import Place

Spot = tuple[str, ...]
"""The name of a field; or of the body, with that of a block."""


def spot_at(copy: Copy, position: int) -> Spot:
    """Return the name of a field, or of a block of the body, that other panels have too."""
    part = copy.part_at(position)
    return (part,) if part != BODY else (part, *copy.blocks.name_at(position))


def counterpart(copy: Copy, position: int, other: Copy) -> Place:
    """Return where the other panel says what stands here; the file when it has no such place."""
    part, *block = spot_at(copy, position)
    start = other.blocks.start(block) if block else other.part_start(part)
    return Place(other.panel.path) if start is None else other.place(start)
