"""Answers about ways through the site: menus, breadcrumbs, overviews, archives, feed links."""

from collections.abc import Sequence

from diptych.model.config import Config, MenuEntry
from diptych.model.slug import slugify
from diptych.site.answers import ArchiveYear, FeedLink, Link, TermCount
from diptych.site.cards import category_link, term_links
from diptych.site.edition import Edition
from diptych.site.index import Site
from diptych.site.pages import Page
from diptych.site.plan import FED
from diptych.site.routes import (
    article_url,
    feed_url,
    home_url,
    href,
    listing_url,
    overview_url,
    search_url,
)

SECTIONS = {"tags": "tag", "authors": "author", "series": "series", "archives": "archive"}
"""The words by which menus and templates name the overview of each kind."""

MEDIA_TYPES = {"atom": "application/atom+xml", "json-feed": "application/feed+json"}


def section(edition: Edition, locale: str, word: str) -> Link:
    """Return where a section of a language stands, labelled by its word for the theme to name.

    The url is empty for a section that lists nothing yet.
    """
    site = edition.site
    if word == "home":
        return Link(label=word, url=href(site.config, home_url(locale)), locale=locale)
    if word == "search":
        url = href(site.config, search_url(site.config, locale))
        return Link(label=word, url=url if site.config.search.enabled else "", locale=locale)
    kind = SECTIONS[word]
    if (locale, kind) not in site.listed:
        return Link(label=word, url="", locale=locale)
    return Link(
        label=word, url=href(site.config, overview_url(site.config, locale, kind)), locale=locale
    )


def menu(edition: Edition, locale: str, name: str) -> tuple[Link, ...]:
    """Return a menu's entries that lead somewhere in this language.

    By default the header holds the categories and the footer the undated pages.
    """
    configured = getattr(edition.site.config.menu, name)
    entries = _default_menu(edition.site, name) if configured is None else configured
    links = (_entry(edition, locale, entry) for entry in entries)
    return tuple(link for link in links if link is not None and link.url)


def _default_menu(site: Site, name: str) -> Sequence[MenuEntry]:
    if name == "header":
        return [MenuEntry(target=category) for category in site.config.categories]
    return [MenuEntry(target=f"story:{key}") for key in site.undated]


def _entry(edition: Edition, locale: str, entry: MenuEntry) -> Link | None:
    site = edition.site
    target = entry.target
    label = edition.set(entry.labels.get(locale, ""), locale)
    if target.startswith("story:"):
        panels = site.panels(target.removeprefix("story:"))
        if not panels:
            return None
        panel = site.panel(panels[0].key, locale) or panels[0]
        return Link(
            label=label or edition.set(panel.title, panel.locale),
            url=href(site.config, article_url(site.config, panel)),
            locale=panel.locale,
        )
    if target in site.config.categories:
        found = category_link(site, locale, target, edition.typeset)
    elif target == "home" or target in SECTIONS:
        found = section(edition, locale, target)
    else:
        found = Link(label=target, url=target, locale=locale)
    if found is None or not label:
        return found
    return Link(label=label, url=found.url, locale=locale)


def categories(edition: Edition, locale: str) -> tuple[TermCount, ...]:
    """Return every category with the number of stories listed in it."""
    return tuple(
        TermCount(
            id=name, link=link, count=len(edition.site.shelf(locale, "category", name).listed)
        )
        for name in edition.site.config.categories
        if (link := category_link(edition.site, locale, name, edition.typeset)) is not None
    )


def terms(edition: Edition, locale: str, kind: str) -> tuple[TermCount, ...]:
    """Return the terms of a kind that list stories in a language, in the order of their labels."""
    site = edition.site
    names = tuple(
        name.subject
        for name, shelf in site.shelves.items()
        if name.locale == locale and name.kind == kind and shelf.listed
    )
    links = term_links(site, locale, kind, names, edition.typeset)
    counts = [
        TermCount(id=name, link=link, count=len(site.shelf(locale, kind, name).listed))
        for name, link in zip(names, links, strict=True)
    ]
    return tuple(sorted(counts, key=lambda term: (slugify(term.link.label), term.id)))


def collectives(edition: Edition, locale: str) -> tuple[str, ...]:
    """Return the names of collective authors, whether they have a page in a language or not."""
    found = sorted(edition.site.registry.authors.items())
    names = tuple(name for name, author in found if author.collective)
    links = term_links(edition.site, locale, "author", names, edition.typeset)
    return tuple(link.label for link in links)


def archive(edition: Edition, locale: str) -> tuple[ArchiveYear, ...]:
    """Return the years that have stories in a language, each with its months."""
    site = edition.site
    periods = {
        name.subject: TermCount(
            id=name.subject,
            link=_period_link(site, locale, name.subject),
            count=len(shelf.listed),
        )
        for name, shelf in site.shelves.items()
        if name.locale == locale and name.kind == "archive" and shelf.listed
    }
    newest = sorted(periods, reverse=True)
    return tuple(
        ArchiveYear(
            link=periods[year].link,
            count=periods[year].count,
            months=tuple(periods[month] for month in newest if month.startswith(f"{year}-")),
        )
        for year in newest
        if "-" not in year
    )


def trail(edition: Edition, page: Page) -> tuple[Link, ...]:
    """Return the breadcrumbs above a page; sections are labelled by their word."""
    if not page.locale or (page.kind == "home" and not page.number):
        return ()
    site = edition.directory
    crumbs = [section(edition, page.locale, "home")]
    if page.kind == "article":
        category = site.articles[page.subject].category
        crumbs += filter(None, [category_link(site, page.locale, category, edition.typeset)])
    if page.kind in SECTIONS.values():
        word = next(word for word, kind in SECTIONS.items() if kind == page.kind)
        crumbs.append(section(edition, page.locale, word))
    if page.kind == "archive" and "-" in page.subject:
        crumbs.append(_period_link(site, page.locale, page.subject.partition("-")[0]))
    if page.number and page.kind == "category":
        crumbs += filter(None, [category_link(site, page.locale, page.subject, edition.typeset)])
    if page.number and page.kind in {"tag", "author", "series"}:
        crumbs += term_links(site, page.locale, page.kind, (page.subject,), edition.typeset)
    return tuple(crumb for crumb in crumbs if crumb.url)


def feeds(edition: Edition, page: Page) -> tuple[FeedLink, ...]:
    """Return the feeds a page announces, its own listing's first."""
    if not page.locale:
        return ()
    site = edition.site
    title = edition.set(site.config.languages[page.locale].title, page.locale)
    found: list[FeedLink] = []
    if page.kind in FED - {"home"} and site.shelf(page.locale, page.kind, page.subject).own:
        index = listing_url(site.config, site.registry, page.locale, page.kind, page.subject)
        found += _feed_links(site.config, index, f"{_subject_label(edition, page)} – {title}")
    return (*found, *language_feeds(edition, page.locale))


def language_feeds(edition: Edition, locale: str) -> tuple[FeedLink, ...]:
    """Return the feeds of all that is written in a language."""
    config = edition.site.config
    title = edition.set(config.languages[locale].title, locale)
    return tuple(_feed_links(config, home_url(locale), title))


def _feed_links(config: Config, index: str, title: str) -> list[FeedLink]:
    return [
        FeedLink(title=title, url=href(config, feed_url(index, kind)), media_type=media_type)
        for kind, media_type in MEDIA_TYPES.items()
    ]


def _subject_label(edition: Edition, page: Page) -> str:
    if page.kind == "category":
        link = category_link(edition.site, page.locale, page.subject, edition.typeset)
        return link.label if link else ""
    links = term_links(edition.site, page.locale, page.kind, (page.subject,), edition.typeset)
    return links[0].label


def _period_link(site: Site, locale: str, period: str) -> Link:
    url = listing_url(site.config, site.registry, locale, "archive", period)
    return Link(label=period, url=href(site.config, url), locale=locale)
