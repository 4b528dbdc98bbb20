"""What the engine refuses to do, as data: a code, whose fault it is, and where.

The engine knows no `Problem`; whoever composes it makes one of each `Refusal`: `kind` gives the
exit code (`usage` 2, `environment` 3, `locked` 4), `path` the place, `values` fill the message
kept under `code` in messages/engine.toml. Exceptions carry refusals out of the workspace.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from msgspec import Struct

Kind = Literal["usage", "environment", "locked"]

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class Refusal(Struct, frozen=True):
    """Why the engine stopped; `path` is absolute."""

    code: str
    kind: Kind
    path: str
    values: tuple[tuple[str, str], ...] = ()


class Refused(Exception):  # noqa: N818 - the field's word, and its subclasses read as states
    """The engine stopped before it changed anything, or put back what it had changed."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.code}: {refusal.path}")
        self.refusal = refusal


class Locked(Refused):
    """Another process holds the output; `pid` is its process id, 0 when it could not be read."""

    def __init__(self, path: Path, pid: int) -> None:
        values = (("pid", str(pid) if pid else "?"),)
        super().__init__(Refusal("output-locked", "locked", str(path), values))
        self.pid = pid


class EnvironmentFault(Refused):
    """The machine would not: disk full, permission missing, an input or output error."""


def environment_fault(fault: OSError, path: Path) -> EnvironmentFault:
    """Return the fault that an operation on `path` met, in the words of the system."""
    values = (("reason", fault.strerror or str(fault)),)
    if fault.errno in _FULL:
        return EnvironmentFault(Refusal("disk-full", "environment", str(path), values))
    if fault.errno in _FORBIDDEN:
        return EnvironmentFault(Refusal("permission-denied", "environment", str(path), values))
    return EnvironmentFault(Refusal("input-output-fault", "environment", str(path), values))


@contextmanager
def environment(path: Path) -> Iterator[None]:
    """Raise an `EnvironmentFault` about the failing file, or `path`, for each `OSError` inside."""
    try:
        yield
    except OSError as fault:
        where = Path(fault.filename) if isinstance(fault.filename, str) else path
        raise environment_fault(fault, where) from fault


class StoppedError(Exception):
    """Stops whatever work is being done, and is no fault of the item that was at hand."""
