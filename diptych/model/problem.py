"""Problems: what is wrong, where, and how grave, as data.

A stage returns the problems it found beside its value; nothing here raises or prints. The words of
a problem (what happened, how to mend it) live in the message tables of the command line, under its
code, in every language the command line speaks.
"""

from enum import IntEnum
from typing import Generic, Literal, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

Severity = Literal["error", "warning"]
T = TypeVar("T")


class Exit(IntEnum):
    """What the process answers to its caller."""

    OK = 0
    CONTENT = 1
    """Content or templates are at fault, or `check` found something."""
    USAGE = 2
    """The configuration or the command's arguments are at fault."""
    ENVIRONMENT = 3
    """The machine is at fault: disk, permission, a missing program."""
    LOCKED = 4
    """Another build holds the lock."""
    INTERRUPTED = 130
    TERMINATED = 143


class Place(Struct, frozen=True, order=True, gc=False):
    """Where something stands in the sources.

    `path` is relative to the site's folder, with `/`; `line` and `column` count from 1, columns in
    code points, and 0 means the whole file (or the whole line).
    """

    path: str
    line: int = 0
    column: int = 0


class Problem(Struct, frozen=True, kw_only=True):
    """One located fault.

    `code` is a stable kebab-case name, explained in docs/errors.md; `values` fill the message's
    `{placeholders}`; `also` names the other places involved (the second of two equal keys, every
    source of a collision).
    """

    code: str
    place: Place
    severity: Severity = "error"
    exit: Exit = Exit.CONTENT
    values: tuple[tuple[str, str], ...] = ()
    also: tuple[Place, ...] = ()


class Result(NamedTuple, Generic[T]):
    """What a stage returns: its value and the problems found on the way."""

    value: T
    problems: tuple[Problem, ...] = ()


def error(code: str, place: Place, *also: Place, **values: object) -> Problem:
    """Return a problem of content or template: the build fails with `Exit.CONTENT`."""
    return Problem(code=code, place=place, also=also, values=_as_text(values))


def warning(code: str, place: Place, *also: Place, **values: object) -> Problem:
    """Return a problem that is told and does not stop the build (unless it is strict)."""
    return Problem(code=code, place=place, severity="warning", also=also, values=_as_text(values))


def config_error(code: str, place: Place, *also: Place, **values: object) -> Problem:
    """Return a problem of configuration or usage: the build fails with `Exit.USAGE`."""
    return Problem(code=code, place=place, exit=Exit.USAGE, also=also, values=_as_text(values))


def environment_error(code: str, place: Place, *also: Place, **values: object) -> Problem:
    """Return a problem of the machine: the build fails with `Exit.ENVIRONMENT`."""
    return Problem(
        code=code, place=place, exit=Exit.ENVIRONMENT, also=also, values=_as_text(values)
    )


def strict(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the same problems with every warning made an error."""
    return tuple(replace(problem, severity="error") for problem in problems)


def exit_code(problems: tuple[Problem, ...]) -> Exit:
    """Return the exit code that the gravest of these problems asks for.

    The machine's faults outrank those of the configuration, and these outrank the content's: the
    caller must mend them first for the rest to mean anything.
    """
    return max((p.exit for p in problems if p.severity == "error"), default=Exit.OK)


def _as_text(values: dict[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in values.items())
