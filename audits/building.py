"""Builds the sites that are audited: the sample magazine and the small sites of the tests.

Sources are copied first, so that neither a checkout nor its memory of builds is touched. Pictures
that the checkout has encoded are copied as well: each is told by a digest, and takes long to make.
"""

import shutil
from contextlib import suppress
from pathlib import Path

from audits.sample import CLOCK, TOP
from diptych.pipeline import Request, build
from diptych.production import PICTURES
from diptych.request import CACHE

SITES = TOP / "tests" / "sites"
_PICTURES = TOP / CACHE / PICTURES


class BrokenSiteError(Exception):
    """A site that should be sound does not build."""


class _Silent:
    def step(self, name: str, done: int, total: int) -> None:
        """Say nothing."""


def build_sample(folder: Path, base_url: str | None = None) -> Path:
    """Build the sample magazine below `folder` and return its output."""
    source = folder / "sample"
    source.mkdir(parents=True)
    shutil.copy(TOP / "config.toml", source)
    shutil.copytree(TOP / "content", source / "content")
    bring_pictures(source)
    return _build(source, base_url, search=True)


def bring_pictures(source: Path) -> None:
    """Give a copy of the sample magazine the pictures that the checkout has encoded, if it has."""
    here = source / _PICTURES.relative_to(TOP)
    here.mkdir(parents=True)
    for picture in _PICTURES.glob("*"):
        with suppress(FileNotFoundError):  # a build of the checkout may be putting it in place
            shutil.copy(picture, here)


def sound_sites() -> list[str]:
    """Return the names of the small sites that are meant to build, each with its own subject."""
    return sorted(path.parent.name for path in SITES.glob("*/expected"))


def build_site(name: str, folder: Path, base_url: str | None = None) -> Path:
    """Build one of the small sites below `folder` and return its output."""
    source = folder / name
    shutil.copytree(SITES / name, source, ignore=shutil.ignore_patterns("expected"))
    return _build(source, base_url)


def _build(source: Path, base_url: str | None, *, search: bool = False) -> Path:
    output = source / "output"
    asked = Request(
        source=source,
        output=output,
        clock=CLOCK,
        base_url=base_url,
        executor="serial",
        search=search,
    )
    problems = [each for each in build(asked, _Silent()).problems if each.severity == "error"]
    if problems:
        told = ", ".join(f"{each.place.path}: {each.code}" for each in problems)
        raise BrokenSiteError(told)
    return output
