"""The rules of English: dashes, quotation marks, apostrophes, primes."""

import re
from collections.abc import Iterator
from typing import Final

from diptych.render.typography.text import (
    BLANK,
    BRACKETS,
    ELLIPSES,
    LINE_BREAK,
    RUN,
    SHUTTING,
    Edit,
    Rule,
    char_after,
    char_before,
    is_blank,
    is_word,
)

_DASHES: Final = re.compile(rf"((?:{RUN})?)(?<!-)--(?!-)({BLANK}*+)")
_QUOTES: Final = re.compile("[\"'“”‘’]")
_ELISION: Final = re.compile(
    r"'(?:[0-9]{2}s?(?!\w)|n(?=['’])|(?:tis|twas|twere|twill|em|til|till|cause|bout)(?![\w'’]))",
    re.IGNORECASE,
)


def _english_dashes(text: str) -> Iterator[Edit]:
    """Set "--" as an em dash, closed up; an arrow "-->" and an option " --name" are no dashes."""
    for found in _DASHES.finditer(text) if "--" in text else ():
        before, after = char_before(text, found.start()), text[found.end() : found.end() + 1]
        starts, ends = before in ("", LINE_BREAK), after in ("", LINE_BREAK)
        spaced = bool(found[2] or ends)
        if {before, after} & {*"-—<>"} or text.endswith("<!", 0, found.start()):
            continue
        if spaced or not (found[1] or starts):
            yield found.end(1), found.start(2), "—"
            if found[1] and found[2] and not starts and not ends:
                yield *found.span(1), ""
                yield *found.span(2), ""


def _english_quotes(text: str) -> Iterator[Edit]:
    """Curl quotation marks and apostrophes; feet, inches and lone marks stay straight."""
    glyph, last, doubles, singles = "", -1, 0, 0
    for found in _QUOTES.finditer(text) if '"' in text or "'" in text else ():
        at = found.start()
        before = glyph if last == at - 1 else char_before(text, at)
        glyph, last, after = found[0], at, char_after(text, at + 1)
        if glyph == '"' and not _stays_straight(before, after, doubles):
            both = is_word(before) and is_word(after)
            glyph = glyph if both else "“" if _opens(before, after, doubles) else "”"
        elif glyph == "'" and not _stays_straight(before, after, singles):
            both = before.isdecimal() and after.isdecimal()
            opens = _opens(before, after, singles) and not _ELISION.match(text, at)
            glyph = glyph if both else "‘" if opens else "’"
        doubles = max(0, doubles + (glyph == "“") - (glyph == "”"))
        singles = max(0, singles + (glyph == "‘") - (glyph == "’" and not is_word(after)))
        yield at, at + 1, glyph


def _stays_straight(before: str, after: str, pending: int) -> bool:
    """Tell a mark that quotes nothing: alone, after "=", or a prime with no quotation to close."""
    if is_blank(before) or before in BRACKETS:
        return is_blank(after)
    return before == "=" or (before.isdecimal() and not is_word(after) and not pending)


def _opens(before: str, after: str, pending: int) -> bool:
    if is_blank(before) or before in BRACKETS:
        return True
    if before in "-–—/“‘":
        return not (is_blank(after) or after in SHUTTING)
    return not is_word(before) and is_word(after) and not pending


RULES: Final[tuple[Rule, ...]] = (ELLIPSES, _english_dashes, _english_quotes)
"""The rules of English, in order."""

TRIGGER: Final = re.compile(r"[\"']|\.\.\.|--")
"""A text without one of these is left as it is by all of them."""
