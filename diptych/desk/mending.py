"""Mending: what a check finds, and the edits that would put it right.

Applies edits to the files of a site: only the characters named change, everything else keeps its
bytes (a byte order mark, line ends), and a file is written whole or not at all. Knows no check.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from diptych.desk.source_files import EditedMeanwhileError, replace
from diptych.model.problem import Problem
from diptych.read.manuscripts import SourceChangedError

_BOM = b"\xef\xbb\xbf"


class Edit(Struct, frozen=True, order=True):
    """A stretch of a file to be replaced: code points of its text, a byte order mark left out."""

    path: str
    start: int
    end: int
    new: str


class Finding(Struct, frozen=True):
    """A problem, with the edits that mend it; none when that is for the author to decide."""

    problem: Problem
    edits: tuple[Edit, ...] = ()


def mend(root: Path, findings: Iterable[Finding], seen: Mapping[str, bytes]) -> int:
    """Apply the edits of findings to the files under a folder; return how many were mended.

    `seen` is what the files held when the findings were made. A finding whose edits touch those of
    an earlier one waits for the next time. Raises `SourceChangedError` when a file was edited
    since, and OSError when one cannot be written; those written before it stay mended.
    """
    taken: dict[str, list[Edit]] = defaultdict(list)
    mended = 0
    for finding in findings:
        free = not any(_touch(edit, other) for edit in finding.edits for other in taken[edit.path])
        if finding.edits and free:
            mended += 1
            for edit in finding.edits:
                taken[edit.path].append(edit)
    for path in sorted(taken):
        if taken[path]:
            try:
                replace(root / path, seen[path], _mended(seen[path], taken[path]))
            except EditedMeanwhileError:
                raise SourceChangedError(path) from None
    return mended


def mended_text(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with its edits made; they do not touch one another."""
    pieces: list[str] = []
    done = 0
    for edit in sorted(edits):
        pieces += text[done : edit.start], edit.new
        done = edit.end
    return "".join((*pieces, text[done:]))


def _touch(one: Edit, other: Edit) -> bool:
    return one.path == other.path and one.start <= other.end and other.start <= one.end


def _mended(data: bytes, edits: Iterable[Edit]) -> bytes:
    mark = _BOM if data.startswith(_BOM) else b""
    text = data.removeprefix(mark).decode("utf-8")
    return mark + mended_text(text, edits).encode("utf-8")
