"""`diptych comments`: readers' comments listed, approved and refused, without editing by hand.

A decision sets `approved` in the comment's front matter and leaves every other byte alone; only
`--delete` removes a file.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from diptych.cli.desk import Desk, format_option, guarded, open_desk, source_option
from diptych.cli.grammar import CommandFault, SpokenCommand, word_argument
from diptych.cli.invocation import Invocation
from diptych.cli.options import flag
from diptych.cli.telling import Format, encoded
from diptych.cli.terminal import one_line
from diptych.model.problem import Exit, Place, Problem, config_error, error

if TYPE_CHECKING:
    from diptych.desk.moderation import Comment

_ACTIONS = ("list", "approve", "reject")
_NOWHERE = Place("")


class _Asked(Struct, frozen=True, kw_only=True):
    """The command's arguments and options."""

    action: str
    names: tuple[str, ...]
    source: str | None
    all: bool
    delete: bool
    form: Format


def comments_command(call: Invocation) -> SpokenCommand:
    """Return the command, ready to be called."""
    speaker = call.speaker
    return SpokenCommand(
        "comments",
        speaker=speaker,
        terminal=call.terminal,
        callback=guarded(call, _comments),
        params=[
            word_argument("action", _ACTIONS, required=False),
            click.Argument(["names"], nargs=-1, metavar=speaker.say("names-metavar")),
            source_option(speaker),
            flag(speaker, "--all"),
            flag(speaker, "--delete"),
            format_option(speaker, "text", "json"),
        ],
    )


def _comments(call: Invocation, **options: Any) -> int:
    asked = _Asked(**options)
    fault = _misuse(asked)
    if fault is not None:
        raise CommandFault(fault)
    desk = open_desk(call, asked.source, None, asked.form, tells_errors=False)
    if not isinstance(desk, Desk):
        return desk
    from diptych.desk.moderation import all_comments  # noqa: PLC0415 - help does without it

    comments = all_comments(desk.source, desk.newsroom.site.config.languages)
    if asked.action == "list":
        shown = [one for one in comments if asked.all or one.state != "approved"]
        desk.tell(_lines(desk, shown, asked))
        return Exit.OK
    chosen, problems = _chosen(desk, comments, asked.names)
    if problems:
        return desk.warn(*problems)
    return desk.warn(*(found for one in chosen if (found := _decide(desk, one, asked))))


def _lines(desk: Desk, comments: Sequence["Comment"], asked: _Asked) -> Iterator[str]:
    if asked.form == "json":
        yield from (encoded(_json(one, desk)) for one in comments)
        return
    if not comments:
        yield desk.speaker.say("no-comments" if asked.all else "nothing-to-moderate")
        return
    from diptych.cli.tables import Column, table_lines  # noqa: PLC0415 - not for every call

    say = desk.speaker.say
    columns = [
        Column(say("heading-comment")),
        Column(say("heading-state")),
        Column(say("heading-date")),
        Column(say("heading-author")),
        Column(say("heading-text")),
    ]
    rows = [
        [
            f"{one.name}.{one.locale}",
            say(f"comment-{one.state}"),
            one.date[:10],
            one.author,
            one.text,
        ]
        for one in comments
    ]
    yield from table_lines(columns, rows, desk.call.terminal.columns)


def _chosen(
    desk: Desk, comments: Sequence["Comment"], names: Sequence[str]
) -> tuple[list["Comment"], list[Problem]]:
    """Return the comments that are named, and a problem for each name that means not one."""
    from diptych.desk.moderation import called  # noqa: PLC0415 - only where one is named
    from diptych.read.nearest import nearest  # noqa: PLC0415 - the same

    chosen: list[Comment] = []
    problems = []
    for name in names:
        found = called(comments, name.strip("/"), desk.named_paths(name))
        if len(found) == 1:
            chosen += found
        elif found:
            candidates = ", ".join(f"{one.name}.{one.locale}" for one in found)
            problems.append(
                config_error("comment-ambiguous", _NOWHERE, name=name, candidates=candidates)
            )
        else:
            known = tuple(dict.fromkeys(text for one in comments for text in (one.name, one.id)))
            near = nearest(name, known)
            problems.append(
                config_error("misspelt-comment", _NOWHERE, name=name, nearest=near)
                if near
                else config_error("unknown-comment", _NOWHERE, name=name)
            )
    return list(dict.fromkeys(chosen)), problems


def _decide(desk: Desk, one: "Comment", asked: _Asked) -> Problem | None:
    from diptych.desk.field_edits import UneditableError, set_field  # noqa: PLC0415 - as above
    from diptych.desk.writing import EditedMeanwhileError, rewrite  # noqa: PLC0415 - the same

    path = desk.source / one.path
    shown = one_line(desk.paths.shown(one.path))
    decided = "approved" if asked.action == "approve" else "refused"
    if asked.delete:
        path.unlink()
        desk.tell([desk.speaker.say("decided-deleted", path=shown)])
        return None
    if one.state == decided:
        desk.tell([desk.speaker.say(f"decided-{decided}-before", path=shown)])
        return None
    before = path.read_bytes()
    try:
        rewrite(path, before, set_field(before, "approved", str(decided == "approved").lower()))
    except UneditableError:
        return error("field-uneditable", Place(one.path), field="approved")
    except EditedMeanwhileError:
        return error("source-edited", Place(one.path))
    desk.tell([desk.speaker.say(f"decided-{decided}", path=shown)])
    return None


def _misuse(asked: _Asked) -> Problem | None:
    """Return what is wrong with options that do not go together."""
    decides = asked.action != "list"
    if decides and not asked.names:
        return config_error("comment-unnamed", _NOWHERE, action=asked.action)
    if not decides and asked.names:
        command = "diptych comments list"
        return config_error(
            "unexpected-argument", _NOWHERE, argument=asked.names[0], command=command
        )
    if asked.all and decides:
        return config_error("option-without-other", _NOWHERE, option="--all", other="list")
    if asked.delete and asked.action != "reject":
        return config_error("option-without-other", _NOWHERE, option="--delete", other="reject")
    return None


def _json(one: "Comment", desk: Desk) -> dict[str, Any]:
    return {
        "name": one.name,
        "language": one.locale,
        "path": desk.paths.shown(one.path),
        "state": one.state,
        "author": one.author,
        "date": one.date,
        "text": one.text,
    }
