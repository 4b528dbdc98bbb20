"""Sitemaps: for search engines, every address to be indexed, and the news of two days.

Knows the elements of the formats; which addresses are listed, and how many to a file, the View
has decided.
"""

from collections.abc import Iterator
from datetime import datetime

from diptych.render.addresses import absolute_address
from diptych.render.xml_text import document, element, parent
from diptych.site.answers import Card, SitemapEntry
from diptych.site.pages import Page
from diptych.site.view import View

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def sitemap(page: Page, view: View) -> bytes:
    """Return a sitemap (sitemaps.org protocol 0.9); `page.number` says which, 0 is the only one.

    Translations are named as Google asks ("Localized versions of your pages"): each address lists
    all versions, itself among them.
    """
    urls = (parent("url", _entry(entry)) for entry in view.sitemap(page.number))
    return document(parent("urlset", urls, {"xmlns": _SITEMAP, "xmlns:xhtml": _XHTML}))


def sitemap_index(_page: Page, view: View) -> bytes:
    """Return the index of the numbered sitemaps (sitemaps.org protocol 0.9).

    One has changed when the newest of its addresses has.
    """
    maps = (parent("sitemap", _map(view, number)) for number in range(1, view.sitemap_count() + 1))
    return document(parent("sitemapindex", maps, {"xmlns": _SITEMAP}))


def news_sitemap(_page: Page, view: View) -> bytes:
    """Return the news sitemap (Google's news extension 0.9) in all languages.

    Sponsored articles are left out: they are advertising, and Google News takes none.
    """
    urls = (
        parent("url", _news(card, view)) for card in view.recent_news() if card.kind != "sponsored"
    )
    return document(parent("urlset", urls, {"xmlns": _SITEMAP, "xmlns:news": _NEWS}))


def _entry(entry: SitemapEntry) -> Iterator[str]:
    yield element("loc", entry.url)
    if entry.modified:
        yield element("lastmod", _w3c(entry.modified))
    for alternate in entry.alternates:
        yield element(
            "xhtml:link",
            "",
            {"rel": "alternate", "hreflang": alternate.hreflang, "href": alternate.url},
        )


def _map(view: View, number: int) -> Iterator[str]:
    yield element("loc", view.absolute(view.href(f"/sitemap-{number}.xml")))
    changes = (entry.modified for entry in view.sitemap(number))
    changed = max((change for change in changes if change), default=None)
    if changed:
        yield element("lastmod", _w3c(changed))


def _news(card: Card, view: View) -> Iterator[str]:
    site = view.site(card.locale)
    publication = [
        element("news:name", site.title),
        element("news:language", _news_language(site.tag)),
    ]
    news = [parent("news:publication", publication)]
    if card.date:
        news.append(element("news:publication_date", _w3c(card.date)))
    news.append(element("news:title", card.title))
    yield element("loc", absolute_address(site.base_url, card.url))
    yield parent("news:news", news)


def _news_language(tag: str) -> str:
    """Return a BCP 47 tag as news sitemaps want it: two or three letters (ISO 639).

    Google knows two exceptions, simplified and traditional Chinese: `zh-cn` and `zh-tw`.
    """
    language, *rest = tag.lower().split("-")
    if language != "zh":
        return language
    return "zh-tw" if {"hant", "tw", "hk", "mo"} & set(rest) else "zh-cn"


def _w3c(moment: datetime) -> str:
    """Return a date-time as the W3C's profile of ISO 8601 writes it, with its offset."""
    return moment.isoformat(timespec="seconds")
