"""`diptych comments`: what readers wrote, and a moderator's decisions about it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from msgspec import Struct
from msgspec.structs import replace

from diptych.cli.grammar import SpokenCommand
from diptych.cli.invocation import Invocation
from diptych.cli.named_files import paths_inside
from diptych.cli.options import flag, folders, telling
from diptych.cli.telling import Format, encoded, tell_problems
from diptych.cli.terminal import one_line
from diptych.model.problem import Place, Problem, config_error, error, exit_code

if TYPE_CHECKING:
    from diptych.desk.moderation import Moderation, Submission
    from diptych.read.naming import CommentName

_HERE: Final = Place("")
_ACTIONS: Final = ("list", "approve", "reject")
_STATES: Final = {
    "pending": "state-pending",
    "approved": "state-approved",
    "rejected": "state-rejected",
}
_SAID: Final = {
    True: ("comment-approved", "comment-approved-before"),
    False: ("comment-rejected", "comment-rejected-before"),
}
"""What is said of a decision, and of one that was taken before."""


class _Asked(Struct, frozen=True, kw_only=True):
    """The command's arguments and options."""

    action: str | None
    names: tuple[str, ...]
    all: bool
    delete: bool
    source: str | None
    quiet: bool
    verbose: bool
    form: Format


def comments_command(call: Invocation) -> SpokenCommand:
    """Return the command, ready to be called."""
    say = call.speaker.say
    return SpokenCommand(
        "comments",
        speaker=call.speaker,
        terminal=call.terminal,
        callback=partial(_comments, call),
        params=[
            click.Argument(["action"], required=False, metavar=f"[{'|'.join(_ACTIONS)}]"),
            click.Argument(["names"], nargs=-1, metavar=f"[{say('name-metavar')}]..."),
            click.Option(["--all"], is_flag=True, help=say("all-comments-option")),
            flag(call.speaker, "--delete"),
            folders(call.speaker)[0],
            *telling(call.speaker),
        ],
    )


def _comments(call: Invocation, **options: Any) -> int:
    asked = _Asked(**options)
    source = call.folder(asked.source, call.source)
    misuse = _misuse(asked, call.speaker.say("name-metavar"))
    if misuse is not None:
        return _tell(call, source, asked, (misuse,))
    from diptych.desk.moderation import open_moderation  # noqa: PLC0415 - it brings YAML along

    moderation, problems = open_moderation(source)
    if moderation is None:
        return _tell(call, source, asked, problems)
    if asked.action in {None, "list"}:
        return _list(call, moderation, asked, problems)
    return _decide(call, moderation, asked)


def _misuse(asked: _Asked, metavar: str) -> Problem | None:
    """Return what is wrong with the arguments and options together."""
    command = click.get_current_context().command_path
    action = asked.action or "list"
    if action not in _ACTIONS:
        from diptych.desk.new_story import unknown_value  # noqa: PLC0415 - only for who errs

        return unknown_value("comments", action, _ACTIONS)
    if action == "list" and asked.names:
        return config_error("unexpected-argument", _HERE, argument=asked.names[0], command=command)
    if action != "list" and not asked.names:
        return config_error("missing-argument", _HERE, argument=metavar, command=command)
    if asked.all and action != "list":
        return config_error("option-alone", _HERE, option="--all", other="comments list")
    if asked.delete and action != "reject":
        return config_error("option-alone", _HERE, option="--delete", other="comments reject")
    return None


def _list(
    call: Invocation, moderation: "Moderation", asked: _Asked, problems: tuple[Problem, ...]
) -> int:
    """Tell the comments that wait for a decision, or all, the oldest first."""
    found: list[Submission] = []
    for name in moderation.names:
        submission, faults = moderation.read(name)
        problems += tuple(replace(fault, severity="warning") for fault in faults)
        if submission is not None and (asked.all or submission.state == "pending"):
            found.append(submission)
    found.sort(key=lambda one: (one.date is not None, one.date, one.name.path))
    code = _tell(call, moderation.root, asked, problems)
    if asked.quiet:
        return code
    if asked.form == "json":
        for one in found:
            call.terminal.tell(_json(one, call.paths(moderation.root).shown(one.name.path)))
        return code
    for line in _table([_row(call, asked, one) for one in found]):
        call.terminal.tell(line)
    counted = call.speaker.say(
        "comments-all" if asked.all else "comments-pending", count=len(found)
    )
    call.terminal.tell(counted)
    return code


def _decide(call: Invocation, moderation: "Moderation", asked: _Asked) -> int:
    """Approve or reject the comments that are named: all of them, or none if one is not found."""
    from diptych.desk.moderation import find_comment  # noqa: PLC0415 - as above

    root = moderation.root
    found: dict[str, CommentName] = {}
    problems: tuple[Problem, ...] = ()
    for text in asked.names:
        name, faults = find_comment(
            moderation.names, text, paths_inside(root, text, call.current, root)
        )
        problems += faults
        if name is not None:
            found[name.path] = name
    if problems:
        return _tell(call, root, asked, problems)
    for name in found.values():
        if asked.delete:
            (root / name.path).unlink()
            told: str = "comment-deleted"
        else:
            told, faults = _mark(moderation, name, approved=asked.action == "approve")
            problems += faults
        if told and not asked.quiet:
            path = call.paths(root).shown(name.path)
            call.terminal.tell(call.speaker.say(told, path=path))
    return _tell(call, root, asked, problems)


def _mark(
    moderation: "Moderation", name: "CommentName", *, approved: bool
) -> tuple[str, tuple[Problem, ...]]:
    """Write a decision; return what to say of it, and what keeps the comment from readers."""
    from diptych.desk.field_edits import UneditableError, set_field  # noqa: PLC0415 - as above
    from diptych.desk.source_files import EditedMeanwhileError, replace  # noqa: PLC0415 - the same

    submission, problems = moderation.read(name)
    if submission is None:
        return "", problems
    done, done_before = _SAID[approved]
    if submission.state == ("approved" if approved else "rejected"):
        return done_before, problems
    path = moderation.root / name.path
    before = path.read_bytes()
    try:
        replace(path, before, set_field(before, "approved", "true" if approved else "false"))
    except UneditableError:
        return "", (error("comment-uneditable", Place(name.path)), *problems)
    except EditedMeanwhileError:
        return "", (error("source-edited", Place(name.path)), *problems)
    problems = moderation.read(name).problems
    return "comment-approved-faulty" if approved and problems else done, problems


def _row(call: Invocation, asked: _Asked, one: "Submission") -> tuple[str, ...]:
    say = call.speaker.say
    date = f"{one.date:%Y-%m-%d %H:%M}" if one.date else "?"
    state = (say(_STATES[one.state]),) if asked.all else ()
    return (*state, one.called, one.name.locale, date, one.author or "?", one.words)


def _table(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Return rows as lines whose columns begin under each other.

    What readers wrote cannot end a line or command the terminal.
    """
    sound = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*sound, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in sound
    ]


def _json(one: "Submission", path: str) -> str:
    return encoded(
        {
            "path": path,
            "story": one.name.story,
            "name": one.name.id,
            "language": one.name.locale,
            "state": one.state,
            "author": one.author,
            "date": one.date.isoformat() if one.date else None,
            "words": one.words,
        }
    )


def _tell(call: Invocation, source: Path, asked: _Asked, problems: tuple[Problem, ...]) -> int:
    """Tell problems, of a quiet call errors only, and return the exit code."""
    told = [one for one in problems if one.severity == "error" or not asked.quiet]
    tell_problems(told, call.terminal, call.speaker, call.paths(source), asked.form)
    return exit_code(problems)
