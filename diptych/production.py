"""The making of a site, from its sources to its output, stage by stage.

    Source --read--> Article --index--> Site --bodies--> cards --plan--> Page
           --render--> Artifact --commit--> output

The only module that knows this order (its first half is `proofing`), and the only one that brings
the engine and the magazine together. Every stage returns its problems beside its value; one that
finds some goes on with what is sound, so that one run tells them all. Nothing is written unless
there are no errors.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from diptych.darkroom import Darkroom, Developed
from diptych.engine.commit import Committed, Workspace, workspace
from diptych.engine.executors import Executor, ItemFailedError
from diptych.engine.fault import Refused
from diptych.engine.store import Store
from diptych.memory.editions import RememberedEdition
from diptych.memory.outputs import RememberedOutput
from diptych.memory.pictures import RememberedPictures
from diptych.memory.standing import Made
from diptych.model.problem import Place, Problem, Result, strict, warning
from diptych.pressroom import PressRoom
from diptych.proofing import Proof, prepare, ticker
from diptych.read.manuscripts import SourceChangedError
from diptych.refusals import problem_of
from diptych.render.bodies import Tick
from diptych.render.theme import Theme
from diptych.request import CACHE, Progress, Report, Request
from diptych.searching import index_articles, missing_program
from diptych.site.index import Site
from diptych.site.pages import AS_THEY_ARE
from diptych.site.renditions import Rendition, all_renditions
from diptych.workforce import workforce

__all__ = ["SourceChangedError", "produce", "rehearse"]


PICTURES = "pictures"
"""The folder of the cache that holds encoded pictures."""


def produce(request: Request, store: Store | None, name: bytes, progress: Progress) -> Made:
    """Make the site and tell what was done, and for how long that holds.

    The edition is remembered by its name, to be amended later. The output changes only if nothing
    is wrong. Raises `DamagedError` when the store has lost something, and `SourceChangedError` when
    a source is edited meanwhile: then nothing was written.
    """
    missing = missing_program() if request.search else None
    if missing is not None:
        return Made(Report(problems=(problem_of(missing),)))
    if store is not None:
        RememberedEdition(store).withdraw()
    force = workforce(request.executor, request.jobs, request.scheduler)
    try:
        with _named_by_path(request), force as executor:
            return _produced(request, store, name, executor, progress)
    except Refused as fault:
        return Made(Report(problems=(problem_of(fault.refusal),)))


def rehearse(request: Request, progress: Progress) -> tuple[Problem, ...]:
    """Return what a build would tell of the sources: all is rendered, nothing kept or remembered.

    Pictures are not encoded. Raises `SourceChangedError` when a source is edited meanwhile.
    """
    with _named_by_path(request), workforce(request.executor, request.jobs) as executor:
        proof, problems = prepare(request, None, executor, progress)
        if proof is None or proof.theme is None:
            return problems
        room = _press_room(proof, proof.theme, request, None)
        watch = partial(ticker, progress)
        return (*problems, *room.press(None, executor, watch).problems)


@contextmanager
def _named_by_path(request: Request) -> Iterator[None]:
    """Let a bug name the file it met; whoever tells it does not know the site's folder."""
    try:
        yield
    except ItemFailedError as bug:
        if bug.item:
            bug.item = str(request.source / bug.item)
        raise


def _produced(
    request: Request, store: Store | None, name: bytes, executor: Executor, progress: Progress
) -> Made:
    proof, problems = prepare(request, store, executor, progress)
    if store is None:
        problems += (warning("cache-unusable", Place(CACHE)),)
    if proof is None:
        return Made(Report(problems=_judged(problems, request)))
    if proof.theme is None:
        return Made(_report(proof, _judged(problems, request)))
    room = _press_room(proof, proof.theme, request, store)
    darkroom = Darkroom(request.source, RememberedPictures(request.source / CACHE / PICTURES))
    remembered = RememberedOutput(store, request.output)
    before = remembered.recall()
    try:
        with workspace(request.output, before) as space:
            stopped = _stops(_judged(problems, request))
            kept = None if stopped else space
            developed = _develop(darkroom, proof, kept, executor, ticker(progress, "pictures"))
            problems += developed.problems
            pressed = room.press(kept, executor, partial(ticker, progress))
            judged = _judged((*problems, *pressed.problems), request)
            if _stops(judged):
                return Made(_report(proof, judged, None, pressed.rendered, developed.encoded))
            executor.rest()
            committed = space.commit()
            indexed = _indexed(proof, space, request, progress)
    except Refused as fault:
        return Made(_report(proof, (*_judged(problems, request), problem_of(fault.refusal))))
    if committed.listing != before:
        remembered.keep(committed.listing)
    room.save()
    if developed.encoded:  # else there is nothing more in the cache than before
        darkroom.tidy(_possible(proof.site))
    if store is not None:
        RememberedEdition(store).keep(name, proof.edition, proof.leading)
    foreign = _foreign(request.output, committed)
    told = (*judged, *foreign, *indexed.problems)
    report = _report(proof, told, committed, pressed.rendered, developed.encoded)
    if indexed.problems:  # an error is not what a later build should find standing
        return Made(report)
    return Made(report, proof.span, committed.listing.manifest, indexed.value)


def _press_room(proof: Proof, theme: Theme, request: Request, store: Store | None) -> PressRoom:
    return PressRoom(
        proof.edition,
        theme,
        request.source,
        store,
        proof.bodies,
        fetch=proof.fetch,
        output=request.output,
    )


def _indexed(
    proof: Proof, space: Workspace, request: Request, progress: Progress
) -> Result[str | None]:
    """Index the articles of a site that was just committed, if asked; a failure is told."""
    if not request.search:
        return Result(None)
    progress.step("search", 0, 1)
    try:
        indexed = index_articles(proof.edition, proof.bodies, space.annex)
    except Refused as fault:
        return Result(None, (problem_of(fault.refusal),))
    progress.step("search", 1, 1)
    return Result(indexed)


def _develop(
    darkroom: Darkroom, proof: Proof, space: Workspace | None, executor: Executor, tick: Tick
) -> Developed:
    """Make the pictures, unless an error told before stops the build."""
    if space is None:
        return Developed()
    return darkroom.develop(proof.renditions, space, executor, tick)


def _possible(site: Site) -> Iterator[Rendition]:
    """Yield all that may be made of the pictures of a site, shown now or in another preview."""
    for name in sorted(site.assets):
        yield from all_renditions(site.assets[name], site.config.images)


def _stops(problems: Sequence[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def _judged(problems: Sequence[Problem], request: Request) -> tuple[Problem, ...]:
    return strict(tuple(problems)) if request.strict else tuple(problems)


def _foreign(output: Path, committed: Committed) -> Iterator[Problem]:
    return (warning("foreign-file", Place(str(output / path))) for path in committed.foreign)


def _report(
    proof: Proof,
    problems: tuple[Problem, ...],
    committed: Committed | None = None,
    rendered: int = 0,
    encoded: int = 0,
) -> Report:
    site = proof.site
    return Report(
        problems=problems,
        stories=len(site.stories),
        panels=len(site.articles),
        pages=sum(page.kind not in AS_THEY_ARE for page in proof.edition.plan),
        rendered=rendered,
        encoded=encoded,
        written=len(committed.written) if committed else 0,
        removed=len(committed.removed) if committed else 0,
        committed=committed is not None,
        withheld=tuple(site.withheld[name] for name in sorted(site.withheld)),
        previewed=tuple(site.previewed[name] for name in sorted(site.previewed)),
    )
