"""The index: from articles to a site that can be looked things up in.

Decides who is public, groups panels into stories and stories into listings. Sees no text of a
body, asks no clock and makes no page: `plan` does that from what is found here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import cast

from msgspec import Struct

from diptych.model.article import Article
from diptych.model.asset import Asset
from diptych.model.comment import Comment
from diptych.model.config import Config
from diptych.model.taxonomy import Registry
from diptych.site.shelves import EMPTY, Shelf, ShelfKind, ShelfName, fill_shelves
from diptych.site.states import Preview, Withheld, withheld


class Site(Struct, frozen=True, kw_only=True):
    """The whole magazine, looked up by id, key or listing; ids are `KEY.LOCALE`.

    `articles` are the panels this build shows, dated or not; `stories` lists their ids by story
    key in the order of the menu's languages. `sources` maps every source path, public or not, to
    its article's id. `listed` pairs each language with the kinds of shelf that hold stories in it.
    `undated` are the keys of stories that are pages: about, contact.
    `previewed` says why a shown panel is not public. `broken` names what was set
    aside because of an error.
    """

    config: Config
    registry: Registry
    now: datetime
    articles: Mapping[str, Article]
    stories: Mapping[str, tuple[str, ...]]
    undated: tuple[str, ...]
    shelves: Mapping[ShelfName, Shelf]
    listed: frozenset[tuple[str, str]]
    comments: Mapping[str, tuple[Comment, ...]]
    assets: Mapping[str, Asset]
    sources: Mapping[str, str]
    withheld: Mapping[str, Withheld]
    previewed: Mapping[str, Withheld]
    broken: frozenset[str]
    noindex: bool = False

    def shelf(self, locale: str, kind: str, subject: str = "") -> Shelf:
        """Return a listing's stories; an empty shelf where nothing is listed."""
        return self.shelves.get(ShelfName(locale, cast("ShelfKind", kind), subject), EMPTY)

    def panel(self, key: str, locale: str) -> Article | None:
        """Return a story's public panel in a language."""
        for panel in self.panels(key):
            if panel.locale == locale:
                return panel
        return None

    def panels(self, key: str) -> tuple[Article, ...]:
        """Return a story's public panels, in the order of the menu's languages."""
        articles = self.articles
        return tuple([articles[name] for name in self.stories.get(key, ())])

    def kept_from_search(self, name: str) -> bool:
        """Tell whether an article is not for search engines: marked so, or only in a preview."""
        return self.articles[name].noindex or name in self.previewed


def index(  # noqa: PLR0913 - these are what reading hands over, each of another kind
    config: Config,
    registry: Registry,
    articles: Sequence[Article],
    *,
    comments: Iterable[Comment] = (),
    assets: Mapping[str, Asset] | None = None,
    broken: frozenset[str] = frozenset(),
    now: datetime,
    preview: Preview,
    noindex: bool = False,
) -> Site:
    """Index what was read, as it stands at `now`."""
    panels = _by_story(config, articles)
    hidden: dict[str, Withheld] = {}
    previewed: dict[str, Withheld] = {}
    for article in articles:
        reason = withheld(article, panels[article.key], config.languages, now)
        if reason is not None:
            shown = preview.shows(reason.reason)
            (previewed if shown else hidden)[article.id] = reason
    public = {
        key: tuple(panel for panel in story if panel.id not in hidden)
        for key, story in panels.items()
    }
    dated = {
        key: story
        for key, story in public.items()
        if story and all(panel.category is not None for panel in story)
    }
    shelves = fill_shelves(config, dated)
    return Site(
        config=config,
        registry=registry,
        now=now,
        articles={panel.id: panel for story in public.values() for panel in story},
        stories={key: tuple(panel.id for panel in story) for key, story in public.items() if story},
        undated=tuple(sorted(key for key, story in public.items() if story and key not in dated)),
        shelves=shelves,
        listed=frozenset((name.locale, name.kind) for name in shelves if shelves[name].listed),
        comments=_threads(comments, now) if config.comments.show else {},
        assets=assets or {},
        sources={article.path: article.id for article in articles},
        withheld=hidden,
        previewed=previewed,
        broken=broken,
        noindex=noindex,
    )


def _by_story(config: Config, articles: Iterable[Article]) -> dict[str, tuple[Article, ...]]:
    rank = {locale: position for position, locale in enumerate(config.languages)}
    stories: dict[str, list[Article]] = defaultdict(list)
    for article in sorted(articles, key=lambda article: article.key):
        stories[article.key].append(article)
    return {
        key: tuple(sorted(story, key=lambda panel: rank[panel.locale]))
        for key, story in stories.items()
    }


def _threads(comments: Iterable[Comment], now: datetime) -> dict[str, tuple[Comment, ...]]:
    threads: dict[str, list[Comment]] = defaultdict(list)
    for comment in sorted(comments, key=lambda comment: (comment.date, comment.id)):
        if comment.date <= now:
            threads[comment.story].append(comment)
    return {story: tuple(thread) for story, thread in threads.items()}
