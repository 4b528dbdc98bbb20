"""What the bytes of a rendition are decided by, as a key to remember them by."""

from functools import cache
from pathlib import Path

from diptych.engine.digest import digest, digest_of_value
from diptych.site.renditions import Rendition


def key(rendition: Rendition) -> str:
    """Return the digest of all that decides the bytes of a rendition."""
    return digest_of_value((_recipe(), _matter(rendition))).hex()


def _matter(rendition: Rendition) -> tuple[object, ...]:
    """Return what of a rendition its encoder looks at, and the digest of its picture."""
    one = rendition
    return one.digest, one.media_type, one.width, one.height, one.quality, one.box


@cache
def _recipe() -> tuple[str, str]:
    """Return how pictures are encoded: by this code, with these libraries."""
    from diptych.render import encoding  # noqa: PLC0415 - loads Pillow

    source = Path(encoding.__file__).read_bytes()
    return digest(source).hex(), encoding.encoders()
