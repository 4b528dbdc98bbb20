"""Related stories: what a reader of one story may want to read next.

Two stories are near when they share rare tags, a category and a time. Only the newest stories of
each tag are considered, so that the cost of one question does not grow with the archive.
"""

from collections.abc import Iterator
from heapq import nlargest, nsmallest
from math import log

from diptych.model.article import Article
from diptych.site.index import Site

CONSIDERED = 200
"""Stories looked at for each tag and for the category, newest first."""

SAME_CATEGORY = 0.5
"""What a shared category weighs; a tag that half of the stories carry weighs about as much."""

NEARNESS = 0.25
"""What it weighs at most that two stories are of one time; halved by a year between them."""

_YEAR = 365.25 * 86_400


def related(site: Site, article: Article, count: int) -> tuple[str, ...]:
    """Return the ids of at most `count` stories near an article, nearest first.

    Stories in the article's language come before those that exist only in another one; its own
    translations never appear, nor what its category hides from this language.
    """
    ranked = nsmallest(
        count,
        _contenders(site, article, count),
        key=lambda candidate: (
            site.articles[candidate[0]].locale != article.locale,
            -round(candidate[1] + _nearness(article, site.articles[candidate[0]]), 6),
            candidate[0],
        ),
    )
    return tuple(name for name, _ in ranked)


def _contenders(site: Site, article: Article, count: int) -> list[tuple[str, float]]:
    """Return the candidates, with what they share, that nearness in time may still bring to count.

    Nearness weighs little: whoever shares less than the last of the best by more than that is out.
    """
    scores = _scores(site, article)
    own = {name: score for name, score in scores.items() if name.endswith(f".{article.locale}")}
    pool = own if len(own) >= count else scores
    least = min(nlargest(count, pool.values()), default=0.0) - NEARNESS
    return [(name, score) for name, score in pool.items() if pool is scores or score >= least]


def _scores(site: Site, article: Article) -> dict[str, float]:
    """Return what each candidate shares with an article, by what the shared things weigh."""
    stories = len(site.shelf(article.locale, "home").own) + 1
    scores: dict[str, float] = {}
    for tag in dict.fromkeys(article.tags):
        rarity = log(1 + stories / (1 + len(site.shelf(article.locale, "tag", tag).own)))
        for name in _candidates(site, article, "tag", tag):
            scores[name] = scores.get(name, 0.0) + rarity
    for name in _candidates(site, article, "category", article.category or ""):
        scores[name] = scores.get(name, 0.0) + SAME_CATEGORY
    return scores


def _candidates(site: Site, article: Article, kind: str, subject: str) -> Iterator[str]:
    """Yield the newest stories of a listing, without the article's own panels."""
    shelf = site.shelf(article.locale, kind, subject)
    own = site.stories[article.key]
    for names in (shelf.listed, shelf.elsewhere):
        yield from (name for name in names[:CONSIDERED] if name not in own)


def _nearness(article: Article, other: Article) -> float:
    if article.date is None or other.date is None:
        return 0.0
    return NEARNESS / (1 + abs((article.date - other.date).total_seconds()) / _YEAR)
