"""Gives each article what Pelican alone has not: neighbours, related stories, its counterpart."""

from collections import defaultdict
from itertools import pairwise
from typing import Any

from pelican import signals

RELATED = 4


def register() -> None:
    """Be called once all articles are read."""
    signals.article_generator_finalized.connect(_connect)


def _connect(generator: Any) -> None:
    shelves = defaultdict(list)
    stories = defaultdict(list)
    tagged = dict(generator.tags)
    for article in generator.articles:
        shelves[article.category].append(article)
        stories[article.slug].append(article)
    for shelf in shelves.values():
        for newer, older in pairwise(shelf):
            newer.previous, older.next = older, newer
    for article in generator.articles:
        article.counterparts = [other for other in stories[article.slug] if other is not article]
        article.related = _related(article, tagged)


def _related(article: Any, tagged: Any) -> list[Any]:
    scores: defaultdict[Any, int] = defaultdict(int)
    for tag in article.tags:
        for other in tagged[tag][:200]:
            if other is not article:
                scores[other] += 1
    return sorted(scores, key=lambda other: (-scores[other], other.slug))[:RELATED]
