"""What the search knows of an article, as a small page that Pagefind reads.

A page by itself, and not the one that readers get: whatever a theme puts around a text is not
searched, and a text is found again by what is said here alone. The attributes are Pagefind's.
"""

from html import escape

from msgspec import Struct

from diptych.render.i18n import long_date
from diptych.site.edition import Edition
from diptych.site.pages import Page
from diptych.site.routes import output_path

NOT_SEARCHED = ".permalink, .footnote-back, .footnote-ref, [aria-hidden=true]"
"""What of a text are no words of its author, as a selector."""


class Record(Struct, frozen=True):
    """One article to be found: the path of its page, and all of its record but the text."""

    article: str
    path: str
    head: str


def records(edition: Edition) -> tuple[Record, ...]:
    """Return the articles that readers may find: public, and not kept out of search engines."""
    return tuple(
        _record(edition, page)
        for page in edition.plan
        if page.kind == "article" and not edition.site.kept_from_search(page.subject)
    )


def written(record: Record, text: str) -> bytes:
    """Return a record with the HTML of its text."""
    return f"{record.head}{text}</main></body></html>\n".encode()


def _record(edition: Edition, page: Page) -> Record:
    card = edition.cards[page.subject]
    tag = edition.site.config.languages[card.locale].tag
    meta: dict[str, str] = {}
    filters = {"category": edition.site.articles[page.subject].category or ""}
    if card.category:
        meta["category"] = card.category.label
    if card.date:
        filters["year"] = f"{card.date.year:04}"
        meta["date"] = card.date.date().isoformat()
        meta["day"] = long_date(card.date.date(), tag)
    if card.image:
        meta["image"] = card.image.url
        meta["image_alt"] = card.image.alt
    lines = [
        f'<!doctype html><html lang="{escape(card.locale)}"><head><meta charset="utf-8">',
        *(_line("filter", name, value) for name, value in filters.items()),
        *(_line("meta", name, value) for name, value in meta.items()),
        "</head><body><main data-pagefind-body>",
        f'<h1 data-pagefind-meta="title">{escape(card.title)}</h1>',
    ]
    return Record(page.subject, output_path(page.url), "\n".join(lines))


def _line(kind: str, name: str, value: str) -> str:
    return f'<meta data-pagefind-{kind}="{name}[content]" content="{escape(value)}">'
