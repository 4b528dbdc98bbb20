"""What stands beside the stories: pictures, documents and static files, as assets.

Knows which files are published as they are, where, and as what; each picture is measured. Refuses
pictures that readers could not see whole.
"""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from diptych.model.asset import Asset
from diptych.model.problem import Place, Problem, environment_error, warning
from diptych.read.images import Picture, is_picture, measure, svg_problem
from diptych.read.naming import COMMENTS, CONTENT, REGISTRIES, STATIC, is_markdown, nfc
from diptych.read.readings import PictureReading, Readings

_LARGEST_SVG: Final = 10_000_000
_ASSETS_URL: Final = "/assets"
_OTHER: Final = "application/octet-stream"
_MEDIA_TYPES: Final = {
    "avif": "image/avif",
    "css": "text/css",
    "csv": "text/csv",
    "gif": "image/gif",
    "html": "text/html",
    "ico": "image/vnd.microsoft.icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript",
    "json": "application/json",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "ogg": "audio/ogg",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "vtt": "text/vtt",
    "webm": "video/webm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xml": "application/xml",
    "zip": "application/zip",
}


class Files(NamedTuple):
    """The assets beside stories, the static files, and the paths set aside for an error."""

    assets: dict[str, Asset]
    statics: tuple[Asset, ...]
    broken: frozenset[str]
    problems: tuple[Problem, ...]


def read_files(root: Path, paths: Iterable[str], readings: Readings) -> Files:
    """Return the assets among the files of a site.

    Static pictures are measured for pages that show them, and published whatever they hold.
    """
    assets: dict[str, Asset] = {}
    statics: list[Asset] = []
    broken: set[str] = set()
    problems: list[Problem] = []
    for path in paths:
        static = path.startswith(f"{CONTENT}/{STATIC}/")
        if not static and _is_text(path):
            continue
        if not static and path.split("/")[-2] == COMMENTS:
            problems.append(warning("stray-file", Place(path)))
            continue
        asset, reading = _asset(root, path, readings, static=static)
        if reading.gone:
            continue
        problems += reading.problems
        if asset is None:
            broken.add(nfc(path))
        elif static:
            statics.append(asset)
        else:
            assets[nfc(path)] = asset
    return Files(assets, tuple(statics), frozenset(broken), tuple(problems))


def _is_text(path: str) -> bool:
    folder, _, name = path.rpartition("/")
    return is_markdown(path) or (folder == CONTENT and name in REGISTRIES)


def _asset(
    root: Path, path: str, readings: Readings, *, static: bool
) -> tuple[Asset | None, PictureReading]:
    reading = PictureReading(picture=Picture())
    suffix = path.rpartition(".")[2].lower()
    if is_picture(path):
        reading = readings.recall(path, PictureReading, partial(_raster, root, path, static))
    elif suffix == "svg":
        reading = readings.recall(path, PictureReading, partial(_svg, root, path))
    picture = reading.picture
    if picture is None:
        return None, reading
    under = nfc(path).removeprefix(f"{CONTENT}/")
    asset = Asset(
        path=path,
        url=f"/{under.removeprefix(f'{STATIC}/')}" if static else f"{_ASSETS_URL}/{under}",
        width=picture.width,
        height=picture.height,
        media_type=picture.media_type or _MEDIA_TYPES.get(suffix, _OTHER),
        digest=picture.digest,
    )
    return asset, reading


def _raster(root: Path, path: str, static: bool) -> PictureReading:  # noqa: FBT001 - one of two
    try:
        picture, problems = measure(root, path, whole=not static)
    except FileNotFoundError:
        return PictureReading(gone=True)
    return PictureReading(picture=picture, problems=tuple(problems))


def _svg(root: Path, path: str) -> PictureReading:
    try:
        with (root / path).open("rb") as file:
            problem = svg_problem(file.read(_LARGEST_SVG), path)
    except FileNotFoundError:
        return PictureReading(gone=True)
    except OSError as failure:
        reason = failure.strerror or type(failure).__name__
        problem = environment_error("unreadable-file", Place(path), reason=reason)
    return PictureReading(problems=(problem,)) if problem else PictureReading(picture=Picture())
