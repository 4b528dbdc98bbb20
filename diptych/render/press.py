"""The press: which renderer makes the bytes of which kind of page.

A new kind of output is a new line here and a new kind in the plan, nothing else. Files that are
published as they are pass by the press: the commit copies them. So do social cards, which are
painted (`gallery`).
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from diptych.model.problem import Result
from diptych.render.covers import cover
from diptych.render.feed_atom import atom
from diptych.render.feed_json import json_feed
from diptych.render.feed_looks import looks
from diptych.render.html import render_html
from diptych.render.plain_files import headers, redirects, robots
from diptych.render.sitemaps import news_sitemap, sitemap, sitemap_index
from diptych.render.theme import Theme
from diptych.site.pages import Page, PageKind
from diptych.site.view import View

_WITHOUT_THEME: Mapping[PageKind, Callable[[Page, View], bytes]] = MappingProxyType(
    {
        "json-feed": json_feed,
        "sitemap": sitemap,
        "sitemap-index": sitemap_index,
        "news-sitemap": news_sitemap,
        "robots": robots,
        "redirects": redirects,
        "headers": headers,
        "cover": cover,
    }
)


def render(page: Page, view: View, theme: Theme) -> Result[bytes]:
    """Return the bytes of one page; kinds that are not listed above are templates'."""
    if page.kind == "atom":
        return Result(atom(page, view, looks(page, view, theme)))
    renderer = _WITHOUT_THEME.get(page.kind)
    if renderer is not None:
        return Result(renderer(page, view))
    return render_html(page, view, theme)
