"""Blocks: a panel cut into the pieces that a translator works through, each with its digest.

A block is a field that readers see, or a stretch of Markdown between blank lines; code in fences
is whole. A digest tells what is said, not how it is set: spaces, quotation marks, dashes and
ellipses of every kind are alike to it. Knows one panel; comparing two is `staleness`'s affair.
"""

import re
from collections.abc import Iterator
from hashlib import blake2b
from html import unescape
from unicodedata import normalize

from msgspec import Struct

from diptych.model.article import Article, Manuscript
from diptych.render.markup.verbatim import Fence, set_apart

DIGEST_BYTES = 4
"""Eight hexadecimal digits a block: two edits of one story meet by chance once in 4 billion."""

_FIELDS = ("title", "description", "summary")
_BLANKS = re.compile("[\\s\u00ad\u200b\u2060\ufeff]+")
_HYPHENS = re.compile("-+")
_ALIKE = str.maketrans(
    dict.fromkeys("‘’‚‛ʼ′‹›", "'")
    | dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | {"…": "...", "º": "°"}
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NOT_A_LINE_END = re.compile(r"[^\n]")
_HEADING = re.compile(r"(#{1,6})(?:[ \t]|$)")
_NOTE = re.compile(r"[ ]{0,3}\[\^[^\]]+\]:")
_KINDS = (
    ("code", re.compile(r"[ ]{0,3}(?:```|~~~)|    |\t")),
    ("quote", re.compile(r"[ ]{0,3}>")),
    ("list", re.compile(r"[ ]{0,3}(?:[*+-]|[0-9]+[.)])[ \t]")),
    ("note", _NOTE),
    ("figure", re.compile(r"!\[[^\n]*\)\s*$")),
    ("shortcode", re.compile(r"\{\{<")),
    ("table", re.compile(r"[^\n]*\|[^\n]*\n[ ]{0,3}[|:-][|:\- ]*\s*(?:\n|$)")),
    ("list", re.compile(r"[^\n]*\n:[ \t]")),
    ("heading", re.compile(r"[^\n]*\n(?:=+|-+)\s*$")),
)


class Block(Struct, frozen=True):
    """One piece of a panel: its text as written, the file's line it begins on (0: unknown).

    `kind` is a field's name for one of the front matter, else what sort of Markdown it is:
    `heading2`, `paragraph`, `list`, `quote`, `code`, `table`, `figure`, `note`, `shortcode`.
    """

    kind: str
    text: str
    line: int
    digest: str

    @property
    def is_field(self) -> bool:
        """Whether it stands in the front matter."""
        return self.kind in {*_FIELDS, "corrections"}


def blocks_of(article: Article, manuscript: Manuscript) -> tuple[Block, ...]:
    """Return the blocks of a panel: what readers see of its front matter, then its text."""
    return (*_fields(article), *text_blocks(manuscript.text, manuscript.first_line))


def text_blocks(text: str, first_line: int = 1) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text; HTML comments, which nobody reads, are in none."""
    fences = set_apart(text).fences
    return tuple(
        _block(_kind(stretch), stretch, first_line + line)
        for line, stretch in _stretches(_without_comments(text, fences), fences)
    )


def normalised(text: str) -> str:
    """Return what a text says: without blanks, and with one form of each mark.

    Whatever sets a text (typography, an editor that wraps lines, another keyboard) leaves this
    as it is.
    """
    plain = unescape(text) if "&" in text else text
    plain = _BLANKS.sub("", normalize("NFC", plain).translate(_ALIKE))
    return _HYPHENS.sub("-", plain)


def _fields(article: Article) -> Iterator[Block]:
    for name in _FIELDS:
        text = getattr(article, name)
        if text:
            yield _block(name, text, article.place(name).line)
    for correction in article.corrections:
        yield _block("corrections", correction.text, article.place("corrections").line)


def _block(kind: str, text: str, line: int) -> Block:
    """Return a block; code is told by its bytes, a field also by its name."""
    if kind == "code":
        said = "\n".join(one.rstrip() for one in text.split("\n"))
    elif kind in {*_FIELDS, "corrections"}:
        said = f"{kind}: {normalised(text)}"
    else:
        said = normalised(text)
    data = said.encode(errors="surrogatepass")
    return Block(kind, text, line, blake2b(data, digest_size=DIGEST_BYTES).hexdigest())


def _without_comments(text: str, fences: tuple[Fence, ...]) -> str:
    """Return the text with comments blanked out, its lines where they were."""
    if "<!--" not in text:
        return text

    def blanked(found: re.Match[str]) -> str:
        if any(fence.start <= found.start() < fence.end for fence in fences):
            return found[0]
        return _NOT_A_LINE_END.sub(" ", found[0])

    end = text.rfind("-->") + len("-->")  # behind the last one no comment ends
    return _COMMENT.sub(blanked, text[:end]) + text[end:]


def _stretches(text: str, fences: tuple[Fence, ...]) -> Iterator[tuple[int, str]]:
    """Yield each block's text with the number of its first line, the text's first being 0."""
    pending = list(reversed(fences))
    lines: list[str] = []
    first = at = 0
    for number, line in enumerate(text.split("\n")):
        while pending and pending[-1].end < at:
            pending.pop()
        fence = pending[-1] if pending and pending[-1].start <= at else None
        begins = fence is not None and fence.start == at and not fence.lead
        alone = fence is None and _HEADING.match(line) is not None
        blank = fence is None and not line.strip()
        if lines and (begins or alone or blank or (fence is None and _NOTE.match(line))):
            yield first, "\n".join(lines)
            lines = []
        if not blank:
            first = first if lines else number
            lines.append(line)
        at += len(line) + 1
        ends = fence is not None and not fence.lead and at > fence.end
        if lines and (alone or ends):
            yield first, "\n".join(lines)
            lines = []
    if lines:
        yield first, "\n".join(lines)


def _kind(text: str) -> str:
    heading = _HEADING.match(text)
    if heading is not None:
        return f"heading{len(heading[1])}"
    return next((kind for kind, pattern in _KINDS if pattern.match(text)), "paragraph")
