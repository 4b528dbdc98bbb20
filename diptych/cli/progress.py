"""A bar that grows while a build takes its time.

Shown when somebody watches and the build has run for over a second; else nothing is drawn and rich
is not even imported.
"""

from time import monotonic
from typing import TYPE_CHECKING

from diptych.cli.terminal import Terminal
from diptych.messages import Speaker

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE = 1.0
"""Seconds before a bar is drawn."""

_REDRAW = 0.1
"""Seconds between two drawings."""


class Bar:
    """Watches one build. To be closed when it ends, however it does."""

    def __init__(self, terminal: Terminal, speaker: Speaker) -> None:
        self._terminal = terminal if terminal.is_watched else None
        self._speaker = speaker
        self._next = monotonic() + _PATIENCE
        self._drawn: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def step(self, name: str, done: int, total: int) -> None:
        """Hear that a stage has done so much of its work, and draw it from time to time."""
        if self._terminal is None or (monotonic() < self._next and done < total):
            return
        if self._drawn is None:
            if monotonic() < self._next:
                return
            self._drawn = _start(self._terminal)
        self._next = monotonic() + _REDRAW
        if name not in self._tasks:
            title = self._speaker.say(f"step-{name}")
            self._tasks[name] = self._drawn.add_task(title, total=total, completed=done)
        self._drawn.update(self._tasks[name], completed=done, total=total, refresh=True)

    def close(self) -> None:
        """Take the bar away."""
        if self._drawn is not None:
            self._drawn.stop()
            self._drawn = None


def _start(terminal: Terminal) -> "Progress":
    from rich.console import Console  # noqa: PLC0415 - dear, and only for long builds
    from rich.progress import (  # noqa: PLC0415 - the same
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(file=terminal.err),
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    progress.start()
    return progress
