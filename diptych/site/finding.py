"""Finding pages of the plan by whatever a person calls them: address, file, or source.

Works on the plan alone, with texts and paths: whether there is such a file is not asked.
"""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from diptych.site.pages import Page
from diptych.site.routes import INDEX, output_path, url_of

_SCHEMES = ("http://", "https://")
_OF_A_PANEL = frozenset({"article", "page"})


class Called(Struct, frozen=True):
    """What a person calls a page: the very words, and these read as a path.

    `outputs` are paths under the output, `sources` under the site's folder.
    """

    text: str
    outputs: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Home(Struct, frozen=True):
    """Where a plan is at home: the address of the site, and the files of the theme.

    `files` are those that are published: where each is, by its source path.
    """

    base_url: str
    files: Mapping[str, str]


def find(plan: Sequence[Page], home: Home, called: Called) -> tuple[Page, ...]:
    """Return the pages that somebody means: one, or all that are made from a source.

    The page of an article comes before what leads to it.
    """
    by_url = {page.url: page for page in plan}
    addresses = (*_addresses(called.text, home.base_url), *map(url_of, called.outputs))
    for address in addresses:
        if address in by_url:
            return (by_url[address],)
    made = [page for page in plan if source_of(page, home) in called.sources]
    return tuple(sorted(made, key=lambda page: page.kind not in _OF_A_PANEL))


def source_of(page: Page, home: Home) -> str:
    """Return the file that a page is made from, relative to the site's folder if it is in it."""
    return home.files.get(page.source, page.source) if page.kind == "asset" else page.source


def is_elsewhere(text: str, base_url: str) -> bool:
    """Tell whether a text is an absolute address of another site."""
    return text.lower().startswith(_SCHEMES) and _of_this_site(text, base_url) is None


def path_of(text: str, base_url: str) -> str:
    """Return an address of the site as a path on it, without query and fragment."""
    if text.lower().startswith(_SCHEMES):
        return _of_this_site(text, base_url) or text
    return text.partition("#")[0].partition("?")[0]


def _addresses(text: str, base_url: str) -> Iterator[str]:
    """Yield the paths on the site that a text may stand for, the likeliest first."""
    path = path_of(text, base_url)
    rooted = path if path.startswith("/") else f"/{path}"
    below = _below(rooted, base_url) or rooted
    for one in dict.fromkeys((rooted, below, unquote(rooted), unquote(below))):
        yield one
        if one.endswith(f"/{INDEX}"):
            yield url_of(output_path(one))
        if not one.endswith("/"):
            yield f"{one}/"


def _of_this_site(text: str, base_url: str) -> str | None:
    """Return the path on the site of an absolute address; None for one of another site.

    Whether it is `http` or `https` makes no difference.
    """
    given, base = urlsplit(text), urlsplit(base_url)
    if given.netloc.lower() != base.netloc.lower():
        return None
    path = _below(given.path or "/", base_url)
    return None if path is None else unquote(path)


def _below(path: str, base_url: str) -> str | None:
    """Return a path without the one that the site stands below; None if it is not below that."""
    base = urlsplit(base_url).path.rstrip("/")
    if path == base:
        return "/"
    return path.removeprefix(base) if path.startswith(f"{base}/") else None
