"""External links: what the web answered for the addresses that texts lead to.

Finds the addresses, and judges answers; asks nothing itself. What a server keeps from programs
(401, 403, 429 and the like) may well be there for readers, and is not told.
"""

from collections.abc import Iterator, Mapping
from urllib.parse import urldefrag, urlsplit

from diptych.desk.checks.matter import Matter
from diptych.desk.facts.outlines import outline
from diptych.desk.mending import Finding
from diptych.desk.web.asking import Answer
from diptych.model.problem import Place, Problem, error, warning

_GONE = frozenset({404, 410})
_FAILING = range(500, 600)
_FAULTS: Mapping[str, str] = {
    "timeout": "external-timeout",
    "unreachable": "external-unreachable",
    "certificate": "external-certificate",
    "redirections": "external-redirections",
    "private": "external-private",
    "malformed": "external-malformed",
}


def external_addresses(matter: Matter) -> Mapping[str, list[Place]]:
    """Return the addresses on the web that panels lead to or show, with the places."""
    found: dict[str, list[Place]] = {}
    for copy in (one for story in matter.stories() for one in story):
        parts = outline(copy.markup)
        for one in (*parts.links, *parts.images):
            url = urldefrag(one.word if not one.word.startswith("//") else f"https:{one.word}").url
            if _is_external(url) and not url.startswith(matter.base_url):
                found.setdefault(url, []).append(copy.place(one.position))
    return found


def check_external(matter: Matter) -> Iterator[Finding]:
    """Tell what is wrong with the addresses for which there is an answer."""
    if not matter.answers:
        return
    for url, places in external_addresses(matter).items():
        answer = matter.answers.get(url)
        for place in places if answer else ():
            problem = _judged(url, answer or Answer(), place)
            if problem:
                yield Finding(problem)


def _judged(url: str, answer: Answer, place: Place) -> Problem | None:
    if answer.status in _GONE:
        return error("external-dead", place, target=url, status=answer.status)
    if answer.fault:
        return warning(_FAULTS[answer.fault], place, target=url)
    if answer.status in _FAILING:
        return warning("external-failing", place, target=url, status=answer.status)
    if answer.moved:
        return warning("external-moved", place, target=url, moved=answer.moved)
    return None


def _is_external(url: str) -> bool:
    try:
        return urlsplit(url).scheme in {"http", "https"}
    except ValueError:
        return False
