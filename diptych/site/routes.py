"""Routes: where each thing of the magazine stands, as pure functions of the configuration.

A URL here is a path on the site without the base path (`/fr/startups/ifrane/`); `href` adds the
base path and `output_path` names the file that serves it. Knows no article's text and no listing.
"""

import re
from collections.abc import Callable, Mapping
from operator import attrgetter
from types import MappingProxyType
from urllib.parse import quote

from diptych.model.article import Article
from diptych.model.config import Config, Paths
from diptych.model.taxonomy import Registry, Term

INDEX = "index.html"
_PLAIN = re.compile(r"[a-z0-9/._-]*")
"""Nearly every path: nothing in it needs an escape."""

OVERVIEWS = {"tags": "tag", "authors": "author", "all-series": "series"}
"""The overview page of each kind of term."""

_WORDS: Mapping[str, Callable[[Paths], str]] = MappingProxyType(
    {
        "tag": attrgetter("tags"),
        "author": attrgetter("authors"),
        "series": attrgetter("series"),
        "archive": attrgetter("archives"),
    }
)
_TERMS: Mapping[str, Callable[[Registry], Mapping[str, Term]]] = MappingProxyType(
    {
        "tag": attrgetter("tags"),
        "author": attrgetter("authors"),
        "series": attrgetter("series"),
    }
)


def home_url(locale: str) -> str:
    """Return where a language begins: `/fr/`."""
    return f"/{locale}/"


def category_url(config: Config, locale: str, category: str) -> str:
    """Return where a category's listing stands: `/fr/reussites/`."""
    return f"/{locale}/{config.categories[category].texts[locale].slug}/"


def article_url(config: Config, article: Article) -> str:
    """Return where an article stands: below its category, or below its language for a page."""
    if article.category is None:
        return f"/{article.locale}/{article.slug}/"
    return f"{category_url(config, article.locale, article.category)}{article.slug}/"


def overview_url(config: Config, locale: str, kind: str) -> str:
    """Return where an overview stands; kind: `tag`, `author`, `series` or `archive`."""
    return f"/{locale}/{_WORDS[kind](config.paths[locale])}/"


def search_url(config: Config, locale: str) -> str:
    """Return where readers search in a language: `/fr/recherche/`."""
    return f"/{locale}/{config.paths[locale].search}/"


def terms_of(registry: Registry, kind: str) -> Mapping[str, Term]:
    """Return the terms of a kind (`tag`, `author`, `series`) by id."""
    return _TERMS[kind](registry)


def listing_url(config: Config, registry: Registry, locale: str, kind: str, subject: str) -> str:
    """Return where a listing's index stands.

    Kind: `home`, `category`, `tag`, `author`, `series`, `archive` (whose subject is a year or
    `2026-03`).
    """
    if kind == "home":
        return home_url(locale)
    if kind == "category":
        return category_url(config, locale, subject)
    overview = overview_url(config, locale, kind)
    if kind == "archive":
        return f"{overview}{subject.replace('-', '/')}/"
    return f"{overview}{terms_of(registry, kind)[subject].slug(locale)}/"


def numbered_url(config: Config, locale: str, index: str, number: int) -> str:
    """Return where a page of a listing stands; number 0 is its index."""
    return f"{index}{config.paths[locale].page}/{number}/" if number else index


def feed_url(index: str, kind: str) -> str:
    """Return where the feed of a listing stands; kind: `atom` or `json-feed`."""
    return index + {"atom": "feed.xml", "json-feed": "feed.json"}[kind]


def href(config: Config, url: str) -> str:
    """Return a site path as an href: base path in front, percent-encoded where needed."""
    path = url.removeprefix("/")
    if _PLAIN.fullmatch(path) is None:
        path = quote(path, safe="/%:@!$&'()*+,;=~-._")
    return config.base_path + path


def absolute(config: Config, address: str) -> str:
    """Return the absolute address of an href; one that is absolute already is kept."""
    return config.origin + address if address.startswith("/") else address


def output_path(url: str) -> str:
    """Return the file that serves a URL, relative to the output folder."""
    path = url.removeprefix("/")
    return path + INDEX if not path or path.endswith("/") else path


def url_of(path: str) -> str:
    """Return the URL that an output file serves: the inverse of `output_path`."""
    folder, _, name = path.rpartition("/")
    if name == INDEX:
        return f"/{folder}/" if folder else "/"
    return f"/{path}"
