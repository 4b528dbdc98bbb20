"""The preview as it goes on: a build, what it shows, and the wait for the next change.

Builds are those of the pipeline, one after the other, in this process, which keeps what it has
loaded. Who watches knows what was touched, so that an edit of a text need not look at every file;
when it has become quiet a build looks at them all, in case something was not heard. Knows no
terminal: a `Listener` tells the author.
"""

import errno
import gc
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from secrets import token_hex
from time import monotonic
from typing import NoReturn, Protocol

from msgspec import Struct
from msgspec.structs import replace

from diptych.engine.fault import Locked, Refusal, Refused, environment_fault
from diptych.engine.lock import hold_lock
from diptych.model.problem import Place, Problem, environment_error
from diptych.paths import packaged_themes
from diptych.request import Progress, Report, Request
from diptych.serve.addresses import ADDRESS
from diptych.serve.hosting import Host, bound
from diptych.serve.markings import Markings
from diptych.serve.showing import Overlay, Settings, Showing, Wording
from diptych.serve.watching import Deaf, SiteWatcher

Build = Callable[[Request, Progress], Report]

_QUIET = 1.0
"""Seconds without a change after which a build looks at all files."""

_LULL = 0.1
_PATIENCE = 2.0
"""Seconds to wait for a lull in a flood of changes: those that come while a build is running."""

_NEVER_AMID = (1_000_000, 20, 50)
"""When Python looks for cycles of garbage by itself: not amid the build of an edit."""

_PASSING = frozenset({"source-changing", "output-locked"})
"""Errors that pass by themselves."""


class Round(Struct, frozen=True, kw_only=True):
    """One build that has ended; `changed` are the files it was made for, `seconds` since then."""

    report: Report
    changed: tuple[str, ...]
    seconds: float
    is_first: bool

    @property
    def failed(self) -> bool:
        """Whether there were errors, so that the site on show is an earlier one."""
        return bool(self._errors)

    @property
    def passes(self) -> bool:
        """Whether it failed for what passes by itself, so that it is to be tried again."""
        return bool(self._errors) and _PASSING.issuperset(self._errors)

    @property
    def _errors(self) -> set[str]:
        return {problem.code for problem in self.report.problems if problem.severity == "error"}


class Listener(Protocol):
    """Who tells the author."""

    def opened(self, url: str, watched: tuple[Path, ...]) -> None:
        """Hear that the preview answers, and what it watches."""

    def progress(self) -> Progress:
        """Return who watches the next build."""

    def paused(self) -> None:
        """Hear that there is nothing to watch any more."""

    def ended(self, ended: Round) -> None:
        """Hear that a build has ended, and had something to do."""

    def overlay(self, problems: tuple[Problem, ...]) -> Overlay:
        """Return the errors as the page shows them."""


class Wish(Struct, frozen=True, kw_only=True):
    """What the preview is to be.

    `request` is what every build is asked, but for its clock and its address; `clock` tells the
    time anew; `settings` reads those of the site, None where they cannot be read. `editor` makes
    the address that opens a file at a line.
    """

    request: Request
    port: int
    clock: Callable[[], datetime]
    settings: Callable[[], Settings | None]
    wording: Wording
    editor: Callable[[Path, int], str]


class _Batch(Struct, frozen=True):
    """Changes to build for; without a path, everything is looked at. `since` is when they came."""

    paths: frozenset[str]
    since: float


def preview(wish: Wish, build: Build, listener: Listener) -> NoReturn:
    """Show the site until a signal ends it.

    Raises `Refused` when the port is not to be had, or changes cannot be heard of.
    """
    gc.set_threshold(*_NEVER_AMID)
    with _hosting(wish) as host:
        address = f"http://{ADDRESS}:{host.port}"
        settings = wish.settings() or Settings()
        listener.opened(f"{address}{settings.base}", host.watcher.watched)
        _Preview(wish, host, build, listener).run()


class _Preview:
    """A preview at work."""

    def __init__(self, wish: Wish, host: Host, build: Build, listener: Listener) -> None:
        self._wish = wish
        self._host = host
        self._build = build
        self._listener = listener
        self._run_name = token_hex(4)
        self._editions = 0
        self._unshown: set[str] = set()  # what was touched since a build last succeeded
        self._told: tuple[Problem, ...] = ()
        self._settings = Settings()

    def run(self) -> NoReturn:
        """Build and wait, until an exception ends it."""
        last: Round | None = None
        batch = _Batch(frozenset(), monotonic())
        while True:
            last = self._round(batch, last)
            batch = self._wait(last)

    def _round(self, batch: _Batch, last: Round | None) -> Round:
        self._unshown |= batch.paths
        wish = self._wish
        is_sure = last is not None and not last.failed and _are_texts(batch.paths)
        if not is_sure:
            self._settings = wish.settings() or self._settings
        request = replace(
            wish.request,
            clock=wish.clock(),
            base_url=f"http://{ADDRESS}:{self._host.port}{self._settings.base}",
            touched=tuple(sorted(batch.paths)) if is_sure else None,
        )
        ended = Round(
            report=self._built(request),
            changed=tuple(sorted(self._unshown)),
            seconds=monotonic() - batch.since,
            is_first=not self._host.showing.edition,
        )
        self._show(ended)
        return ended

    def _built(self, request: Request) -> Report:
        progress = self._listener.progress()
        try:
            return self._build(request, progress)
        except OSError as fault:  # a file that came and went
            place = Place(str(fault.filename or ""))
            reason = fault.strerror or str(fault)
            problem = environment_error("input-output-fault", place, reason=reason)
            return Report(problems=(problem,))
        finally:
            self._listener.paused()

    def _show(self, ended: Round) -> None:
        """Put on show what a build has made, or why it made nothing; tell the author."""
        before, problems = self._host.showing, ended.report.problems
        if ended.failed:
            if not ended.passes:
                self._host.show(replace(before, overlay=self._listener.overlay(problems)))
                if ended.changed or problems != self._told:
                    self._listener.ended(ended)
                self._told = problems
            return
        report = ended.report
        has_news = ended.is_first or report.written + report.removed > 0
        self._editions += has_news
        showing = Showing(
            edition=f"{self._run_name}-{self._editions}",
            settings=self._settings,
            previewed=report.previewed,
        )
        self._host.show(showing, reload=self._reload(ended) if has_news else None)
        if ended.changed or has_news or self._told:
            self._listener.ended(ended)
        self._told = ()
        self._unshown.clear()

    def _reload(self, ended: Round) -> str:
        """Return what pages are told to load: a style sheet if nothing else was touched."""
        is_style = all(path.endswith(".css") for path in ended.changed)
        return ended.changed[0] if ended.changed and is_style and not ended.is_first else "*"

    def _wait(self, last: Round) -> _Batch:
        """Wait for changes; return an empty batch if it stays quiet after a build."""
        is_flood = not self._host.heard.empty()
        is_news = last.is_first or bool(last.changed)
        unsure = last.passes if last.failed else is_news
        if not (is_flood or unsure):
            gc.collect()  # while nobody waits
        try:
            paths = set(self._hear(_QUIET if unsure else None))
        except Empty:
            return _Batch(frozenset(), monotonic())
        since = monotonic()
        with suppress(Empty):
            while monotonic() < since + _PATIENCE:
                paths |= self._hear(_LULL if is_flood else 0)
        return _Batch(frozenset(paths), since)

    def _hear(self, seconds: float | None) -> frozenset[str]:
        """Return what is heard next; raises `Empty` if that is nothing for so long."""
        heard = (
            self._host.heard.get(timeout=seconds) if seconds != 0 else self._host.heard.get_nowait()
        )
        if isinstance(heard, Deaf):
            values = (("reason", heard.reason),)
            raise Refused(Refusal("changes-unheard", "environment", heard.path, values))
        return heard.paths


def _are_texts(paths: Collection[str]) -> bool:
    return bool(paths) and all(path.endswith(".md") for path in paths)


@contextmanager
def _hosting(wish: Wish) -> Iterator[Host]:
    request = wish.request
    source = request.source.resolve()
    watcher = SiteWatcher(source, _others(source), SimpleQueue())
    markings = Markings(request.source, request.remembered_in, wish.wording, wish.editor)
    with ExitStack() as opened:
        try:
            sockets = opened.enter_context(bound(wish.port))
        except OSError as fault:
            raise _refused(wish.port, fault) from fault
        opened.enter_context(_alone(request))
        host = Host(sockets, request.output, watcher, wish.wording, markings)
        host.open()
        opened.callback(host.close)
        yield host


@contextmanager
def _alone(request: Request) -> Iterator[None]:
    """Be the only preview of a site: two would write over each other's pages, again and again."""
    with ExitStack() as opened:
        try:
            opened.enter_context(hold_lock(request.remembered_in, request.output))
        except Locked as other:
            values = (("pid", str(other.pid)),)
            where = str(request.source)
            raise Refused(Refusal("already-previewed", "locked", where, values)) from other
        except OSError as fault:
            raise environment_fault(fault, request.remembered_in) from fault
        yield


def _refused(port: int, fault: OSError) -> Refused:
    """Return why a port is not to be had, with one that is."""
    values = (("port", str(port)),)
    if fault.errno != errno.EADDRINUSE:
        reason = ("reason", fault.strerror or str(fault))
        return Refused(Refusal("port-refused", "environment", "", (*values, reason)))
    with bound(0) as sockets:
        free = sockets[0].getsockname()[1]
    return Refused(Refusal("port-taken", "environment", "", (*values, ("free", str(free)))))


def _others(source: Path) -> Iterable[Path]:
    """Return the packaged themes, unless they are those in the site's own folder."""
    themes = packaged_themes().resolve()
    return () if themes.is_relative_to(source) else (themes,)
