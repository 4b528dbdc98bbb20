"""Encoding: a picture's bytes to those of its renditions, with Pillow.

What comes out depends on the arguments and the encoders' versions alone: every encoder keeps to one
thread, since some cut a picture differently for each number of them. Of what a file holds beside
its pixels only a colour profile is kept. Knows nothing of files and pages.
"""

import warnings
from collections.abc import Iterable, Mapping
from io import BytesIO
from types import MappingProxyType
from typing import Any

from msgspec.structs import replace
from PIL import Image, ImageCms, ImageOps, features

from diptych.model.config import ImageSettings
from diptych.model.problem import Place, Result, warning
from diptych.site.renditions import Rendition

AVIF_SPEED = 7
"""From 0 (slowest) to 10: docs/decisions/0015 has what each costs and saves."""

_OPENED = ("JPEG", "PNG", "WEBP", "AVIF")
_OPTIONS: Mapping[str, tuple[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "image/avif": ("AVIF", {"speed": AVIF_SPEED, "max_threads": 1, "exif": b"", "xmp": b""}),
        "image/webp": ("WEBP", {"method": 4, "exif": b"", "xmp": b""}),
        "image/jpeg": ("JPEG", {"optimize": True, "progressive": True}),
        "image/png": ("PNG", {"optimize": True}),
    }
)
"""What each format is called by Pillow, and how it is written."""

_KEEP_GREY = frozenset({"image/jpeg", "image/png"})
_LARGEST_PROFILE = 65_536
"""Bytes of a colour profile that are worth their weight in every size."""


class UndecodableError(Exception):
    """A picture that cannot be decoded after all."""


def encoders() -> str:
    """Return what, beside its arguments, decides the bytes of a rendition."""
    libraries = ("pil", "avif", "webp", "jpg", "libjpeg_turbo", "zlib", "littlecms2")
    return " ".join(f"{name}={features.version(name)}" for name in libraries)


def usable(settings: ImageSettings, path: str) -> Result[ImageSettings]:
    """Return the settings without the formats that this machine cannot write; `path` has them."""
    if "avif" not in settings.formats or features.check("avif"):
        return Result(settings)
    formats = tuple(name for name in settings.formats if name != "avif")
    return Result(replace(settings, formats=formats), (warning("avif-unavailable", Place(path)),))


def encode(data: bytes, wanted: Iterable[Rendition]) -> tuple[bytes, ...]:
    """Return the bytes of some renditions of one picture, in their order.

    Raises `UndecodableError`.
    """
    whole, profile = _decoded(data)
    return tuple(_encoded(whole, profile, one) for one in wanted)


def _decoded(data: bytes) -> tuple[Image.Image, bytes]:
    """Return a picture as readers see it, in RGB, RGBA or L, and its colour profile if it has one.

    A profile that is for other pixels than RGB ones, or is a file of its own size, is applied.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=_OPENED) as file:
                file.load()
                profile = file.info.get("icc_profile") or b""
                image = ImageOps.exif_transpose(file)
                if profile and (profile[16:20] != b"RGB " or len(profile) > _LARGEST_PROFILE):
                    image, profile = _in_srgb(image, profile), b""
                image = _simple(image)
    except Exception as fault:
        raise UndecodableError from fault
    image.info = {}
    return image, profile


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Return a picture in the colours that everybody takes for granted."""
    if image.mode not in {"RGB", "CMYK", "L"}:
        return image
    try:
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        to_srgb = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, given, to_srgb, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def _simple(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16 bits a pixel, which `convert` would clip
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in {"RGB", "L"} else image.convert("RGB")


def _encoded(whole: Image.Image, profile: bytes, wanted: Rendition) -> bytes:
    size = (wanted.width, wanted.height)
    form, options = _OPTIONS[wanted.media_type]
    # Cut first: resampling looks at the pixels around what it is given.
    shown = whole.crop(wanted.box) if wanted.box else whole
    made = shown.resize(size, Image.Resampling.LANCZOS)
    if made.mode == "L" and wanted.media_type not in _KEEP_GREY:
        made = made.convert("RGB")
    if made.mode == "RGBA" and wanted.media_type == "image/jpeg":
        made = made.convert("RGB")
    chosen = {"quality": wanted.quality} if wanted.quality else {}
    written = BytesIO()
    made.save(written, form, **options, **chosen, icc_profile=profile)
    return written.getvalue()
