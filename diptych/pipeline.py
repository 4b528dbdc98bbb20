"""The story of one build, from top to bottom.

    is all as it was?  --yes-->  nothing to do
    Source --read--> Article --index--> Site --bodies--> cards --plan--> Page
           --render--> Artifact --commit--> output

This module tells the first line, and imports the rest (`production`) only if it must: a build that
has nothing to do is over before the libraries that make pages would be loaded.
"""

from diptych.engine.guard import check_output
from diptych.engine.store import DamagedError
from diptych.memory.program import remembering
from diptych.memory.standing import Standing
from diptych.model.problem import Place, environment_error
from diptych.refusals import problem_of
from diptych.request import CACHE, Progress, Report, Request

__all__ = ["Progress", "Report", "Request", "build"]

INPUTS = ("content", "themes")
"""Folders of a site that no output may overlap."""

_ATTEMPTS = 3
"""How often a build starts anew when its memory is damaged, or a source edited under its eyes."""


def build(request: Request, progress: Progress) -> Report:
    """Build the site and return what was done; the output changes only if nothing is wrong."""
    inputs = [request.source / name for name in INPUTS]
    refusal = check_output(request.output, request.source, request.home, inputs)
    if refusal is not None:
        return Report(problems=(problem_of(refusal),))
    edited = ""
    for _ in range(_ATTEMPTS):
        with remembering(request.remembered_in) as store:
            standing = Standing(store, request)
            report = standing.recall()
            if report is not None:
                return report
            from diptych.amending import amend  # noqa: PLC0415 - as told
            from diptych.production import SourceChangedError, produce  # noqa: PLC0415 - as told

            # An index is of all articles: whoever wants one wants the whole edition at hand.
            changed = None if request.search else standing.edited()
            try:
                made = changed and store and amend(request, store, standing.edition, changed)
                made = made or produce(request, store, standing.edition, progress)
            except DamagedError:
                continue
            except SourceChangedError as change:
                edited = change.path
                continue
            standing.keep(made)
            return made.report
    place = Place(edited or CACHE)
    code = "source-changing" if edited else "cache-damaged"
    return Report(problems=(environment_error(code, place),))
