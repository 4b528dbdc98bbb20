"""Runs a program and measures it from outside: wall time, and memory at the peak.

The same for every generator, whatever it tells of itself. Memory is the sum of the resident sizes
of the program and its descendants, sampled; a page that two processes share counts twice.
"""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from threading import Event, Thread
from time import perf_counter

import psutil

from benchmarks.results import Measured

INTERVAL = 0.02
"""Seconds between two samples of memory."""

_CENSUS = 5
"""Samples between two looks for new descendants, which cost more than a sample."""


class FailedError(Exception):
    """A program ended with an error; holds what it printed."""


def run(command: Sequence[str], folder: Path) -> Measured:
    """Run a program in a folder, to its end."""
    with (folder / "printed.log").open("w+", encoding="utf-8") as log:
        start = perf_counter()
        process = subprocess.Popen(  # noqa: S603 - the commands are our own
            command,
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        meter = _Meter(process.pid)
        meter.start()
        status = process.wait()
        seconds = perf_counter() - start
        peak = meter.stop()
        log.seek(0)
        printed = log.read()
    if status:
        raise FailedError(f"{command[0]} ended with {status}:\n{printed[-2000:]}")
    return Measured(seconds, peak, printed)


def _environment() -> dict[str, str]:
    """Return what a program may know of its surroundings: the same for all of them."""
    kept = {name: os.environ[name] for name in ("HOME", "PATH") if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", "TZ": "UTC", "NO_COLOR": "1", "COLUMNS": "200"}


class _Meter(Thread):
    """Samples the memory of a program and its descendants until it is stopped."""

    def __init__(self, number: int) -> None:
        super().__init__(daemon=True)
        self._number = number
        self._ended = Event()
        self._peak = 0

    def run(self) -> None:
        """Sample until `stop` is called or the program is gone."""
        try:
            program = psutil.Process(self._number)
            family = [program]
            while not self._ended.is_set():
                family = self._sampled(program, family)
        except psutil.NoSuchProcess:
            return

    def stop(self) -> int:
        """Stop sampling and return the peak, in bytes."""
        self._ended.set()
        self.join()
        return self._peak

    def _sampled(
        self, program: psutil.Process, family: list[psutil.Process]
    ) -> list[psutil.Process]:
        for _ in range(_CENSUS):
            self._peak = max(self._peak, sum(map(_resident, family)))
            if self._ended.wait(INTERVAL):
                return family
        return [program, *program.children(recursive=True)]


def _resident(process: psutil.Process) -> int:
    try:
        size: int = process.memory_info().rss
    except psutil.NoSuchProcess:
        return 0
    return size
