"""Related stories: what a reader of one story may want to read next.

Two stories are near when they share rare tags, a category and a time. Only the newest stories of
each tag are considered, so that the cost of one question does not grow with the archive.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import nlargest, nsmallest
from itertools import combinations
from math import log

from msgspec import Struct

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


class Kin(Struct, frozen=True, array_like=True):
    """All of an article that decides which others are near it; `date` in seconds since 1970."""

    key: str
    locale: str
    category: str
    tags: tuple[str, ...]
    date: float | None


class Considered(Struct, frozen=True, array_like=True):
    """The newest stories that share one thing, and what it weighs to share it.

    `others` are those that its listing has from other languages, after its own.
    """

    weight: float
    own: tuple[str, ...]
    others: tuple[str, ...]


class Kindred(Struct, frozen=True, array_like=True):
    """What the nearness of stories is told from in one language, and nothing else.

    `kin` are the articles that its listings name, by id; `tags` and `categories` hold the stories
    to consider, by id of what they share.
    """

    kin: Mapping[str, Kin]
    tags: Mapping[str, Considered]
    categories: Mapping[str, Considered]


def kindred(site: Site, locale: str) -> Kindred:
    """Return what the stories of one language are compared by."""
    home = site.shelf(locale, "home")
    stories = len(home.own) + 1
    shelves = [(name, shelf) for name, shelf in site.shelves.items() if name.locale == locale]
    return Kindred(
        kin={name: _kin(site.articles[name]) for name in (*home.listed, *home.elsewhere)},
        tags={
            name.subject: _considered(shelf, log(1 + stories / (1 + len(shelf.own))))
            for name, shelf in shelves
            if name.kind == "tag"
        },
        categories={
            name.subject: _considered(shelf, SAME_CATEGORY)
            for name, shelf in shelves
            if name.kind == "category"
        },
    )


def related(among: Kindred, article: str, count: int) -> tuple[str, ...]:
    """Return the ids of at most `count` stories near an article, nearest first.

    Stories in the article's language come before those that exist only in another one; its own
    translations never appear, nor what its category hides from this language. An article that no
    listing of its language names has none.
    """
    own = among.kin.get(article)
    if own is None:
        return ()
    ranked = nsmallest(
        count,
        _contenders(among, article, count),
        key=lambda candidate: (
            among.kin[candidate[0]].locale != own.locale,
            -round(candidate[1] + _nearness(own, among.kin[candidate[0]]), 6),
            candidate[0],
        ),
    )
    return tuple(name for name, _ in ranked)


def _kin(article: Article) -> Kin:
    return Kin(
        key=article.key,
        locale=article.locale,
        category=article.category or "",
        tags=article.tags,
        date=article.date.timestamp() if article.date else None,
    )


def _considered(shelf: Shelf, weight: float) -> Considered:
    newest = shelf.own[:CONSIDERED]
    others = (*shelf.listed[:CONSIDERED], *shelf.elsewhere[:CONSIDERED])
    return Considered(weight, newest, tuple(dict.fromkeys(others)))


def _contenders(among: Kindred, article: str, count: int) -> list[tuple[str, float]]:
    """Return the candidates, with what they share, that nearness in time may still bring to count.

    Those in the article's language come first: others are looked at only when these are too few.
    Nearness weighs little: whoever shares less than the last of the best by more than that is out.
    """
    shared = _shared(among, article)
    scores = _best(shared, article, count)
    if len(scores) < count:
        scores = _scores(shared, article, lambda one: one.own)
    if len(scores) < count:
        return [*(scores | _scores(shared, article, lambda one: one.others)).items()]
    least = min(nlargest(count, scores.values()), default=0.0) - NEARNESS
    return [(name, score) for name, score in scores.items() if score >= least]


def _best(shared: Sequence[Considered], article: str, count: int) -> dict[str, float]:
    """Return the scores of all that share more than one thing, if no other comes near them.

    Empty if others might: all have to be looked at then.
    """
    names = [frozenset(one.own) for one in shared]
    several = frozenset().union(*(one & other for one, other in combinations(names, 2)))
    scores = {
        name: sum(one.weight for one, own in zip(shared, names, strict=True) if name in own)
        for name in several
        if name != article
    }
    if count < 1 or len(scores) < count:
        return {}
    least = min(nlargest(count, scores.values())) - NEARNESS
    return scores if max(one.weight for one in shared) < least else {}


def _shared(among: Kindred, article: str) -> tuple[Considered, ...]:
    """Return what others may share with an article: its tags, its category."""
    own = among.kin[article]
    tags = (among.tags[tag] for tag in dict.fromkeys(own.tags) if tag in among.tags)
    category = among.categories.get(own.category)
    return (*tags, *((category,) if category else ()))


def _scores(
    shared: Iterable[Considered], article: str, names: Callable[[Considered], Iterable[str]]
) -> dict[str, float]:
    """Return what each candidate shares with an article, by what the shared things weigh.

    `names` picks the candidates among those that share a thing; the article itself is none.
    """
    scores: dict[str, float] = {}
    for one in shared:
        for name in names(one):
            scores[name] = scores.get(name, 0.0) + one.weight
    # No listing of this language names a translation: they stand for stories that it lacks.
    scores.pop(article, None)
    return scores


def _nearness(one: Kin, other: Kin) -> float:
    if one.date is None or other.date is None:
        return 0.0
    return NEARNESS / (1 + abs(one.date - other.date) / _YEAR)
