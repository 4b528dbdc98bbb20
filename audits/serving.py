"""A host for a built site on the loopback interface, as plain as real hosts of static files are.

It compresses texts, lets browsers keep what stands under `/assets/`, and answers what is not there
with the site's own 404 page. It knows nothing of what it serves.
"""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from posixpath import normpath
from threading import Thread
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

MEDIA_TYPES = MappingProxyType(
    {
        ".avif": "image/avif",
        ".css": "text/css; charset=utf-8",
        ".gif": "image/gif",
        ".html": "text/html; charset=utf-8",
        ".ico": "image/x-icon",
        ".jpg": "image/jpeg",
        ".jpeg": "image/jpeg",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".mjs": "text/javascript; charset=utf-8",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
    }
)
_COMPRESSED = ("text/", "application/json", "application/xml", "application/wasm", "image/svg+xml")
_KEPT_FOR_A_YEAR = "public, max-age=31536000, immutable"
_KEPT_FOR_TEN_MINUTES = "public, max-age=600"


@dataclass(frozen=True)
class Answer:
    """What the host answers to one request; `location` is set on a redirection."""

    status: HTTPStatus
    file: Path | None = None
    location: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def answer(folder: Path, base: str, target: str) -> Answer:
    """Return what a host answers whose site `folder` stands at the path `base` ("/", "/mag/")."""
    path = unquote(urlsplit(target).path)
    clean = normpath(path) + ("/" if path.endswith("/") and path != "/" else "")
    if not clean.startswith(base) or "\0" in clean:
        return _lost(folder)
    below = clean.removeprefix(base)
    file = folder / below
    if below and not below.endswith("/") and file.is_dir():
        return Answer(HTTPStatus.MOVED_PERMANENTLY, location=f"{urlsplit(target).path}/")
    if not below or below.endswith("/"):
        file /= "index.html"
    if not file.is_file():
        return _lost(folder)
    kept = _KEPT_FOR_A_YEAR if below.startswith("assets/") else _KEPT_FOR_TEN_MINUTES
    return Answer(HTTPStatus.OK, file, headers=_typed(file) | {"Cache-Control": kept})


def _lost(folder: Path) -> Answer:
    page = folder / "404.html"
    if not page.is_file():
        return Answer(HTTPStatus.NOT_FOUND)
    return Answer(HTTPStatus.NOT_FOUND, page, headers=_typed(page))


def _typed(file: Path) -> dict[str, str]:
    return {"Content-Type": MEDIA_TYPES.get(file.suffix, "application/octet-stream")}


@lru_cache(maxsize=1024)
def _compressed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    folder: Path
    base: str

    def do_GET(self) -> None:
        """Answer with the content."""
        self._respond(answer(self.folder, self.base, self.path))

    do_HEAD = do_GET  # noqa: N815 - the name that the standard library calls

    def _respond(self, found: Answer) -> None:
        content = found.file.read_bytes() if found.file else b""
        headers = dict(found.headers)
        if found.location:
            headers["Location"] = found.location
        if headers.get("Content-Type", "").startswith(_COMPRESSED):
            headers["Vary"] = "Accept-Encoding"
            if "gzip" in self.headers.get("Accept-Encoding", ""):
                content = _compressed(content)
                headers["Content-Encoding"] = "gzip"
        self.send_response(found.status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as inherited
        """Keep quiet."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Let a browser that goes away in the middle of an answer go."""


@dataclass
class Host:
    """A host that runs: `origin` has no slash at its end, `folder` may be set once it is built."""

    origin: str
    base: str
    handler: type[_Handler]

    @property
    def base_url(self) -> str:
        """The address that the site should be built for."""
        return f"{self.origin}{self.base}"

    def serve(self, folder: Path) -> None:
        """Serve that folder from now on."""
        self.handler.folder = folder


@contextmanager
def hosting(folder: Path, base: str = "/") -> Iterator[Host]:
    """Serve a folder on a free port of 127.0.0.1 until the context ends."""
    handler = type("Handler", (_Handler,), {"folder": folder, "base": base})
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield Host(f"http://127.0.0.1:{server.server_port}", base, handler)
        finally:
            server.shutdown()
            thread.join()
