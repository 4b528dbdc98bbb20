"""Readings: what a file told when it was read, so that it need not be opened while it stands.

Knows which readings there are and how one is asked for. Whether a file has changed is the affair
of whoever remembers them; without such a one, every file is read.
"""

import os
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from diptych.model.problem import Place, Problem, environment_error
from diptych.read.comments import Remark
from diptych.read.front_matter import LARGEST
from diptych.read.images import Picture
from diptych.read.naming import PanelName
from diptych.read.panels import Panel, read_panel


class Reading(Struct, frozen=True, kw_only=True, array_like=True):
    """What any file told; `gone` when it was not there any more."""

    problems: tuple[Problem, ...] = ()
    gone: bool = False


class PanelReading(Reading, frozen=True, kw_only=True, array_like=True):
    """A story's file; no panel if it could not be taken apart."""

    panel: Panel | None = None


class CommentReading(Reading, frozen=True, kw_only=True, array_like=True):
    """A comment's file; no remark if it is not approved or at fault."""

    remark: Remark | None = None


class PictureReading(Reading, frozen=True, kw_only=True, array_like=True):
    """A picture's file; none if it cannot be shown."""

    picture: Picture | None = None


Made = TypeVar("Made", bound=Reading)


class Readings(Protocol):
    """Remembers what files told."""

    def expect(self, names: Sequence[PanelName]) -> None:
        """Hear which panels will be asked for, so that many can be read at a time."""

    def recall(self, path: str, kind: type[Made], read: Callable[[], Made]) -> Made:
        """Return what the file at a path under the site tells; `read` opens it."""


class NoReadings:
    """Remembers nothing."""

    def expect(self, names: Sequence[PanelName]) -> None:
        """Do nothing."""

    def recall(self, path: str, kind: type[Made], read: Callable[[], Made]) -> Made:  # noqa: ARG002
        """Read the file."""
        return read()


class PanelReader:
    """Reads panels for somebody else, out of bytes that he brings; `settings` may travel."""

    def __init__(self, settings: tuple[str, tuple[str, ...]]) -> None:
        timezone, self._languages = settings
        self._zone = ZoneInfo(timezone)

    def read(self, item: tuple[PanelName, bytes]) -> bytes:
        """Return the reading of a panel in writing (JSON); empty if it would not come back."""
        name, data = item
        panel, problems = read_panel(name, data, self._zone, self._languages)
        reading = PanelReading(panel=panel, problems=problems)
        written = msgspec.json.encode(reading)
        return written if msgspec.json.decode(written, type=PanelReading) == reading else b""


def panel_reading(
    root: Path, name: PanelName, zone: ZoneInfo, languages: Collection[str]
) -> PanelReading:
    """Read the file of a panel."""
    data, problem = bytes_of(root, name.path)
    if data is None:
        return PanelReading(problems=(problem,)) if problem else PanelReading(gone=True)
    panel, problems = read_panel(name, data, zone, languages)
    return PanelReading(panel=panel, problems=problems)


def bytes_of(root: Path, path: str) -> tuple[bytes | None, Problem | None]:
    """Return the bytes of a file, a few more than it may have at most; none if it is gone."""
    try:
        with open(f"{root}/{path}", "rb", buffering=0) as file:  # noqa: PTH123 - as quick as can be
            # No more room than it needs: thousands of files are small.
            return file.read(min(os.fstat(file.fileno()).st_size, LARGEST) + 1), None
    except FileNotFoundError:
        return None, None
    except OSError as failure:
        reason = failure.strerror or type(failure).__name__
        return None, environment_error("unreadable-file", Place(path), reason=reason)
