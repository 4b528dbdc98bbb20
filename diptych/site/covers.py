"""Covers: which drawing a story without a picture gets, and where it stands.

A story's key says which, so that all its panels share one; its category says in which colours.
There are few enough of them that readers meet one again, and have it already.
"""

from collections.abc import Iterator
from hashlib import blake2b
from typing import NamedTuple

from diptych.model.article import Article
from diptych.model.config import Config
from diptych.model.palette import palette_name
from diptych.site.index import Site

FOLDER = "/assets/covers"
NUMBERS = 48
"""How many drawings there are in each palette."""


class Cover(NamedTuple):
    """One drawing: the name of its palette, and its number."""

    palette: str
    number: int


def cover_of(config: Config, article: Article) -> Cover | None:
    """Return the cover of an article; None for one with a picture, and for undated pages."""
    if article.image is not None or article.category is None:
        return None
    colours = config.categories[article.category].palette
    return Cover(palette_name(article.category, colours), _hashed(article.key) % NUMBERS)


def cover_name(cover: Cover) -> str:
    """Return what a cover is called: `lagoon-17`."""
    return f"{cover.palette}-{cover.number}"


def read_cover(name: str) -> Cover:
    """Return the cover of a name."""
    palette, _, number = name.rpartition("-")
    return Cover(palette, int(number))


def cover_url(cover: Cover) -> str:
    """Return where a cover stands, without the base path."""
    return f"{FOLDER}/{cover_name(cover)}.svg"


def shown_covers(site: Site) -> Iterator[Cover]:
    """Return the covers that some article shows, each once."""
    covers = {cover_of(site.config, article) for article in site.articles.values()}
    yield from sorted(cover for cover in covers if cover is not None)


def _hashed(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest())
