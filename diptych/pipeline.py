"""The story of one build, from top to bottom."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from diptych.model.problem import Problem


class Request(Struct, frozen=True, kw_only=True):
    """What is asked of a build. `clock` carries an offset; `base_url` overrides the setting."""

    source: Path
    output: Path
    clock: datetime
    base_url: str | None = None
    drafts: bool = False
    future: bool = False
    expired: bool = False
    strict: bool = False


class Withheld(Struct, frozen=True, kw_only=True):
    """A panel that is not public; `until` is when it will be, if a date decides."""

    article: str
    path: str
    reason: str
    """`draft`, `future`, `expired` or `together`."""
    until: datetime | None = None


class Report(Struct, frozen=True, kw_only=True):
    """What a build did. When `problems` holds an error, nothing was written."""

    problems: Sequence[Problem] = ()
    stories: int = 0
    panels: int = 0
    pages: int = 0
    written: int = 0
    removed: int = 0
    withheld: Sequence[Withheld] = ()


class Progress(Protocol):
    """Who watches a build."""

    def step(self, name: str, done: int, total: int) -> None:
        """Hear that a stage (`read`, `bodies`, `pages`, `commit`) has done so much of its work."""


def build(request: Request, progress: Progress) -> Report:
    """Build the site and return what was done."""
    raise NotImplementedError
