"""The proof: a site read, indexed, set and planned, with everything but its pages.

    Source --read--> Article --index--> Site --bodies--> cards --plan--> Proof

Shared by what prints it and by what only looks it over. Every stage returns its problems beside
its value, and goes on with what is sound. Knows neither the press nor any output.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from diptych.composingroom import ComposingRoom
from diptych.engine.executors import Executor
from diptych.engine.store import Store
from diptych.memory.inspections import RememberedInspections
from diptych.memory.readings import RememberedReadings
from diptych.memory.standing import Span
from diptych.model.article import Article
from diptych.model.config import Locale
from diptych.model.problem import Place, Result, config_error
from diptych.read.config import read_config
from diptych.read.dates import in_zone
from diptych.read.sources import Sources, read_sources
from diptych.read.zones import load_zone
from diptych.render.bodies import Tick, body_desk, body_orders, body_settings
from diptych.render.i18n import known_locale, own_name
from diptych.render.i18n_catalogue import Catalogue
from diptych.render.theme import Theme, load_theme
from diptych.render.typography import typeset_text
from diptych.request import Progress, Request
from diptych.site.assembly import assemble
from diptych.site.edition import Edition
from diptych.site.index import Site, index
from diptych.site.links import broken_links, leading_to, set_aside
from diptych.site.plan import CONFIG, plan, used_assets
from diptych.site.renditions import Rendition, shown_renditions
from diptych.site.spans import span


class Proof(NamedTuple):
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


def prepare(
    request: Request, store: Store | None, executor: Executor, progress: Progress
) -> Result[Proof | None]:
    """Do everything up to the press: read, index, render bodies, plan.

    Remembers and recalls with a store; without one, everything is read and rendered.
    """
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
    zone = load_zone(config.timezone)
    clock = in_zone(request.clock, zone) if zone else request.clock
    readings = RememberedReadings(store, request.source, config, executor)
    sources, found = read_sources(request.source, config, clock, readings)
    readings.save()
    problems += found
    sources, found = _with_usable_formats(sources)
    problems += found
    inspections = RememberedInspections(store)
    theme, found = load_theme(
        request.source, config.theme, config.languages, recall=inspections.recall
    )
    inspections.save()
    problems += found
    site = _index(sources, (), clock, request)
    composed = _composing_room(site, theme, request.source, store).compose(
        body_orders(site, sources.manuscripts.texts, sources.texts_set_aside),
        executor,
        ticker(progress, "bodies"),
    )
    executor.rest()  # what bodies leave behind in a process is of no use to pages
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
    proof = Proof(
        edition.site,
        edition,
        composed.fingerprints,
        bodies.written,
        leading,
        holds,
        theme,
        renditions,
    )
    return Result(proof, problems)


def _named(language: Locale) -> Locale:
    """Return a language that its settings have not named under the name that it has for itself."""
    return (
        replace(language, label=own_name(language.tag))
        if language.label == language.id
        else language
    )


def _with_usable_formats(sources: Sources) -> Result[Sources]:
    """Return a magazine whose pictures, if it has any, get formats that this machine can write."""
    if not any(asset.width for asset in sources.assets.values()):
        return Result(sources)
    from diptych.render.encoding import usable  # noqa: PLC0415 - loads Pillow

    images, problems = usable(sources.config.images, CONFIG)
    return Result(replace(sources, config=replace(sources.config, images=images)), problems)


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


def ticker(progress: Progress, name: str) -> Tick:
    """Return who hears how far a stage is, on behalf of who watches the build."""
    return lambda done, total: progress.step(name, done, total)
