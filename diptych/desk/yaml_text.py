"""Texts as YAML writes them: one line, in double quotes, whatever they hold.

Quotes always, as authors are advised to: a title with a colon then needs no thought. Knows scalars
only; how fields stand in a front matter is told by who writes one.
"""

import json
import re
from typing import Final

_BREAKING: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
"""What YAML 1.1 takes for a line end or refuses, and JSON leaves as it is."""


def quoted(text: str) -> str:
    """Return a text as a double-quoted scalar (YAML 1.2, 7.3.1): JSON's form, with more escaped."""
    plain = json.dumps(text, ensure_ascii=False)
    return _BREAKING.sub(lambda found: f"\\u{ord(found[0]):04x}", plain)
