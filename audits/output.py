"""A built site as the audits read it: its pages parsed, its addresses turned into files.

It knows what an address means on the site, and nothing of what a good page is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from audits.sample import output_path


@dataclass(frozen=True)
class Output:
    """A folder that holds a site built for `base_url`; `name` is what reports call it."""

    name: str
    folder: Path
    base_url: str

    @cached_property
    def pages(self) -> Mapping[str, html.HtmlElement]:
        """Every HTML file, parsed, by its address from the site's root, redirections left out."""
        parsed = {
            self.address(path): html.document_fromstring(path.read_bytes())
            for path in sorted(self.folder.rglob("*.html"))
        }
        refresh = "//meta[@http-equiv='refresh']"
        return {address: page for address, page in parsed.items() if not page.xpath(refresh)}

    def address(self, file: Path) -> str:
        """Return the address of a file, from the site's root: `/fr/` or `/fr/404.html`."""
        name = file.relative_to(self.folder).as_posix()
        return "/" + name.removesuffix("index.html")

    def url(self, address: str) -> str:
        """Return the absolute address."""
        return self.base_url + address.lstrip("/")

    def file(self, reference: str, page: str = "/") -> Path | None:
        """Return the file that a reference on a page means; None where it leaves the site."""
        url = urljoin(self.url(page), reference)
        if not url.startswith(self.base_url):
            return None
        path = unquote(urlsplit(url).path).removeprefix(unquote(urlsplit(self.base_url).path))
        return self.folder / output_path(path)

    def label(self, address: str) -> str:
        """Return what reports call a page."""
        return f"{self.name}:{address}"

    def files(self, pattern: str) -> Iterator[tuple[str, Path]]:
        """Return address and path of the files of that name or pattern, in order."""
        for path in sorted(self.folder.rglob(pattern)):
            yield self.address(path), path
