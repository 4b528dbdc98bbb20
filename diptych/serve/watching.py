"""Hears what happens to the files of a site, for as long as the preview lasts.

A watcher of livereload's that asks the system instead of the files: so new files with old times are
noticed, and files moved into place. Hands on paths, in the order heard; what they mean it does not
know. One ear is for the site's own folder, where its settings stand and its folders come and go;
the other for all that is in them.
"""

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path
from queue import SimpleQueue

from livereload.watcher import Watcher
from msgspec import Struct
from tornado.ioloop import IOLoop
from watchfiles import Change, awatch

from diptych.memory.standing import is_litter

SETTINGS = "config.toml"
FOLDERS = ("content", "themes")

_STEP = 10
"""Milliseconds without a change after which those before are handed on."""

_LONGEST = 100
"""Milliseconds after which they are handed on in any case."""

_SETTLED = 0.2
"""Seconds after which ears are surely on a folder."""


class Heard(Struct, frozen=True):
    """Files that were touched: paths in the site, or absolute where they are elsewhere."""

    paths: frozenset[str]


class Deaf(Struct, frozen=True):
    """The system refuses to tell of changes, for a reason."""

    path: str
    reason: str


class SiteWatcher(Watcher):  # type: ignore[misc] # livereload has no types
    """Watches the site in a folder, and `others` beside it; `heard` gets what happens."""

    def __init__(
        self, source: Path, others: Iterable[Path], heard: "SimpleQueue[Heard | Deaf]"
    ) -> None:
        super().__init__()
        self._source = source
        self._others = tuple(others)
        self.heard = heard
        self._again = asyncio.Event()

    @property
    def watched(self) -> tuple[Path, ...]:
        """The files and folders whose changes are heard, whether they are there or not."""
        return (*(self._source / name for name in (SETTINGS, *FOLDERS)), *self._others)

    def start(self, callback: Callable[[], None]) -> bool:
        """Begin, in the loop that runs next; nobody need ask for changes (`callback`) then."""
        del callback
        loop = IOLoop.current()
        loop.add_callback(self._hear_site)
        loop.add_callback(self._hear_folders)
        return True

    async def _hear_site(self) -> None:
        """Hear of the settings, and of folders that come and go."""
        names = {str(self._source / name) for name in (SETTINGS, *FOLDERS)}
        folders = {str(self._source / name) for name in FOLDERS}

        def matters(_change: Change, path: str) -> bool:
            return path in names

        try:
            async for changes in awatch(
                self._source, watch_filter=matters, recursive=False, debounce=_LONGEST, step=_STEP
            ):
                paths = {path for _, path in changes}
                if not folders.isdisjoint(paths):
                    self._again.set()
                self._tell(paths)
        except OSError as fault:
            self._refused(fault)

    async def _hear_folders(self) -> None:
        """Hear of everything in the folders; begin anew when one of them is another."""
        is_first = True
        while True:
            self._again = asyncio.Event()
            there = [path for path in self.watched if path.is_dir()]
            if not there:
                await self._again.wait()
                continue
            if not is_first:
                # What came before the ears were on it is heard of by nobody else.
                IOLoop.current().call_later(_SETTLED, self._tell, map(str, there))
            is_first = False
            try:
                async for changes in awatch(
                    *there,
                    watch_filter=self._matters,
                    stop_event=self._again,
                    debounce=_LONGEST,
                    step=_STEP,
                ):
                    self._tell(path for _, path in changes)
            except FileNotFoundError:  # gone since it was looked for
                continue
            except OSError as fault:
                self._refused(fault)
                return

    def _matters(self, _change: Change, path: str) -> bool:
        inside = next(
            (
                Path(path).relative_to(folder)
                for folder in self.watched
                if Path(path).is_relative_to(folder)
            ),
            Path(path),
        )
        return not any(is_litter(part) for part in inside.parts)

    def _tell(self, paths: Iterable[str]) -> None:
        self.heard.put(Heard(frozenset(self._named(path) for path in paths)))

    def _named(self, path: str) -> str:
        full = Path(path)
        inside = full.is_relative_to(self._source)
        return full.relative_to(self._source).as_posix() if inside else path

    def _refused(self, fault: OSError) -> None:
        self.heard.put(Deaf(str(self._source), fault.strerror or str(fault)))
