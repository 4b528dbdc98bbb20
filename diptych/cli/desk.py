"""What the commands of the author's desk share: their options, and a magazine opened to be read.

Errors of the magazine are told by those commands that count its stories, since what has one is not
among them; its warnings are for builds and `check` to tell.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from diptych.cli.clock import read_clock
from diptych.cli.grammar import word_option
from diptych.cli.invocation import Invocation
from diptych.cli.named_files import paths_inside
from diptych.cli.telling import Format, Paths, tell_problems
from diptych.messages import Speaker
from diptych.model.problem import Exit, Place, Problem, config_error, environment_error, exit_code
from diptych.read.manuscripts import SourceChangedError

if TYPE_CHECKING:
    from diptych.desk.newsroom import Newsroom


class Desk(Struct, frozen=True, kw_only=True):
    """A call of one of these commands, and the magazine it is about."""

    call: Invocation
    source: Path
    clock: datetime
    form: Format
    newsroom: "Newsroom"
    faults: tuple[Problem, ...]
    """The errors found while it was read; they are told already where that was asked for."""

    @property
    def speaker(self) -> Speaker:
        """Who speaks to the user."""
        return self.call.speaker

    @property
    def paths(self) -> Paths:
        """How paths are shown to the user."""
        return self.call.paths(self.source)

    def tell(self, lines: Iterable[str]) -> None:
        """Write lines of a result."""
        for line in lines:
            self.call.terminal.tell(line)

    def warn(self, *problems: Problem) -> Exit:
        """Tell problems, and return the exit code that they ask for."""
        tell_problems(problems, self.call.terminal, self.speaker, self.paths, self.form)
        return exit_code(problems)

    def named_paths(self, name: str) -> tuple[str, ...]:
        """Return what a name may be as a path relative to the site: seen from here, or from it."""
        return paths_inside(self.source, name, self.call.current, self.source) if name else ()


def source_option(speaker: Speaker) -> click.Parameter:
    """Return `--source`."""
    say = speaker.say
    return click.Option(
        ["-s", "--source"], metavar=say("folder-metavar"), help=say("source-option")
    )


def clock_option(speaker: Speaker) -> click.Parameter:
    """Return `--clock`."""
    say = speaker.say
    return click.Option(["--clock"], metavar=say("clock-metavar"), help=say("desk-clock"))


def format_option(speaker: Speaker, *formats: Format) -> click.Parameter:
    """Return `--format`, whose first value holds unless another is asked for."""
    return word_option(
        ["--format", "form"], formats, default=formats[0], help=speaker.say("desk-format")
    )


def open_desk(
    call: Invocation,
    named: str | None,
    clock: str | None = None,
    form: Format = "text",
    *,
    tells_errors: bool = True,
) -> Desk | Exit:
    """Open the magazine that a command is about; where that fails, tell why."""
    source = call.folder(named, call.source)
    moment, problems = read_clock(clock, call.environ)
    if not (source / "config.toml").is_file():
        problems += (config_error("not-a-site", Place(str(source))),)
    if moment is None or problems:
        tell_problems(problems, call.terminal, call.speaker, call.paths(source), form)
        return exit_code(problems)
    from diptych.desk.newsroom import open_newsroom  # noqa: PLC0415 - help does without it

    newsroom, found = open_newsroom(source, moment)
    faults = tuple(problem for problem in found if problem.severity == "error")
    if tells_errors or newsroom is None:
        tell_problems(faults, call.terminal, call.speaker, call.paths(source), form)
    if newsroom is None:
        return exit_code(faults)
    return Desk(call=call, source=source, clock=moment, form=form, newsroom=newsroom, faults=faults)


def guarded(call: Invocation, work: Callable[..., int]) -> Callable[..., int]:
    """Return a command's callback that tells of a source edited while it was read."""

    def callback(**options: Any) -> int:
        try:
            return work(call, **options)
        except SourceChangedError as change:
            problem = environment_error("source-edited", Place(change.path))
            source = call.folder(options["source"], call.source)
            form = options.get("form", "text")
            tell_problems([problem], call.terminal, call.speaker, call.paths(source), form)
            return exit_code((problem,))

    return callback
