"""The rules of French for letters and quotation marks; blanks have a module of their own.

After the "Lexique des règles typographiques en usage à l'Imprimerie nationale".
"""

import re
from collections.abc import Iterator
from functools import partial
from types import MappingProxyType
from typing import Final

from diptych.render.typography.french_blanks import LABEL_SIGNS, french_blanks
from diptych.render.typography.text import (
    BLANK,
    BRACKETS,
    ELLIPSES,
    NARROW,
    NUMERAL,
    OBJECT,
    RUN,
    SHUTTING,
    Edit,
    Rule,
    char_after,
    char_before,
    each,
    is_blank,
    is_word,
    stands_alone,
)

_MISSPELT: Final = re.compile(
    rf"({NUMERAL})(?:(?P<e>i?(?:è|e\u0300?)me|è|e\u0300)|(?P<re>(?:è|e\u0300?)re))"
    r"(?=s?(?![\w\u0300-\u036f]))",
)
# Between two letters; an elision (l' d' qu') also before a quotation.
_APOSTROPHE: Final = re.compile(
    rf"'(?<=[^\W\d_]')(?=[^\W_]|{OBJECT}|(?:(?<=\b[cdjlmnstCDJLMNST]')|(?<=[qQ]u'))[\"«“])"
)
_APOSTROPHES: Final = partial(each, sign="'", pattern=_APOSTROPHE, new="’")
# Guillemets own the blanks inside them: a mark beside one sees past it, set or not.
_CLUSTER: Final = re.compile(rf"(?:[\"“”»]|«{BLANK}*+|{RUN}»)+")
_INNER: Final = MappingProxyType({"": ("«", "»"), "«": ("“", "”"), "“": ("«", "»")})


def misspelt_ordinals(text: str) -> Iterator[Edit]:
    """Abbreviate as the Lexique does: 1re, 2e; not 1ère, 2ème, 2è."""
    for found in _MISSPELT.finditer(text):
        kind = "re" if found["re"] else "e"
        if (found[1] in ("1", "I")) == (kind == "re") and stands_alone(text, found.start()):
            yield *found.span(kind), kind


def _guillemets(text: str) -> Iterator[Edit]:
    """Set straight marks that pair up as « », inside those as “ ”; one without partner stays.

    What cannot be closed remains on the stack as a wall, so that no pair straddles another nor an
    odd mark. A pair leaves the stack as it was, hence pairs already set change nothing.
    """
    stack: list[tuple[str, int]] = []
    pairs: list[tuple[int, int, str]] = []
    for cluster in _CLUSTER.finditer(text) if '"' in text else ():
        opens, closes = _faces(text, *cluster.span())
        for at in range(*cluster.span()):
            char = text[at]
            top, start = stack[-1] if stack else ("", -1)
            if top + char in ("«»", "“”") or (top == char == '"' and closes):
                stack.pop()
                pairs.append((start, at, top))
            elif not char.isspace():
                stack.append(("wall" if char == '"' and not opens else char, at))
    around: list[tuple[int, str]] = []
    for start, end, kind in sorted(pairs):
        while around and around[-1][0] < start:
            around.pop()
        left, right = _INNER[around[-1][1] if around else ""]
        if kind == '"':
            yield start, start + 1, left
            yield end, end + 1, right
        around.append((end, left if kind == '"' else kind))


def _faces(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Tell whether straight marks between `start` and `end` may open, and whether close."""
    before, after = char_before(text, start), char_after(text, end)
    free = is_blank(before) or before in BRACKETS or before in "-–—/'’‘"
    shuts = is_blank(after) or after in SHUTTING
    said = text[max(0, start - 8) : start].rstrip()[-1:]
    measures = shuts and before.isspace() and said.isdecimal()  # 15 " closes, and never opens
    shut = is_word(before) or before in {*".,;!?…)]}=%"} or measures
    open_ = is_word(after) or after in BRACKETS
    return not shut and (free or not shuts), not open_ and (shuts or not free)


_LETTERS: Final[tuple[Rule, ...]] = (ELLIPSES, misspelt_ordinals, _APOSTROPHES, _guillemets)
RULES: Final[tuple[Rule, ...]] = (*_LETTERS, partial(french_blanks, high=NARROW))
"""The rules of French, in order."""

TRIGGER: Final = re.compile(
    rf"[0-9\"'«»;:!?]|\.\.\.|[IVX](?:i?è|i?e|re|nd|de)|{'|'.join(map(re.escape, LABEL_SIGNS))}"
)
"""A text without one of these is left as it is by all of them, and has no ordinal in it."""

CANADIAN: Final[tuple[Rule, ...]] = (*_LETTERS, partial(french_blanks, high=""))
"""The rules of French in Canada, in order."""
