"""Shelves: which stories stand in which listing of which language, and in what order.

Applies each category's policy for untranslated stories. Knows ids and dates; nothing of cards,
URLs or pages.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from diptych.model.article import Article
from diptych.model.config import Config

ShelfKind = Literal["home", "category", "tag", "author", "series", "archive"]


class ShelfName(NamedTuple):
    """Which listing of which language; the subject of an archive is `2026` or `2026-03`."""

    locale: str
    kind: ShelfKind
    subject: str


class Shelf(Struct, frozen=True, kw_only=True):
    """The stories of one listing, newest first.

    `own` are written in the listing's language; `listed` adds those that their category shows in
    another language; `elsewhere` are those it only links.
    """

    own: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()


EMPTY = Shelf()


def newest_first(articles: Iterable[Article]) -> list[Article]:
    """Return dated articles by date, newest first; equal dates by id."""
    by_id = sorted(articles, key=lambda article: article.id)
    return sorted(by_id, key=_timestamp, reverse=True)


def fill_shelves(
    config: Config, stories: Mapping[str, Sequence[Article]]
) -> dict[ShelfName, Shelf]:
    """Return every listing that has something to list, and all homes and categories.

    `stories` holds the public panels of each dated story, in the order of the menu's languages.
    """
    own: dict[ShelfName, list[str]] = defaultdict(list)
    listed: dict[ShelfName, list[str]] = defaultdict(list)
    elsewhere: dict[ShelfName, list[str]] = defaultdict(list)
    for locale in config.languages:
        own[ShelfName(locale, "home", "")] = []
        for category in config.categories:
            own[ShelfName(locale, "category", category)] = []
    everything = newest_first(panel for panels in stories.values() for panel in panels)
    for article in everything:
        article_id = article.id
        subjects = tuple(_subjects(article))
        for kind, subject in subjects:
            name = ShelfName(article.locale, kind, subject)
            own[name].append(article_id)
            listed[name].append(article_id)
        for locale in _foreign_to(config, article, stories[article.key]):
            policy = config.categories[article.category or ""].untranslated
            if policy != "hide":
                shelf = listed if policy == "show" else elsewhere
                for kind, subject in subjects:
                    shelf[ShelfName(locale, kind, subject)].append(article_id)
    return {
        name: Shelf(
            own=tuple(own.get(name, ())),
            listed=tuple(listed.get(name, ())),
            elsewhere=tuple(elsewhere.get(name, ())),
        )
        for name in sorted({*own, *listed, *elsewhere})
    }


def _foreign_to(config: Config, article: Article, panels: Sequence[Article]) -> list[str]:
    """Return the languages in which this panel stands for its story, which has none there."""
    panel_of = {panel.locale: panel for panel in panels}
    representative = panel_of.get(config.default_language, panels[0])
    if article.id != representative.id:
        return []
    return [locale for locale in config.languages if locale not in panel_of]


def _subjects(article: Article) -> Iterable[tuple[ShelfKind, str]]:
    yield "home", ""
    yield "category", article.category or ""
    for tag in article.tags:
        yield "tag", tag
    for author in article.authors:
        yield "author", author
    for series in article.series:
        yield "series", series
    if article.date is not None:
        year_and_month = article.date.isoformat()[:7]
        yield "archive", year_and_month[:4]
        yield "archive", year_and_month


def _timestamp(article: Article) -> float:
    return article.date.timestamp() if article.date else 0.0
