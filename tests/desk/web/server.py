"""A server on loopback that answers as its script says, and remembers what it was asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


class Server:
    """Answers `paths`: by path, or method and path, a status, or one and where it redirects to."""

    def __init__(self, paths):
        self.paths = paths
        self.asked = []
        self.agents = set()
        self.ended = Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self):
                server.asked.append(f"{self.command} {self.path}")
                server.agents.add(self.headers["User-Agent"])
                said = server.paths.get(f"{self.command} {self.path}", server.paths.get(self.path))
                if said == "silence":
                    server.ended.wait(5)
                    return
                status, *location = said if isinstance(said, tuple) else (said or 404,)
                self.send_response(status)
                for address in location:
                    self.send_header("Location", address)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_GET = do_HEAD = _answer  # noqa: N815 - as the library wants

            def log_message(self, *_arguments):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,))

    def start(self):
        self._thread.start()

    def stop(self):
        self.ended.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@contextmanager
def serving(paths) -> Iterator[Server]:
    server = Server(paths)
    server.start()
    try:
        yield server
    finally:
        server.stop()
