"""A manuscript made ready: its text without control characters, and where things stand in it.

Markdown loses positions, so problems are located by looking for their words in the prose of the
text, in order; code is never searched. Also tells which characters do not belong in a text.
Knows neither the rules of Markdown nor what is looked for.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from diptych.model.article import Manuscript
from diptych.model.problem import Place, Problem, Severity, error, warning
from diptych.render.markup.verbatim import Fence, set_apart

# Controls, surrogates and noncharacters, which HTML forbids; a form feed goes with them. Written as
# what is not text, since the other way round each character would be compared with all planes.
CONTROL = re.compile(
    "[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd"
    + "".join(f"{chr(plane << 16)}-{chr(plane << 16 | 0xFFFD)}" for plane in range(1, 17))
    + "]"
)
"""Characters that are no text."""

_OVERRIDE = re.compile("[\u202a-\u202e\u2066-\u2069]")
_GOES_ON = re.compile(r"[\w#?/%-]|\.\w")


class Source:
    """The text of a manuscript, its lines ended by a line feed and without control characters.

    `prose` is the text with code blanked out; a position in it is a position in the text.
    """

    def __init__(self, manuscript: Manuscript) -> None:
        raw = manuscript.text
        if "\r" in raw:
            raw = raw.replace("\r\n", "\n").replace("\r", "\n")
        self._path = manuscript.path
        self._first_line = manuscript.first_line
        self._raw = raw
        self._cursors: dict[str, int] = {}
        self._line_starts: list[int] = []
        self.text = CONTROL.sub("", raw)
        self.prose, fences, _ = set_apart(self.text)
        self.fences: tuple[Fence, ...] = fences

    def place(self, position: int) -> Place:
        """Return the place in the file of a position in the text."""
        if not self._line_starts:
            self._line_starts = [0, *(found.end() for found in re.finditer("\n", self.text))]
        line = bisect_right(self._line_starts, position)
        column = position - self._line_starts[line - 1] + 1
        return Place(self._path, self._first_line + line - 1, column)

    def seek(self, *needles: str) -> Place:
        """Return the next place in the prose of the first of these words that stands there.

        Each word is remembered, so that asking again finds its next occurrence, and after the
        last one, that one. Whole words come first. A word that stands nowhere gives the file.
        """
        for whole in (True, False):
            for needle in filter(None, needles):
                last = self._cursors.get(needle, -1)
                position = max(self._find(needle, last + 1, whole=whole), last)
                if position >= 0:
                    self._cursors[needle] = position
                    return self.place(position)
        return Place(self._path)

    def _find(self, needle: str, start: int, *, whole: bool) -> int:
        """Find a word; a `whole` one is no part of a longer word or address."""
        position = self.prose.find(needle, start)
        while whole and position >= 0:
            end = position + len(needle)
            begins = not (needle[0].isalnum() and self.prose[position - 1 : position].isalnum())
            if begins and not (needle[-1].isalnum() and _GOES_ON.match(self.prose, end)):
                break
            position = self.prose.find(needle, position + 1)
        return position

    def faults(self) -> Iterator[Problem]:
        """Tell the characters that do not belong in a text, and code without end."""
        if len(self.text) < len(self._raw) and (found := CONTROL.search(self._raw)) is not None:
            line = self._raw.count("\n", 0, found.start())
            column = found.start() - self._raw.rfind("\n", 0, found.start())
            place = Place(self._path, self._first_line + line, column)
            yield warning("control-character", place, character=f"U+{ord(found[0]):04X}")
        told = 0
        for found in _OVERRIDE.finditer(self.text):
            place = self.place(found.start())
            if place.line > told:
                told = place.line
                name = unicodedata.name(found[0]).lower()
                yield warning("bidi-override", place, character=f"U+{ord(found[0]):04X}", name=name)
        for fence in self.fences:
            if not fence.closed:
                yield warning("unclosed-code", self.place(fence.start))


class Findings:
    """The problems of one manuscript, as they are found; comments have warnings only."""

    def __init__(self, source: Source, *, gentle: bool = False) -> None:
        self.source = source
        self._gentle = gentle
        self._problems: list[Problem] = list(source.faults())

    def error(self, code: str, place: Place, **values: object) -> None:
        """Note an error, or a warning where no error may stop the build."""
        self._problems.append((warning if self._gentle else error)(code, place, **values))

    def warning(self, code: str, place: Place, **values: object) -> None:
        """Note a warning."""
        self._problems.append(warning(code, place, **values))

    def unresolved(
        self, code: str, severity: Severity, place: Place, values: tuple[tuple[str, str], ...]
    ) -> None:
        """Note what the resolver could not find; an empty code has been told elsewhere."""
        if code:
            self._problems.append(Problem(code=code, severity=severity, place=place, values=values))

    def all(self) -> tuple[Problem, ...]:
        """Return the problems in the order of their places."""
        return tuple(sorted(self._problems, key=lambda problem: problem.place))


def place_of(manuscript: Manuscript, position: int | None) -> Place:
    """Return the place of a position in the text of a manuscript, the file for None."""
    return Place(manuscript.path) if position is None else Source(manuscript).place(position)
