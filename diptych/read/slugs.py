"""Slugs that authors write: refused unless every URL and file system holds them as they are."""

import re
from typing import Final

from diptych.model.problem import Place, Problem, config_error, error
from diptych.model.slug import LONGEST, slugify

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_RESERVED: Final = frozenset(
    ["con", "prn", "aux", "nul"]
    + [f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10)]
)
"""Names that Windows gives to devices, whatever their suffix."""


def slug_problem(slug: str, place: Place, fallback: str = "", **names: str) -> Problem | None:
    """Return what is wrong with a slug, with one to write instead.

    `fallback` is a text to make that from when the slug holds no letter; `names` go into the
    problem's values.
    """
    if len(slug) > LONGEST:
        near = _instead(slug, fallback)
        return error("slug-too-long", place, slug=slug[:40], limit=LONGEST, near=near, **names)
    if not _SLUG.fullmatch(slug):
        near = _instead(slug, fallback)
        return error("invalid-slug", place, slug=slug, near=near, **names)
    if slug in _RESERVED:
        return error("windows-slug", place, slug=slug, near=_instead(slug), **names)
    return None


def _instead(slug: str, fallback: str = "") -> str:
    """Return a slug that is like the one given, and that is accepted."""
    near = slugify(slug) or slugify(fallback) or "my-story"
    return f"{near}-1" if near in _RESERVED else near


def setting_slug_problem(slug: str, place: Place, fallback: str) -> Problem | None:
    """Return what is wrong with a slug of the settings."""
    problem = slug_problem(slug, place, fallback)
    if problem is None:
        return None
    return config_error(problem.code, place, **dict(problem.values))
