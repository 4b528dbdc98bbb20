"""What is written to the terminal, or to whatever stands in its place.

Results go to standard output, problems and progress to standard error. A stream that is closed, or
that nobody reads any more (`| head -1`), swallows the rest; a character that it cannot hold is
replaced. Nothing is ever wrapped.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from typing import TextIO

from msgspec import Struct

_BIDI = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_ESCAPED = {
    code: f"\\u{code:04x}" for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *_BIDI)
} | {ord("\n"): " ", ord("\t"): " "}


class Span(Struct, frozen=True):
    """A piece of a line, with the colour it has on a terminal (a style of rich)."""

    text: str
    style: str = ""


class Terminal:
    """The two streams of a program; either may be None, as when it has no terminal."""

    def __init__(self, out: TextIO | None, err: TextIO | None) -> None:
        self._out = out
        self.err = err
        for stream in (out, err):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(errors="replace")

    @property
    def is_watched(self) -> bool:
        """Tell whether somebody looks at problems and progress as they come."""
        with suppress(OSError, ValueError):
            return self.err is not None and self.err.isatty()
        return False

    @property
    def columns(self) -> int | None:
        """The width of the terminal on which results are read; None where they go elsewhere."""
        with suppress(OSError, ValueError):
            if self._out is not None and self._out.isatty():
                return os.get_terminal_size(self._out.fileno()).columns or None
        return None

    def tell(self, line: str) -> None:
        """Write one line of a result."""
        _write(self._out, line)

    def tell_bytes(self, data: bytes) -> None:
        """Write a result whose every byte counts, such as a file with line ends of its own."""
        self.flush()
        binary = getattr(self._out, "buffer", None)
        with suppress(OSError, ValueError):
            if binary is not None:
                binary.write(data)
                binary.flush()

    def flush(self) -> None:
        """Have what was written so far be seen, by who reads along."""
        for stream in (self._out, self.err):
            if stream is not None:
                with suppress(OSError, ValueError):
                    stream.flush()

    def warn(self, lines: Iterable[tuple[Span, ...]]) -> None:
        """Write lines of problems, coloured when somebody watches."""
        if self.is_watched:
            self._print_coloured(lines)
            return
        for line in lines:
            _write(self.err, "".join(span.text for span in line))

    def _print_coloured(self, lines: Iterable[tuple[Span, ...]]) -> None:
        from rich.console import Console  # noqa: PLC0415 - dear, and seldom needed
        from rich.text import Text  # noqa: PLC0415 - the same

        console = Console(file=self.err, soft_wrap=True)
        with suppress(OSError):
            for line in lines:
                console.print(Text.assemble(*((span.text, span.style) for span in line)))


def one_line(text: str) -> str:
    """Return the text with nothing in it that ends a line or commands a terminal."""
    return text.translate(_ESCAPED)


def _write(stream: TextIO | None, line: str) -> None:
    if stream is not None:
        with suppress(OSError, ValueError):
            stream.write(f"{line}\n")
