"""What an address of the preview leads to, and whose requests are answered.

Pure but for looking whether a file is there. A page of another site may have its name lead to this
machine, so a request must name us as we are called, and a socket come from a page of ours.
"""

from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct

from diptych.paths import UnsafePath, safe_join

ADDRESS = "127.0.0.1"
OWN = "/__diptych/"
"""The path of what is the preview's own; no page of a site stands there."""

_NAMES = (ADDRESS, "localhost", "[::1]")
_PUBLIC_HIDDEN = ".well-known"
_INDEX = "index.html"
_LOST = "404.html"
_HTTP_PORT = 80


class File(Struct, frozen=True):
    """A file of the site."""

    path: Path


class Elsewhere(Struct, frozen=True):
    """Another path, where what was asked for is."""

    path: str


class Lost(Struct, frozen=True):
    """Nothing; `page` is what the site says then, if it has words for that."""

    page: Path | None


Found = File | Elsewhere | Lost


def is_own_host(host: str, port: int) -> bool:
    """Tell whether a `Host` header names this server."""
    names = [f"{name}:{port}" for name in _NAMES]
    return host.lower() in (names + list(_NAMES) if port == _HTTP_PORT else names)


def is_own_origin(origin: str, port: int) -> bool:
    """Tell whether an `Origin` header is that of a page of this server."""
    scheme, _, host = origin.partition("://")
    return scheme.lower() == "http" and is_own_host(host, port)


def base_of(address: str) -> str:
    """Return the path that a site stands below: `/`, or `/mag/`."""
    path = urlsplit(address).path.strip("/")
    return f"/{path}/" if path else "/"


def find(output: Path, base: str, asked: str) -> Found:
    """Return what a path leads to, as it was sent, in a site that stands below `base`."""
    path = unquote(asked)
    if path in {"/", base.rstrip("/")} and base != "/":
        return Elsewhere(quote(base))
    below = path.removeprefix(base)
    if below == path or _is_hidden(below):
        return _lost(output, "")
    try:
        file = safe_join(output, below) if below else output
        if below and not below.endswith("/") and file.is_dir():
            return Elsewhere(quote(f"{path}/"))
        if not below or below.endswith("/"):
            file = safe_join(output, f"{below}{_INDEX}")
        return File(file) if file.is_file() else _lost(output, below)
    except (UnsafePath, OSError):
        return _lost(output, "")


def _is_hidden(below: str) -> bool:
    return any(part.startswith(".") and part != _PUBLIC_HIDDEN for part in below.split("/"))


def _lost(output: Path, below: str) -> Lost:
    """Return the nearest page that a site has for what is not there, as its hosts do."""
    top = below.partition("/")[0]
    pages = [output / top / _LOST, output / _LOST] if top else [output / _LOST]
    return Lost(next((page for page in pages if page.is_file()), None))
