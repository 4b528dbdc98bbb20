"""What the preview answers: files of the site, its own script, what it knows of a page, a socket.

Each answer is to a request that names this server as it is called (see `addresses`), and says that
nothing is to be kept. What is on show it looks up in the `Stage` at each request.
"""

import json
import mimetypes
from http import HTTPStatus
from pathlib import Path
from typing import Any, Protocol

import msgspec
from livereload.handlers import LiveReloadHandler
from tornado.web import HTTPError, RequestHandler, StaticFileHandler

from diptych.serve.addresses import Elsewhere, File, Found, Lost, find, is_own_host, is_own_origin
from diptych.serve.injection import waiting_page, with_client
from diptych.serve.markings import Markings
from diptych.serve.showing import Overlay, Showing, Wording

_SCRIPT = Path(__file__).with_name("client.js")
_HTML = "text/html; charset=utf-8"
_TEXTS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".xml": "application/xml",
}


class Stage(Protocol):
    """What handlers ask of the preview."""

    port: int
    output: Path
    showing: Showing
    wording: Wording
    markings: Markings

    def look_again(self) -> None:
        """Have the site built again: it is not where it was put."""


class Guarded(RequestHandler):
    """Answers whoever asks for this server by a name of its own."""

    def initialize(self, stage: Stage) -> None:
        """Take the stage."""
        self.stage = stage

    def prepare(self) -> None:
        """Refuse a request that some other site has made the browser send."""
        if not is_own_host(self.request.host, self.stage.port):
            raise HTTPError(HTTPStatus.FORBIDDEN)

    def set_default_headers(self) -> None:
        """Say that answers are for now, and for pages of this server."""
        self.set_header("Cache-Control", "no-cache")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.clear_header("Server")

    def write_error(self, status_code: int, **_parts: Any) -> None:
        """Answer with the bare status."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code} {HTTPStatus(status_code).phrase}\n")

    def log_exception(self, *_fault: Any) -> None:
        """Say nothing: there is nobody at the terminal who could mend it."""


class Script(Guarded):
    """The script that pages get."""

    def get(self) -> None:
        """Answer with the script."""
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.write(_SCRIPT.read_bytes())


class Marks(Guarded):
    """What the preview knows of one page, as JSON."""

    async def get(self) -> None:
        """Answer for the page at the path that is asked about."""
        marked = await self.stage.markings.of(self.get_query_argument("path"), self.stage.showing)
        self.set_header("Content-Type", "application/json")
        self.write(msgspec.json.encode(marked))


class Files(Guarded, StaticFileHandler):
    """The files of the site; pages get the script on their way."""

    def initialize(self, stage: Stage) -> None:  # type: ignore[override] # it knows the folder
        """Take the stage."""
        self.stage = stage
        self.absolute_path = None
        StaticFileHandler.initialize(self, str(stage.output))

    async def get(self, path: str = "", include_body: bool = True) -> None:  # noqa: FBT001, FBT002 - tornado's own
        """Answer with a file, or with what the site says when there is none."""
        del path
        showing = self.stage.showing
        if not showing.edition:
            wording = self.stage.wording
            page = waiting_page(wording.lang, wording.waiting)
            self._page(page, HTTPStatus.SERVICE_UNAVAILABLE, include_body=include_body)
            return
        found: Found = find(self.stage.output, showing.settings.base, self.request.path)
        match found:
            case Elsewhere(where):
                query = f"?{self.request.query}" if self.request.query else ""
                self.redirect(f"{where}{query}")
            case Lost(None):
                if not self.stage.output.is_dir():
                    self.stage.look_again()
                raise HTTPError(HTTPStatus.NOT_FOUND)
            case Lost(Path() as lost):
                self._page(lost.read_bytes(), HTTPStatus.NOT_FOUND, include_body=include_body)
            case File(file) if file.suffix == ".html":
                self._page(file.read_bytes(), HTTPStatus.OK, include_body=include_body)
            case File(file):
                root = self.stage.output.resolve()
                await super().get(file.relative_to(root).as_posix(), include_body)

    def _page(self, html: bytes, status: HTTPStatus, *, include_body: bool) -> None:
        page = with_client(html, self.stage.showing.edition)
        self.set_status(status)
        self.set_header("Content-Type", _HTML)
        self.set_header("Content-Length", len(page))
        if include_body:
            self.write(page)

    def compute_etag(self) -> str | None:
        """Return a tag of the file as it is now; pages have none, since the script is no part."""
        if not self.absolute_path:
            return None
        found = Path(self.absolute_path).stat()
        return f'"{found.st_mtime_ns:x}-{found.st_size:x}"'

    def get_content_type(self) -> str:
        """Return the media type, with the encoding that all texts of a site are in."""
        suffix = Path(self.absolute_path or "").suffix.lower()
        if suffix in _TEXTS:
            return f"{_TEXTS[suffix]}; charset=utf-8"
        return mimetypes.guess_type(f"x{suffix}")[0] or "application/octet-stream"


class Socket(Guarded, LiveReloadHandler):  # type: ignore[misc] # livereload has no types
    """The socket on which pages hear of builds, in livereload's protocol.

    A message of our own, `diptych`, tells what keeps a build from being shown.
    """

    def check_origin(self, origin: str) -> bool:
        """Tell whether the page that opens the socket is ours."""
        return is_own_origin(origin, self.stage.port)

    def on_message(self, message: str | bytes) -> None:
        """Shake hands; then say what the page, which knows its edition, has missed."""
        try:
            said = json.loads(message)
            super().on_message(message)
        except (ValueError, AttributeError):
            self.close()
            return
        if said.get("command") != "info":
            return
        showing = self.stage.showing
        if showing.edition and said.get("edition", showing.edition) != showing.edition:
            self.send_message({"command": "reload", "path": "*", "liveCSS": True})
        elif showing.overlay is not None:
            self.send_message(overlay_message(showing.overlay))


def overlay_message(overlay: Overlay | None) -> dict[str, object]:
    """Return the message that shows an overlay, or takes it away."""
    return {"command": "diptych", "overlay": msgspec.to_builtins(overlay)}
