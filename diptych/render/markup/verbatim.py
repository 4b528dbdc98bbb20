"""Where a Markdown text is code, or a comment, and where it is prose.

Finds fenced blocks as CommonMark does (also in lists and quotations, which Python-Markdown does
not), indented blocks, code spans and HTML comments. Shortcodes and places of problems are looked
for in what remains. Knows nothing of HTML output, nor of the languages in which code is written.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_FENCE = re.compile(
    r"(?P<quote>(?:[ ]{0,3}>[ ]?)*)(?P<indent>[ \t]*)(?P<item>(?:(?:[*+-]|[0-9]+[.)])[ ]+)?)"
    r"(?P<fence>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)$"
)
_QUOTE = re.compile(r"(?:[ ]{0,3}>[ ]?)+")
_CONTAINER = re.compile(r"[ ]{0,3}(?:[*+-]|[0-9]+[.)])[ \t]|[ ]{0,3}\[\^[^\]]*\]:|:[ \t]|!!!")
_RUN_OR_BREAK = re.compile(r"`+|\n[ \t]*(?=\n)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NOT_A_LINE_END = re.compile(r"[^\n]")

Span = tuple[int, int]


class Fence(NamedTuple):
    """A fenced block: where it stands, what precedes it, its info string and its code.

    `lead` precedes the fence on its first line, `margin` each line of code: the same, but for the
    marker of a list item.
    """

    start: int
    end: int
    lead: str
    margin: str
    info: str
    code: str
    closed: bool


class Verbatim(NamedTuple):
    """The fences of a text, and the text with all code and comments blanked out.

    `prose` has the length and the line ends of the text, so that positions mean the same in both.
    `spans` are where it was blanked, in no order.
    """

    prose: str
    fences: tuple[Fence, ...]
    spans: tuple[Span, ...]


def set_apart(text: str) -> Verbatim:
    """Tell code and comments from prose."""
    fences, spans = _blocks(text)
    prose = _blanked(text, spans)
    if "`" in prose:
        found = list(_code_spans(prose))
        prose = _blanked(prose, found)
        spans += found
    if "<!--" in prose:
        # No further than to the last end, so that many without one are not each looked for it.
        end = prose.rfind("-->") + len("-->")
        found = [comment.span() for comment in _COMMENT.finditer(prose, 0, end)]
        prose = _blanked(prose, found)
        spans += found
    return Verbatim(prose, tuple(fences), tuple(spans))


class _Open:
    """A fenced block whose end is not yet found."""

    def __init__(self, found: re.Match[str], start: int) -> None:
        self.start = start
        self.quote = found["quote"]
        self.indent = found["indent"] + " " * len(found["item"])
        self.mark = found["fence"]
        self.info = found["info"].strip()
        self.lines: list[str] = []
        self.lead = found[0][: found.start("fence")]

    def leaves(self, line: str) -> bool:
        """Tell a line that is no longer in the quotation the fence stands in."""
        return bool(self.quote) and not _QUOTE.match(line)

    def takes(self, line: str) -> bool:
        """Add a line of code; return False for the closing fence."""
        if self.quote and (quote := _QUOTE.match(line)):
            line = line[min(quote.end(), len(self.quote)) :]
        mark = line.strip()
        if len(mark) >= len(self.mark) and not mark.strip(self.mark[0]):
            return False
        indented = line.startswith(self.indent)
        self.lines.append(line[len(self.indent) :] if indented else line.lstrip(" "))
        return True

    def fence(self, end: int, *, closed: bool) -> Fence:
        code = "".join(f"{line}\n" for line in self.lines)
        margin = self.quote + self.indent
        return Fence(self.start, end, self.lead, margin, self.info, code, closed)


def _blocks(text: str) -> tuple[list[Fence], list[Span]]:
    """Find fenced and indented blocks."""
    fences: list[Fence] = []
    spans: list[Span] = []
    opened: _Open | None = None
    in_container = in_code = False
    after_blank = True
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        if opened is not None:
            leaves = opened.leaves(line)
            if leaves or not opened.takes(line):
                fences.append(opened.fence(at - 1 if leaves else end, closed=True))
                opened = None
        elif line.startswith(("    ", "\t")) and not in_container:
            if line.strip() and (after_blank or in_code):
                spans.append((at, end))
                in_code = True
            after_blank = not line.strip()
        elif not line.strip():
            after_blank = True
        elif ("```" in line or "~~~" in line) and (found := _FENCE.match(line)):
            opened = _Open(found, at)
            in_code = after_blank = False
        else:
            if not line.startswith(("    ", "\t")):
                in_container = bool(_CONTAINER.match(line)) or (in_container and not after_blank)
            in_code = after_blank = False
        at = end + 1
    if opened is not None:
        fences.append(opened.fence(len(text), closed=bool(opened.quote)))
    return fences, [*spans, *((fence.start, fence.end) for fence in fences)]


def _code_spans(text: str) -> Iterator[Span]:
    """Find code spans: runs of backticks that pair up in one paragraph."""
    runs: list[Span] = []
    for found in _RUN_OR_BREAK.finditer(text):
        if found[0][0] == "`":
            runs.append(found.span())
        elif runs:
            yield from _pairs(text, runs)
            runs = []
    yield from _pairs(text, runs)


def _pairs(text: str, runs: list[Span]) -> Iterator[Span]:
    alone: set[int] = set()
    at = 0
    while at < len(runs):
        start, end = runs[at]
        length = end - start
        at += 1
        if length in alone or _is_escaped(text, start):
            continue
        for ahead in range(at, len(runs)):
            if runs[ahead][1] - runs[ahead][0] == length:
                yield start, runs[ahead][1]
                at = ahead + 1
                break
        else:
            alone.add(length)


def _is_escaped(text: str, at: int) -> bool:
    slashes = 0
    while at > slashes and text[at - slashes - 1] == "\\":
        slashes += 1
    return slashes % 2 == 1


def _blanked(text: str, spans: Iterable[Span]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in sorted(spans):
        pieces += text[done:start], _NOT_A_LINE_END.sub(" ", text[start:end])
        done = end
    return "".join((*pieces, text[done:]))
