"""The blocks of a text, named so that the same block of a translation has the same name.

A block is what stands between blank lines, or one footnote, row of a table or item of a list; its
name says after which heading it comes, and as which one. Footnotes are counted by themselves, since
they may stand anywhere. Knows nothing of what a block says.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

_BEGINS = r"[ ]{0,3}\[\^[^\]\n]+\]:|[ \t]*\||[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]"
"""What begins a block although no blank line precedes it: a footnote, a row, an item."""

_BLOCK = re.compile(rf"^[^\S\n]*\S.*(?:\n(?!{_BEGINS})[^\S\n]*\S.*)*", re.MULTILINE)
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]|.*\n[ ]{0,3}(?:=+|-+)[ \t]*$")
_NOTE = re.compile(r"[ ]{0,3}\[\^[^\]\n]+\]:")
_NOTES = "notes"


class Blocks:
    """The blocks of one text, from where its body begins."""

    def __init__(self, text: str, start: int = 0) -> None:
        self._starts: list[int] = []
        self.names: list[tuple[str, str]] = []
        heading = number = notes = 0
        for found in _BLOCK.finditer(text, start):
            self._starts.append(found.start())
            if _NOTE.match(found[0]):
                self.names.append((_NOTES, str(notes)))
                notes += 1
                continue
            if _HEADING.match(found[0]):
                heading, number = heading + 1, 0
            self.names.append((str(heading), str(number)))
            number += 1

    def name_at(self, position: int) -> tuple[str, ...]:
        """Return the name of the block at a position; empty before the first."""
        at = bisect_right(self._starts, position) - 1
        return self.names[at] if at >= 0 else ()

    def start(self, name: Sequence[str]) -> int | None:
        """Return where a block begins, or the section that it should be in, or None."""
        for wanted in (tuple(name), (*name[:1], "0")):
            if wanted in self.names:
                return self._starts[self.names.index(wanted)]
        return None
