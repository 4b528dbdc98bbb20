"""Runs a program and measures it from outside: time, memory, and what it did to a folder.

The same for every generator, whatever it tells of itself. Memory is the sum of the resident sizes
of the program and its descendants, sampled; a page that two processes share counts twice.
"""

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from threading import Event, Thread
from time import perf_counter

import psutil

INTERVAL = 0.02
"""Seconds between two samples of memory."""

_CENSUS = 5
"""Samples between two looks for new descendants, which cost more than a sample."""


class FailedError(Exception):
    """A program ended with an error; holds what it printed."""


@dataclass(frozen=True)
class Measured:
    """One run: wall seconds, bytes of memory at the peak, and what was printed."""

    seconds: float
    peak: int
    printed: str


@dataclass(frozen=True)
class File:
    """One file of an output, as far as a later look can tell whether it was written again."""

    stamp: tuple[int, ...]
    digest: bytes


@dataclass(frozen=True)
class Changes:
    """What a run did to its output.

    `written` counts files that are new or were touched, `changed` those of them whose bytes differ
    from before; `removed` files that are gone; `files` what stands there now.
    """

    written: int
    changed: int
    removed: int
    files: int


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


def look(folder: Path, before: Mapping[str, File]) -> dict[str, File]:
    """Return every file of an output; only those touched since `before` are read."""
    found: dict[str, File] = {}
    for root, _folders, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)  # noqa: PTH118 - a hundred thousand files
            status = os.stat(path)  # noqa: PTH116 - the same
            stamp = (status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_size)
            known = before.get(path)
            if known is None or known.stamp != stamp:
                data = Path(path).read_bytes()
                known = File(stamp, blake2b(data, digest_size=16).digest())
            found[path] = known
    return found


def changes(before: Mapping[str, File], after: Mapping[str, File]) -> Changes:
    """Return what happened between two looks."""
    written = [path for path, file in after.items() if before.get(path) != file]
    changed = [
        path for path in written if path not in before or before[path].digest != after[path].digest
    ]
    return Changes(len(written), len(changed), len(before.keys() - after.keys()), len(after))


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
