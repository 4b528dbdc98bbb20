"""Resolving: what a link or an image in a body means, for the article it stands in.

Pure look-ups in the index. Whether a page or an anchor on it exists is checked later, against the
plan and the finished bodies, since bodies never ask for bodies.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from posixpath import basename, dirname, join, normpath, splitext
from urllib.parse import unquote

from msgspec.structs import replace

from diptych.model.article import Article
from diptych.model.asset import Asset
from diptych.model.problem import Severity
from diptych.model.taxonomy import Registry
from diptych.site.answers import Picture
from diptych.site.cards import Typeset
from diptych.site.index import Site
from diptych.site.references import Illustration, Reference, Unresolved
from diptych.site.renditions import shown_picture
from diptych.site.routes import article_url, href

STORY_SCHEME = "story:"
LINK = ("broken-link", "misspelt-link")
_ALREADY_TOLD = Unresolved(code="")


def abridged(site: Site) -> Site:
    """Return as much of a site as resolvers look at, which may travel to where bodies are made."""
    return replace(
        site,
        registry=Registry(),
        articles={
            name: Article(
                key=article.key,
                locale=article.locale,
                path=article.path,
                slug=article.slug,
                title=article.title,
                category=article.category,
            )
            for name, article in site.articles.items()
        },
        shelves={},
        listed=frozenset(),
        comments={},
        assets=dict(site.assets),
        previewed={},
    )


class ArticleResolver:
    """Answers for the links and images of the text at `path`; implements `Resolver`."""

    def __init__(self, site: Site, path: str, locale: str, typeset: Typeset) -> None:
        self._site = site
        self._path_of_text = path
        self._locale = locale
        self._typeset = typeset

    def link(self, target: str) -> Reference | Unresolved:
        """Resolve `story:KEY`, a path on the site, a path to a `.md` file or to another file."""
        if target.startswith(STORY_SCHEME):
            return self._story(target.removeprefix(STORY_SCHEME), target)
        if target.startswith("/"):
            return Reference(href=href(self._site.config, unquote(target)), url=unquote(target))
        path = self._path(target)
        if path.endswith(".md"):
            return self._file(path, target)
        return self._asset(path, target)

    def image(self, source: str) -> Illustration | Unresolved:
        """Resolve a path to a picture beside the article, or keep a remote address."""
        if source.startswith(("http://", "https://")):
            return Illustration(picture=Picture(url=source))
        path = self._path(source)
        asset = self._site.assets.get(path) or self._static(source)
        if asset is None:
            return self._missing(path, source, "missing-image", "misspelt-image")
        if not asset.width:
            return Unresolved(code="image-format", values=(("target", source),))
        return Illustration(picture=shown_picture(self._site.config, asset), asset=asset.path)

    def _static(self, source: str) -> Asset | None:
        """Return the static file that is published at a path on the site, as `/logo.png`."""
        if not source.startswith("/"):
            return None
        return self._site.assets.get(normpath(f"content/static{unquote(source)}"))

    def _path(self, target: str) -> str:
        if target.startswith("/"):
            return normpath(f"content{unquote(target)}")
        return normpath(join(dirname(self._path_of_text), unquote(target)))

    def _file(self, path: str, target: str) -> Reference | Unresolved:
        """Resolve a source path: `x.en.md` is that panel, `x.md` the story in this language."""
        exact = self._site.sources.get(path)
        if exact is not None:
            return self._panel(exact, target)
        stem = path.removesuffix(".md")
        for name in (f"{stem}.{locale}.md" for locale in self._site.config.languages):
            if name in self._site.sources:
                article = self._site.sources[name]
                return self._story(article.rpartition(".")[0], target)
        key = stem.removeprefix("content/").removesuffix("/index")
        return self._missing(path, target, *LINK, key=key)

    def _story(self, key: str, target: str) -> Reference | Unresolved:
        panels = self._site.panels(key)
        if panels:
            here = self._site.panel(key, self._locale)
            return self._reference(here or panels[0])
        hidden = next(
            (name for name in self._site.withheld if name.rpartition(".")[0] == key), None
        )
        if hidden is not None:
            return self._panel(hidden, target)
        return self._missing(key, target, *LINK, key=key)

    def _panel(self, name: str, target: str) -> Reference | Unresolved:
        hidden = self._site.withheld.get(name)
        if hidden is None:
            return self._reference(self._site.articles[name])
        return Unresolved(
            code="link-to-withheld",
            severity=self._severity,
            values=(("target", target), ("path", hidden.path)),
        )

    def _reference(self, panel: Article) -> Reference:
        config = self._site.config
        url = article_url(config, panel)
        return Reference(
            href=href(config, url),
            url=url,
            locale=panel.locale if panel.locale != self._locale else "",
            title=self._typeset(panel.title, config.languages[panel.locale].tag),
        )

    def _asset(self, path: str, target: str) -> Reference | Unresolved:
        asset = self._site.assets.get(path)
        if asset is None:
            return self._missing(path, target, *LINK)
        return Reference(href=href(self._site.config, asset.url), asset=path)

    def _missing(
        self, path: str, target: str, unknown: str, misspelt: str, key: str = ""
    ) -> Unresolved:
        """Return why nothing stands at a path or key, and what may have been meant."""
        if not self._site.broken.isdisjoint({path, key}):
            return _ALREADY_TOLD
        known = (
            [f"{STORY_SCHEME}{name}" for name in _nearest(key, self._site.stories)]
            if key
            else _nearest(path, self._site.assets)
        )
        return Unresolved(
            code=misspelt if known else unknown,
            severity=self._severity,
            values=(("target", target), *(("near", name) for name in known)),
        )

    @property
    def _severity(self) -> Severity:
        return "error" if self._site.config.build.broken_links == "error" else "warning"


def _nearest(path: str, known: Iterable[str]) -> list[str]:
    """Return the path that was most likely meant, if any: one whose own name is spelt alike.

    Folders and suffixes, which most paths share, do not make two paths alike; of several with one
    name, that in the same folder is meant.
    """
    named: dict[str, str] = {}
    for one in sorted(known, key=lambda one: dirname(one) != dirname(path)):
        named.setdefault(_own_name(one), one)
    return [named[name] for name in get_close_matches(_own_name(path), named, 1, cutoff=0.75)]


def _own_name(path: str) -> str:
    return splitext(basename(path))[0]
