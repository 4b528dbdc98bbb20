"""Related stories: what a reader of one story may want to read next.

Two stories are near when they share rare tags, a category and a time. Only the newest stories of
each tag are considered, so that the cost of one question does not grow with the archive.
"""

from collections.abc import Iterable
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
    scores: dict[str, float] = {}
    for name in _candidates(site, article):
        other = site.articles[name]
        if other.key != article.key:
            scores[name] = _score(site, article, other)
    ranked = sorted(
        scores,
        key=lambda name: (
            site.articles[name].locale != article.locale,
            -scores[name],
            name,
        ),
    )
    return tuple(ranked[:count])


def _candidates(site: Site, article: Article) -> Iterable[str]:
    subjects = [("tag", tag) for tag in article.tags]
    subjects.append(("category", article.category or ""))
    for kind, subject in subjects:
        shelf = site.shelf(article.locale, kind, subject)
        yield from shelf.listed[:CONSIDERED]
        yield from shelf.elsewhere[:CONSIDERED]


def _score(site: Site, article: Article, other: Article) -> float:
    everything = len(site.shelf(article.locale, "home").own) + 1
    score = 0.0
    for tag in set(article.tags) & set(other.tags):
        score += log(1 + everything / (1 + len(site.shelf(article.locale, "tag", tag).own)))
    if article.category == other.category:
        score += SAME_CATEGORY
    if article.date and other.date:
        apart = abs((article.date - other.date).total_seconds()) / _YEAR
        score += NEARNESS / (1 + apart)
    return round(score, 6)
