"""Checking a magazine: opens the newsroom, rehearses a build if asked, and runs the checks.

The shell around the checks, which are pure. Writes nothing: neither the output nor the memory of
builds is touched.
"""

from collections.abc import Collection

from msgspec import Struct

from diptych.desk.checks.matter import Matter
from diptych.desk.checks.registry import BUILD, CHECKS
from diptych.desk.newsroom import Newsroom, open_newsroom
from diptych.model.problem import Place, Problem, environment_error
from diptych.production import SourceChangedError, rehearse
from diptych.request import Progress, Request


class Checked(Struct, frozen=True):
    """What came of it: every problem once, how many each check found, and of how many panels."""

    problems: tuple[Problem, ...]
    found: dict[str, int]
    panels: int = 0


def check_site(request: Request, chosen: Collection[str], progress: Progress) -> Checked:
    """Run the chosen checks; what keeps a panel from being checked is told whatever is chosen."""
    try:
        return _checked(request, chosen, progress)
    except SourceChangedError as change:
        return Checked((environment_error("source-changing", Place(change.path)),), {})


def _checked(request: Request, chosen: Collection[str], progress: Progress) -> Checked:
    newsroom, reading = open_newsroom(request.source, request.clock)
    rehearsed = rehearse(request, progress) if BUILD in chosen else ()
    told = dict.fromkeys(problem for problem in reading if problem.severity == "error")
    if newsroom is None:
        return Checked(tuple(told | dict.fromkeys(rehearsed)), {})
    return _found(newsroom, request, chosen, (tuple(told), rehearsed))


def _found(
    newsroom: Newsroom,
    request: Request,
    chosen: Collection[str],
    known: tuple[tuple[Problem, ...], tuple[Problem, ...]],
) -> Checked:
    reading, rehearsed = known
    matter = Matter(newsroom, request.output, rehearsed)
    found = {check.name: tuple(check.find(matter)) for check in CHECKS if check.name in chosen}
    told = dict.fromkeys((*reading, *(one for problems in found.values() for one in problems)))
    counts = {name: len(problems) for name, problems in found.items()}
    return Checked(tuple(told), counts, len(newsroom.panels()))
