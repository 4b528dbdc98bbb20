"""The making of a site, from its sources to its output, stage by stage.

    Source --read--> Article --index--> Site --bodies--> cards --plan--> Page
           --render--> Artifact --commit--> output

The only module that knows this order, and the only one that brings the engine and the magazine
together. Every stage returns its problems beside its value; a stage that finds some goes on with
what is sound, so that one run tells them all. Nothing is written unless there are no errors.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from diptych.composingroom import ComposingRoom
from diptych.darkroom import Darkroom, Developed
from diptych.engine.commit import Committed, Workspace, workspace
from diptych.engine.executors import Executor, ItemFailedError
from diptych.engine.fault import Refused
from diptych.engine.store import Store
from diptych.memory.editions import RememberedEdition
from diptych.memory.inspections import RememberedInspections
from diptych.memory.outputs import RememberedOutput
from diptych.memory.readings import RememberedReadings
from diptych.memory.renditions import RememberedRenditions
from diptych.memory.standing import Made, Span
from diptych.model.article import Article
from diptych.model.config import Locale
from diptych.model.problem import Place, Problem, Result, config_error, strict, warning
from diptych.pressroom import PressRoom
from diptych.read.config import read_config
from diptych.read.dates import in_zone
from diptych.read.manuscripts import SourceChangedError
from diptych.read.sources import Sources, read_sources
from diptych.read.zones import load_zone
from diptych.refusals import problem_of
from diptych.render.bodies import (
    Tick,
    body_desk,
    body_orders,
    body_settings,
)
from diptych.render.encoding import usable
from diptych.render.i18n import known_locale, own_name
from diptych.render.i18n_catalogue import Catalogue
from diptych.render.theme import Theme, load_theme
from diptych.render.typography import typeset_text
from diptych.request import CACHE, Progress, Report, Request
from diptych.searching import index_articles, missing_program
from diptych.site.assembly import assemble
from diptych.site.edition import Edition
from diptych.site.index import Site, index
from diptych.site.links import broken_links, leading_to, set_aside
from diptych.site.pages import AS_THEY_ARE
from diptych.site.plan import CONFIG, plan, used_assets
from diptych.site.renditions import Rendition, all_renditions, shown_renditions
from diptych.site.spans import span
from diptych.workforce import workforce

__all__ = ["SourceChangedError", "produce"]


PICTURES = "pictures"
"""The folder of the cache that holds encoded pictures."""


class _Proof(NamedTuple):
    """A site ready for the press; without a theme when that has errors of its own.

    `bodies` has their fingerprints, `fetch` gets one in writing, `leading` the names of those that
    link to each address. `renditions` are what it shows of its pictures.
    """

    site: Site
    edition: Edition
    bodies: Mapping[str, bytes]
    fetch: Callable[[str], bytes]
    leading: Mapping[str, tuple[str, ...]]
    span: Span
    theme: Theme | None
    renditions: tuple[Rendition, ...]


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
    try:
        with workforce(request.executor, request.jobs, request.scheduler) as executor:
            return _produced(request, store, name, executor, progress)
    except Refused as fault:
        return Made(Report(problems=(problem_of(fault.refusal),)))
    except ItemFailedError as bug:
        if bug.item:  # whoever tells it does not know the site's folder
            bug.item = str(request.source / bug.item)
        raise


def _produced(
    request: Request, store: Store | None, name: bytes, executor: Executor, progress: Progress
) -> Made:
    proof, problems = _prepare(request, store, executor, progress)
    if store is None:
        problems += (warning("cache-unusable", Place(CACHE)),)
    if proof is None:
        return Made(Report(problems=_judged(problems, request)))
    if proof.theme is None:
        return Made(_report(proof, _judged(problems, request)))
    room = PressRoom(
        proof.edition,
        proof.theme,
        request.source,
        store,
        proof.bodies,
        fetch=proof.fetch,
        output=request.output,
    )
    darkroom = Darkroom(request.source, RememberedRenditions(request.source / CACHE / PICTURES))
    remembered = RememberedOutput(store, request.output)
    before = remembered.recall()
    try:
        with workspace(request.output, before) as space:
            stopped = _stops(_judged(problems, request))
            kept = None if stopped else space
            developed = _develop(darkroom, proof, kept, executor, _ticker(progress, "pictures"))
            problems += developed.problems
            pressed = room.press(kept, executor, _ticker(progress, "pages"))
            judged = _judged((*problems, *pressed.problems), request)
            if _stops(judged):
                return Made(_report(proof, judged, None, pressed.rendered, developed.encoded))
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


def _indexed(
    proof: _Proof, space: Workspace, request: Request, progress: Progress
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


def _prepare(
    request: Request, store: Store | None, executor: Executor, progress: Progress
) -> Result[_Proof | None]:
    """Do everything up to the press: read, index, render bodies, plan."""
    config, problems = read_config(request.source, request.base_url)
    if config is None:
        return Result(None, problems)
    problems += tuple(
        config_error("unknown-language-tag", Place(CONFIG), tag=language.tag, language=name)
        for name, language in config.languages.items()
        if not known_locale(language.tag)
    )
    config = replace(
        config, languages={name: _named(config.languages[name]) for name in config.languages}
    )
    images, found = usable(config.images, CONFIG)
    config = replace(config, images=images)
    problems += found
    zone = load_zone(config.timezone)
    clock = in_zone(request.clock, zone) if zone else request.clock
    readings = RememberedReadings(store, request.source, config, executor)
    sources, found = read_sources(request.source, config, clock, readings)
    readings.save()
    problems += found
    inspections = RememberedInspections(store)
    theme, found = load_theme(
        request.source, config.theme, config.languages, recall=inspections.recall
    )
    inspections.save()
    problems += found
    site = _index(sources, (), clock, request)
    orders = body_orders(site, sources.manuscripts.texts, sources.texts_set_aside)
    room = _composing_room(site, theme, request.source, store)
    composed = room.compose(orders, executor, _ticker(progress, "bodies"))
    bodies = composed.finished
    problems += composed.problems
    unreadable = [site.articles[name] for name in site.articles if name not in bodies]
    if unreadable:
        site = _index(sources, unreadable, clock, request)
    themes_own = theme.statics if theme else ()
    assets = (*sources.statics, *used_assets(site, composed.gists), *themes_own)
    renditions = shown_renditions(site, composed.gists)
    pages, found = plan(site, {asset.path: asset for asset in assets}.values(), renditions)
    problems += (*found, *broken_links(site, pages, composed.gists))
    catalogues = theme.catalogues if theme else {}
    edition = assemble(
        site,
        pages,
        bodies,
        gists=composed.gists,
        theme=themes_own,
        catalogues={name: found.digest for name, found in catalogues.items()},
        typeset=typeset_text,
    )
    leading = leading_to(composed.gists)
    holds = Span(*span(clock, sources.articles, sources.comment_dates))
    proof = _Proof(
        site, edition, composed.fingerprints, bodies.written, leading, holds, theme, renditions
    )
    return Result(proof, problems)


def _develop(
    darkroom: Darkroom, proof: _Proof, space: Workspace | None, executor: Executor, tick: Tick
) -> Developed:
    """Make the pictures, unless an error told before stops the build."""
    if space is None:
        return Developed()
    return darkroom.develop(proof.renditions, space, executor, tick)


def _possible(site: Site) -> Iterator[Rendition]:
    """Yield all that may be made of the pictures of a site, shown now or in another preview."""
    for name in sorted(site.assets):
        yield from all_renditions(site.assets[name], site.config.images)


def _named(language: Locale) -> Locale:
    """Return a language that its settings have not named under the name that it has for itself."""
    return (
        replace(language, label=own_name(language.tag))
        if language.label == language.id
        else language
    )


def _index(sources: Sources, without: Sequence[Article], clock: datetime, request: Request) -> Site:
    names = {article.id for article in without}
    return index(
        sources.config,
        sources.registry,
        [article for article in sources.articles if article.id not in names],
        comments=sources.comments,
        assets={**sources.assets, **{asset.path: asset for asset in sources.statics}},
        broken=sources.broken.union(*(set_aside(sources.config, one) for one in without)),
        now=clock,
        preview=request.preview,
        noindex=request.noindex,
    )


def _composing_room(
    site: Site, theme: Theme | None, root: Path, store: Store | None
) -> ComposingRoom:
    """Return where bodies are rendered, in the words of the theme."""
    catalogues = theme.catalogues if theme else {}
    settings = {
        locale: body_settings(site.config, locale, catalogues.get(locale, Catalogue()))
        for locale in site.config.languages
    }
    return ComposingRoom(body_desk(site, settings, typeset_text), root, store)


def _ticker(progress: Progress, name: str) -> Tick:
    return lambda done, total: progress.step(name, done, total)


def _stops(problems: Sequence[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def _judged(problems: Sequence[Problem], request: Request) -> tuple[Problem, ...]:
    return strict(tuple(problems)) if request.strict else tuple(problems)


def _foreign(output: Path, committed: Committed) -> Iterator[Problem]:
    return (warning("foreign-file", Place(str(output / path))) for path in committed.foreign)


def _report(
    proof: _Proof,
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
