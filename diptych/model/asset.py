"""Files beside the texts: pictures and documents of stories, and static files."""

from msgspec import Struct


class Asset(Struct, frozen=True, kw_only=True):
    """One file of the site or its theme.

    `path` is its source relative to the site's folder, `url` the path it is published at, without
    the base path. `width` and `height` are pixels, 0 for what is not a picture. `digest` is that of
    a picture of which other sizes can be made; of any other file it is empty.
    """

    path: str
    url: str
    width: int = 0
    height: int = 0
    media_type: str = "application/octet-stream"
    digest: str = ""
