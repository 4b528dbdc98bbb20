"""The limits of what a manuscript may ask of the parser: size, nesting and time.

Python-Markdown takes quadratic time over brackets and recurses into lists and quotations, and so
does an HTML parser into elements. Shapes no author writes are refused before they are parsed, and
what passes has a limit of processor time. Knows nothing of what the text says.
"""

import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

LONGEST_BODY = 400_000
"""Code points a body may have: some 65,000 words."""

LONGEST_COMMENT = 20_000
"""Code points a comment may have."""

CPU_SECONDS = 1.5
"""Processor time one body may take; a long article takes a hundredth of it."""

DEEPEST = 40
"""Levels to which lists, quotations and brackets may be nested."""

DEEPEST_HTML = 200
"""Levels to which HTML elements may be nested."""

_DEEP_BLOCK = re.compile(
    rf"^(?:[ ]{{{4 * DEEPEST},}}+|\t{{{DEEPEST},}}+)[ \t]*+(?:[*+-]|[0-9]+\.)[ \t]"
    rf"|^(?:[ \t]*+(?:[*+-]|[0-9]+\.)[ \t]++){{{DEEPEST},}}(?![*+\s-])"
    rf"|^(?:[ \t]*+>){{{DEEPEST},}}",
    re.MULTILINE,
)
_BRACKET_OR_BREAK = re.compile(r"[\[\]]|\n[ \t]*\n")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
# Elements without an end tag, or whose end tag may be left out.
_UNNESTED = re.compile(
    "area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr"
    "|p|li|dt|dd|tr|td|th|thead|tbody|tfoot|option|colgroup|rp|rt",
    re.IGNORECASE,
)


class TooComplexError(BaseException):
    """A text asks too much of the parser; `position` is where, None if that cannot be told.

    Not an Exception, since Python-Markdown swallows those in places.
    """

    def __init__(self, position: int | None = None) -> None:
        super().__init__()
        self.position = position


def refuse_tangles(prose: str) -> None:
    """Raise TooComplexError for lists, quotations or brackets nested beyond reason."""
    if (found := _DEEP_BLOCK.search(prose)) is not None:
        raise TooComplexError(found.start())
    if prose.count("[") <= DEEPEST:
        return
    depth = 0
    for found in _BRACKET_OR_BREAK.finditer(prose):
        match found[0]:
            case "[":
                depth += 1
            case "]":
                depth = max(depth - 1, 0)
            case _:
                depth = 0
        if depth > DEEPEST:
            raise TooComplexError(found.start())


def refuse_depth(html: str) -> None:
    """Raise TooComplexError for HTML whose elements are nested beyond reason."""
    if html.count("<") <= DEEPEST_HTML:
        return
    depth = 0
    for found in _TAG.finditer(html):
        if not _UNNESTED.fullmatch(found[2]):
            depth = max(depth - 1, 0) if found[1] else depth + 1
            if depth > DEEPEST_HTML:
                raise TooComplexError


@contextmanager
def limited_time(seconds: float = CPU_SECONDS) -> Iterator[None]:
    """Raise TooComplexError in the block once it has taken that much processor time.

    Only the main thread of a process can be stopped so; elsewhere there is no limit. A handler
    and a timer that were set before are put back.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    armed = True

    def stop(_signal: int, _frame: FrameType | None) -> None:
        if armed:
            raise TooComplexError

    handler = signal.signal(signal.SIGPROF, stop)
    # Fires again and again: an exception raised in a callback from C may be lost.
    timer = signal.setitimer(signal.ITIMER_PROF, seconds, 0.1)
    try:
        yield
    finally:
        armed = False
        signal.setitimer(signal.ITIMER_PROF, *timer)
        signal.signal(signal.SIGPROF, handler)
