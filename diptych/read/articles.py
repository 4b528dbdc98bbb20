"""Articles: panels completed by all that the rest of the magazine adds to them.

Knows how one panel, its heritage, the terms, the categories and the pictures make an `Article`.
What was wrong with any of those was told before; only the picture is looked up here.
"""

import re
from collections.abc import Collection, Mapping
from posixpath import basename, dirname, join, normpath
from typing import Any, NamedTuple
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from diptych.model.article import Article, Correction, Image
from diptych.model.asset import Asset
from diptych.model.problem import Problem, error, warning
from diptych.read.categories import Categories
from diptych.read.fields import ImageFields
from diptych.read.naming import CONTENT, PAGES, STATIC, nfc
from diptych.read.nearest import nearest
from diptych.read.panels import Panel, one_line
from diptych.read.scalars import Text
from diptych.read.stories import Heritage
from diptych.read.terms import Terms

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_REMOTE = re.compile(r"https?://[^/\s]+/?\S*", re.IGNORECASE)


_WORDS = frozenset({"title", "description", "summary"})


class Surroundings(NamedTuple):
    """What articles are completed from; `broken` are the files set aside."""

    terms: Terms
    categories: Categories
    assets: Mapping[str, Asset]
    broken: Collection[str]


def make_article(
    key: str, panel: Panel, heritage: Heritage, around: Surroundings
) -> tuple[Article, list[Problem]]:
    """Return the finished article of a panel, and what is wrong with its picture."""
    fields, terms = panel.fields, around.terms
    image, problems = _image(panel, heritage, around)
    article = Article(
        key=key,
        locale=panel.name.locale,
        path=panel.name.path,
        slug=panel.slug,
        **_words(panel),
        places=panel.places,
        category=category_of(panel, heritage, around.categories),
        date=heritage.date,
        updated=fields.updated,
        publish_at=fields.publish_date or heritage.date,
        expires_at=fields.expiry_date,
        tags=terms.resolve("tags", heritage.tags),
        authors=terms.resolve("authors", heritage.authors),
        translators=terms.resolve("authors", fields.translators),
        series=terms.resolve("series", heritage.series),
        image=image,
        kind=fields.kind,
        featured=fields.featured,
        noindex=fields.noindex,
        draft=fields.draft,
        release=fields.release,
        translated_from=fields.translated_from.value if fields.translated_from else None,
        source_blocks=fields.source_blocks.value.strip() if fields.source_blocks else "",
        aliases=tuple(dict.fromkeys(alias.value for alias in fields.aliases)),
        corrections=tuple(Correction(one.date, one.text.strip()) for one in fields.corrections),
        extra=fields.extra,
    )
    return article, problems


def reworded(article: Article, panel: Panel) -> Article:
    """Return an article in the words of its panel as that is now, all else being as it was."""
    return replace(article, **_words(panel))


def wordless(panel: Panel) -> tuple[object, ...]:
    """Return all of a panel that decides more than its words and its text; to be compared.

    Where a value stands in the file decides nothing.
    """
    fields = replace(panel.fields, title=None, description="", summary="")
    return panel.name, panel.slug, panel.whole, frozenset(panel.places) - _WORDS, _bare(fields)


def _bare(value: object) -> object:
    """Return a value of a front matter without the places of its texts."""
    if isinstance(value, Text):
        return value.value
    if isinstance(value, tuple):
        return tuple(map(_bare, value))
    if isinstance(value, Struct):
        return {name: _bare(getattr(value, name)) for name in value.__struct_fields__}
    return value


def _words(panel: Panel) -> dict[str, Any]:
    """Return the fields of an article that its readers read and nothing else depends on."""
    return {
        "title": panel.title,
        "description": one_line(panel.fields.description),
        "summary": one_line(panel.fields.summary),
    }


def category_use(panel: Panel, heritage: Heritage) -> Text | None:
    """Return what names the category of a panel: its field, else its folder; None for a page."""
    if panel.name.folder == PAGES:
        return None
    if heritage.category:
        return heritage.category[0]
    return Text(panel.name.folder, panel.place("category"))


def category_of(panel: Panel, heritage: Heritage, categories: Categories) -> str | None:
    """Return the id of a panel's category, None for a page."""
    use = category_use(panel, heritage)
    return categories.ids.get(use.value) if use else None


def _image(
    panel: Panel, heritage: Heritage, around: Surroundings
) -> tuple[Image | None, list[Problem]]:
    image, owner = heritage.image, heritage.image_of
    if image is None:
        return None, []
    place = panel.place("image")
    if isinstance(image, ImageFields) and image.src is None:
        return None, [error("missing-key", place, key="image.src")]
    source = image if isinstance(image, Text) else image.src
    source = source or Text("", place)
    problems: list[Problem] = []
    if _SCHEME.match(source.value):
        if not _REMOTE.fullmatch(source.value):
            return None, [error("invalid-image-address", source.place, address=source.value)]
        path = source.value
        problems.append(warning("remote-image", source.place, address=path))
    else:
        path, found = _local(owner, source, around)
        problems += found
        if not path:
            return None, problems
    alt = panel.fields.image_alt
    if alt is None:
        alt = image.alt if isinstance(image, ImageFields) else owner.fields.image_alt
    if alt is None:
        problems.append(warning("story-image-without-alt", source.place))
    if owner is not panel and heritage.lent_image:
        problems = []
    words = image if isinstance(image, ImageFields) else ImageFields()
    caption, credit = one_line(words.caption), one_line(words.credit)
    return Image(src=path, alt=one_line(alt or ""), caption=caption, credit=credit), problems


def _local(owner: Panel, source: Text, around: Surroundings) -> tuple[str, list[Problem]]:
    """Return the path of a picture under the site, empty when there is no such picture."""
    folder = dirname(owner.name.path)
    candidates = []
    for written in dict.fromkeys((source.value, unquote(source.value))):
        if written.startswith("/"):
            bases = (CONTENT, f"{CONTENT}/{STATIC}")
            candidates += [normpath(f"{base}{written}") for base in bases]
        else:
            candidates.append(normpath(join(folder, written)))
    for candidate in map(nfc, candidates):
        asset = around.assets.get(candidate)
        if asset is not None and asset.width:
            return candidate, []
        if asset is not None:
            return "", [error("story-image-format", source.place, path=source.value)]
        if candidate in around.broken:
            return "", []
    beside = [basename(path) for path in around.assets if dirname(path) == nfc(folder)]
    near = nearest(basename(source.value), beside) or "cover.jpg"
    return "", [error("missing-story-image", source.place, path=source.value, near=near)]
