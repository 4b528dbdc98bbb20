"""The command line: arguments in, problems and progress out.

The clock, the environment and the terminal enter here and nowhere below. This module only starts
it: signals first, then the libraries, so that an interruption or a missing library is told in one
line whenever it comes.
"""

import gc
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

from diptych.cli.language import speaker_for

__all__ = ["main"]

_SIGNALS = (signal.SIGTERM, signal.SIGHUP)
_BY_SIGNAL = 128
_NO_LIBRARY = 3
_SELDOM = (50_000, 20, 50)
"""When Python looks for cycles of garbage: a build makes few, and keeps millions of objects."""


class _Stopped(BaseException):
    """A signal asks the program to end; what is being done is left as it was."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def main(arguments: Sequence[str] | None = None, *, default_source: Path | None = None) -> int:
    """Run the command line and return its exit code.

    `default_source` is the site's folder when no option names one, the current folder if None.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    gc.set_threshold(*_SELDOM)
    try:
        with _stopped_by_signals():
            return _run(given, default_source)
    except KeyboardInterrupt:
        return _stopped(given, signal.SIGINT)
    except _Stopped as stopped:
        return _stopped(given, stopped.number)
    finally:
        _let_go_of_streams()


def program(default_source: Path | None = None) -> NoReturn:
    """Be the program: run the command line and end the process with its exit code, at once.

    Python would first take apart every object that is left: a tenth of what a small edit takes.
    """
    os._exit(main(default_source=default_source))


def _run(given: Sequence[str], default_source: Path | None) -> int:
    try:
        from diptych.cli.program import run  # noqa: PLC0415 - once signals are heard

        return run(given, default_source)
    except ModuleNotFoundError as missing:
        _tell(speaker_for(given, os.environ).say("library-missing", name=missing.name))
        return _NO_LIBRARY


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Turn signals that end a program into an exception, unless the caller had them ignored."""

    def stop(number: int, _frame: FrameType | None) -> NoReturn:
        raise _Stopped(number)

    heard = [number for number in _SIGNALS if signal.getsignal(number) is signal.SIG_DFL]
    for number in heard:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number in heard:
            signal.signal(number, signal.SIG_DFL)


def _stopped(given: Sequence[str], number: int) -> int:
    _tell(speaker_for(given, os.environ).say("interrupted"))
    return _BY_SIGNAL + number


def _tell(line: str) -> None:
    with suppress(OSError, AttributeError):
        sys.stderr.write(f"{line}\n")


def _let_go_of_streams() -> None:
    """Flush what was said; when nobody reads it any more, keep Python from complaining about it."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            with suppress(OSError, ValueError, AttributeError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
