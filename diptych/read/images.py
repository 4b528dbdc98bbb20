"""Pictures: their size, their true format, and whether they are whole.

Opens each JPEG, PNG, WebP and AVIF with Pillow, and decodes it to be sure that pages will not show
half of it. Refuses from the header what would fill the memory. Changes and copies nothing. Pillow
is loaded by the first picture: most builds find all theirs as they were.
"""

import hashlib
import re
import warnings
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from diptych.model.problem import Place, Problem, environment_error, error, warning

if TYPE_CHECKING:
    from PIL import Image

LARGEST: Final = 50_000_000
"""Pixels that a picture may have."""

_FORMATS: Final = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
}
_OPENED: Final = ("JPEG", "PNG", "WEBP", "AVIF")
_SUFFIXES: Final = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".png": "PNG",
    ".webp": "WEBP",
    ".avif": "AVIF",
}
_SCRIPT = re.compile(rb"<script|\son\w+\s*=|javascript:|<foreignObject", re.IGNORECASE)
_START = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n|RIFF....WEBP|....ftypavi[fs]", re.DOTALL)
_DIGEST_BYTES: Final = 16
_POSITION: Final = 0x8825
_ORIENTATION: Final = 0x0112
_TURNED: Final = frozenset({5, 6, 7, 8})


class Picture(NamedTuple):
    """What a picture file holds; pixels as readers see them, after EXIF's rotation.

    `digest` is that of the file (BLAKE2b, hexadecimal); empty for one that moves, or that was not
    decoded, of which no other sizes can be made.
    """

    width: int = 0
    height: int = 0
    media_type: str = ""
    digest: str = ""


def is_picture(path: str) -> bool:
    """Return whether a file is to be opened as a picture, going by its name."""
    return f".{path.rpartition('.')[2].lower()}" in _SUFFIXES


def measure(root: Path, path: str, *, whole: bool = True) -> tuple[Picture | None, list[Problem]]:
    """Return the size and format of a picture, None when it cannot be shown.

    `whole` decodes it; otherwise its header is enough and an unknown format is no fault. Raises
    FileNotFoundError when the file is gone.
    """
    place = Place(path)
    try:
        with (root / path).open("rb") as file:
            return _measure(file, place, whole=whole)
    except FileNotFoundError:
        raise
    except OSError as failure:
        reason = failure.strerror or type(failure).__name__
        return None, [environment_error("unreadable-file", place, reason=reason)]


def svg_problem(data: bytes, path: str) -> Problem | None:
    """Return an error when an SVG picture holds what could run in a reader's browser."""
    found = _SCRIPT.search(data)
    if found is None:
        return None
    line = data.count(b"\n", 0, found.start()) + 1
    return error("svg-with-script", Place(path, line), what=found[0].decode().strip())


def _measure(file: IO[bytes], place: Place, *, whole: bool) -> tuple[Picture | None, list[Problem]]:
    from PIL import Image  # noqa: PLC0415 - as told

    start = file.read(12)
    if not start:
        return None, [error("empty-image", place)]
    file.seek(0)
    problems: list[Problem] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(file, formats=_OPENED) as image:
                size = image.size
                if size[0] * size[1] > LARGEST:
                    return None, [_too_large(place, f"{size[0]} x {size[1]}")]
                exif = image.getexif()
                if exif.get_ifd(_POSITION):
                    problems.append(warning("image-with-position", place))
                if whole:
                    problems.extend(_faults(image, place))
                turned = exif.get(_ORIENTATION) in _TURNED
                width, height = size[::-1] if turned else size
                media_type = _FORMATS[str(image.format)]
                moves = getattr(image, "is_animated", False) and image.format != "MPO"
        file.seek(0)
        digest = "" if moves or not whole else digest_of_picture(file.read())
        picture = Picture(width, height, media_type, digest)
    except Image.DecompressionBombError:
        return None, [_too_large(place, "far too many")]
    except Exception:  # noqa: BLE001 - Pillow's readers raise of all kinds on hostile files
        code = "truncated-image" if _START.match(start) else "not-an-image"
        return (None, [error(code, place)]) if whole else (Picture(), [])
    broken = any(problem.severity == "error" for problem in problems)
    return (None if broken else picture), problems


def _faults(image: "Image.Image", place: Place) -> list[Problem]:
    """Decode a picture; only its header has been read so far."""
    wanted = _SUFFIXES[f".{place.path.rpartition('.')[2].lower()}"]
    found = "JPEG" if image.format == "MPO" else str(image.format)
    if found == "JPEG":
        image.draft("RGB", (image.width // 8, image.height // 8))
    try:
        image.load()
    except Exception:  # noqa: BLE001 - as above
        return [error("truncated-image", place)]
    if found != wanted:
        return [warning("misnamed-image", place, format=found, suffix=wanted)]
    return []


def digest_of_picture(data: bytes) -> str:
    """Return the digest of a picture's file (BLAKE2b, hexadecimal)."""
    return hashlib.blake2b(data, digest_size=_DIGEST_BYTES).hexdigest()


def _too_large(place: Place, size: str) -> Problem:
    return error("image-too-large", place, size=size, limit=LARGEST // 1_000_000)
