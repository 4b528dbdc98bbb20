"""Spans: for how long the clock alone changes nothing in a magazine.

Stories become public, expire and stop being news; comments appear; days begin. Between two such
moments the same sources make the same site. Knows dates, and nothing of what is done about them.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta

from diptych.model.article import Article
from diptych.site.facts import NEWS_AGE

_INSTANT = timedelta(microseconds=1)


def span(
    now: datetime, articles: Iterable[Article], comments: Iterable[datetime]
) -> tuple[datetime, datetime]:
    """Return from when (included) until when (excluded) a clock makes of all this what `now` does.

    `now` is in the site's time zone; `comments` are the dates of all approved ones.
    """
    midnight = datetime.combine(now.date(), time(), now.tzinfo)
    since, until = midnight, midnight + timedelta(days=1)
    for moment in (*_moments(articles), *comments):
        if since < moment <= now:
            since = moment
        elif now < moment < until:
            until = moment
    return since, until


def _moments(articles: Iterable[Article]) -> Iterator[datetime]:
    for article in articles:
        if article.publish_at is not None:
            yield article.publish_at
            old = article.publish_at + NEWS_AGE
            yield old
            yield old + _INSTANT  # it is still news at that very moment
        if article.expires_at is not None:
            yield article.expires_at
