"""What links and pictures of panels lead to, so that those of two languages can be compared.

On the site itself that is a story, a listing or a file, whatever its address in each language; on
the web an `Address`. Knows the site's routes; which links a text has is told by its outline.
"""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit

from diptych.desk.checks.matter import Matter
from diptych.desk.facts.addresses import Address, external
from diptych.desk.facts.outlines import Found
from diptych.model.article import Article
from diptych.site.references import Illustration, Reference
from diptych.site.resolve import ArticleResolver
from diptych.site.routes import (
    OVERVIEWS,
    article_url,
    category_url,
    home_url,
    listing_url,
    overview_url,
    search_url,
    terms_of,
)

_STORY = "story:"
_TERMS = ("tag", "author", "series")
LinksOf = tuple[Article, Sequence[Found]]


class Targets:
    """Tells what the links of a magazine lead to."""

    def __init__(self, matter: Matter) -> None:
        self._site = matter.newsroom.site
        self._languages = tuple(matter.languages.values())
        self._names = dict(self._pages())
        self._resolved: dict[tuple[str, str], Address | None] = {}

    def links_without_equal(self, here: LinksOf, there: LinksOf) -> Iterator[Found]:
        """Yield the links of a panel whose target no link of the other panel leads to."""
        theirs = [self.link(found.word, there[0]) for found in there[1]]
        for found in here[1]:
            mine = self.link(found.word, here[0])
            if mine is not None and not any(its is not None and mine.agrees(its) for its in theirs):
                yield found

    def images_without_equal(self, here: LinksOf, there: LinksOf) -> Iterator[Found]:
        """Yield the pictures of a panel that the other does not show."""
        theirs = {self._image(found.word, there[0]) for found in there[1]}
        for found in here[1]:
            if self._image(found.word, here[0]) not in theirs:
                yield found

    def may_be_in(self, found: Found, panel: Article, locale: str) -> bool:
        """Tell whether a link may be expected in a language.

        A story must be there in it; and of the story itself, a panel may well lead to the other.
        """
        address = self.link(found.word, panel)
        if address is None or not address.path.startswith(_STORY):
            return True
        key = address.path.removeprefix(_STORY)
        return key != panel.key and self._site.panel(key, locale) is not None

    def link(self, target: str, panel: Article) -> Address | None:
        """Return where a link leads; None for one within the page, or to no page at all."""
        asked = (panel.id, target)
        if asked not in self._resolved:
            self._resolved[asked] = self._resolve(target, panel)
        return self._resolved[asked]

    def _resolve(self, target: str, panel: Article) -> Address | None:
        config = self._site.config
        target = target.partition("#")[0].strip()
        if target.startswith(config.base_url):
            target = f"/{target.removeprefix(config.base_url)}"
        if not target:
            return None
        if not target.startswith(_STORY) and (urlsplit(target).scheme or target.startswith("//")):
            return external(target, self._languages)
        found = ArticleResolver(self._site, panel.path, panel.locale, _as_it_is).link(target)
        if not isinstance(found, Reference):
            return None  # the build tells of it
        if found.asset:
            return Address("", self._unspoken(found.asset))
        path = f"/{unquote(found.url).lstrip('/')}"
        return Address("", self._names.get(path) or self._names.get(f"{path}/") or path)

    def _image(self, source: str, panel: Article) -> str:
        found = ArticleResolver(self._site, panel.path, panel.locale, _as_it_is).image(source)
        asset = found.asset if isinstance(found, Illustration) else ""
        return self._unspoken(asset or source)

    def _unspoken(self, path: str) -> str:
        """Return a file's path without the language in its name: chart.fr.svg, chart-en.svg."""
        named = "|".join(self._site.config.languages)
        return re.sub(rf"[._-](?:{named})(?=\.[^./]+$)", "", path)

    def _pages(self) -> Iterator[tuple[str, str]]:
        """Yield the address of each page with a name that is the same in every language."""
        site, config = self._site, self._site.config
        for article in site.articles.values():
            yield article_url(config, article), f"{_STORY}{article.key}"
        for locale in config.languages:
            yield home_url(locale), "home"
            yield search_url(config, locale), "search"
            for kind in (*OVERVIEWS.values(), "archive"):
                yield overview_url(config, locale, kind), f"overview:{kind}"
            for category in config.categories:
                yield category_url(config, locale, category), f"category:{category}"
            for kind in _TERMS:
                for term in terms_of(site.registry, kind):
                    url = listing_url(config, site.registry, locale, kind, term)
                    yield url, f"{kind}:{term}"


def _as_it_is(text: str, _tag: str) -> str:
    return text
