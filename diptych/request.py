"""What is asked of a build, and what it has done: the words that commands and the build share.

Plain data. Light to import, since a build that has nothing to do imports little else.
"""

from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

from msgspec import Struct

from diptych.model.problem import Problem
from diptych.site.states import Preview, Withheld

CACHE = ".cache"
"""Where a site keeps what earlier builds remember."""

Kind = Literal["pool", "serial", "dask"]
"""Who does the work of a build: several processes, this one, or a Dask cluster."""


class Request(Struct, frozen=True, kw_only=True):
    """What is asked of a build.

    `clock` carries an offset; `base_url` overrides the setting; `home` is the user's home folder,
    which no output may hold; `noindex` keeps the whole site out of search engines. `executor` says
    who does the work: at most `jobs` processes (0: one a core), or those of a `scheduler`.
    With `search` the articles are indexed too.

    `memory` is the folder to remember the build in, the site's cache if None. `touched` are the
    paths of all files of the site that were touched since the last build into this output, if
    somebody has watched them; None to look at every file.
    """

    source: Path
    output: Path
    clock: datetime
    home: Path | None = None
    base_url: str | None = None
    drafts: bool = False
    future: bool = False
    expired: bool = False
    noindex: bool = False
    strict: bool = False
    executor: Kind = "pool"
    jobs: int = 0
    scheduler: str = ""
    search: bool = False
    memory: Path | None = None
    touched: tuple[str, ...] | None = None

    @property
    def remembered_in(self) -> Path:
        """The folder of what earlier builds remember."""
        return self.memory or self.source / CACHE

    @property
    def preview(self) -> Preview:
        """Which panels are shown although they are not public."""
        return Preview(drafts=self.drafts, future=self.future, expired=self.expired)


class Report(Struct, frozen=True, kw_only=True):
    """What a build did.

    When `problems` holds an error, nothing was written, unless it is `committed`: then the site is
    built and its search index is not.

    `rendered` counts the pages that did not stand as an earlier build had made them, `encoded` the
    pictures that were not at hand from one. `previewed` panels are shown although they are not
    public, `withheld` ones are not shown.
    """

    problems: tuple[Problem, ...] = ()
    stories: int = 0
    panels: int = 0
    pages: int = 0
    rendered: int = 0
    encoded: int = 0
    written: int = 0
    removed: int = 0
    committed: bool = False
    withheld: tuple[Withheld, ...] = ()
    previewed: tuple[Withheld, ...] = ()


class Progress(Protocol):
    """Who watches a build."""

    def step(self, name: str, done: int, total: int) -> None:
        """Hear that a stage (`bodies`, `pictures`, `pages`) has done so much of its work."""
