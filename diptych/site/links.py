"""Links between bodies, checked once every page and every anchor is known.

Also knows which addresses are missing only because a panel was set aside: its own, and those of
the listings that it may have been in.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from diptych.model.article import Article
from diptych.model.body import Gist, LinkOut
from diptych.model.config import Config
from diptych.model.problem import Place, Problem, error, warning
from diptych.model.slug import slugify
from diptych.site.index import Site
from diptych.site.pages import Page
from diptych.site.routes import article_url

_PANEL = re.compile(r"content/(?:(?P<folder>[^/]+)/)?.*?(?P<stem>[^/]+)\.(?P<locale>[^./]+)\.md")


def set_aside(config: Config, article: Article) -> Iterator[str]:
    """Yield what links may call an article that this build leaves out because of an error."""
    yield article.path
    yield article.key
    yield article_url(config, article)
    yield from article.aliases


def broken_links(
    site: Site, pages: Sequence[Page], bodies: Mapping[str, Gist]
) -> Iterator[Problem]:
    """Find links to pages that are not planned and to anchors that their target has not."""
    articles = {page.url: page.subject for page in pages if page.kind in {"article", "page"}}
    planned = {page.url for page in pages}
    explained = _Explained(site)
    report = error if site.config.build.broken_links == "error" else warning
    for name in sorted(site.articles):
        for link in bodies[name].links:
            place = Place(site.articles[name].path, link.line)
            if f"{link.url}/" in planned and link.url not in planned:
                yield report("misspelt-link", place, target=link.url, near=f"{link.url}/")
            elif link.url not in planned:
                if not explained.by_what_is_broken(link.url):
                    yield report("broken-link", place, target=link.url)
            elif _lost(link, articles, bodies):
                yield report("broken-link-anchor", place, fragment=link.fragment, target=link.url)


def leading_to(bodies: Mapping[str, Gist]) -> dict[str, tuple[str, ...]]:
    """Return the names of the bodies that link to each address."""
    found: dict[str, dict[str, None]] = {}
    for name, gist in bodies.items():
        for link in gist.links:
            found.setdefault(link.url, {})[name] = None
    return {url: tuple(names) for url, names in found.items()}


class _Explained:
    """Tells addresses that an error told elsewhere explains.

    Of a panel that could not be read, only the names of its file and folder are known, not its
    slug, its tags or its authors.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        paths = (path.replace("/index.", ".") for path in site.broken)
        panels = [found for path in paths if (found := _PANEL.fullmatch(path))]
        self._names = {
            (found["locale"], slugify(found[part] or ""))
            for found in panels
            for part in ("folder", "stem")
        }

    def by_what_is_broken(self, url: str) -> bool:
        """Tell whether a page may be missing only because of what was set aside."""
        locale, *parts = url.strip("/").split("/")
        if not {url, f"{url}/"}.isdisjoint(self._site.broken):
            return True
        paths = self._site.config.paths.get(locale)
        if not self._names or not parts or paths is None:
            return False
        sections = {paths.tags, paths.authors, paths.series, paths.archives}
        is_listed = parts[0] in sections or parts[-2:-1] == [paths.page]
        return is_listed or (locale, parts[-1]) in self._names


def _lost(link: LinkOut, articles: Mapping[str, str], bodies: Mapping[str, Gist]) -> bool:
    """Tell whether a link points into an article that has no such anchor.

    Anchors of other pages are the theme's, which this room does not know.
    """
    target = articles.get(link.url)
    return (
        bool(link.fragment) and target is not None and link.fragment not in bodies[target].anchors
    )
