"""What pages and checks need to know of a finished body: its excerpt, its words, its headings.

Read from the typeset HTML, so that what is shown elsewhere reads as it does in the body. Knows
nothing of how it was made; code blocks are not in it yet and are not counted.
"""

import re
from collections.abc import Sequence
from itertools import filterfalse

from diptych.model.body import Heading
from diptych.render.markup.finish import ATTRIBUTES, EXCERPT_MARK
from diptych.render.markup.parts import plain

_EXCERPT = re.compile(rf"<p{ATTRIBUTES}{EXCERPT_MARK}>(.*?)</p>", re.DOTALL)
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_HEADING = re.compile(
    rf"<h[1-6](?={ATTRIBUTES}>)[^<]*? id=\"([^\"]*)\"{ATTRIBUTES}>(.*?)</h[1-6]>", re.DOTALL
)
# Calls of notes, links of headings and notes to themselves, and tags.
_NO_PROSE = re.compile(
    r"<sup class=\"footnote-ref\".*?</sup>|<a class=\"(?:permalink|footnote-back)\".*?</a>"
    rf"|</?[a-z][a-z0-9]*{ATTRIBUTES}(?:{EXCERPT_MARK})?>",
    re.DOTALL,
)
_CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
# An elision is one word, and so is a number whose groups a narrow space divides.
_WORD = re.compile(r"\w+(?:[’'‑.,@/&\u202f-]\w+)*")


def excerpt(html: str) -> str:
    """Return the first paragraph as plain text."""
    found = _EXCERPT.search(html)
    return "" if found is None else plain(_NO_PROSE.sub("", found[1]))


def opening(html: str) -> str:
    """Return the first paragraph of a comment as plain text."""
    found = _PARAGRAPH.search(html)
    return "" if found is None else plain(_NO_PROSE.sub("", found[1]))


def count_words(html: str) -> int:
    """Count the words of prose; code is left out."""
    text = _NO_PROSE.sub("", _CODE.sub("", html))
    # Most words have nothing but letters, and no pattern is needed to tell those.
    words = text.split(" ")
    others = " ".join(filterfalse(str.isalnum, words))
    return sum(map(str.isalnum, words)) + len(_WORD.findall(others))


def headings(html: str, listed: Sequence[tuple[int, str]], depth: int) -> tuple[Heading, ...]:
    """Return the headings of a table of contents, down to a level."""
    if not listed:
        return ()
    texts = {found[1]: plain(_NO_PROSE.sub("", found[2])) for found in _HEADING.finditer(html)}
    return tuple(
        Heading(level, anchor, texts.get(anchor, "")) for level, anchor in listed if level <= depth
    )
