"""Answers about one thing: the magazine, an article, a term, a file; and the sitemaps' entries."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import cast

from diptych.model.article import Article, Correction
from diptych.model.taxonomy import Author
from diptych.site.answers import (
    Card,
    Commenting,
    Details,
    Link,
    Picture,
    Profile,
    Remark,
    SeriesBox,
    SiteInfo,
    SitemapEntry,
)
from diptych.site.cards import asset_picture, term_links
from diptych.site.counterparts import alternates
from diptych.site.edition import Edition
from diptych.site.index import Site
from diptych.site.packed import PackedRow, packed_row
from diptych.site.pages import Page
from diptych.site.plan import SITEMAP_LIMIT, is_indexable
from diptych.site.renditions import cropped_pictures, shown_picture
from diptych.site.routes import (
    absolute,
    article_url,
    home_url,
    href,
    listing_url,
    terms_of,
)
from diptych.site.shelves import ShelfKind, ShelfName
from diptych.site.social_cards import card_picture
from diptych.site.threads import thread

NEWS_AGE = timedelta(days=2)
NEWS_LIMIT = 1_000
"""What a news sitemap may hold (Google's news sitemap specification)."""


def site_info(edition: Edition, locale: str) -> SiteInfo:
    """Return what the magazine is in a language; an empty locale asks in the default one."""
    config = edition.site.config
    name = locale or config.default_language
    language = config.languages[name]
    logo = edition.site.assets.get(f"content/{config.publisher.logo}")
    return SiteInfo(
        locale=name,
        tag=language.tag,
        label=language.label,
        title=edition.set(language.title, name),
        description=edition.set(language.description, name),
        home=href(config, home_url(name)),
        base_url=config.base_url,
        languages=tuple(config.languages),
        default_language=config.default_language,
        publisher=edition.set(config.publisher.name or language.title, name),
        logo=asset_picture(edition.site, logo) if logo else None,
        noindex=edition.site.noindex,
    )


def details(edition: Edition, name: str) -> Details:
    """Return what only an article's own page shows."""
    site = edition.site
    article = site.articles[name]
    hidden = site.previewed.get(name)
    lead = site.assets.get(article.image.src) if article.image else None
    original = edition.directory.panel(article.key, article.translated_from or "")
    return Details(
        tags=term_links(site, article.locale, "tag", article.tags, edition.typeset),
        translators=term_links(
            site, article.locale, "author", article.translators, edition.typeset
        ),
        series=tuple(_series_box(edition, article, series) for series in article.series),
        profiles=tuple(
            profile(edition, article.locale, "author", author)
            for author in article.authors
            if site.shelf(article.locale, "author", author).listed
        ),
        corrections=tuple(
            Correction(correction.date, edition.set(correction.text, article.locale))
            for correction in article.corrections
        ),
        original=_article_link(edition, site.articles[original.id]) if original else None,
        state=hidden.reason if hidden else "",
        extra=article.extra,
        crops=cropped_pictures(site.config, lead) if lead else (),
        social_card=card_picture(edition, name),
    )


def translations(edition: Edition, name: str) -> tuple[Link, ...]:
    """Return links to the panels that say they were translated from this one."""
    article = edition.directory.articles[name]
    return tuple(
        _article_link(edition, edition.site.articles[panel.id])
        for panel in edition.directory.panels(article.key)
        if panel.translated_from == article.locale
    )


def comments(edition: Edition, name: str) -> tuple[Remark, ...]:
    """Return the conversation on the story that an article is a panel of."""
    site = edition.directory
    return thread(site.comments.get(site.articles[name].key, ()), edition.bodies)


def commenting(edition: Edition) -> Commenting:
    """Return how readers may comment, as the settings say."""
    settings = edition.site.config.comments
    if not settings.show:
        return Commenting(endpoint="", email="")
    return Commenting(endpoint=settings.endpoint, email=settings.email)


def profile(edition: Edition, locale: str, kind: str, subject: str) -> Profile:
    """Return what a listing is about; an archive's label is its period (`2026-03`)."""
    site = edition.site
    url = href(site.config, listing_url(site.config, site.registry, locale, kind, subject))
    if kind == "home":
        language = site.config.languages[locale]
        return Profile(
            label=edition.set(language.title, locale),
            url=url,
            description=edition.set(language.description, locale),
        )
    if kind == "category":
        text = site.config.categories[subject].texts[locale]
        return Profile(
            label=edition.set(text.title, locale),
            url=url,
            description=edition.set(text.description, locale),
        )
    if kind == "archive":
        return Profile(label=subject, url=url)
    term = terms_of(site.registry, kind)[subject]
    label = edition.set(term.label(locale), locale)
    if not isinstance(term, Author):
        return Profile(label=label, url=url)
    avatar = site.assets.get(term.avatar)
    return Profile(
        label=label,
        url=url,
        description=edition.set(term.bios.get(locale, ""), locale),
        links=tuple(Link(label=name, url=address) for name, address in term.links.items()),
        picture=shown_picture(site.config, avatar) if avatar else None,
    )


def asset(edition: Edition, path: str) -> Picture:
    """Return a published file by its source path; raises KeyError for one that is not there."""
    found = edition.theme.get(path) or edition.site.assets[path]
    return shown_picture(edition.site.config, found)


def sitemap(edition: Edition, number: int) -> PackedRow[SitemapEntry]:
    """Return the entries of one sitemap, in the order of their addresses."""
    site, plan = edition.directory, edition.plan
    places: list[tuple[str, int]] = []
    change: dict[str, datetime | None] = {}
    for at, page in enumerate(plan):
        if page.kind in {"article", "page"}:
            change[page.subject] = _last_change(site.articles[page.subject])
        if is_indexable(site, page):
            places.append((page.url, at))
    places.sort()
    if number:
        places = places[(number - 1) * SITEMAP_LIMIT : number * SITEMAP_LIMIT]
    changes = {
        name: _latest(change[one] for one in shelf.listed) for name, shelf in site.shelves.items()
    }

    def entries() -> Iterator[SitemapEntry]:
        for _, at in places:
            page = plan[at]
            yield SitemapEntry(
                url=absolute(site.config, href(site.config, page.url)),
                modified=_modified(site, page, changes),
                alternates=alternates(site, page),
            )

    return packed_row(SitemapEntry, entries())


def recent_news(edition: Edition) -> tuple[Card, ...]:
    """Return what a news sitemap holds: the articles of the last two days."""
    return tuple(edition.cards[name] for name in edition.calendar["recent"])


def calendar(site: Site) -> dict[str, tuple[str, ...]]:
    """Return what the clock alone decides: the day, and which articles are news."""
    since = site.now - NEWS_AGE
    recent = [
        (article.publish_at, name)
        for name, article in site.articles.items()
        if article.category is not None
        and article.publish_at is not None
        and since <= article.publish_at <= site.now
        and not site.kept_from_search(name)
    ]
    newest = sorted(recent, key=lambda item: (-item[0].timestamp(), item[1]))
    return {
        "today": (site.now.date().isoformat(),),
        "recent": tuple(name for _, name in newest[:NEWS_LIMIT]),
    }


def redirects(edition: Edition) -> tuple[tuple[str, str], ...]:
    """Return old and new hrefs of all aliases."""
    config = edition.site.config
    return tuple(
        sorted(
            (href(config, page.url), href(config, page.subject))
            for page in edition.plan
            if page.kind == "redirect"
        )
    )


def _modified(
    site: Site, page: Page, changes: Mapping[ShelfName, datetime | None]
) -> datetime | None:
    """Return when what a page shows last changed: its article, or the newest change listed."""
    if page.kind in {"article", "page"}:
        return _last_change(site.articles[page.subject])
    if page.kind in _SHELVED:
        return changes[ShelfName(page.locale, cast("ShelfKind", page.kind), page.subject)]
    locales = [page.locale] if page.locale else site.config.languages
    return _latest(changes[ShelfName(locale, "home", "")] for locale in locales)


def _latest(moments: Iterable[datetime | None]) -> datetime | None:
    return max((moment for moment in moments if moment is not None), default=None)


_SHELVED = frozenset({"home", "category", "tag", "author", "series", "archive"})


def _last_change(article: Article) -> datetime | None:
    return article.updated or article.date


def _series_box(edition: Edition, article: Article, series: str) -> SeriesBox:
    site = edition.site
    names = tuple(reversed(site.shelf(article.locale, "series", series).listed))
    (link,) = term_links(site, article.locale, "series", (series,), edition.typeset)
    return SeriesBox(
        series=link,
        number=names.index(article.id) + 1,
        parts=tuple(_article_link(edition, site.articles[name]) for name in names),
    )


def _article_link(edition: Edition, article: Article) -> Link:
    config = edition.site.config
    return Link(
        label=edition.set(article.title, article.locale),
        url=href(config, article_url(config, article)),
        locale=article.locale,
    )
