"""Atom: a feed written after RFC 4287, with pictures after Media RSS.

Knows the elements of Atom and nothing of where entries come from.
"""

from collections.abc import Iterator
from functools import partial

from diptych.render.feed_looks import Looks
from diptych.render.feeds import Entry, Feed, feed
from diptych.render.xml_text import document, element, parent
from diptych.site.answers import Link, Picture
from diptych.site.pages import Page
from diptych.site.view import View

_NAMESPACES = {
    "xmlns": "http://www.w3.org/2005/Atom",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}


def atom(page: Page, view: View, looks: Looks | None = None) -> bytes:
    """Return the Atom feed (RFC 4287) of a page of kind `atom`."""
    told = feed(page, view)
    attributes = {**_NAMESPACES, "xml:lang": told.locale}
    return document(
        parent("feed", _feed(told, view, looks), attributes), looks.style if looks else ""
    )


def _feed(told: Feed, view: View, looks: Looks | None) -> Iterator[str]:
    if looks:  # foreign markup, which feed readers pass over (RFC 4287, section 6.3)
        yield element("about", looks.about, {"xmlns": "about:diptych"})
    yield element("id", told.id)
    yield element("title", told.title)
    if told.description:
        yield element("subtitle", told.description)
    yield element("updated", told.updated.isoformat(timespec="seconds"))
    yield element("link", "", {"rel": "self", "type": "application/atom+xml", "href": told.url})
    yield _alternate(told.home, told.locale)
    yield _author(told.publisher)
    if told.logo:
        yield element("logo", told.logo.url)
    yield element("generator", "Diptych")
    for entry in told.entries:
        yield view.once(("atom", entry.id), partial(_entry, entry, told.locale), large=True)


def _entry(entry: Entry, locale: str) -> str:
    return parent("entry", _elements(entry, locale))


def _elements(entry: Entry, locale: str) -> Iterator[str]:
    yield element("id", entry.id)
    yield element("title", entry.title)
    yield _alternate(entry.url, locale)
    if entry.published:
        yield element("published", entry.published.isoformat(timespec="seconds"))
    yield element("updated", entry.updated.isoformat(timespec="seconds"))
    yield from map(_author, entry.authors)
    for subject in entry.subjects:
        yield element("category", "", {"term": subject})
    if entry.summary:
        yield element("summary", entry.summary)
    if entry.image:
        yield _media(entry.image)
    yield element("content", entry.html, {"type": "html"})


def _alternate(url: str, locale: str) -> str:
    return element(
        "link", "", {"rel": "alternate", "type": "text/html", "hreflang": locale, "href": url}
    )


def _author(author: Link) -> str:
    children = [element("name", author.label)]
    if author.url:
        children.append(element("uri", author.url))
    return parent("author", children)


def _media(picture: Picture) -> str:
    """Return the story's picture: it stands beside the text on the page, not in it."""
    return element(
        "media:content",
        "",
        {
            "url": picture.url,
            "medium": "image",
            "type": picture.media_type,
            "width": str(picture.width or ""),
            "height": str(picture.height or ""),
        },
    )
