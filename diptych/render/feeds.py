"""Feeds: what one says, whatever the format it is written in.

Asks the View for the entries of a listing and completes them: full text, absolute addresses,
identifiers that last. Knows neither Atom nor JSON, and no clock: a feed is as old as its newest
entry.
"""

import re
from datetime import UTC, datetime
from functools import partial
from uuid import UUID, uuid5

from msgspec import Struct
from msgspec.structs import replace

from diptych.render.addresses import absolute_address, absolute_html
from diptych.site.answers import Card, Link, Picture
from diptych.site.pages import Page
from diptych.site.view import View

NAMESPACE = UUID("5b0c6a1e-6f0c-4f0e-9d55-0d6a6c1f7a42")
"""The namespace of every identifier in Diptych's feeds; it never changes.

It does not depend on `base_url`: an identifier must outlive a move to another address (RFC 4287,
4.2.6), or every subscriber would be shown twenty old stories as new.
"""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without entries was last changed: a date that no build can alter."""

_PERMALINK = re.compile(r' <a class="permalink"[^>]*>#</a>(?=</h\d>)')
"""A heading's link to itself, a quiet sign by the page's style; feed readers would show it bare."""

_PICTURE = re.compile(r"<picture>(?:<source [^>]*>)*|</picture>")
_CHOICE = re.compile(r'(?<=<img )(src="[^"]*") srcset="[^"]*" sizes="[^"]*"')
"""What a page chooses a picture's format and size from: a feed has what everything shows."""


class Entry(Struct, frozen=True, kw_only=True):
    """One story in a feed; every address is absolute, in `html` too.

    `published` is None where the story bears no date; `updated` is never older. `subjects` are its
    category and tags by name.
    """

    id: str
    url: str
    title: str
    summary: str
    html: str
    published: datetime | None
    updated: datetime
    authors: tuple[Link, ...]
    subjects: tuple[str, ...]
    image: Picture | None


class Feed(Struct, frozen=True, kw_only=True):
    """A feed of one listing in one language, newest entry first; every address is absolute.

    `url` is the feed's own, `home` that of the listing; `publisher` answers for unsigned entries.
    """

    id: str
    url: str
    home: str
    locale: str
    title: str
    description: str
    publisher: Link
    logo: Picture | None
    updated: datetime
    entries: tuple[Entry, ...]


def feed(page: Page, view: View) -> Feed:
    """Return what the feed of `page.feed_of` and `page.subject` says in the page's language."""
    site = view.site(page.locale)
    profile = view.profile(page.locale, page.feed_of, page.subject)
    cards = view.feed_entries(page.locale, page.feed_of, page.subject)
    entries = tuple(
        view.once(("entry", card.id), partial(_entry, card, site.base_url, view), large=True)
        for card in cards
    )
    is_whole = page.feed_of == "home"
    return Feed(
        id=_identifier(f"feed:{page.locale}/{page.feed_of}/{page.subject}"),
        url=absolute_address(site.base_url, view.href(page.url)),
        home=absolute_address(site.base_url, profile.url),
        locale=page.locale,
        title=site.title if is_whole else f"{profile.label} – {site.title}",
        description=profile.description,
        publisher=Link(label=site.publisher, url=absolute_address(site.base_url, site.home)),
        logo=_absolute_picture(site.logo, site.base_url),
        updated=max((entry.updated for entry in entries), default=EPOCH),
        entries=entries,
    )


def _entry(card: Card, base: str, view: View) -> Entry:
    url = absolute_address(base, card.url)
    category = (card.category.label,) if card.category else ()
    tags = (tag.label for tag in view.details(card.id).tags)
    return Entry(
        id=_identifier(f"story:{card.id}"),
        url=url,
        title=card.title,
        summary=card.summary,
        html=absolute_html(_for_readers(view.body(card.id).html), url),
        published=card.date,
        updated=max((date for date in (card.date, card.updated) if date), default=EPOCH),
        authors=tuple(_absolute_link(author, base) for author in card.authors),
        subjects=tuple(dict.fromkeys((*category, *tags))),
        image=_absolute_picture(card.image, base),
    )


def _for_readers(html: str) -> str:
    """Return a body without what only its own page has a use for."""
    html = _PERMALINK.sub("", html)
    return _CHOICE.sub(r"\1", _PICTURE.sub("", html)) if "srcset" in html else html


def _identifier(name: str) -> str:
    """Return a permanent identifier as a URN (RFC 4122), the same for the same name for ever."""
    return uuid5(NAMESPACE, name).urn


def _absolute_link(link: Link, base: str) -> Link:
    return replace(link, url=absolute_address(base, link.url)) if link.url else link


def _absolute_picture(picture: Picture | None, base: str) -> Picture | None:
    if picture is None:
        return None
    return replace(picture, url=absolute_address(base, picture.url), sources=())
