"""What a new story or translation is begun from: the words of the command, found in the magazine.

Whatever the magazine does not have (a section, a language, an author) is told with what it has.
"""

from collections.abc import Iterable, Sequence
from typing import NoReturn

from diptych.cli.desk import Desk
from diptych.cli.status import unknown_story
from diptych.desk.drafting import (
    Draft,
    clean_title,
    new_story,
    new_translation,
    translation_path,
)
from diptych.model.article import Article
from diptych.model.problem import Place, Problem, config_error, error
from diptych.model.slug import slugify
from diptych.read.naming import CONTENT, PAGES
from diptych.read.nearest import nearest
from diptych.read.slugs import slug_problem

_NOWHERE = Place("")


class _RefusedError(Exception):
    """Carries why nothing can be begun."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def begin_story(  # noqa: PLR0913 - the command's options
    desk: Desk,
    *,
    title: str,
    category: str | None,
    locale: str | None,
    slug: str | None,
    authors: Sequence[str],
) -> Draft | Problem:
    """Return the first panel of a story, or why it cannot be begun."""
    site = desk.newsroom.site
    title = clean_title(title)
    try:
        section = _section(desk, category)
        language = _language(desk, locale or site.config.default_language, "--locale")
        signed = _authors(desk, authors) or (() if section == PAGES else _first_author(desk))
        name = _name(title, slug)
        _refuse_taken(desk, section, name, language)
    except _RefusedError as refusal:
        return refusal.problem
    return new_story(
        category=section,
        locale=language,
        slug=name,
        title=title,
        authors=signed,
        now=site.now,
    )


def begin_translation(
    desk: Desk, name: str, to: str | None, authors: Sequence[str]
) -> Draft | Problem:
    """Return the panel that translates another one, or why it cannot be begun."""
    try:
        source = _original(desk, name)
        language = _other_language(desk, source, to)
        translators = _authors(desk, authors)
    except _RefusedError as refusal:
        return refusal.problem
    return new_translation(source, desk.newsroom.manuscripts[source.id], language, translators)


def _original(desk: Desk, name: str) -> Article:
    """Return the panel that is named, or the one that a story's others were translated from."""
    site = desk.newsroom.site
    for path in desk.named_paths(name):
        if path in site.sources:
            return site.articles[site.sources[path]]
    if name in site.articles:
        return site.articles[name]
    key = desk.newsroom.story(name, *desk.named_paths(name))
    if key is None:
        raise _RefusedError(unknown_story(desk, name))
    panels = site.panels(key)
    return next((panel for panel in panels if panel.translated_from is None), panels[0])


def _other_language(desk: Desk, source: Article, to: str | None) -> str:
    """Return the language to translate into: the one named, or the only one that is missing."""
    languages = tuple(desk.newsroom.site.config.languages)
    panels = {panel.locale: panel for panel in desk.newsroom.site.panels(source.key)}
    missing = [one for one in languages if one not in panels]
    if to is None and len(missing) != 1:
        choices = ", ".join(missing or languages)
        raise _RefusedError(
            config_error("choice-missing", _NOWHERE, option="--to", choices=choices)
        )
    language = _language(desk, to or missing[0], "--to")
    path = panels[language].path if language in panels else translation_path(source, language)
    if (desk.source / path).exists():
        raise _RefusedError(error("story-exists", Place(path)))
    return language


def _section(desk: Desk, category: str | None) -> str:
    sections = tuple(desk.newsroom.site.config.categories)
    if category is None and len(sections) == 1:
        return sections[0]
    known = (*sections, PAGES)
    if category is None:
        choices = ", ".join(known)
        raise _RefusedError(
            config_error("choice-missing", _NOWHERE, option="--category", choices=choices)
        )
    return category if category in known else _unknown("--category", category, known)


def _language(desk: Desk, locale: str, option: str) -> str:
    known = tuple(desk.newsroom.site.config.languages)
    return locale if locale in known else _unknown(option, locale, known)


def _authors(desk: Desk, named: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of these authors; anybody may sign where no author is registered."""
    known = _registered(desk)
    found = []
    for name in named:
        if not known:
            found.append(clean_title(name))
        elif slugify(name) in known:
            found.append(known[slugify(name)])
        else:
            _unknown("--author", name, tuple(dict.fromkeys(known.values())))
    return tuple(dict.fromkeys(found))


def _first_author(desk: Desk) -> tuple[str, ...]:
    return tuple(_registered(desk).values())[:1]


def _registered(desk: Desk) -> dict[str, str]:
    """Return the ids of the registered authors by what they may be called, as slugs."""
    authors = [one for one in desk.newsroom.site.registry.authors.values() if one.registered]
    found = {slugify(author.id): author.id for author in authors}
    for author in authors:
        for spelling in (*author.labels.values(), *author.slugs.values()):
            found.setdefault(slugify(spelling), author.id)
    return found


def _name(title: str, slug: str | None) -> str:
    """Return the name of a story's folder: the one given, else made of the title."""
    if not title:
        raise _RefusedError(config_error("title-blank", _NOWHERE))
    name = slugify(title) if slug is None else slug
    if not name:
        raise _RefusedError(config_error("title-without-slug", _NOWHERE, title=title))
    problem = slug_problem(name, _NOWHERE, title)
    if problem is not None:
        near = dict(problem.values)["near"]
        raise _RefusedError(config_error("slug-refused", _NOWHERE, slug=name, near=near))
    return name


def _refuse_taken(desk: Desk, category: str, slug: str, locale: str) -> None:
    """Refuse the name, or the address, that a story has already."""
    folder = desk.source / CONTENT / category
    beside = sorted((*folder.glob(f"{slug}.*.md"), *(folder / slug).glob("index.*.md")))
    taken = [path.relative_to(desk.source).as_posix() for path in beside]
    taken += [
        panel.path
        for panel in desk.newsroom.site.articles.values()
        if (panel.category or PAGES, panel.locale, panel.slug) == (category, locale, slug)
    ]
    if taken:
        raise _RefusedError(error("story-exists", Place(taken[0])))


def _unknown(option: str, value: str, known: Sequence[str]) -> NoReturn:
    near = nearest(value, known)
    values = {"option": option, "value": value, "choices": ", ".join(known)}
    raise _RefusedError(
        config_error("option-value-misspelt", _NOWHERE, nearest=near, **values)
        if near
        else config_error("option-value-unknown", _NOWHERE, **values)
    )
