"""The plan: every file the build will write, listed before one is rendered.

Knows which pages exist and where; what they hold is the renderers' affair. Two pages at one place,
whatever the case or the Unicode form of their names, are a problem here and not a surprise later.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from diptych.model.article import Article
from diptych.model.asset import Asset
from diptych.model.body import Gist
from diptych.model.problem import Place, Problem, Result, error
from diptych.site.covers import cover_name, cover_url, shown_covers
from diptych.site.index import Site
from diptych.site.numbering import pages_behind
from diptych.site.pages import Page, PageKind
from diptych.site.renditions import Rendition
from diptych.site.routes import (
    OVERVIEWS,
    article_url,
    feed_url,
    home_url,
    listing_url,
    numbered_url,
    output_path,
    overview_url,
    search_url,
)
from diptych.site.social_cards import card_pages

SITEMAP_LIMIT = 50_000
"""URLs a sitemap may hold (sitemaps.org)."""

FEEDS: tuple[PageKind, ...] = ("atom", "json-feed")
FED = frozenset({"home", "category", "tag", "author"})
CONFIG = "config.toml"
SEARCH_INDEX = "pagefind"
"""The folder at the top of a site that Pagefind fills, and nothing else."""


def plan(
    site: Site, assets: Iterable[Asset], renditions: Iterable[Rendition] = ()
) -> Result[tuple[Page, ...]]:
    """Return all pages of a site, assets first, and what stands in each other's way."""
    pages = [
        *_assets(assets),
        *_renditions(renditions),
        *_covers(site),
        *card_pages(site),
        *_articles(site),
        *_listings(site),
        *_overviews(site),
        *_redirects(site),
        *_of_no_listing(site),
    ]
    pages += _sitemaps(sum(is_indexable(site, page) for page in pages))
    reserved = (*_reserved(site), *_in_the_search(site, pages))
    told = {problem.place.path for problem in reserved}
    free = [page for page in pages if page.kind == "redirect" or page.source not in told]
    return Result(tuple(pages), (*reserved, *_collisions(site, free)))


def used_assets(site: Site, bodies: Mapping[str, Gist]) -> Iterator[Asset]:
    """Return the files that some shown article or author links, or shows as they are."""
    linked = {path for name in bodies for path in bodies[name].assets}
    linked.add(f"content/{site.config.publisher.logo}")
    shown = {article.image.src for article in site.articles.values() if article.image}
    shown |= {author.avatar for author in site.registry.authors.values()}
    return (
        site.assets[path]
        for path in sorted(linked | shown)
        if path in site.assets and (path in linked or not site.assets[path].digest)
    )


def is_indexable(site: Site, page: Page) -> bool:
    """Tell whether search engines should list a page: HTML, no error page, not marked noindex."""
    if page.kind in {"article", "page"}:
        return not site.kept_from_search(page.subject)
    return page.kind in {"chooser", "home", "category", "tag", "author", "series"} | {
        "archive",
        "archives",
        *OVERVIEWS,
    }


def _assets(assets: Iterable[Asset]) -> Iterator[Page]:
    for asset in sorted(assets, key=lambda asset: asset.url):
        yield Page(url=asset.url, kind="asset", subject=asset.path, source=asset.path)


def _renditions(renditions: Iterable[Rendition]) -> Iterator[Page]:
    for one in sorted(renditions, key=lambda one: one.url):
        yield Page(url=one.url, kind="rendition", subject=one.path, source=one.path)


def _covers(site: Site) -> Iterator[Page]:
    for cover in shown_covers(site):
        yield Page(url=cover_url(cover), kind="cover", subject=cover_name(cover), source=CONFIG)


def _articles(site: Site) -> Iterator[Page]:
    for name in sorted(site.articles):
        article = site.articles[name]
        yield Page(
            url=article_url(site.config, article),
            kind="page" if article.category is None else "article",
            locale=article.locale,
            subject=name,
            source=article.path,
        )


def _listings(site: Site) -> Iterator[Page]:
    config = site.config
    for name, shelf in site.shelves.items():
        if not shelf.listed and name.kind not in {"home", "category"}:
            continue
        index = listing_url(config, site.registry, name.locale, name.kind, name.subject)
        source = _blamed(name.kind)
        for number in range(pages_behind(len(shelf.listed), config.page_size) + 1):
            yield Page(
                url=numbered_url(config, name.locale, index, number),
                kind=name.kind,
                locale=name.locale,
                subject=name.subject,
                number=number,
                source=source,
            )
        if name.kind in FED and (shelf.own or name.kind in {"home", "category"}):
            for feed in FEEDS:
                yield Page(
                    url=feed_url(index, feed),
                    kind=feed,
                    locale=name.locale,
                    subject=name.subject,
                    feed_of=name.kind,
                    source=source,
                )


def _overviews(site: Site) -> Iterator[Page]:
    overviews: dict[PageKind, str] = {
        "tags": "tag",
        "authors": "author",
        "all-series": "series",
        "archives": "archive",
    }
    for locale in site.config.languages:
        for kind, of in overviews.items():
            if (locale, of) in site.listed:
                yield Page(
                    url=overview_url(site.config, locale, of),
                    kind=kind,
                    locale=locale,
                    source=CONFIG,
                )


def _redirects(site: Site) -> Iterator[Page]:
    for name in sorted(site.articles):
        article = site.articles[name]
        for alias in article.aliases:
            yield Page(
                url=alias,
                kind="redirect",
                locale=article.locale,
                subject=article_url(site.config, article),
                source=article.path,
            )


def _of_no_listing(site: Site) -> Iterator[Page]:
    for locale in site.config.languages:
        if site.config.search.enabled:
            url = search_url(site.config, locale)
            yield Page(url=url, kind="search", locale=locale, source=CONFIG)
        yield Page(
            url=f"{home_url(locale)}404.html", kind="not-found", locale=locale, source=CONFIG
        )
    yield Page(url="/404.html", kind="not-found", source=CONFIG)
    yield Page(url="/", kind="chooser", source=CONFIG)
    yield Page(url="/_redirects", kind="redirects", source=CONFIG)
    yield Page(url="/_headers", kind="headers", source=CONFIG)
    yield Page(url="/robots.txt", kind="robots", source=CONFIG)
    yield Page(url="/news-sitemap.xml", kind="news-sitemap", source=CONFIG)


def _sitemaps(addresses: int) -> Iterator[Page]:
    if addresses <= SITEMAP_LIMIT:
        yield Page(url="/sitemap.xml", kind="sitemap", source=CONFIG)
        return
    yield Page(url="/sitemap.xml", kind="sitemap-index", source=CONFIG)
    for number in range(1, -(-addresses // SITEMAP_LIMIT) + 1):
        yield Page(url=f"/sitemap-{number}.xml", kind="sitemap", number=number, source=CONFIG)


def _blamed(kind: str) -> str:
    registries = {"tag": "tags", "author": "authors", "series": "series"}
    return f"content/{registries[kind]}.toml" if kind in registries else CONFIG


def _reserved(site: Site) -> Iterator[Problem]:
    """Find slugs that a section's own pages need: `/fr/startups/page/`, `/fr/tags/`."""
    for name in sorted(site.articles):
        article = site.articles[name]
        paths = site.config.paths[article.locale]
        words = {"feed", paths.page, "404"}
        if article.category is None:
            words |= {paths.tags, paths.authors, paths.series, paths.archives, paths.search}
        if article.slug in words:
            yield error("reserved-slug", article.place("slug"), slug=article.slug)


def _in_the_search(site: Site, pages: Iterable[Page]) -> Iterator[Problem]:
    """Find pages and files where the search index stands."""
    for page in pages:
        if _folded(page.url).partition("/")[2].partition("/")[0] == SEARCH_INDEX:
            yield error("reserved-folder", _place(site, page), url=page.url)


def _collisions(site: Site, pages: Iterable[Page]) -> Iterator[Problem]:
    """Find outputs that are one file on some file system, or a file where a folder must be."""
    claims: dict[str, list[Page]] = defaultdict(list)
    below: dict[str, Page] = {}
    for page in pages:
        path = _folded(output_path(page.url))
        claims[path].append(page)
        for folder in _folders(path):
            below.setdefault(folder, page)
    for path in sorted(claims):
        claimants = claims[path] + ([below[path]] if path in below else [])
        if len(claimants) > 1:
            # An alias yields to a page, and a source to what the settings ask for.
            claimants.sort(key=lambda page: (page.kind != "redirect", page.source == CONFIG))
            places = [_place(site, page) for page in claimants]
            urls = ", ".join(sorted({page.url for page in claimants}))
            yield error("output-collision", places[0], *places[1:], url=urls)


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _folders(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _place(site: Site, page: Page) -> Place:
    article = next(
        (
            site.articles[name]
            for name in (site.sources.get(page.source, ""),)
            if name in site.articles
        ),
        None,
    )
    if article is None:
        return Place(page.source)
    return article.place("aliases" if page.kind == "redirect" else _slug_field(article))


def _slug_field(article: Article) -> str:
    return "slug" if "slug" in article.places else "title"
