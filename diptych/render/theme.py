"""Themes: what pages look like and what they say, loaded once and checked whole.

`load_theme` follows the chain of folders, reads what is in them, inspects every template and
compares what they say with every catalogue, so that rendering meets no surprise. A Theme is frozen
data and travels to workers; each process makes its own environment from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from diptych.model.asset import Asset
from diptych.model.config import Locale
from diptych.model.problem import Place, Problem, Result, error, warning
from diptych.paths import packaged_themes
from diptych.render import theme_rendering
from diptych.render.i18n_catalogue import Catalogue, read_catalogue
from diptych.render.theme_chain import Layer, find_chain
from diptych.render.theme_closures import Closure, closures
from diptych.render.theme_environment import make_environment
from diptych.render.theme_files import Template, ThemeFiles, read_files
from diptych.render.theme_inspection import Inspection, Recall, inspect
from diptych.render.theme_statics import publish
from diptych.site.pages import Page, PageKind

TEMPLATES: Mapping[PageKind, str] = {
    "chooser": "chooser.html",
    "home": "home.html",
    "category": "category.html",
    "tag": "tag.html",
    "author": "author.html",
    "series": "series.html",
    "archive": "archive.html",
    "tags": "tags.html",
    "authors": "tags.html",
    "all-series": "tags.html",
    "archives": "archives.html",
    "search": "search.html",
    "article": "article.html",
    "page": "page.html",
    "not-found": "not-found.html",
    "redirect": "redirect.html",
}
"""The template of each kind of page; a theme must have them all."""


@dataclass(frozen=True)
class Theme:
    """A loaded theme.

    `catalogues` is keyed by language id and holds every language of the magazine. `statics` are
    its files to publish, `sources` where to read each of them, `made` the bytes of those that are
    published otherwise than they were written, by source path (`theme/style.css`).
    """

    name: str
    templates: Mapping[str, Template]
    closures: Mapping[str, Closure]
    catalogues: Mapping[str, Catalogue]
    statics: tuple[Asset, ...]
    sources: Mapping[str, Path]
    made: Mapping[str, bytes]

    def closure(self, template: str) -> Closure:
        """Return the names and digests of all templates that one may draw on, its own included."""
        return self.closures[template]

    def render(self, template: str, context: Mapping[str, Any], page: Page) -> Result[bytes]:
        """Return the bytes of a page, or the line of the template at which it failed."""
        return theme_rendering.render(self._environment, self._paths, template, context, page)

    def fragment(self, template: str, context: Mapping[str, Any]) -> Markup:
        """Return the HTML of a template that is a part of pages; raises what it raises."""
        return Markup(self._environment.get_template(template).render(context))  # noqa: S704 - escaped by the template

    def macros(self, template: str, context: Mapping[str, Any]) -> Any:
        """Return what a template defines, as an import of it would; raises what it raises."""
        return self._environment.get_template(template).make_module(dict(context))

    @cached_property
    def _environment(self) -> Environment:
        return _environment_of(tuple(self.templates.items()))

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(template.path for template in self.templates.values())

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if not name.startswith("_")}


@lru_cache(maxsize=2)
def _environment_of(templates: tuple[tuple[str, Template], ...]) -> Environment:
    """Return the environment for templates, and with it their code.

    A process that builds again and again, as a preview does, compiles them once.
    """
    return make_environment(dict(templates))


def _inspected(_template: Template, inspect_it: Callable[[], Inspection]) -> Inspection:
    return inspect_it()


def load_theme(  # noqa: PLR0913 - the last three have their uses in tests and in memory
    root: Path,
    name: str,
    languages: Mapping[str, Locale],
    *,
    packaged: Path | None = None,
    place: Place = Place("config.toml"),  # noqa: B008 - frozen
    recall: Recall = _inspected,
) -> Result[Theme | None]:
    """Load the theme of the site at `root`; the theme is None when an error was found.

    `packaged` is the folder of the themes that come with Diptych, found by itself; `place` is
    where the theme is named. `recall` knows what was found in templates before.
    """
    chain = find_chain(root, name, packaged or packaged_themes(), place)
    if not chain.value:
        return Result(None, chain.problems)
    files = read_files(chain.value)
    templates = files.value.templates
    environment = make_environment(templates)
    inspections = {
        key: recall(templates[key], partial(inspect, environment, templates[key]))
        for key in sorted(templates)
    }
    graph = closures(templates, {key: found.references for key, found in inspections.items()})
    catalogues = _catalogues(files.value, languages)
    statics = publish(files.value.statics)
    problems = [
        *chain.problems,
        *files.problems,
        *statics.problems,
        *(problem for found in inspections.values() for problem in found.problems),
        *dict.fromkeys(fault for found in catalogues.values() for fault in found.problems),
    ]
    # What a chain without one of its folders lacks, that folder would have brought.
    if all(problem.severity == "warning" for problem in chain.problems):
        problems += _incomplete(templates, chain.value[0])
        problems += graph.problems
        problems += _unsaid(templates, inspections, catalogues, name)
    if any(problem.severity == "error" for problem in problems):
        return Result(None, tuple(problems))
    theme = Theme(
        name=name,
        templates=templates,
        closures=graph.value,
        catalogues={key: found.value for key, found in catalogues.items()},
        statics=statics.value.assets,
        sources={path: source.file for path, source in files.value.statics.items()},
        made=statics.value.made,
    )
    return Result(theme, tuple(problems))


def _incomplete(templates: Mapping[str, Template], nearest: Layer) -> list[Problem]:
    return [
        error("template-absent", nearest.place(f"templates/{template}"), template=template)
        for template in sorted(set(TEMPLATES.values()).difference(templates))
    ]


def _catalogues(
    files: ThemeFiles, languages: Mapping[str, Locale]
) -> Mapping[str, Result[Catalogue]]:
    """Read each language's catalogue: `fr.po`, overlaid by `fr-CA.po`, then by its own id's."""
    catalogues: dict[str, Result[Catalogue]] = {}
    for key, language in languages.items():
        tag = language.tag.lower()
        stems = dict.fromkeys([tag.partition("-")[0], tag, key.lower()])
        found = [file for stem in stems for file in files.catalogues.get(stem, ())]
        catalogues[key] = read_catalogue(found, language.tag)
    return catalogues


def _unsaid(
    templates: Mapping[str, Template],
    inspections: dict[str, Inspection],
    catalogues: Mapping[str, Result[Catalogue]],
    theme: str,
) -> list[Problem]:
    """Find the messages that a language cannot say, each told where a template first says it.

    A translation that is at fault is not missing; nor is any that stands in an unreadable file. A
    catalogue that no folder of the theme has belongs into the site's own.
    """
    said = {
        message.key: Place(templates[name].path, message.line)
        for name in reversed(inspections)
        for message in reversed(inspections[name].messages)
    }
    problems: list[Problem] = []
    for language, (catalogue, faults) in catalogues.items():
        told = {dict(fault.values).get("message") for fault in faults}
        if None in told:
            continue
        if said and not catalogue.entries:
            place = Place(f"themes/{theme}/locale/{language}.po")
            problems.append(warning("missing-catalogue", place, language=language))
            continue
        problems += [
            warning("missing-message", said[key], message=key[1], language=language)
            for key in sorted(said, key=lambda key: (said[key], key))
            if key not in catalogue and key[1] not in told
        ]
    return problems
