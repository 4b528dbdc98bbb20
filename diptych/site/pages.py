"""What the plan is made of: one frozen `Page` for each file that the build writes.

A page says what it is and where it goes, never what it holds; its renderer finds that out by
asking the View.
"""

from typing import Literal

from msgspec import Struct

PageKind = Literal[
    "chooser",
    "home",
    "category",
    "tag",
    "author",
    "series",
    "archive",
    "tags",
    "authors",
    "all-series",
    "archives",
    "search",
    "article",
    "page",
    "not-found",
    "atom",
    "json-feed",
    "sitemap",
    "sitemap-index",
    "news-sitemap",
    "robots",
    "redirect",
    "redirects",
    "headers",
    "asset",
    "rendition",
    "cover",
    "social-card",
]

AS_THEY_ARE: frozenset[PageKind] = frozenset({"asset", "rendition"})
"""The kinds of which nothing is to be rendered."""

CARDS: frozenset[PageKind] = frozenset({"social-card"})
"""The kinds that are painted: dear to make, and kept by what is on them."""


class Page(Struct, frozen=True, kw_only=True, array_like=True):
    """One file to be written.

    `url` is its path on the site without the base path: `/fr/startups/x/` (a folder's index.html)
    or `/robots.txt`. `locale` is empty for what belongs to no single language. `subject` is what
    it is about: an article's id, a term's id, a year or month (`2026-03`), a source path, the
    target of a redirect. `number` is the page of a listing (0 for its index) or of the sitemap.
    `feed_of` is the kind of listing that a feed follows. `source` is the file to blame for it.
    """

    url: str
    kind: PageKind
    locale: str = ""
    subject: str = ""
    number: int = 0
    feed_of: str = ""
    source: str = ""
