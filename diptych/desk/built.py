"""A built site, as far as its pages say what their translations are.

Reads the heads of HTML files and the sitemaps in an output folder, redirections left out. Judges
nothing.
"""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from diptych.desk.alternates import Alternates
from diptych.site.routes import output_path, url_of


class Built:
    """An output folder that holds a site built for `base_url`."""

    def __init__(self, folder: Path, base_url: str) -> None:
        self.folder = folder
        self.base_url = base_url

    def heads(self) -> dict[str, Alternates]:
        """Return what each page's head says, by the page's absolute address."""
        heads: dict[str, Alternates] = {}
        for path in sorted(self.folder.rglob("*.html")):
            head, _, _ = path.read_bytes().partition(b"<body")
            reader = _Head()
            reader.feed(head.decode("utf-8", "replace"))
            if not reader.redirects:
                heads[self.url(path)] = reader.alternates
        return heads

    def sitemap(self) -> dict[str, Alternates]:
        """Return what the sitemaps say of each address that they list."""
        told: dict[str, Alternates] = {}
        for path in sorted(self.folder.glob("sitemap*.xml")):
            reader = _Sitemap()
            reader.feed(path.read_text(encoding="utf-8", errors="replace"))
            told |= reader.told
        return told

    def url(self, path: Path) -> str:
        """Return the absolute address of a file."""
        relative = path.relative_to(self.folder).as_posix()
        return self.base_url + quote(url_of(relative).removeprefix("/"), safe="/%:@!$&'()*+,;=~-._")

    def file(self, url: str) -> Path | None:
        """Return the file that serves an absolute address; None when it leaves the site."""
        if not url.startswith(self.base_url):
            return None
        path = unquote(urlsplit(url.removeprefix(self.base_url)).path)
        return self.folder / output_path(f"/{path}")

    def sitemaps(self) -> Iterator[Path]:
        """Yield the files of the sitemap."""
        yield from sorted(self.folder.glob("sitemap*.xml"))


Attributes = list[tuple[str, str | None]]


class _Head(HTMLParser):
    """Hears the translations that a head names, and whether the page only leads elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.alternates: dict[str, str] = {}
        self.redirects = False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        told = dict(attrs)
        if tag == "link" and told.get("rel") == "alternate" and told.get("hreflang"):
            self.alternates[told["hreflang"] or ""] = told.get("href") or ""
        elif tag == "meta" and (told.get("http-equiv") or "").lower() == "refresh":
            self.redirects = True


class _Sitemap(HTMLParser):
    """Hears the addresses of a sitemap, each with the translations named beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.told: dict[str, Alternates] = {}
        self._url = ""
        self._lines: dict[str, str] = {}
        self._in_location = False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag == "url":
            self._url, self._lines = "", {}
        elif tag == "loc":
            self._in_location = True
        elif tag == "xhtml:link":
            told = dict(attrs)
            self._lines[told.get("hreflang") or ""] = told.get("href") or ""

    def handle_data(self, data: str) -> None:
        if self._in_location:
            self._url += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "loc":
            self._in_location = False
        elif tag == "url":
            self.told[self._url.strip()] = self._lines
