"""Links between bodies, checked once every page and every anchor is known."""

from collections.abc import Iterator, Mapping, Sequence

from diptych.model.body import Body, LinkOut
from diptych.model.problem import Place, Problem, error, warning
from diptych.site.index import Site
from diptych.site.pages import Page


def broken_links(
    site: Site, pages: Sequence[Page], bodies: Mapping[str, Body]
) -> Iterator[Problem]:
    """Find links to pages that are not planned and to anchors that their target has not."""
    articles = {page.url: page.subject for page in pages if page.kind in {"article", "page"}}
    planned = {page.url for page in pages}
    report = error if site.config.build.broken_links == "error" else warning
    for name in sorted(site.articles):
        for link in bodies[name].links:
            place = Place(site.articles[name].path, link.line)
            if f"{link.url}/" in planned and link.url not in planned:
                yield report("misspelt-link", place, target=link.url, near=f"{link.url}/")
            elif link.url not in planned:
                yield report("broken-link", place, target=link.url)
            elif _lost(link, articles, bodies):
                yield report("broken-link-anchor", place, fragment=link.fragment, target=link.url)


def _lost(link: LinkOut, articles: Mapping[str, str], bodies: Mapping[str, Body]) -> bool:
    """Tell whether a link points into an article that has no such anchor.

    Anchors of other pages are the theme's, which this room does not know.
    """
    target = articles.get(link.url)
    return (
        bool(link.fragment) and target is not None and link.fragment not in bodies[target].anchors
    )
