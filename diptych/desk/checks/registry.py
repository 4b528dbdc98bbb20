"""The checks there are, by name, in the order in which they run."""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from diptych.desk.checks.external import check_external
from diptych.desk.checks.matter import Matter
from diptych.desk.checks.parity import check_parity
from diptych.desk.checks.translations import check_translations
from diptych.desk.checks.typography import check_typing
from diptych.desk.checks.wording import check_wording
from diptych.desk.mending import Finding


class Check(Struct, frozen=True):
    """One check: its name on the command line, what finds its problems, and if it mends some."""

    name: str
    find: Callable[[Matter], Iterable[Finding]]
    mends: bool = False


def _rehearsed(matter: Matter) -> Iterator[Finding]:
    return map(Finding, matter.rehearsed)


def _parity(matter: Matter) -> Iterator[Finding]:
    return map(Finding, check_parity(matter))


BUILD = "build"
"""The check that tells what a build would tell; the only one that renders."""

EXTERNAL = "external"
"""The check that the web must have been asked for."""

CHECKS = (
    Check(BUILD, _rehearsed),
    Check("parity", _parity),
    Check("glossary", check_wording, mends=True),
    Check("typography", check_typing, mends=True),
    Check("translations", check_translations),
    Check(EXTERNAL, check_external),
)


def names() -> tuple[str, ...]:
    """Return the names of all checks."""
    return tuple(check.name for check in CHECKS)
