"""A new story: where its first panel goes, and what its front matter says from the start.

Pure: looks at the newsroom and at which files there are, and returns a file to be written. What an
author named and the magazine does not have is a problem that tells what was probably meant.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from diptych.desk.newsroom import Newsroom
from diptych.desk.yaml_text import quoted
from diptych.model.problem import Exit, Place, Problem, Result, config_error, error
from diptych.model.slug import slugify
from diptych.model.taxonomy import Author
from diptych.read.naming import COMMENTS, CONTENT, INDEX, PAGES
from diptych.read.nearest import nearest
from diptych.read.panels import one_line
from diptych.read.scalars import CONTROL
from diptych.read.slugs import slug_problem

_HERE: Final = Place("")
"""Where a fault of the command line stands: in no file."""

_TAKEN_NAMES: Final = frozenset({COMMENTS, INDEX})
"""Names that mean something else in a section's folder."""

_LISTED: Final = 12
"""How many names a problem lists at most."""


class Order(Struct, frozen=True, kw_only=True):
    """What an author asks for; None where the magazine is to decide."""

    title: str
    category: str | None = None
    locale: str | None = None
    author: str | None = None
    slug: str | None = None


class NewFile(Struct, frozen=True):
    """A source to be written: its path under the site, and its text."""

    path: str
    text: str


def new_story(newsroom: Newsroom, order: Order, hint: str) -> Result[NewFile | None]:
    """Return the first panel of a story, as a draft dated now; None beside problems.

    `hint` tells the author what a description is for: it stands beside the empty one.
    """
    locale, without_locale = _locale(newsroom, order.locale)
    category, without_category = _category(newsroom, order.category)
    authors, without_author = _authors(newsroom, order.author)
    title, untitled = readable_title(order.title)
    slug, unnamed = _slug(order, title) if title else ("", ())
    problems = (*without_locale, *without_category, *without_author, *untitled, *unnamed)
    if problems:
        return Result(None, problems)
    problem = _clash(newsroom, category, slug, locale)
    if problem is not None:
        return Result(None, (problem,))
    fields = [f"title: {quoted(title)}"]
    if category != PAGES:
        fields.append(f"date: {_minute(newsroom.site.now)}")
    fields.append(f'description: "" # {hint}')
    if category != PAGES:
        fields += [*(f"authors: [{name}]" for name in authors), "tags: []"]
    text = "\n".join(("---", *fields, "draft: true", "---", "", ""))
    return Result(NewFile(panel_path(category, slug, locale), text))


def panel_path(category: str, slug: str, locale: str) -> str:
    """Return the path of a panel of a story that is a folder."""
    return f"{CONTENT}/{category}/{slug}/{INDEX}.{locale}.md"


def readable_title(text: str) -> Result[str]:
    """Return a title on one line, empty beside the problem of one that no page can show."""
    title = one_line(text)
    if not title or CONTROL.search(title):
        return Result("", (config_error("unusable-title", _HERE),))
    return Result(title)


def named_author(newsroom: Newsroom, asked: str) -> Result[tuple[str, ...]]:
    """Return the id of an author by id or name, as front matter has it; none beside a problem.

    A magazine without a registry of authors takes any name, as builds do.
    """
    authors = _registered(newsroom)
    if not authors:
        return Result((quoted(asked),))
    for author in authors:
        if asked == author.id:
            return Result((author.id,))
    for author in authors:
        if slugify(asked) in map(slugify, (author.id, *author.labels.values())):
            return Result((author.id,))
    return Result((), (unknown_value("--author", asked, [one.id for one in authors]),))


def _minute(moment: datetime) -> str:
    """Return a moment as front matter has it; `%Y` would leave out the zeros of early years."""
    return moment.replace(tzinfo=None).isoformat(" ", "minutes")


def _registered(newsroom: Newsroom) -> list[Author]:
    return [one for one in newsroom.site.registry.authors.values() if one.registered]


def taken_address(
    newsroom: Newsroom, locale: str, category: str | None, slug: str
) -> Problem | None:
    """Return the problem of a page that has the address which a new panel would get."""
    for panel in newsroom.panels():
        if (panel.locale, panel.category, panel.slug) == (locale, category, slug):
            return error("slug-taken", Place(panel.path), slug=slug)
    return None


def unknown_value(option: str, value: str, known: Sequence[str]) -> Problem:
    """Return the problem of a name that the magazine does not have."""
    near = nearest(value, known)
    if near:
        return _misspelt(option, value, near)
    choices = listed(known)
    return config_error("option-value-unknown", _HERE, option=option, value=value, choices=choices)


def listed(names: Sequence[str]) -> str:
    """Return names in a row, the first of them when there are many."""
    return ", ".join([*names[:_LISTED], *(["..."] if len(names) > _LISTED else [])])


def _misspelt(option: str, value: str, near: str) -> Problem:
    return config_error("misspelt-option-value", _HERE, option=option, value=value, nearest=near)


def _locale(newsroom: Newsroom, asked: str | None) -> Result[str]:
    config = newsroom.site.config
    if asked is None or asked in config.languages:
        return Result(asked or config.default_language)
    return Result("", (unknown_value("--locale", asked, tuple(config.languages)),))


def _category(newsroom: Newsroom, asked: str | None) -> Result[str]:
    """Return the folder to write in: a category's, or that of undated pages when it is named."""
    categories = newsroom.site.config.categories
    if asked is not None and (asked == PAGES or asked in categories):
        return Result(asked)
    if not categories:
        return Result("", (config_error("no-category-yet", Place("config.toml")),))
    if asked is None:
        if len(categories) == 1:
            return Result(next(iter(categories)))
        problem = config_error(
            "option-needed", _HERE, option="--category", choices=listed([*categories])
        )
        return Result("", (problem,))
    for name, category in categories.items():
        called = {text for each in category.texts.values() for text in (each.slug, each.title)}
        if slugify(asked) in map(slugify, called):
            return Result("", (_misspelt("--category", asked, name),))
    return Result("", (unknown_value("--category", asked, [*categories, PAGES]),))


def _authors(newsroom: Newsroom, asked: str | None) -> Result[tuple[str, ...]]:
    """Return who signs: the one named, else the registry's only one, else nobody."""
    if asked is not None:
        return named_author(newsroom, asked)
    authors = _registered(newsroom)
    return Result((authors[0].id,) if len(authors) == 1 else ())


def _slug(order: Order, title: str) -> Result[str]:
    slug = slugify(title) if order.slug is None else order.slug
    if not slug and order.slug is None:
        return Result("", (config_error("title-without-slug", _HERE, title=title),))
    problem = slug_problem(slug, _HERE, title)
    if slug in _TAKEN_NAMES or (problem is not None and problem.code == "windows-slug"):
        near = f"{slug}-1"
        return Result("", (config_error("reserved-story-name", _HERE, slug=slug, near=near),))
    if problem is not None:
        return Result("", (replace(problem, exit=Exit.USAGE),))
    return Result(slug)


def _clash(newsroom: Newsroom, category: str, slug: str, locale: str) -> Problem | None:
    """Return what stands where the story would: a file, another panel, or its address."""
    site = newsroom.site
    key = f"{category}/{slug}"
    for language in (locale, *site.config.languages):
        for path in (panel_path(category, slug, language), f"{CONTENT}/{key}.{language}.md"):
            if not (newsroom.root / path).exists():
                continue
            if language == locale:
                return error("story-exists", Place(path))
            return error("story-exists-translated", Place(path), path=path, locale=locale)
    return taken_address(newsroom, locale, category if category != PAGES else None, slug)
