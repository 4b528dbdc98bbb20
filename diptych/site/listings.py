"""Answers about several stories at once: listings, latest, neighbours, feeds, related."""

from diptych.site.answers import Card, Link, Listing
from diptych.site.edition import Edition
from diptych.site.index import Site
from diptych.site.numbering import span
from diptych.site.related import related
from diptych.site.routes import href, listing_url, numbered_url

RELATED = 4


def listing(edition: Edition, locale: str, kind: str, subject: str, number: int) -> Listing:
    """Return one page of a listing.

    Cards stand newest first, but oldest first in a series. Stories that exist only in another
    language and are merely linked stand on the index, as many as a page holds.
    """
    site = edition.site
    size = site.config.page_size
    shelf = site.shelf(locale, kind, subject)
    shown = span(len(shelf.listed), size, number)
    cards = [edition.cards[name] for name in shelf.listed[shown.start : shown.stop]]
    if kind == "series":
        cards.reverse()
    index = listing_url(site.config, site.registry, locale, kind, subject)

    def neighbour(other: int | None) -> str:
        if other is None:
            return ""
        return href(site.config, numbered_url(site.config, locale, index, other))

    return Listing(
        cards=tuple(cards),
        elsewhere=() if number else tuple(map(_title, _cards(edition, shelf.elsewhere[:size]))),
        number=number,
        older=neighbour(shown.older),
        newer=neighbour(shown.newer),
    )


def latest(edition: Edition, locale: str, count: int, category: str) -> tuple[Card, ...]:
    """Return the newest cards listed in a language, or in one of its categories."""
    kind = "category" if category else "home"
    return _cards(edition, edition.site.shelf(locale, kind, category).listed[:count])


def featured(edition: Edition, locale: str) -> Card | None:
    """Return the newest story marked as featured in its front matter."""
    articles = edition.directory.articles
    names = edition.site.shelf(locale, "home").own
    return next((edition.cards[name] for name in names if articles[name].featured), None)


def feed_entries(edition: Edition, locale: str, kind: str, subject: str) -> tuple[Card, ...]:
    """Return the entries of a listing's feed, newest first."""
    names = edition.site.shelf(locale, kind, subject).own
    return _cards(edition, names[: edition.site.config.feeds.entries])


def related_cards(edition: Edition, article: str) -> tuple[Card, ...]:
    """Return the stories nearest to an article."""
    among = edition.kindred[edition.directory.articles[article].locale]
    return _cards(edition, related(among, article, RELATED))


def previous_and_next(edition: Edition, article: str) -> tuple[Card | None, Card | None]:
    """Return the older and the newer story around a dated article, in its own language."""
    older, newer = edition.neighbours[article]
    return (
        edition.cards[older] if older else None,
        edition.cards[newer] if newer else None,
    )


def neighbours(site: Site) -> dict[str, tuple[str, str]]:
    """Return the older and the newer article around each dated one in its language."""
    found = {}
    for locale in site.config.languages:
        names = ("", *site.shelf(locale, "home").own, "")
        for newer, name, older in zip(names, names[1:], names[2:], strict=False):
            found[name] = (older, newer)
    return found


def _cards(edition: Edition, names: tuple[str, ...]) -> tuple[Card, ...]:
    return tuple(edition.cards[name] for name in names)


def _title(card: Card) -> Link:
    return Link(label=card.title, url=card.url, locale=card.locale)
