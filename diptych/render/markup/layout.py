"""Laying a text out for Python-Markdown: code blocks and shortcodes as paragraphs of their own.

Each is replaced by a stand-in that Markdown sets aside and that survives nh3 as an empty or a
paired `div`, whose class begins with a token. The token is a digest of the text, so that no text
can hold its own. Blank lines around a stand-in keep it in the list item or quotation it is in.
"""

import re
from hashlib import blake2b
from typing import NamedTuple

from diptych.render.markup.shortcodes import Mark
from diptych.render.markup.verbatim import Fence

_ITEM = re.compile(r"(?P<margin>[ \t>]*)(?:[*+-]|[0-9]+[.)])[ \t]+")

_STEP = 4


class Edit(NamedTuple):
    """A stretch of the text and what goes in its place."""

    start: int
    end: int
    text: str


def token_for(text: str) -> str:
    """Return a word that begins the classes of this text's stand-ins."""
    return f"d{blake2b(text.encode(), digest_size=12).hexdigest()}"


def fence_edit(fence: Fence, stand_in: str) -> Edit:
    """Replace a fenced block, from its first line to its last."""
    bare = fence.margin.rstrip()
    lead = fence.lead if fence.lead != fence.margin else f"{bare}\n{fence.margin}"
    return Edit(fence.start, fence.end, f"{lead}{stand_in}\n{bare}")


def mark_edit(text: str, mark: Mark, stand_in: str) -> Edit:
    """Replace a shortcode, wherever it stands, by a paragraph of its own."""
    line = text.rfind("\n", 0, mark.start) + 1
    before = text[line : mark.start]
    item = _ITEM.match(before)
    margin = item["margin"] + " " * _STEP if item else before[: _margin(before)]
    start, lead = mark.start, f"\n{margin.rstrip()}\n{margin}"
    if margin == before:
        start, lead = line, lead[1:]
    elif item and item.end() == len(before):
        lead = ""
    end = text.find("\n", mark.end)
    rest = text[mark.end : None if end < 0 else end]
    trail = f"\n{margin.rstrip()}" + (f"\n{margin}" if rest.strip() else "")
    return Edit(start, mark.end, f"{lead}{stand_in}{trail}")


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" \t>"))


def edited(text: str, edits: list[Edit]) -> str:
    """Return the text with all edits made."""
    pieces: list[str] = []
    done = 0
    for edit in sorted(edits):
        if edit.start >= done:
            pieces += text[done : edit.start], edit.text
            done = edit.end
    return "".join((*pieces, text[done:]))
