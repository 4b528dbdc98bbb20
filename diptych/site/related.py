"""Related stories: what a reader of one story may want to read next.

Two stories are near when they share rare tags, a category and a time. Only the newest stories of
each tag are considered, so that the cost of one question does not grow with the archive.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from heapq import nsmallest
from itertools import combinations
from math import inf, log

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


class Considered(Struct, frozen=True, array_like=True, eq=False):
    """The newest stories that share one thing, and what it weighs to share it.

    `others` are those that its listing has from other languages, after its own. Known by identity:
    what is worked out from the names is kept, and must not look at all of them to be found.
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
    ranked = []
    for name, shared in _contenders(among, article, count):
        other = among.kin[name]
        nearness = round(shared + _nearness(own, other), 6)
        ranked.append((other.locale != own.locale, -nearness, name))
    return tuple(name for _, _, name in nsmallest(count, ranked))


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


def _contenders(among: Kindred, article: str, count: int) -> Iterable[tuple[str, float]]:
    """Return the candidates, with what they share, that nearness in time may still bring to count.

    Those in the article's language come first: others are looked at only when these are too few.
    Nearness weighs little: whoever shares less than the last of the best by more than that is out.
    So are most of those who share one thing only, before they are looked at one by one.
    """
    shared = _shared(among, among.kin[article])
    groups = [(one.weight, _own(one)) for one in shared]
    often = {article}.union(*[_in_both(one, other) for one, other in combinations(shared, 2)])
    scores = dict.fromkeys(often, 0.0)
    for weight, names in groups:
        for name in often & names:
            scores[name] += weight
    del scores[article]
    least = _last_of_the_best(scores, count) - NEARNESS
    for weight, names in groups:
        if weight >= least:
            scores |= dict.fromkeys(names - often, weight)
    if len(scores) < count:
        return [*(scores | _scores(article, shared)).items()]
    least = _last_of_the_best(scores, count) - NEARNESS
    return [(name, score) for name, score in scores.items() if score >= least]


def _shared(among: Kindred, own: Kin) -> list[Considered]:
    """Return what an article may share with others: its tags, then its category."""
    tags = [among.tags[tag] for tag in dict.fromkeys(own.tags) if tag in among.tags]
    category = among.categories.get(own.category)
    return [*tags, category] if category else tags


def _last_of_the_best(scores: Mapping[str, float], count: int) -> float:
    """Return the score of the last of the best `count`, minus infinity if they are fewer."""
    return sorted(scores.values())[-count] if 0 < count <= len(scores) else -inf


def _scores(article: str, shared: Iterable[Considered]) -> dict[str, float]:
    """Return what each candidate from other languages shares with an article."""
    scores: dict[str, float] = {}
    for one in shared:
        for name in one.others:
            scores[name] = scores.get(name, 0.0) + one.weight
    # No listing of this language names a translation: they stand for stories that it lacks.
    scores.pop(article, None)
    return scores


@lru_cache(maxsize=512)
def _own(considered: Considered) -> frozenset[str]:
    """Return the names as a set; those of common tags are wanted again and again."""
    return frozenset(considered.own)


@lru_cache(maxsize=4096)
def _in_both(one: Considered, other: Considered) -> frozenset[str]:
    """Return what two tags, or a tag and a category, have in common: a few of many."""
    return _own(one) & _own(other)


def _nearness(one: Kin, other: Kin) -> float:
    if one.date is None or other.date is None:
        return 0.0
    return NEARNESS / (1 + abs(one.date - other.date) / _YEAR)
