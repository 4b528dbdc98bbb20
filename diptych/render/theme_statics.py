"""The static files of a theme as they are published: minified, and named by what they hold.

A name that changes with its file may be kept by browsers for ever. Style sheets lead to the other
files by `url(...)`, and are made to lead to their published names; scripts lead to none.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from mimetypes import MimeTypes
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath
from types import MappingProxyType
from typing import NamedTuple

import rcssmin
import rjsmin

from diptych.model.asset import Asset
from diptych.model.problem import Place, Problem, Result, error

STATIC_PREFIX = "theme"
"""What the `static/` folder is called in source paths and under `/assets/`."""

_MINIFIERS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}
)
_DIGEST_BYTES = 4
_URL = re.compile(r"""url\(\s*(["']?)(?!["']?(?:[a-z][a-z0-9+.-]*:|//|/|\#))([^"')\s]+)\1\s*\)""")
_IMPORT = re.compile(r"@import\b", re.IGNORECASE)


class Source(NamedTuple):
    """A static file: where to read it, and how problems name it."""

    file: Path
    path: str


class Statics(NamedTuple):
    """The files to publish; `made` has the bytes of those that are not published as they are."""

    assets: tuple[Asset, ...]
    made: Mapping[str, bytes]


def minified(name: str, text: str) -> str:
    """Return the text of a style sheet or a script without what only people read."""
    minify = _MINIFIERS.get(PurePosixPath(name).suffix)
    return minify(text) if minify else text


def publish(sources: Mapping[str, Source]) -> Result[Statics]:
    """Return what becomes of static files, keyed by source path (`theme/style.css`)."""
    problems: list[Problem] = []
    urls: dict[str, str] = {}
    made: dict[str, bytes] = {}
    sheets = [path for path in sorted(sources) if path.endswith(".css")]
    for path in (*sorted(set(sources).difference(sheets)), *sheets):
        data = sources[path].file.read_bytes()
        if PurePosixPath(path).suffix in _MINIFIERS:
            try:
                text = data.decode("utf-8-sig")
            except UnicodeDecodeError as fault:
                line = data.count(b"\n", 0, fault.start) + 1
                byte = f"0x{data[fault.start]:02X}"
                problems.append(error("not-utf-8", Place(sources[path].path, line), byte=byte))
                continue
            if path in sheets:
                problems += _faults(text, path, sources)
                text = _led(text, path, urls)
            data = made[path] = minified(path, text).encode()
        urls[path] = _url(path, data)
    return Result(
        Statics(tuple(_asset(path, urls[path]) for path in sorted(urls)), made), tuple(problems)
    )


def _url(path: str, data: bytes) -> str:
    digest = hashlib.blake2b(data, digest_size=_DIGEST_BYTES).hexdigest()
    name = PurePosixPath(path)
    return f"/assets/{name.with_name(f'{name.stem}.{digest}{name.suffix}')}"


def _target(path: str, written: str) -> str:
    """Return the source path that an address in a style sheet stands for."""
    return normpath(f"{PurePosixPath(path).parent}/{_address(written)}")


def _address(written: str) -> str:
    return re.split("[?#]", written, maxsplit=1)[0]


def _led(text: str, path: str, urls: Mapping[str, str]) -> str:
    """Return a style sheet that leads to published names; they stand beside it, or below."""

    def lead(found: re.Match[str]) -> str:
        target = _target(path, found[2])
        if target not in urls:
            return found[0]
        tail = found[2].removeprefix(_address(found[2]))
        return f'url("{relpath(urls[target], f"/assets/{PurePosixPath(path).parent}")}{tail}")'

    return _URL.sub(lead, text)


def _faults(text: str, path: str, sources: Mapping[str, Source]) -> Iterator[Problem]:
    where = sources[path].path
    bare = re.sub(
        r"/\*.*?\*/", lambda found: re.sub(r"[^\n]", " ", found[0]), text, flags=re.DOTALL
    )
    for found in _URL.finditer(bare):
        target = _target(path, found[2])
        line = bare.count("\n", 0, found.start()) + 1
        if target not in sources or target.endswith(".css"):
            yield error("theme-missing-file", Place(where, line), target=found[2])
    for found in _IMPORT.finditer(bare):
        line = bare.count("\n", 0, found.start()) + 1
        yield error("theme-css-import", Place(where, line))


def _asset(path: str, url: str) -> Asset:
    media_type, _ = MimeTypes().guess_type(path)
    return Asset(path=path, url=url, media_type=media_type or "application/octet-stream")
