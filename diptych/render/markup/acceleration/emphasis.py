"""Emphasis: the commonest pairs of signs are closed at a stroke.

Python-Markdown keeps a stack of all open signs and looks for the next one character by character.
One or two signs whose next neighbour is as many of the same and closes them need no stack.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import Delimiter, DelimiterProcessor

_LONGEST = 2


class Emphasis(DelimiterProcessor):
    """Sets `*em*` and `**strong**`, with either sign; leaves all that is less plain."""

    def __init__(self, md: Markdown) -> None:
        super().__init__("*", "strong,em", md)
        self.add("_", "strong,em", smart=True)

    def handleMatch(  # type: ignore[override]  # noqa: N802 -- Python-Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """Return the element that begins at a sign, and where it begins and ends."""
        if self.regions:  # of a text whose pairs are not yet all returned
            return super().handleMatch(m, data)
        start = m.start()
        delimiter = self.delimiters[m[0]]
        opening = delimiter.boundary.match(data, start)
        if opening is None or opening.lastgroup == "end" or len(opening[0]) > _LONGEST:
            return super().handleMatch(m, data)
        closing = self._next(data, opening.end(), delimiter)
        if closing is None or closing[0] != opening[0] or closing.lastgroup == "start":
            return super().handleMatch(m, data)
        strong, em = delimiter.tags
        element = Element(strong if len(opening[0]) == _LONGEST else em)
        element.text = data[opening.end() : closing.start()]
        return element, start, closing.end()

    def search(self, data: str, start: int) -> re.Match[str] | None:
        """Find the next sign that opens something, or closes what is open."""
        return self._next(data, start, None)

    def _next(self, data: str, start: int, opened: Delimiter | None) -> re.Match[str] | None:
        for found in self.compiled_re.finditer(data, start):
            delimiter = self.delimiters[found[0]]
            boundary = delimiter.boundary.match(data, found.start())
            if boundary is not None and (
                delimiter is opened or delimiter.stack or boundary.lastgroup != "end"
            ):
                return boundary
        return None
