"""The directory: where articles stand, what they are filed under and when they changed.

A site whose articles have no words. Most pages want no more of most articles, and so do not rest on
their titles and summaries, which are edited far more often than anything that moves a page.
"""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from diptych.model.article import Article
from diptych.site.index import Site


class Filed(Mapping[str, Article]):
    """Articles by id, each without its words once somebody looks at it."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._articles = articles
        self._filed: dict[str, Article] = {}

    def __getitem__(self, key: str) -> Article:
        found = self._filed.get(key)
        if found is None:
            found = self._filed[key] = _without_words(self._articles[key])
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
