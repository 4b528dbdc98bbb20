"""A slip of the keyboard, as the rules of typing find it in a text."""

from msgspec import Struct


class Slip(Struct, frozen=True):
    """Something mistyped at a position of a text (code points).

    `edits` are what mends it (start, end, what to put there), none where that is for the author to
    say. `seen` and `wanted` are what the problem shows.
    """

    code: str
    position: int
    edits: tuple[tuple[int, int, str], ...] = ()
    seen: str = ""
    wanted: str = ""
