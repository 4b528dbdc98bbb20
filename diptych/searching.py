"""The search: an index of the articles, made by Pagefind after the pages are in place.

    edition --records--> small pages --Pagefind--> /pagefind/

Knows the program, what it is given and how long it may take. One index a language, since every
record says its own. Left alone while it was made from the same records by the same program.
"""

import shutil
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from diptych.engine.annex import Annex
from diptych.engine.companion import run_program
from diptych.engine.digest import digest_of_value
from diptych.engine.fault import EnvironmentFault, Refusal, environment
from diptych.engine.staging import Staging
from diptych.render.search_records import NOT_SEARCHED, Record, records, written
from diptych.site.edition import Edition

_LIBRARY = "pagefind_bin"
_PATIENCE = 120.0
_PATIENCE_EACH = 0.1
"""Seconds that Pagefind may take, and how many more for each article."""

_ENTRY = "pagefind.js"
_UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js")
"""What Pagefind adds for pages that have no script of their own."""


def missing_program() -> Refusal | None:
    """Return why nothing can be indexed on this machine, None if it can."""
    return None if _program() else Refusal("search-program-missing", "environment", _LIBRARY)


def index_articles(edition: Edition, fingerprints: Mapping[str, bytes], annex: Annex) -> str:
    """Make the index of an edition's articles anew if it is of others; return what it is made of.

    `fingerprints` are those of the bodies. The same digest stands in the index; it is empty, and
    there is no index, where the magazine has no search or nothing to find. Raises
    `EnvironmentFault`, with the index as it was, when Pagefind fails or takes too long.
    """
    found = records(edition) if edition.site.config.search.enabled else ()
    if not found:
        annex.remove()
        return ""
    program = _program()
    if program is None:
        raise EnvironmentFault(Refusal("search-program-missing", "environment", _LIBRARY))
    binary, number = program
    told = tuple((record, fingerprints[record.article].hex()) for record in found)
    digest = digest_of_value((number, NOT_SEARCHED, told)).hex()
    if annex.mark != digest:
        made = annex.make()
        try:
            annex.replace(_index(edition, found, binary, made), digest)
        finally:
            annex.clear()
    return digest


def _program() -> tuple[Path, str] | None:
    """Return Pagefind's program and its version, None if it is not installed."""
    try:
        from pagefind_bin import get_executable  # noqa: PLC0415 - an extra, and only wanted here

        return Path(get_executable()).absolute(), version(_LIBRARY)
    except (ImportError, PackageNotFoundError, FileNotFoundError):
        return None


def _index(edition: Edition, found: tuple[Record, ...], binary: Path, folder: Path) -> Path:
    """Write the records into a folder and have them indexed; return where the index is."""
    with environment(folder):
        site, made, said = folder / "site", folder / "index", folder / "said"
        staging = Staging(str(site))
        for record in found:
            staging.put(record.path, written(record, edition.bodies[record.article].html))
        command = (
            *(str(binary), "--site", str(site), "--output-path", str(made)),
            *("--exclude-selectors", NOT_SEARCHED, "--quiet"),
        )
        code = run_program(command, folder, said, _PATIENCE + _PATIENCE_EACH * len(found))
        if code is None:
            raise EnvironmentFault(Refusal("search-program-slow", "environment", str(binary)))
        if code or not (made / _ENTRY).is_file():
            reason = _last_words(said) or f"exit {code}"
            refusal = Refusal(
                "search-program-failed", "environment", str(binary), (("reason", reason),)
            )
            raise EnvironmentFault(refusal)
        for pattern in _UNUSED:
            for file in made.glob(pattern):
                file.unlink()
        shutil.rmtree(site)
    return made


def _last_words(said: Path) -> str:
    lines = said.read_text("utf-8", errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")
