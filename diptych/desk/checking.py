"""Checking a magazine: opens the newsroom, rehearses a build if asked, and runs the checks.

The shell around the checks, which are pure. Neither the output nor the memory of builds is touched;
the sources are written only to mend them.
"""

from collections.abc import Collection, Mapping

from msgspec import Struct

from diptych.desk.checks.external import external_addresses
from diptych.desk.checks.matter import Matter
from diptych.desk.checks.registry import BUILD, CHECKS, EXTERNAL
from diptych.desk.mending import mend
from diptych.desk.newsroom import open_newsroom
from diptych.desk.web.asking import Answer
from diptych.desk.web.visiting import Manners, visit
from diptych.desk.web.visits import keep, recalled
from diptych.model.problem import Place, Problem, environment_error
from diptych.production import SourceChangedError, rehearse
from diptych.request import CACHE, Progress, Request

POLITE = Manners()
"""How the web is asked unless told otherwise."""

VISITS = "links.json"
"""The file of the cache that remembers which external links were good."""

_ROUNDS = 5
"""How often texts are mended at most: what touches an earlier edit waits for the next time."""


class Checked(Struct, frozen=True, kw_only=True):
    """What came of it: every problem once, and how many each check found.

    `panels` were looked at; `mended` problems were put right, and are not among the others.
    """

    problems: tuple[Problem, ...]
    found: dict[str, int] = {}
    panels: int = 0
    mended: int = 0


def check_site(
    request: Request,
    chosen: Collection[str],
    progress: Progress,
    *,
    fix: bool = False,
    manners: Manners = POLITE,
) -> Checked:
    """Run the chosen checks; what keeps a panel from being checked is told whatever is chosen.

    With `fix`, what can be mended is mended first. Raises OSError when a source cannot be written.
    """
    try:
        mended = _mend(request, chosen) if fix else 0
        return _checked(request, chosen, progress, mended, manners)
    except SourceChangedError as change:
        return Checked(problems=(environment_error("source-changing", Place(change.path)),))


def _checked(
    request: Request, chosen: Collection[str], progress: Progress, mended: int, manners: Manners
) -> Checked:
    newsroom, reading = open_newsroom(request.source, request.clock)
    rehearsed = rehearse(request, progress) if BUILD in chosen else ()
    told = dict.fromkeys(problem for problem in reading if problem.severity == "error")
    if newsroom is None:
        return Checked(problems=tuple(told | dict.fromkeys(rehearsed)))
    base_url = request.base_url or ""
    matter = Matter(newsroom, request.output, rehearsed, base_url)
    if EXTERNAL in chosen:
        answers = _answers(matter, request, progress, manners)
        matter = Matter(newsroom, request.output, rehearsed, base_url, answers)
    found: dict[str, int] = {}
    for check in CHECKS:
        if check.name in chosen:
            problems = dict.fromkeys(finding.problem for finding in check.find(matter))
            found[check.name] = len(problems)
            told |= problems
    return Checked(problems=tuple(told), found=found, panels=len(newsroom.panels()), mended=mended)


def _answers(
    matter: Matter, request: Request, progress: Progress, manners: Manners
) -> Mapping[str, Answer]:
    """Ask the web for the addresses of which no good answer is remembered."""
    file = request.source / CACHE / VISITS
    urls = external_addresses(matter)
    known = recalled(file, urls, request.clock)
    asked = [url for url in urls if url not in known]
    fresh = visit(asked, manners, lambda done, total: progress.step("links", done, total))
    keep(file, fresh, request.clock)
    return {**known, **fresh}


def _mend(request: Request, chosen: Collection[str]) -> int:
    """Mend what the chosen checks can mend, until nothing is left of it; return how many."""
    total = 0
    for _ in range(_ROUNDS):
        newsroom, _ = open_newsroom(request.source, request.clock)
        if newsroom is None:
            break
        matter = Matter(newsroom, request.output)
        checks = [check for check in CHECKS if check.name in chosen and check.mends]
        findings = [finding for check in checks for finding in check.find(matter)]
        seen = {copy.panel.path: copy.data for copy in matter.copies.values()}
        mended = mend(request.source, findings, seen)
        total += mended
        if not mended:
            break
    return total
