"""What the View answers: small frozen data, ready to be shown and cheap to compare.

Every `url` here is an href: it starts with the site's base path (`/mag/fr/...`). No answer links
back to the site, and none holds a body's HTML except `Body` itself.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct

from diptych.model.article import Correction, Kind


class Link(Struct, frozen=True, kw_only=True, array_like=True):
    """A name and where it leads; `locale` is the language of what stands there."""

    label: str
    url: str
    locale: str = ""


class PictureSource(Struct, frozen=True, array_like=True):
    """One format of a picture: the addresses of its sizes with their widths, narrowest first."""

    media_type: str
    candidates: tuple[tuple[str, int], ...]

    @property
    def srcset(self) -> str:
        """The value of a `srcset` attribute."""
        return ", ".join(f"{url} {width}w" for url, width in self.candidates)


class Picture(Struct, frozen=True, kw_only=True, array_like=True):
    """An illustration ready to show; width and height are pixels, 0 when not known (remote).

    `sources` are its formats, the best first; `url` is the widest size of the last one, which every
    reader's software shows. A picture that is shown as it is has none.
    """

    url: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    width: int = 0
    height: int = 0
    media_type: str = ""
    sources: tuple[PictureSource, ...] = ()


class Card(Struct, frozen=True, kw_only=True, array_like=True):
    """An article as listings, feeds and heads show it.

    `date` and `updated` are in the site's time zone, None on undated pages; `minutes` is the
    reading time, at least 1. `cover` is the address of a drawing, for a story without an image.
    `summary` and the other texts are plain and typeset in the card's own locale. Nothing here
    counts words: a sentence edited would change every page that lists it.
    """

    id: str
    key: str
    locale: str
    url: str
    title: str
    description: str
    summary: str
    date: datetime | None
    updated: datetime | None
    category: Link | None
    authors: tuple[Link, ...]
    image: Picture | None
    cover: str
    kind: Kind
    featured: bool
    noindex: bool
    minutes: int


class Details(Struct, frozen=True, kw_only=True, array_like=True):
    """What an article's own page shows beside its card and its body.

    `state` is empty for a public article, else why a preview shows it: `draft`, `future`,
    `expired`, `together`. `original` is the panel it was translated from, `profiles` are those of
    its authors. `crops` are its picture in the shapes that search engines ask for, `social_card` is
    what networks show of a story without one.
    """

    tags: tuple[Link, ...]
    translators: tuple[Link, ...]
    series: tuple["SeriesBox", ...]
    profiles: tuple["Profile", ...]
    corrections: tuple[Correction, ...]
    original: Link | None
    state: str
    extra: Mapping[str, Any]
    crops: tuple[Picture, ...] = ()
    social_card: Picture | None = None


class SeriesBox(Struct, frozen=True, kw_only=True, array_like=True):
    """A series as one of its parts shows it: `number` is this part's, from 1."""

    series: Link
    number: int
    parts: tuple[Link, ...]


class Listing(Struct, frozen=True, kw_only=True, array_like=True):
    """One page of a listing.

    `cards` are newest first (oldest first in a series). `elsewhere` are titles of stories that
    exist only in another language, on the listing's index alone. `older` and `newer` lead to the
    neighbouring pages. `number` is 0 on the index.
    """

    cards: tuple[Card, ...]
    elsewhere: tuple[Link, ...]
    number: int
    older: str
    newer: str


class TermCount(Struct, frozen=True, kw_only=True, array_like=True):
    """A category, tag, author, series or month in an overview, with the number of its stories."""

    id: str
    link: Link
    count: int


class ArchiveYear(Struct, frozen=True, kw_only=True, array_like=True):
    """A year in the archives; months newest first, `Link.label` being `2026-03`."""

    link: Link
    count: int
    months: tuple[TermCount, ...]


class Profile(Struct, frozen=True, kw_only=True, array_like=True):
    """A term as its own page presents it: a category, tag, author, series, year or month."""

    label: str
    url: str
    description: str = ""
    links: tuple[Link, ...] = ()
    picture: Picture | None = None


class Alternate(Struct, frozen=True, array_like=True):
    """One `hreflang` line: a language id or `x-default`, and an absolute address."""

    hreflang: str
    url: str


class Switch(Struct, frozen=True, kw_only=True, array_like=True):
    """Where the switcher leads for one language; `exact` if that page is this one's counterpart."""

    locale: str
    label: str
    url: str
    exact: bool


class FeedLink(Struct, frozen=True, kw_only=True, array_like=True):
    """A feed that a page announces."""

    title: str
    url: str
    media_type: str


class Remark(Struct, frozen=True, kw_only=True, array_like=True):
    """A reader's comment in its thread; `html` is sanitised and typeset."""

    id: str
    author: str
    url: str
    date: datetime
    locale: str
    html: str
    replies: tuple["Remark", ...] = ()


class Quoted(Struct, frozen=True, kw_only=True, array_like=True):
    """The beginning of a reader's comment, away from its story.

    `text` is plain and typeset, in the comment's own `locale`; `url` leads to the comment.
    """

    author: str
    date: datetime
    locale: str
    text: str
    story: Link
    url: str


class Corrected(Struct, frozen=True, kw_only=True, array_like=True):
    """A correction, away from its story."""

    date: datetime
    text: str
    story: Link
    locale: str


class Commenting(Struct, frozen=True, kw_only=True, array_like=True):
    """How readers may comment on a story: by a form sent to `endpoint`, or by e-mail; or not."""

    endpoint: str
    email: str


class SiteInfo(Struct, frozen=True, kw_only=True, array_like=True):
    """What a page may need to know of the whole magazine, in one language."""

    locale: str
    tag: str
    label: str
    title: str
    description: str
    home: str
    base_url: str
    languages: tuple[str, ...]
    default_language: str
    publisher: str
    logo: Picture | None
    noindex: bool


class SitemapEntry(Struct, frozen=True, kw_only=True, array_like=True):
    """One address of the sitemap, absolute; `modified` is that of what it shows."""

    url: str
    modified: datetime | None
    alternates: tuple[Alternate, ...]
