"""Explanations: how a page was made, and why it was made last, from what builds remember.

Finds the page that somebody means by an address, a file of the output or a source. Reads a memory
as it is and changes nothing in it. The words for what it tells are the command line's.
"""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from diptych.engine.store import DamagedError, ForeignError, Store, peek
from diptych.memory.editions import Known, known
from diptych.memory.pages import Explained, explained
from diptych.memory.program import program
from diptych.model.problem import Place, Problem, Result, error
from diptych.read.nearest import nearest
from diptych.request import CACHE
from diptych.site.pages import Page
from diptych.site.routes import INDEX, url_of


class Explanation(Struct, frozen=True):
    """One file of the output; `made` is None for one that is published as it is."""

    page: Page
    made: Explained | None


def explanations(
    source: Path, output: Path, meant: str, current: Path
) -> Result[list[Explanation]]:
    """Return what is remembered of the pages that are meant; none and a problem, or several.

    `meant` is an address, or a path relative to `current` of a file in the output or the sources
    of the site in `source`.
    """
    try:
        with peek(source / CACHE, program()) as store:
            found = known(store) if store else None
            if store is None or found is None:
                return Result([], (error("nothing-remembered", Place(CACHE)),))
            pages = list(_pages(found, source, output, meant, current))
            if not pages:
                return Result([], (_unknown(found, meant),))
            return Result([_explained(store, page) for page in pages])
    except ForeignError:
        return Result([], (error("memory-of-another-program", Place(CACHE)),))
    except DamagedError:
        return Result([], (error("nothing-remembered", Place(CACHE)),))


def _explained(store: Store, page: Page) -> Explanation:
    return Explanation(page, None if page.kind == "asset" else explained(store, page.url))


def _pages(found: Known, source: Path, output: Path, meant: str, current: Path) -> Iterator[Page]:
    """Yield the pages of the plan that somebody means."""
    urls = set(_addresses(found, output, meant, current))
    path = _inside(source, current / meant)
    subject = found.sources.get(path, path)
    for page in found.plan:
        if page.url in urls or (path and (page.subject == subject or page.source == path)):
            yield page


def _addresses(found: Known, output: Path, meant: str, current: Path) -> Iterator[str]:
    """Yield the addresses on the site that an address, or a file of the output, may be."""
    config = found.config
    if (file := _inside(output, current / meant)) and not meant.startswith("/"):
        yield url_of(file)
    for start in (config.base_url, config.base_path, "/"):
        if meant.startswith(start) or f"{meant}/" == start:
            url = f"/{meant.removeprefix(start.removesuffix('/')).lstrip('/')}"
            yield from (url, f"{url}/", url.removesuffix(INDEX))


def _inside(folder: Path, path: Path) -> str:
    """Return a path relative to a folder, empty if it is not in it."""
    try:
        return path.resolve().relative_to(folder.resolve()).as_posix()
    except (OSError, ValueError, RuntimeError):
        return ""


def _unknown(found: Known, meant: str) -> Problem:
    near = nearest(meant, [page.url for page in found.plan])
    if near:
        return error("misspelt-page", Place(""), page=meant, near=near)
    return error("unknown-page", Place(""), page=meant)
