"""Readings: what a file told when it was read, so that it need not be opened while it stands.

Knows which readings there are and how one is asked for. Whether a file has changed is the affair
of whoever remembers them; without such a one, every file is read.
"""

from collections.abc import Callable
from typing import Protocol, TypeVar

from msgspec import Struct

from diptych.model.problem import Problem
from diptych.read.comments import Remark
from diptych.read.images import Picture
from diptych.read.panels import Panel


class Reading(Struct, frozen=True, kw_only=True):
    """What any file told; `gone` when it was not there any more."""

    problems: tuple[Problem, ...] = ()
    gone: bool = False


class PanelReading(Reading, frozen=True, kw_only=True):
    """A story's file; no panel if it could not be taken apart."""

    panel: Panel | None = None


class CommentReading(Reading, frozen=True, kw_only=True):
    """A comment's file; no remark if it is not approved or at fault."""

    remark: Remark | None = None


class PictureReading(Reading, frozen=True, kw_only=True):
    """A picture's file; none if it cannot be shown."""

    picture: Picture | None = None


Made = TypeVar("Made", bound=Reading)


class Readings(Protocol):
    """Remembers what files told."""

    def recall(self, path: str, kind: type[Made], read: Callable[[], Made]) -> Made:
        """Return what the file at a path under the site tells; `read` opens it."""


class NoReadings:
    """Remembers nothing."""

    def recall(self, path: str, kind: type[Made], read: Callable[[], Made]) -> Made:  # noqa: ARG002
        """Read the file."""
        return read()
