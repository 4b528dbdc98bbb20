"""The preview's server: livereload's, in a thread of its own, so that it answers during builds.

Builds have the main thread, where signals end them and where a text's processor time has a limit.
Everything that comes from there goes to the loop of this thread as a callback.
"""

import asyncio
import logging
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread

from livereload import Server
from livereload.handlers import LiveReloadHandler
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.web import Application

from diptych.serve.addresses import ADDRESS, OWN
from diptych.serve.handlers import Files, Marks, Script, Socket, overlay_message
from diptych.serve.injection import CLIENT
from diptych.serve.markings import Markings
from diptych.serve.showing import Showing, Wording
from diptych.serve.watching import Deaf, Heard, SiteWatcher

SOCKET = "/livereload"
_LOGGERS = ("livereload", "tornado", "asyncio", "watchfiles")
_PATIENCE = 2.0
"""Seconds to wait for the server's end."""


class Host(Server):  # type: ignore[misc] # livereload has no types
    """Serves what is on show, and tells pages when that changes."""

    def __init__(
        self,
        sockets: list[socket.socket],
        output: Path,
        watcher: SiteWatcher,
        wording: Wording,
        markings: Markings,
    ) -> None:
        super().__init__(watcher=watcher)
        self.port: int = sockets[0].getsockname()[1]
        self.output = output
        self.wording = wording
        self.markings = markings
        self.showing = Showing()
        self.heard: SimpleQueue[Heard | Deaf] = watcher.heard
        self._sockets = sockets
        self._ready = Event()
        self._thread = Thread(target=self._run, name="preview", daemon=True)
        self._loop: IOLoop | None = None
        for path in watcher.watched:
            self.watch(str(path))

    def application(
        self,
        port: int,
        host: str,
        liveport: int | None = None,
        debug: bool | None = None,  # noqa: FBT001 - livereload's own
        live_css: bool = True,  # noqa: FBT001, FBT002 - the same
    ) -> None:
        """Put the handlers behind the sockets, which are bound already."""
        del port, host, liveport, debug
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.live_css = live_css
        stage = {"stage": self}
        application = Application(
            [
                (SOCKET, Socket, stage),
                (CLIENT, Script, stage),
                (f"{OWN}page", Marks, stage),
                ("(.*)", Files, stage),
            ],
            log_function=lambda _handler: None,
        )
        HTTPServer(application).add_sockets(self._sockets)

    def look_again(self) -> None:
        """Have the site built again."""
        self.heard.put(Heard(frozenset()))

    def show(self, showing: Showing, *, reload: str | None = None) -> None:
        """Put something else on show; tell pages of an overlay, or to load again.

        `reload` is what has changed: a path, or `*` for anything.
        """
        before, self.showing = self.showing, showing
        messages = [] if before.overlay == showing.overlay else [overlay_message(showing.overlay)]
        if self._loop is not None and (messages or reload is not None):
            self._loop.add_callback(_broadcast, messages, reload)

    def open(self) -> None:
        """Begin to answer."""
        self._thread.start()
        self._ready.wait()

    def close(self) -> None:
        """Answer nobody any more."""
        if self._loop is not None:
            self._loop.add_callback(self._loop.stop)
        self._thread.join(_PATIENCE)

    def _run(self) -> None:
        asyncio.set_event_loop(asyncio.new_event_loop())
        self._loop = IOLoop.current()
        self._loop.add_callback(self._ready.set)
        self.serve(port=self.port, host=ADDRESS)

    def _setup_logging(self) -> None:
        """Keep the libraries from writing to the terminal."""
        for name in _LOGGERS:
            logger = logging.getLogger(name)
            logger.addHandler(logging.NullHandler())
            logger.propagate = False


def _broadcast(messages: Sequence[Mapping[str, object]], reload: str | None) -> None:
    for waiter in LiveReloadHandler.waiters.copy():
        for message in messages:
            waiter.send_message(message)
    if reload is not None:
        LiveReloadHandler.reload_waiters(reload)


@contextmanager
def bound(port: int) -> Iterator[list[socket.socket]]:
    """Take a port of this machine, any free one if 0; raises `OSError` when it is not to be had."""
    sockets = bind_sockets(port, ADDRESS)
    try:
        yield sockets
    finally:
        for one in sockets:
            one.close()
