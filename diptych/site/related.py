"""Related stories: what a reader of one story may want to read next.

Two stories are near when they share rare tags, a category and a time. Only the newest stories of
each tag are considered, so that the cost of one question does not grow with the archive.
"""

from collections.abc import Callable, Iterable
from heapq import nlargest, nsmallest
from math import log

from diptych.model.article import Article
from diptych.site.index import Site
from diptych.site.shelves import Shelf

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

    Those in the article's language come first: others are looked at only when these are too few.
    Nearness weighs little: whoever shares less than the last of the best by more than that is out.
    """
    scores = _scores(site, article, lambda shelf: shelf.own[:CONSIDERED])
    if len(scores) < count:
        return [*(scores | _scores(site, article, _listed)).items()]
    least = min(nlargest(count, scores.values()), default=0.0) - NEARNESS
    return [(name, score) for name, score in scores.items() if score >= least]


def _scores(
    site: Site, article: Article, names: Callable[[Shelf], Iterable[str]]
) -> dict[str, float]:
    """Return what each candidate shares with an article, by what the shared things weigh.

    `names` picks the candidates of a listing; the article's own panels are none.
    """
    stories = len(site.shelf(article.locale, "home").own) + 1
    scores: dict[str, float] = {}
    for tag in dict.fromkeys(article.tags):
        shelf = site.shelf(article.locale, "tag", tag)
        rarity = log(1 + stories / (1 + len(shelf.own)))
        for name in names(shelf):
            scores[name] = scores.get(name, 0.0) + rarity
    for name in names(site.shelf(article.locale, "category", article.category or "")):
        scores[name] = scores.get(name, 0.0) + SAME_CATEGORY
    for name in site.stories[article.key]:
        scores.pop(name, None)
    return scores


def _listed(shelf: Shelf) -> Iterable[str]:
    return (*shelf.listed[:CONSIDERED], *shelf.elsewhere[:CONSIDERED])


def _nearness(article: Article, other: Article) -> float:
    if article.date is None or other.date is None:
        return 0.0
    return NEARNESS / (1 + abs((article.date - other.date).total_seconds()) / _YEAR)
