"""What happened lately: the newest corrections in each language, and the newest comments.

Which ones they are follows from the index alone; how they read is an answer.
"""

from datetime import datetime

from diptych.site.answers import Corrected, Link, Quoted
from diptych.site.cards import shortened
from diptych.site.edition import Edition
from diptych.site.index import Site

LIMIT = 12
"""How many of each are at hand."""

_QUOTED = 160


def lately(site: Site) -> dict[str, tuple[str, ...]]:
    """Return what is at hand, newest first.

    `corrections/LOCALE` are ids of articles that were corrected; `comments` are keys of stories
    that were commented on.
    """
    corrected: dict[str, list[tuple[float, str]]] = {name: [] for name in site.config.languages}
    for name, article in site.articles.items():
        if article.corrections:
            newest = max(correction.date for correction in article.corrections)
            corrected[article.locale].append((-newest.timestamp(), name))
    commented = [
        (-max(comment.date for comment in thread).timestamp(), key)
        for key, thread in site.comments.items()
        if key in site.stories
    ]
    found = {f"corrections/{locale}": names for locale, names in corrected.items()}
    return {
        kind: tuple(name for _, name in sorted(names)[:LIMIT])
        for kind, names in {**found, "comments": commented}.items()
    }


def corrections(edition: Edition, locale: str, count: int) -> tuple[Corrected, ...]:
    """Return the newest corrections of stories in a language, newest first, at most `count`."""
    found = [
        (correction.date, name, correction.text)
        for name in edition.lately[f"corrections/{locale}"]
        for correction in edition.site.articles[name].corrections
    ]
    return tuple(
        Corrected(
            date=when, text=edition.set(text, locale), story=_link(edition, name), locale=locale
        )
        for when, name, text in sorted(found, key=_newest_first)[:count]
    )


def remarks(edition: Edition, locale: str, count: int) -> tuple[Quoted, ...]:
    """Return the newest comments, newest first, at most `count`.

    Each leads to its story in the language asked for, if the story has it.
    """
    found = [
        (comment.date, comment.id, comment)
        for key in edition.lately["comments"]
        for comment in edition.site.comments[key]
        if comment.body_id in edition.bodies
    ]
    quoted = []
    for when, _, comment in sorted(found, key=_newest_first)[:count]:
        panels = {panel.locale: panel.id for panel in edition.directory.panels(comment.story)}
        story = _link(edition, panels.get(locale) or next(iter(panels.values())))
        quoted.append(
            Quoted(
                author=comment.author,
                date=when,
                locale=comment.locale,
                text=shortened(edition.bodies[comment.body_id].excerpt, _QUOTED),
                story=story,
                url=f"{story.url}#comment-{comment.id}",
            )
        )
    return tuple(quoted)


def _link(edition: Edition, name: str) -> Link:
    card = edition.cards[name]
    return Link(label=card.title, url=card.url, locale=card.locale)


def _newest_first(item: tuple[datetime, str, object]) -> tuple[float, str]:
    return -item[0].timestamp(), item[1]
