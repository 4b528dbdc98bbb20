"""What a command gets from outside: who is asking, where, and how the answer is to be told."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from diptych.cli.telling import Paths
from diptych.cli.terminal import Terminal
from diptych.messages import Speaker

if TYPE_CHECKING:
    from diptych.request import Progress, Report, Request

BuildFunction = Callable[["Request", "Progress"], "Report"]


class Invocation(Struct, frozen=True, kw_only=True):
    """One call of the program. `source` is the site's folder unless an option names another."""

    speaker: Speaker
    terminal: Terminal
    environ: Mapping[str, str]
    current: Path
    source: Path
    run_build: BuildFunction | None = None
    """In place of the pipeline's `build`, which is imported only when it is needed."""

    def folder(self, named: str | None, default: Path) -> Path:
        """Return a folder as an absolute path: the one named, relative to the current one."""
        return self.current / named if named is not None else default

    def paths(self, source: Path) -> Paths:
        """Return how the paths of a site's files are shown to this user."""
        return Paths(source, self.current)

    @property
    def home(self) -> Path | None:
        """The user's home folder, None when the environment names none."""
        home = self.environ.get("HOME")
        return Path(home) if home else None


Options = Mapping[str, Any]
"""What click read, by the option's name."""
