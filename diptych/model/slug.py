"""Slugs: any text as lower-case ASCII that is safe in a URL and in every file system.

Knows letters and nothing of pages; whether a slug collides with another is the plan's affair.
"""

import re
import unicodedata
from itertools import filterfalse
from unicodedata import combining

LONGEST = 80
"""Characters a generated slug may have; longer ones are cut at a hyphen."""

_SPELLED_OUT = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d", "ı": "i"}
)
_NOT_IN_A_SLUG = re.compile(r"[^a-z0-9]+")


def slugify(text: str) -> str:
    """Return the slug of a text: `L'œuvre de l'été` becomes `l-oeuvre-de-l-ete`.

    The result matches `[a-z0-9]+(-[a-z0-9]+)*`, or is empty when no letter or digit of the text
    has an ASCII form.
    """
    lowered = text.lower().translate(_SPELLED_OUT)
    unaccented = "".join(filterfalse(combining, unicodedata.normalize("NFKD", lowered)))
    words = _NOT_IN_A_SLUG.sub("-", unaccented).strip("-")
    if len(words) <= LONGEST:
        return words
    head, _, _ = words[: LONGEST + 1].rpartition("-")
    return head or words[:LONGEST]
