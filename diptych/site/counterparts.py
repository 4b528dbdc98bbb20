"""Counterparts: what a page is in the other languages, for the switcher and for hreflang.

The switcher always leads somewhere that exists: the counterpart, else the section, else home.
hreflang names only real translations, so that every line of it is mutual.
"""

from diptych.model.config import Config
from diptych.site.answers import Alternate, Switch
from diptych.site.index import Site
from diptych.site.pages import Page
from diptych.site.routes import (
    OVERVIEWS,
    absolute,
    article_url,
    category_url,
    home_url,
    href,
    listing_url,
    overview_url,
    search_url,
)

X_DEFAULT = "x-default"
LISTINGS = frozenset({"home", "category", "tag", "author", "series", "archive"})


def switches(site: Site, page: Page) -> tuple[Switch, ...]:
    """Return, for every other language, where a reader of this page is led."""
    return tuple(
        _switch(site, page, locale) for locale in site.config.languages if locale != page.locale
    )


def alternates(site: Site, page: Page) -> tuple[Alternate, ...]:
    """Return a page's hreflang lines in the order of the menu, then x-default.

    They name the page itself and its real translations. Empty for a page without any, for numbered
    pages of listings, and for what is kept out of search engines.
    """
    if page.number:
        return ()
    config = site.config
    versions = _versions(site, page)
    if len(versions) < 2 or (page.locale and page.locale not in versions):  # noqa: PLR2004 - a page and one translation
        return ()
    default = versions.get(config.default_language) or next(iter(versions.values()))
    if page.kind in {"home", "chooser"}:
        default = "/"
    return (
        *(Alternate(locale, _absolute(config, url)) for locale, url in versions.items()),
        Alternate(X_DEFAULT, _absolute(config, default)),
    )


def counterpart_url(site: Site, page: Page, locale: str) -> str | None:
    """Return the URL of the page's counterpart in a language (its own URL in its own).

    A numbered page's counterpart is the index of the same listing.
    """
    config = site.config
    if page.kind in {"article", "page"}:
        panel = site.panel(site.articles[page.subject].key, locale)
        return article_url(config, panel) if panel else None
    if page.kind in {"chooser", "search"}:
        return home_url(locale) if page.kind == "chooser" else search_url(config, locale)
    if page.kind in LISTINGS:
        if page.kind in {"home", "category"} or site.shelf(locale, page.kind, page.subject).listed:
            return listing_url(config, site.registry, locale, page.kind, page.subject)
        return None
    if page.kind in OVERVIEWS or page.kind == "archives":
        kind = OVERVIEWS.get(page.kind, "archive")
        return overview_url(config, locale, kind) if (locale, kind) in site.listed else None
    return None


def _versions(site: Site, page: Page) -> dict[str, str]:
    """Return the URLs of a page's counterparts that search engines may see, by language."""
    config = site.config
    if page.kind in {"article", "page"}:
        return {
            panel.locale: article_url(config, panel)
            for panel in site.panels(site.articles[page.subject].key)
            if not site.kept_from_search(panel.id)
        }
    if page.kind == "search":  # for readers only
        return {}
    return {
        locale: url
        for locale in config.languages
        if (url := counterpart_url(site, page, locale)) is not None
    }


def _switch(site: Site, page: Page, locale: str) -> Switch:
    exact = counterpart_url(site, page, locale)
    url = exact or _section_url(site, page, locale) or home_url(locale)
    return Switch(
        locale=locale,
        label=site.config.languages[locale].label,
        url=href(site.config, url),
        exact=exact is not None and page.number == 0,
    )


def _section_url(site: Site, page: Page, locale: str) -> str | None:
    if page.kind == "article":
        category = site.articles[page.subject].category
        return category_url(site.config, locale, category) if category else None
    if page.kind in {"tag", "author", "series", "archive"} and (locale, page.kind) in site.listed:
        return overview_url(site.config, locale, page.kind)
    return None


def _absolute(config: Config, url: str) -> str:
    return absolute(config, href(config, url))
