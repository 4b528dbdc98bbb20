"""The directory: where articles stand, what they are filed under and when they changed.

A site whose articles have no words. Most pages want no more of most articles, and so do not rest on
their titles and summaries, which are edited far more often than anything that moves a page.
"""

from collections.abc import Iterator, Mapping
from typing import Self

from msgspec.structs import replace

from diptych.model.article import Article
from diptych.site.index import Site
from diptych.site.kept import Kept

_AT_HAND = 64
"""Articles that need not be filed again; twice as many at most."""


class Filed(Mapping[str, Article]):
    """Articles by id, each without its words once somebody looks at it."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._articles = articles
        self._filed: Kept[Article] = Kept(_AT_HAND)

    def __reduce__(self) -> tuple[type[Self], tuple[Mapping[str, Article]]]:
        return type(self), (self._articles,)

    def __getitem__(self, key: str) -> Article:
        found = self._filed.get(key)
        if found is None:
            found = _without_words(self._articles[key])
            self._filed.put(key, found)
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._articles

    def __iter__(self) -> Iterator[str]:
        return iter(self._articles)

    def __len__(self) -> int:
        return len(self._articles)


def directory(site: Site) -> Site:
    """Return a site with its articles filed."""
    return replace(site, articles=Filed(site.articles))


def _without_words(article: Article) -> Article:
    return replace(
        article,
        title="",
        description="",
        summary="",
        image=None,
        corrections=(),
        source_blocks="",
        extra={},
        places={},
    )
