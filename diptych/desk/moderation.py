"""Readers' comments as files: which ones wait for a decision, and which are meant by a name.

Unlike a build it sees those that are not approved. Decides nothing, and writes nothing: a decision
is one field of the file.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct

from diptych.model.article import Manuscript
from diptych.model.problem import Problem
from diptych.read.front_matter import read_document
from diptych.read.located import Scalar, Table
from diptych.read.naming import COMMENTS, CommentName, is_comment, is_markdown, name_comment
from diptych.read.panels import one_line
from diptych.read.walk import walk

State = Literal["pending", "refused", "approved", "faulty"]

_YES = frozenset({"true", "yes", "on"})
_NO = frozenset({"false", "no", "off"})


class Comment(Struct, frozen=True, kw_only=True):
    """One comment's file; `faulty` is one whose front matter cannot be read.

    `pending` are those of which nobody has said anything, `refused` those with `approved: false`.
    `date` is as it was written.
    """

    name: str
    id: str
    story: str
    locale: str
    path: str
    state: State
    author: str = ""
    date: str = ""
    text: str = ""


def all_comments(root: Path, languages: Collection[str]) -> tuple[Comment, ...]:
    """Return the comments of a magazine, those to be decided first, then by path.

    Raises OSError when one cannot be read.
    """
    found = []
    for path in walk(root).paths:
        if is_comment(path) and is_markdown(path):
            name = name_comment(path, languages)
            if not isinstance(name, Problem):
                found.append(_comment(name, (root / path).read_bytes()))
    ranks: Mapping[State, int] = {"pending": 0, "faulty": 1, "refused": 2, "approved": 3}
    return tuple(sorted(found, key=lambda one: (ranks[one.state], one.path)))


def called(comments: Sequence[Comment], name: str, paths: Collection[str]) -> tuple[Comment, ...]:
    """Return the comments that a name may mean: one, unless it is unknown or ambiguous.

    A name is `STORY/comments/NAME`, with or without the language, NAME alone, or a path; `paths`
    are what it is as a path relative to the site.
    """
    by_path = [one for one in comments if one.path in paths]
    whole = [one for one in comments if name in (one.name, f"{one.name}.{one.locale}")]
    alone = [one for one in comments if name in (one.id, f"{one.id}.{one.locale}")]
    return tuple(by_path or whole or alone)


def _comment(name: CommentName, data: bytes) -> Comment:
    document, problems = read_document(data, name.path)
    shared = {
        "name": f"{name.story}/{COMMENTS}/{name.id}",
        "id": name.id,
        "story": name.story,
        "locale": name.locale,
        "path": name.path,
    }
    if document is None or problems:
        return Comment(state="faulty", **shared)
    return Comment(
        state=_state(_field(document.fields, "approved")),
        author=one_line(_field(document.fields, "author")),
        date=_field(document.fields, "date"),
        text=next(_paragraphs(document.manuscript), ""),
        **shared,
    )


def _field(fields: Table, name: str) -> str:
    entry = fields.find(name)
    node = entry.value if entry else None
    return str(node.value) if isinstance(node, Scalar) else ""


def _state(approved: str) -> State:
    word = approved.lower()
    return "approved" if word in _YES else "refused" if word in _NO else "pending"


def _paragraphs(manuscript: Manuscript) -> Iterator[str]:
    return (line for part in manuscript.text.split("\n\n") if (line := one_line(part)))
