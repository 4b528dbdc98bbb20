"""The blocks of a text, named so that the same block of a translation has the same name.

A block is what stands between blank lines; its name says after which heading it comes, and as
which one. Knows nothing of what stands in a block.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

_BLOCK = re.compile(r"^[^\S\n]*\S.*(?:\n[^\S\n]*\S.*)*", re.MULTILINE)
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]|.*\n[ ]{0,3}(?:=+|-+)[ \t]*$")


class Blocks:
    """The blocks of one text, from where its body begins."""

    def __init__(self, text: str, start: int = 0) -> None:
        self._starts: list[int] = []
        self._names: list[tuple[str, str]] = []
        heading = number = 0
        for found in _BLOCK.finditer(text, start):
            if _HEADING.match(found[0]):
                heading, number = heading + 1, 0
            self._starts.append(found.start())
            self._names.append((str(heading), str(number)))
            number += 1

    def name_at(self, position: int) -> tuple[str, ...]:
        """Return the name of the block at a position; empty before the first."""
        at = bisect_right(self._starts, position) - 1
        return self._names[at] if at >= 0 else ()

    def start(self, name: Sequence[str]) -> int | None:
        """Return where a block begins, or the section that it should be in, or None."""
        for wanted in (tuple(name), (*name[:1], "0")):
            if wanted in self._names:
                return self._starts[self._names.index(wanted)]
        return None
