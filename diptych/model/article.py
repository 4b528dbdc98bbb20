"""Articles: one panel of a story, complete, without its text.

The text stays in a `Manuscript` of its own, so that indexing and planning never hold ten thousand
bodies. Knows neither files nor HTML.
"""

from collections.abc import Mapping
from datetime import datetime
from sys import intern
from typing import Any, Literal

from msgspec import Struct

from diptych.model.problem import Place

Kind = Literal["news", "opinion", "interview", "guide", "sponsored"]
Release = Literal["each", "together"]


class Image(Struct, frozen=True, kw_only=True, array_like=True):
    """An illustration as its author names it; `src` is a path under the site, or an address.

    A local `src` is relative to the site's folder (`content/startups/x/cover.webp`) whatever the
    author wrote; `alt` is empty only for a decoration.
    """

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


class Correction(Struct, frozen=True, array_like=True):
    """What was wrong in a published article, and when it was put right."""

    date: datetime
    text: str


class Article(Struct, frozen=True, kw_only=True, array_like=True):
    """One panel: everything its front matter says, typed and completed, and where it stands.

    `key` names the story and is the same for all its panels. `category` is None for an undated
    page. Date-times carry an offset; `publish_at` alone decides when an article is public.
    `places` locates the fields that its front matter has.
    """

    key: str
    locale: str
    path: str
    slug: str
    title: str
    category: str | None = None
    date: datetime | None = None
    updated: datetime | None = None
    publish_at: datetime | None = None
    expires_at: datetime | None = None
    description: str = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    image: Image | None = None
    kind: Kind = "news"
    featured: bool = False
    noindex: bool = False
    draft: bool = False
    release: Release = "each"
    translated_from: str | None = None
    source_blocks: str = ""
    aliases: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    extra: Mapping[str, Any] = {}
    places: Mapping[str, Place] = {}

    @property
    def id(self) -> str:
        """The panel's name: `startups/ifrane.fr`."""
        return article_id(self.key, self.locale)

    def place(self, field: str = "") -> Place:
        """Return where a field stands, or the file itself when it has no such field."""
        return self.places.get(field, Place(self.path))


class Manuscript(Struct, frozen=True):
    """The Markdown of one article or comment.

    `first_line` is the line of the file at which `text` begins, so that what is found in the text
    can be told in the file's own lines.
    """

    path: str
    text: str
    first_line: int = 1


class SourceText(Struct, frozen=True, array_like=True):
    """Where the text of an article or comment stands, and its digest (hexadecimal)."""

    path: str
    first_line: int
    digest: str


def article_id(key: str, locale: str) -> str:
    """Return the name of a story's panel in one language: one text for all who call it by it."""
    return intern(f"{key}.{locale}")
