"""Readers' comments as a moderator sees them: all of them, and which still wait for a decision.

Reads the files of comments and nothing else of the magazine. One that says nothing of `approved`
is pending, one that says false is rejected. Neither publishes nor writes.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from diptych.model.problem import Place, Problem, Result, error
from diptych.read.comments import is_approved, read_comment
from diptych.read.config import read_config
from diptych.read.decode import decode
from diptych.read.fields import CommentFields
from diptych.read.front_matter import read_document
from diptych.read.located import Scalar, Table
from diptych.read.naming import CommentName, is_comment, is_markdown, name_comment, nfc
from diptych.read.nearest import nearest
from diptych.read.panels import one_line
from diptych.read.readings import bytes_of
from diptych.read.walk import walk
from diptych.read.zones import load_zone

State = Literal["pending", "approved", "rejected"]

_LONGEST: Final = 60
"""Characters of a comment that are shown."""

_HERE: Final = Place("")


class Submission(Struct, frozen=True, kw_only=True):
    """One comment, whatever was decided about it; `date` is None where it cannot be read."""

    name: CommentName
    state: State
    author: str
    date: datetime | None
    words: str

    @property
    def called(self) -> str:
        """What a moderator may call it by: `startups/hub/karim`."""
        return _called(self.name)


class Moderation(Struct, frozen=True, kw_only=True):
    """The comments of the magazine in `root`, by what their paths say."""

    root: Path
    zone: ZoneInfo
    names: tuple[CommentName, ...]

    def read(self, name: CommentName) -> Result[Submission | None]:
        """Return a comment, None if it cannot be taken apart, and what is wrong with it.

        Of one that is not approved only the form is looked at, as in builds.
        """
        data, problem = bytes_of(self.root, name.path)
        if data is None:
            return Result(None, (problem,) if problem else ())
        document, problems = read_document(data, name.path)
        if document is None:
            return Result(None, problems)
        fields: CommentFields | None = decode(document.fields, CommentFields, self.zone).value
        submission = Submission(
            name=name,
            state=_state(document.fields),
            author=_author(document.fields),
            date=fields.date if fields else None,
            words=_first_words(one_line(document.manuscript.text)),
        )
        return Result(submission, read_comment(name, data, self.zone).problems)


def open_moderation(root: Path) -> Result[Moderation | None]:
    """Find the comments of the magazine in a folder; None when its settings have errors."""
    config, problems = read_config(root)
    zone = load_zone(config.timezone) if config else None
    if config is None or zone is None:
        return Result(None, problems)
    paths = (path for path in walk(root).paths if is_markdown(path) and is_comment(path))
    named = [name_comment(path, config.languages) for path in paths]
    names = tuple(name for name in named if isinstance(name, CommentName))
    faults = tuple(name for name in named if isinstance(name, Problem))
    return Result(Moderation(root=root, zone=zone, names=names), faults)


def find_comment(
    names: Sequence[CommentName], text: str, paths: Iterable[str]
) -> Result[CommentName | None]:
    """Return the comment that a text names: its file, or the end of `startups/hub/karim`.

    `paths` are the paths under the site that the text may mean; a language, `karim.fr`, tells
    comments of one name apart.
    """
    candidates = set(map(nfc, paths))
    wanted = nfc(text)
    for name in names:
        if nfc(name.path) in candidates:
            return Result(name)
    exact = [name for name in names if wanted in _calls(name)]
    ending = [name for name in names if any(one.endswith(f"/{wanted}") for one in _calls(name))]
    found = exact or (ending if wanted else [])
    if len(found) == 1:
        return Result(found[0])
    if found:
        listed = ", ".join(f"{_called(name)}.{name.locale}" for name in found)
        return Result(None, (error("ambiguous-comment", _HERE, name=text, choices=listed),))
    known = [*map(_called, names), *(name.path for name in names)]
    short = {name.id: _called(name) for name in reversed(names)}
    near = nearest(text, known) or short.get(nearest(text, tuple(short)), "")
    if near:
        return Result(None, (error("misspelt-comment", _HERE, name=text, nearest=near),))
    return Result(None, (error("unknown-comment", _HERE, name=text),))


def _author(fields: Table) -> str:
    entry = fields.find("author")
    return one_line(str(entry.value.value)) if entry and isinstance(entry.value, Scalar) else ""


def _state(fields: Table) -> State:
    entry = fields.find("approved")
    if entry is None or (isinstance(entry.value, Scalar) and entry.value.absent):
        return "pending"
    return "approved" if is_approved(fields) else "rejected"


def _called(name: CommentName) -> str:
    return f"{name.story}/{name.id}"


def _calls(name: CommentName) -> tuple[str, str]:
    return _called(name), f"{_called(name)}.{name.locale}"


def _first_words(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    head, _, _ = text[: _LONGEST + 1].rpartition(" ")
    return f"{head or text[:_LONGEST]}..."
