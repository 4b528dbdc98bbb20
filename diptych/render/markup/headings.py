"""The headings of a body: their levels, their ids and the links to themselves.

The story's title is the page's only h1, so a body begins at h2. Ids are slugs, unique in the body
and kept clear of those that its author or the footnotes use. Knows nothing of tables of contents
beyond what goes into one.
"""

import re
from collections.abc import Iterable

from diptych.model.problem import Place
from diptych.model.slug import slugify
from diptych.render.markup.parts import start_tag
from diptych.render.markup.source import Findings

_WRITTEN = re.compile(
    r"^[ \t>]*#{1,6}[ \t]*\S|<[hH][1-6]\b|^(?=.*\S).*+(?=\n(?:=+|-+)[ ]*$)", re.MULTILINE
)
_PERMALINKED = range(2, 5)


class Headings:
    """Gives the headings of one body their ids, in order."""

    def __init__(self, permalink: str, findings: Findings) -> None:
        self._permalink = permalink
        self._findings = findings
        self._taken: set[str] = set()
        self._seen = 0
        self._level = 1
        self._faults: list[tuple[int, str, int, int]] = []
        self.last = ""
        self.listed: list[tuple[int, str]] = []

    def take(self, anchors: Iterable[str]) -> None:
        """Keep clear of ids that are used elsewhere in the body."""
        self._taken.update(anchors)

    def add(
        self, level: int, text: str, attributes: dict[str, str], *, listed: bool
    ) -> tuple[str, str]:
        """Return the start and the end tag of the next heading; `text` is plain.

        A heading that is `listed` is one of the story, not of a quotation or a callout in it.
        """
        self._seen += 1
        if level == 1:
            level = 2
            self._faults.append((self._seen, "heading-level", 1, 2))
        elif level > self._level + 1:
            self._faults.append((self._seen, "heading-skipped", level, self._level + 1))
        self.last = anchor = attributes.get("id") or self._anchor(text)
        self._level = level
        if listed:
            self.listed.append((level, anchor))
        return start_tag(f"h{level}", {**attributes, "id": anchor}), self._end(level, anchor)

    def _end(self, level: int, anchor: str) -> str:
        if level not in _PERMALINKED:
            return f"</h{level}>"
        attributes = {"class": "permalink", "href": f"#{anchor}", "aria-label": self._permalink}
        return f" {start_tag('a', attributes)}#</a></h{level}>"

    def tell(self) -> None:
        """Tell the headings whose level is wrong."""
        if not self._faults:
            return
        source = self._findings.source
        written = [found.start() for found in _WRITTEN.finditer(source.prose)]
        for number, code, level, expected in self._faults:
            exact = len(written) == self._seen
            place = source.place(written[number - 1]) if exact else self._guess(level)
            self._findings.warning(code, place, level=level, expected=expected)

    def _guess(self, level: int) -> Place:
        return self._findings.source.seek(f"\n{'#' * level} ", f"<h{level}")

    def _anchor(self, text: str) -> str:
        slug = slugify(text) or f"section-{self._seen}"
        anchor, number = slug, 1
        while anchor in self._taken:
            number += 1
            anchor = f"{slug}-{number}"
        self._taken.add(anchor)
        return anchor
