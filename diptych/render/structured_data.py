"""Structured data: what a page is, told to search engines in the words of schema.org.

One JSON-LD graph a page: the thing the page is about, and its breadcrumbs. Knows which type suits
which kind of page; what an article says of itself is told by `structured_article`. Knows nothing
of templates: whoever renders the page puts the text into its `<script>`.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from diptych.render.addresses import absolute_address
from diptych.render.json_text import filled, json_in_script
from diptych.render.structured_article import article
from diptych.render.structured_nodes import Node, node, organization, picture, signature
from diptych.site.answers import Link, SiteInfo
from diptych.site.pages import Page, PageKind
from diptych.site.view import View

Words = Mapping[str, str]
"""What the theme calls `home`, `tags`, `authors`, `series` and `archives`."""

_UNNAMED: Words = MappingProxyType({})
_SECTIONS = ("home", "tags", "authors", "series", "archives")
_OVERVIEWS = {
    "tags": "tags",
    "authors": "authors",
    "all-series": "series",
    "archives": "archives",
}
_SHORTEST_TRAIL = 2
"""Crumbs from which on a trail says anything (Google, "Breadcrumb structured data")."""


def structured_data(page: Page, view: View, words: Words = _UNNAMED) -> str:
    """Return a page's JSON-LD, safe inside `<script>`; empty where nothing is to be said.

    Articles carry the type of their kind, homes and the chooser are a `WebSite` (site names are
    read at the root of the host), author pages a `ProfilePage`, listings a `CollectionPage`,
    undated pages a `WebPage`; all but the homes have a `BreadcrumbList` where it has at least two
    steps. Sections that `words` does not name are left out of it, but home goes by the magazine's
    title.
    """
    describe = _DESCRIBED.get(page.kind)
    if describe is None:
        return ""
    graph = [describe(page, view, words), *_breadcrumbs(page, view, words)]
    return json_in_script({"@context": "https://schema.org", "@graph": graph})


def _article(page: Page, view: View, _words: Words) -> Node:
    return article(page, view)


def _undated(page: Page, view: View, _words: Words) -> Node:
    card = view.card(page.subject)
    return _web_page(
        "WebPage",
        view.site(page.locale),
        card.url,
        name=card.title,
        description=card.description or card.summary,
        dateModified=card.updated and card.updated.isoformat(timespec="seconds"),
    )


def _chooser(page: Page, view: View, _words: Words) -> Node:
    site = view.site(page.locale)
    return _web_site(site, site.base_url, site.languages)


def _home(page: Page, view: View, words: Words) -> Node:
    if page.number:
        return _listing(page, view, words)
    site = view.site(page.locale)
    return _web_site(site, absolute_address(site.base_url, site.home), [site.locale])


def _listing(page: Page, view: View, _words: Words) -> Node:
    profile = view.profile(page.locale, page.kind, page.subject)
    return _web_page(
        "CollectionPage",
        view.site(page.locale),
        view.href(page.url),
        name=profile.label,
        description=profile.description,
    )


def _overview(page: Page, view: View, words: Words) -> Node:
    name = words.get(_OVERVIEWS[page.kind], "")
    return _web_page("CollectionPage", view.site(page.locale), view.href(page.url), name=name)


def _author(page: Page, view: View, words: Words) -> Node:
    """Return an author's page (Google, "Profile page structured data")."""
    if page.number:
        return _listing(page, view, words)
    site = view.site(page.locale)
    profile = view.profile(page.locale, page.kind, page.subject)
    author = signature(Link(label=profile.label, url=profile.url), view, page.locale)
    about = {
        "description": profile.description,
        "image": picture(profile.picture, site.base_url) if profile.picture else None,
        "sameAs": [link.url for link in profile.links if link.url.startswith(("http:", "https:"))],
    }
    return _web_page(
        "ProfilePage",
        site,
        profile.url,
        name=profile.label,
        mainEntity=author | filled(about),
    )


_DESCRIBED: Mapping[PageKind, Callable[[Page, View, Words], Node]] = MappingProxyType(
    {
        "article": _article,
        "page": _undated,
        "chooser": _chooser,
        "home": _home,
        "author": _author,
        "category": _listing,
        "tag": _listing,
        "series": _listing,
        "archive": _listing,
        "tags": _overview,
        "authors": _overview,
        "all-series": _overview,
        "archives": _overview,
    }
)
"""The kinds of page that have something to say; the rest are no pages, or errors."""


def _web_site(site: SiteInfo, url: str, languages: Iterable[str]) -> Node:
    return node(
        "WebSite",
        name=site.title,
        url=url,
        description=site.description,
        inLanguage=list(languages),
        publisher=organization(site),
    )


def _web_page(of_type: str, site: SiteInfo, address: str, **values: Any) -> Node:
    return node(
        of_type,
        url=absolute_address(site.base_url, address),
        **values,
        inLanguage=site.locale,
        isPartOf=node("WebSite", name=site.title, url=absolute_address(site.base_url, site.home)),
    )


def _breadcrumbs(page: Page, view: View, words: Words) -> list[Node]:
    """Return the page's `BreadcrumbList`, or nothing where it would have less than two steps.

    A numbered page of a listing is no step of its own: its trail ends at the listing.
    """
    trail = [] if page.kind == "chooser" else [*view.trail(page), *_own_crumb(page, view, words)]
    site = view.site(page.locale)
    steps = [
        node(
            "ListItem",
            position=position,
            name=name,
            item=absolute_address(site.base_url, url),
        )
        for position, (name, url) in enumerate(_named(trail, page, view, words), start=1)
    ]
    if len(steps) < _SHORTEST_TRAIL:
        return []
    return [node("BreadcrumbList", itemListElement=steps)]


def _own_crumb(page: Page, view: View, words: Words) -> list[Link]:
    if page.number or page.kind == "home":
        return []
    if page.kind in {"article", "page"}:
        card = view.card(page.subject)
        return [Link(label=card.title, url=card.url)]
    if page.kind in _OVERVIEWS:
        return [Link(label=words.get(_OVERVIEWS[page.kind], ""), url=view.href(page.url))]
    profile = view.profile(page.locale, page.kind, page.subject)
    return [Link(label=profile.label, url=profile.url)]


def _named(
    trail: Iterable[Link], page: Page, view: View, words: Words
) -> Iterable[tuple[str, str]]:
    """Yield name and address of each step that has a name.

    The View labels a section by its word, and something else may be called by the same word: the
    address tells.
    """
    for link in trail:
        name = link.label
        if name in _SECTIONS and view.section(page.locale, name).url == link.url:
            name = words.get(name) or (view.site(page.locale).title if name == "home" else "")
        if name:
            yield name, link.url
