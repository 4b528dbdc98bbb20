"""The checks there are, by name, in the order in which they run."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from diptych.desk.checks.matter import Matter
from diptych.desk.checks.parity import check_parity
from diptych.model.problem import Problem


class Check(Struct, frozen=True):
    """One check: what it is called on the command line, and what finds its problems."""

    name: str
    find: Callable[[Matter], Iterable[Problem]]


def _rehearsed(matter: Matter) -> Iterable[Problem]:
    return matter.rehearsed


BUILD = "build"
"""The check that tells what a build would tell; the only one that renders."""

CHECKS = (
    Check(BUILD, _rehearsed),
    Check("parity", check_parity),
)


def names() -> tuple[str, ...]:
    """Return the names of all checks."""
    return tuple(check.name for check in CHECKS)
