"""Renditions: the sizes, formats and crops in which a picture is published.

All of a rendition but its bytes follows from its picture's digest and size and from the settings:
its name, its dimensions, where it stands. So pages, bodies and the plan are made without waiting
for pixels. Knows no encoder.
"""

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from posixpath import basename, splitext
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct

from diptych.model.asset import Asset
from diptych.model.body import Gist
from diptych.model.config import Config, ImageSettings
from diptych.model.slug import slugify
from diptych.site.answers import Picture, PictureSource
from diptych.site.index import Site
from diptych.site.routes import href

FOLDER = "/assets/img"
"""Where all renditions stand."""

CROPS = ((16, 9), (4, 3), (1, 1))
"""The shapes of a lead image (Google, "Article structured data")."""

CROP_WIDTH = 1200
"""Pixels that search engines want of a lead image's width, where it has as many."""

_DIGEST_BYTES = 6
_LONGEST_NAME = 40
_LARGEST_SIDE: Mapping[str, int] = MappingProxyType({"image/webp": 16_383, "image/avif": 16_384})
"""Pixels of a side beyond which an encoder gives up."""

Box = tuple[int, int, int, int]


class Cut(NamedTuple):
    """What is cut out of a picture, and how it is told in the name of the file."""

    name: str = ""
    box: Box | None = None


WHOLE = Cut()


class Rendition(Struct, frozen=True, kw_only=True):
    """One file to be made of a picture.

    `path` and `digest` are those of the picture; `box` (left, upper, right, lower, in pixels as
    readers see them) is cut out of it first, all of it if there is none. `quality` is on the
    encoder's scale, 0 where nothing is lost.
    """

    url: str
    path: str
    digest: str
    media_type: str
    width: int
    height: int
    quality: int
    box: Box | None = None


def renditions(asset: Asset, settings: ImageSettings) -> tuple[tuple[Rendition, ...], ...]:
    """Return the sizes of a picture, narrowest first, for each of its formats, the best first.

    Nothing for a picture that is published as it is.
    """
    if not asset.digest:
        return ()
    return tuple(
        tuple(
            _rendition(asset, settings, media_type, (width, _height(asset, width)))
            for width in _widths(asset, settings)
        )
        for media_type in _media_types(asset, settings)
    )


def crops(asset: Asset, settings: ImageSettings) -> tuple[Rendition, ...]:
    """Return a lead image cut to each shape, in the format that everything reads."""
    if not asset.digest:
        return ()
    media_type = _media_types(asset, settings)[-1]
    return tuple(_crop(asset, settings, media_type, shape) for shape in CROPS)


def shown_picture(config: Config, asset: Asset) -> Picture:
    """Return a picture in all its sizes and formats, or as it is if it is published so."""
    found = renditions(asset, config.images)
    if not found:
        return Picture(
            url=href(config, asset.url),
            width=asset.width,
            height=asset.height,
            media_type=asset.media_type,
        )
    sources = tuple(
        PictureSource(
            sizes[0].media_type, tuple((href(config, one.url), one.width) for one in sizes)
        )
        for sizes in found
    )
    return _picture(config, found[-1][-1], sources)


def cropped_pictures(config: Config, asset: Asset) -> tuple[Picture, ...]:
    """Return the crops of a lead image, ready to be named."""
    return tuple(_picture(config, one) for one in crops(asset, config.images))


def shown_renditions(site: Site, bodies: Mapping[str, Gist]) -> tuple[Rendition, ...]:
    """Return the renditions that some shown article or author needs, each address once."""
    leads = {article.image.src for article in site.articles.values() if article.image}
    paths = {path for name in bodies for path in bodies[name].pictures} | leads
    paths |= {author.avatar for author in site.registry.authors.values()}
    found: dict[str, Rendition] = {}
    for asset in (site.assets[path] for path in sorted(paths) if path in site.assets):
        for one in all_renditions(asset, site.config.images, is_lead=asset.path in leads):
            found.setdefault(one.url, one)
    return tuple(found.values())


def all_renditions(
    asset: Asset, settings: ImageSettings, *, is_lead: bool = True
) -> Iterator[Rendition]:
    """Yield all that is made of a picture; crops of a lead image only."""
    for sizes in renditions(asset, settings):
        yield from sizes
    if is_lead:
        yield from crops(asset, settings)


def _picture(
    config: Config, rendition: Rendition, sources: tuple[PictureSource, ...] = ()
) -> Picture:
    return Picture(
        url=href(config, rendition.url),
        width=rendition.width,
        height=rendition.height,
        media_type=rendition.media_type,
        sources=sources,
    )


def _widths(asset: Asset, settings: ImageSettings) -> tuple[int, ...]:
    """Return the widths of a picture: none is wider than itself, nor than the widest setting."""
    narrower = tuple(width for width in settings.widths if width < asset.width)
    widest = min(asset.width, max(settings.widths, default=asset.width))
    return narrower if widest in narrower else (*narrower, widest)


def _media_types(asset: Asset, settings: ImageSettings) -> tuple[str, ...]:
    """Return the formats of a picture: those of the settings, then its own."""
    own = asset.media_type
    side = max(asset.width, asset.height)
    wanted = (f"image/{name}" for name in settings.formats)
    others = (one for one in wanted if one != own and side <= _LARGEST_SIDE[one])
    return (own, *others) if own == "image/avif" else (*others, own)


def _height(asset: Asset, width: int) -> int:
    return max(1, round(asset.height * width / asset.width))


def _crop(
    asset: Asset, settings: ImageSettings, media_type: str, shape: tuple[int, int]
) -> Rendition:
    """Return the middle of a picture in a shape."""
    across, down = shape
    width = max(1, min(asset.width, asset.height * across // down))
    height = max(1, min(asset.height, width * down // across))
    left, upper = (asset.width - width) // 2, (asset.height - height) // 2
    made = min(width, CROP_WIDTH)
    size = (made, max(1, min(height, round(made * down / across))))
    box = (left, upper, left + width, upper + height)
    return _rendition(asset, settings, media_type, size, Cut(f"{across}x{down}-", box))


def _rendition(
    asset: Asset,
    settings: ImageSettings,
    media_type: str,
    size: tuple[int, int],
    cut: Cut = WHOLE,
) -> Rendition:
    width, height = size
    form = media_type.removeprefix("image/")
    quality = getattr(settings.quality, form, 0)
    name = slugify(splitext(basename(asset.path))[0])[:_LONGEST_NAME].strip("-") or "picture"
    recipe = f"{asset.digest} {form} {width}x{height} {quality} {cut.box}"
    digest = blake2b(recipe.encode(), digest_size=_DIGEST_BYTES).hexdigest()
    suffix = "jpg" if form == "jpeg" else form
    return Rendition(
        url=f"{FOLDER}/{name}-{cut.name}{width}.{digest}.{suffix}",
        path=asset.path,
        digest=asset.digest,
        media_type=media_type,
        width=width,
        height=height,
        quality=quality,
        box=cut.box,
    )
