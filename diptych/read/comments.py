"""Comments: readers' words as files beside stories, each left out at its first fault.

A comment never stops a build: whatever is wrong with one is a warning. Knows the approved ones and
who answers whom; refuses addresses that could run or that hide where they lead.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from diptych.model.article import SourceText
from diptych.model.comment import Comment
from diptych.model.problem import Place, Problem, Result, warning
from diptych.read.decode import decode
from diptych.read.fields import CommentFields
from diptych.read.front_matter import Document, read_document
from diptych.read.located import Scalar, Table
from diptych.read.manuscripts import source_text
from diptych.read.naming import CommentName
from diptych.read.panels import one_line
from diptych.read.scalars import Text

LARGEST: Final = 20_000
"""Bytes that the text of a comment may have."""

_NAME: Final = re.compile(r"[^/\\%\0]+")
_MAIL: Final = frozenset({"email", "e-mail", "mail"})


class Remark(NamedTuple):
    """One approved comment as its file has it, before threads are checked."""

    comment: Comment
    text: SourceText
    date_place: Place
    reply_place: Place


def read_comment(name: CommentName, data: bytes, zone: ZoneInfo) -> Result[Remark | None]:
    """Return an approved comment; None, silently, for one that is not approved."""
    document, problems = read_document(data, name.path)
    if document is None or problems:
        return Result(None, _as_warnings(problems))
    if not is_approved(document.fields):
        return Result(None)
    decoded = decode(document.fields, CommentFields, zone)
    found = [_mail_or(problem) for problem in decoded.problems]
    fields: CommentFields | None = decoded.value
    if fields is None or any(problem.severity == "error" for problem in found):
        return Result(None, _as_warnings(found))
    faults = tuple(_faults(document, fields))
    if faults:
        return Result(None, (*found, *faults))
    comment = Comment(
        id=name.id,
        story=name.story,
        locale=name.locale,
        path=name.path,
        author=one_line(fields.author.value),
        date=fields.date,
        reply_to=fields.reply_to.value if fields.reply_to else "",
        url=fields.url.value.strip() if fields.url else "",
    )
    date = document.fields.find("date")
    remark = Remark(
        comment=comment,
        text=source_text(document.manuscript),
        date_place=date.value.place if date else Place(name.path),
        reply_place=fields.reply_to.place if fields.reply_to else Place(name.path),
    )
    return Result(remark, tuple(found))


def from_future(remark: Remark, now: datetime) -> Problem | None:
    """Return a warning about a comment that was written later than now."""
    if remark.comment.date <= now:
        return None
    date = remark.comment.date.date()
    return warning("comment-from-future", remark.date_place, date=date)


def thread(
    remarks: Sequence[Remark], set_aside: Collection[tuple[str, str]]
) -> Result[tuple[Remark, ...]]:
    """Return the comments whose threads hold: unique ids, answers to comments that are there.

    `set_aside` are story and id of comments that were left out for a fault of their own, told
    already: answers to them go without another word.
    """
    problems: list[Problem] = []
    kept: dict[tuple[str, str], Remark] = {}
    for remark in remarks:
        at = (remark.comment.story, remark.comment.id)
        first = kept.setdefault(at, remark)
        if first is not remark:
            places = (Place(remark.comment.path), Place(first.comment.path))
            problems.append(warning("duplicate-comment", *places, id=remark.comment.id))
    gone = set(set_aside)
    orphans: Sequence[Remark] = list(kept.values())
    while orphans := [one for one in kept.values() if not _is_answered(one, kept)]:
        for remark in orphans:
            story, reply = remark.comment.story, remark.comment.reply_to
            del kept[story, remark.comment.id]
            if (story, reply) not in gone:
                problems.append(warning("unknown-reply", remark.reply_place, reply=reply))
            gone.add((story, remark.comment.id))
    for remark in _in_circles(kept):
        del kept[remark.comment.story, remark.comment.id]
        reply = remark.comment.reply_to
        problems.append(warning("circular-reply", remark.reply_place, reply=reply))
    return Result(tuple(kept.values()), tuple(problems))


def is_approved(fields: Table) -> bool:
    """Tell whether a front matter means to approve its comment; what else it says may be wrong."""
    entry = fields.find("approved")
    node = entry.value if entry else None
    if not isinstance(node, Scalar) or node.absent:
        return False
    return str(node.value).lower() not in {"false", "no", "off", ""}


def _faults(document: Document, fields: CommentFields) -> Iterable[Problem]:
    path = document.manuscript.path
    if not one_line(fields.author.value):
        yield warning("blank-author", fields.author.place)
    if fields.url is not None and not _is_web_address(fields.url):
        yield warning("unsafe-comment-url", fields.url.place, url=fields.url.value)
    reply = fields.reply_to
    if reply is not None and (not _NAME.fullmatch(reply.value) or ".." in reply.value):
        yield warning("unsafe-reply", reply.place, reply=reply.value)
    if not document.manuscript.text.strip():
        yield warning("empty-comment", Place(path))
    if len(document.manuscript.text.encode()) > LARGEST:
        yield warning("comment-too-long", Place(path), limit=LARGEST)


def _is_web_address(url: Text) -> bool:
    address = url.value.strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    plain = not re.search(r"[\s\\<>\"']", address)
    return plain and parts.scheme in {"http", "https"} and bool(parts.hostname)


def _is_answered(remark: Remark, kept: Mapping[tuple[str, str], Remark]) -> bool:
    reply = remark.comment.reply_to
    return not reply or (remark.comment.story, reply) in kept


def _in_circles(kept: Mapping[tuple[str, str], Remark]) -> list[Remark]:
    """Return the comments from which no chain of answers leads to a first one."""
    rooted: set[tuple[str, str]] = set()
    circles = []
    for at, remark in kept.items():
        chain = [at]
        seen = {at}
        while chain[-1] not in rooted and (reply := kept[chain[-1]].comment.reply_to):
            following = (remark.comment.story, reply)
            if following in seen:
                circles.append(remark)
                break
            chain.append(following)
            seen.add(following)
        else:
            rooted.update(chain)
    return circles


def _mail_or(problem: Problem) -> Problem:
    key = dict(problem.values).get("key", "")
    if problem.code in {"unknown-key", "misspelt-key"} and key.lower() in _MAIL:
        return warning("comment-with-mail", problem.place, key=key)
    return problem


def _as_warnings(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(replace(problem, severity="warning") for problem in problems)
