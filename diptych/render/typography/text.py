"""What every rule reads: text, its blanks and its neighbours, and the edits that come of it.

Knows no language. Whatever stands in the text for something that is no text is named here.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final, TypeAlias

Edit: TypeAlias = tuple[int, int, str]  # start and end (code points), and what to put there
Rule: TypeAlias = Callable[[str], Iterable[Edit]]

# What stands in the text for what is no text:
OBJECT: Final = "\ufffc"  # read but never set: inline code, a picture, a URL
RAISED: Final = "ᵉ"  # a superscript: a letter of its word, so "1ᵉ an" is set like "1er an"
LINE_BREAK: Final = "\u2028"  # a forced line break: a blank that no rule changes

NO_BREAK: Final = "\u00a0"
NARROW: Final = "\u202f"
BLANKS: Final = " \t\n\r\f\u00a0\u2009\u202f"
BLANK: Final = f"[{BLANKS}]"
# A whole run, found from its first character only: a page of blanks or digits stays linear.
RUN: Final = rf"{BLANK}(?<!{BLANK}{BLANK}){BLANK}*+"
NUMERAL: Final = r"[0-9IVX](?<![0-9IVX][0-9IVX])[0-9IVX]*+"

SHUTTING: Final = frozenset(".,;:!?…)]}-–—/")
BRACKETS: Final = frozenset("([{")


def char_before(text: str, at: int) -> str:
    """Return the character before `at`; empty at the edge of the text."""
    return text[at - 1] if at else ""


def char_after(text: str, at: int) -> str:
    """Return the character at `at`; empty at the edge of the text, and before a note call."""
    char = text[at : at + 1]
    return "" if char == RAISED else char


def is_blank(char: str) -> bool:
    """Tell a blank, or the edge of the text."""
    return not char or char.isspace()


def is_word(char: str) -> bool:
    """Tell a character of a word; what stands for no text counts as one."""
    return char.isalnum() or char == OBJECT or bool(char and unicodedata.combining(char))


def stands_alone(text: str, start: int) -> bool:
    """Tell a number that begins at `start` from the tail of a word, a fraction or a decimal."""
    before = char_before(text, start)
    if before in (".", ","):
        return not text[max(0, start - 2) : start - 1].isdecimal()
    return not (is_word(before) or before in ("_", "/"))


def each(text: str, sign: str, pattern: re.Pattern[str], new: str) -> Iterator[Edit]:
    """Replace whatever a pattern matches; it matches nothing in a text without the sign."""
    for found in pattern.finditer(text) if sign in text else ():
        yield *found.span(), new


ELLIPSES: Final = partial(
    each, sign="...", pattern=re.compile(r"\.\.\.(?<!\.\.\.\.)(?!\.)"), new="…"
)
