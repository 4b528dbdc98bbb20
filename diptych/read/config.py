"""config.toml: the magazine's settings, checked whole and completed.

Knows the rules between settings and the defaults that depend on others; every fault is told in one
run, each with exit code 2. Knows no story: folders that no category declares are found later.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from msgspec.structs import asdict, replace

from diptych.model.config import (
    BuildSettings,
    Category,
    CategoryText,
    CommentSettings,
    Config,
    FeedSettings,
    ImageSettings,
    Locale,
    MarkdownSettings,
    Paths,
    Publisher,
    Quality,
    SearchSettings,
)
from diptych.model.problem import Exit, Place, Problem, Result, config_error, warning
from diptych.model.slug import slugify
from diptych.paths import UnsafePath, safe_join
from diptych.read.base_urls import normal_url, url_fault
from diptych.read.decode import decode
from diptych.read.located import Scalar, Table
from diptych.read.menus import build_menu
from diptych.read.naming import CONTENT, PAGES, STATIC
from diptych.read.nearest import nearest
from diptych.read.palettes import palette_faults
from diptych.read.settings import Settings
from diptych.read.slugs import setting_slug_problem
from diptych.read.toml import read_toml
from diptych.read.zones import load_zone, zone_names

CONFIG: Final = "config.toml"
BASE_URL_OPTION: Final = "--base-url"

_LANGUAGE_ID = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_FORM_ADDRESS = re.compile(r"(?:https://[^/\s?#]+)?/[^\s#]*")
_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def read_config(root: Path, base_url: str | None = None) -> Result[Config | None]:
    """Return the settings of the site in `root`; None when they hold an error.

    `base_url` takes the place of the one in the file.
    """
    try:
        data = (root / CONFIG).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Result(None, (config_error("missing-config", Place(CONFIG)),))
    except OSError as failure:
        reason = failure.strerror or type(failure).__name__
        problem = config_error("unreadable-config", Place(CONFIG), reason=reason)
        return Result(None, (replace(problem, exit=Exit.ENVIRONMENT),))
    tree, problems = read_toml(data, CONFIG)
    if tree is None:
        return Result(None, tuple(_of_config(problem) for problem in problems))
    decoded = decode(tree, Settings)
    settings: Settings = decoded.value or Settings()
    reader = _Reader(root, tree, settings, base_url)
    found = (*map(_of_config, decoded.problems), *reader.faults())
    if any(problem.severity == "error" for problem in found):
        return Result(None, found)
    return Result(reader.config(), found)


def _of_config(problem: Problem) -> Problem:
    return replace(problem, severity="error", exit=Exit.USAGE)


class _Reader:
    """Looks at one file's settings twice: for its faults, and for what they make."""

    def __init__(self, root: Path, tree: Table, settings: Settings, base_url: str | None) -> None:
        self._root = root
        self._tree = tree
        self._settings = settings
        self._option = base_url
        self._menu = build_menu(settings, tree, root / CONTENT)

    def config(self) -> Config:
        settings = self._settings
        languages = self._languages()
        return Config(
            base_url=normal_url(self._option or settings.base_url),
            default_language=settings.default_language or next(iter(languages)),
            languages=languages,
            timezone=settings.timezone,
            theme=settings.theme,
            page_size=settings.page_size,
            categories=self._categories(),
            paths={name: self._paths(name) for name in languages},
            menu=self._menu.value,
            publisher=Publisher(**asdict(settings.publisher)),
            markdown=MarkdownSettings(**asdict(settings.markdown)),
            images=self._images(),
            comments=CommentSettings(**asdict(settings.comments)),
            search=SearchSettings(**asdict(settings.search)),
            feeds=FeedSettings(**asdict(settings.feeds)),
            build=BuildSettings(**asdict(settings.build)),
        )

    def faults(self) -> Iterator[Problem]:
        yield from self._url_faults()
        yield from self._language_faults()
        yield from self._name_faults()
        yield from self._category_faults()
        for name, category in self._settings.categories.items():
            place = self._tree.place_of("categories", name, "palette")
            yield from palette_faults(category.palette, place)
        yield from self._path_faults()
        yield from self._comment_faults()
        yield from self._menu.problems

    def _images(self) -> ImageSettings:
        images = self._settings.images
        return ImageSettings(
            widths=tuple(sorted(set(images.widths))),
            formats=tuple(dict.fromkeys(images.formats)),
            quality=Quality(**asdict(images.quality)),
            cards=images.cards,
        )

    def _languages(self) -> dict[str, Locale]:
        return {
            name: Locale(
                id=name,
                tag=(language.locale or name).replace("_", "-"),
                label=language.label or name,
                title=language.title.strip(),
                description=language.description,
            )
            for name, language in self._settings.languages.items()
        }

    def _categories(self) -> dict[str, Category]:
        categories = {}
        for name, category in self._settings.categories.items():
            texts = {}
            for language in self._settings.languages:
                text = category.texts.get(language)
                texts[language] = CategoryText(
                    title=(text and text.title) or name,
                    slug=(text and text.slug) or slugify(name),
                    description=text.description if text else "",
                )
            categories[name] = Category(
                id=name,
                texts=texts,
                untranslated=category.untranslated,
                palette=tuple(colour.lower() for colour in category.palette),
            )
        return categories

    def _paths(self, language: str) -> Paths:
        words = {**_words()["*"], **_words().get(language, {})}
        chosen = self._settings.paths.get(language)
        if chosen is not None:
            words |= {name: word for name, word in asdict(chosen).items() if word}
        return Paths(**words)

    def _url_faults(self) -> Iterator[Problem]:
        url = self._option or self._settings.base_url
        place = Place(BASE_URL_OPTION) if self._option else self._tree.place_of("base_url")
        entry = self._tree.find("base_url")
        if url:
            fault = url_fault(url)
            if fault:
                yield config_error(fault, place, url=url)
        elif entry is None or entry.value == Scalar("", entry.value.place):
            yield config_error("missing-base-url", place)

    def _language_faults(self) -> Iterator[Problem]:
        settings, tree = self._settings, self._tree
        known = tuple(settings.languages)
        if not known and (tree.find("languages") is None or _is_empty(tree, "languages")):
            yield config_error("missing-languages", tree.place_of("languages"))
        default = settings.default_language
        if default and known and default not in known:
            place = tree.place_of("default_language")
            near = nearest(default, known) or known[0]
            yield config_error("unknown-language", place, language=default, near=near)
        for name, language in settings.languages.items():
            place = tree.place_of("languages", name)
            if not _LANGUAGE_ID.fullmatch(name):
                yield config_error("invalid-language", place, language=name)
            if language.locale and not _TAG.fullmatch(language.locale.replace("_", "-")):
                place = tree.place_of("languages", name, "locale")
                yield config_error("invalid-locale-tag", place, tag=language.locale)
            if tree.find("languages") and not language.title.strip() and _blank(tree, name):
                place = tree.place_of("languages", name, "title")
                yield config_error("blank-title", place, language=name)

    def _name_faults(self) -> Iterator[Problem]:
        settings, tree = self._settings, self._tree
        if load_zone(settings.timezone) is None:
            near = nearest(settings.timezone, zone_names()) or "Africa/Casablanca"
            place = tree.place_of("timezone")
            yield config_error("unknown-timezone", place, name=settings.timezone, near=near)
        if not _NAME.fullmatch(settings.theme):
            yield config_error("invalid-theme-name", tree.place_of("theme"), name=settings.theme)
        logo = settings.publisher.logo
        if logo and not _is_file(self._root / CONTENT, logo):
            yield config_error("missing-logo", tree.place_of("publisher", "logo"), path=logo)

    def _category_faults(self) -> Iterator[Problem]:
        tree, languages = self._tree, tuple(self._settings.languages)
        taken: dict[tuple[str, str], str] = {}
        for name, category in self._settings.categories.items():
            place = tree.place_of("categories", name)
            if name in {PAGES, STATIC} or "/" in name or name.startswith("."):
                yield config_error("reserved-category", place, name=name)
                continue
            for language in category.texts:
                if languages and language not in languages:
                    at = tree.place_of("categories", name, language)
                    near = nearest(language, (*languages, "untranslated")) or languages[0]
                    yield config_error("unknown-language", at, language=language, near=near)
            for language in languages:
                text = category.texts.get(language)
                if text is None and tree.place_of("categories", name, language) == place:
                    yield warning("category-without-text", place, name=name, language=language)
                slug = (text and text.slug) or slugify(name)
                at = tree.place_of("categories", name, language, "slug")
                problem = setting_slug_problem(slug, at, (text and text.title) or name)
                if problem is not None:
                    yield problem
                elif (language, slug) in taken:
                    other = taken[language, slug]
                    also = tree.place_of("categories", other, language, "slug")
                    yield config_error(
                        "duplicate-category-slug", at, also, slug=slug, other=other, name=name
                    )
                taken.setdefault((language, slug), name)

    def _comment_faults(self) -> Iterator[Problem]:
        tree, settings = self._tree, self._settings.comments
        if settings.endpoint and not _FORM_ADDRESS.fullmatch(settings.endpoint):
            place = tree.place_of("comments", "endpoint")
            yield config_error("invalid-endpoint", place, address=settings.endpoint)
        if settings.email and not _MAILBOX.fullmatch(settings.email):
            place = tree.place_of("comments", "email")
            yield config_error("invalid-mailbox", place, address=settings.email)

    def _path_faults(self) -> Iterator[Problem]:
        tree, languages = self._tree, tuple(self._settings.languages)
        for language in self._settings.paths:
            if language not in languages:
                at = tree.place_of("paths", language)
                near = nearest(language, languages) or "".join(languages[:1])
                yield config_error("unknown-language", at, language=language, near=near)
                continue
            used: dict[str, str] = {}
            for name, word in asdict(self._paths(language)).items():
                at = tree.place_of("paths", language, name)
                problem = setting_slug_problem(word, at, name)
                if problem is not None:
                    yield problem
                elif word in used:
                    yield config_error("duplicate-word", at, word=word, name=name, other=used[word])
                used.setdefault(word, name)


def _is_empty(tree: Table, key: str) -> bool:
    entry = tree.find(key)
    return entry is not None and isinstance(entry.value, Table) and not entry.value.entries


def _blank(tree: Table, language: str) -> bool:
    """Return whether a language's title was written, and is blank."""
    node: object = tree
    for key in ("languages", language, "title"):
        entry = node.find(key) if isinstance(node, Table) else None
        node = entry.value if entry else None
    return isinstance(node, Scalar) and isinstance(node.value, str)


def _is_file(folder: Path, relative: str) -> bool:
    try:
        return safe_join(folder, relative).is_file()
    except (UnsafePath, OSError):
        return False


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("diptych.read").joinpath("words.toml").read_text("utf-8"))
