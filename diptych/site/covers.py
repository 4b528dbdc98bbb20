"""Covers: which drawing a story without a picture gets, and where it stands.

A story's key says which, so that all its panels share one; its category says in which colours.
There are few enough of them that readers meet one again, and have it already.
"""

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from types import MappingProxyType
from typing import NamedTuple

from diptych.model.article import Article
from diptych.site.index import Site

FOLDER = "/assets/covers"
NUMBERS = 48
"""How many drawings there are in each palette."""

PALETTES: Mapping[str, tuple[str, str, str, str, str]] = MappingProxyType(
    {
        "lagoon": ("#0b4a55", "#12808c", "#d9982f", "#a8431f", "#f4e8cd"),
        "saffron": ("#8c4a12", "#d08a1d", "#12606b", "#7a2a1a", "#faedd0"),
        "indigo": ("#1f2a5a", "#3c55a5", "#d7a13b", "#a63d2f", "#f1ead9"),
        "mint": ("#17503c", "#2f8a66", "#e0b24a", "#23405e", "#f2efdc"),
        "rose": ("#6a2440", "#b24a63", "#dca24c", "#1d5a63", "#f8e9dd"),
        "slate": ("#26343b", "#5a7681", "#cf8f3a", "#8d3b23", "#ece6d8"),
    }
)
"""The ground, three glazes and the joints, by name."""


class Cover(NamedTuple):
    """One drawing: the name of its palette, and its number."""

    palette: str
    number: int


def cover_of(article: Article) -> Cover | None:
    """Return the cover of an article; None for one with a picture, and for undated pages."""
    if article.image is not None or article.category is None:
        return None
    palettes = tuple(PALETTES)
    return Cover(
        palettes[_hashed(article.category) % len(palettes)], _hashed(article.key) % NUMBERS
    )


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
    covers = {cover_of(article) for article in site.articles.values()}
    yield from sorted(cover for cover in covers if cover is not None)


def _hashed(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest())
