"""`diptych new`: starts a story, or the other panel of one, and leaves the writing to authors."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from diptych.cli.clock import read_clock
from diptych.cli.grammar import SpokenCommand
from diptych.cli.invocation import Invocation
from diptych.cli.named_files import paths_inside
from diptych.cli.options import flag, folders, telling
from diptych.cli.telling import Format, encoded, tell_problems
from diptych.model.problem import (
    Exit,
    Place,
    Problem,
    Result,
    config_error,
    error,
    exit_code,
)

if TYPE_CHECKING:
    from diptych.desk.new_story import NewFile
    from diptych.desk.newsroom import Newsroom

_HERE = Place("")


class _Asked(Struct, frozen=True, kw_only=True):
    """The command's argument and options."""

    title: str | None
    category: str | None
    locale: str | None
    author: str | None
    slug: str | None
    translate: str | None
    to: str | None
    edit: bool
    clock: str | None
    source: str | None
    quiet: bool
    verbose: bool
    form: Format


def new_command(call: Invocation) -> SpokenCommand:
    """Return the command, ready to be called."""
    say = call.speaker.say
    return SpokenCommand(
        "new",
        speaker=call.speaker,
        terminal=call.terminal,
        callback=partial(_new, call),
        params=[
            click.Argument(["title"], required=False, metavar=f"[{say('title-metavar')}]"),
            *(
                click.Option([f"--{name}"], metavar=say("name-metavar"), help=say(f"{name}-option"))
                for name in ("category", "locale", "author", "slug")
            ),
            click.Option(
                ["--translate"], metavar=say("story-metavar"), help=say("translate-option")
            ),
            click.Option(["--to"], metavar=say("name-metavar"), help=say("to-option")),
            flag(call.speaker, "--edit"),
            click.Option(["--clock"], metavar=say("clock-metavar"), help=say("dated-option")),
            folders(call.speaker)[0],
            *telling(call.speaker),
        ],
    )


def _new(call: Invocation, **options: Any) -> int:
    asked = _Asked(**options)
    source = call.folder(asked.source, call.source)
    problems = _misuse(asked)
    if problems:
        return _refuse(call, source, asked, problems)
    editor: Sequence[str] = ()
    if asked.edit:
        from diptych.cli.editor import edit, find_editor  # noqa: PLC0415 - only for who asks

        editor, problems = find_editor(call.environ)
    path, problems = ("", problems) if problems else _write(call, source, asked)
    if problems:
        return _refuse(call, source, asked, problems)
    _tell(call, source, asked, path)
    if editor:
        edit(editor, source / path, call.environ)
    return Exit.OK


def _refuse(call: Invocation, source: Path, asked: _Asked, problems: tuple[Problem, ...]) -> Exit:
    tell_problems(problems, call.terminal, call.speaker, call.paths(source), asked.form)
    return exit_code(problems)


def _misuse(asked: _Asked) -> tuple[Problem, ...]:
    """Return what is wrong with the options together."""
    if asked.translate is None and asked.title is None:
        command = click.get_current_context().command_path
        return (config_error("nothing-to-start", _HERE, command=command),)
    if asked.translate is None:
        alone = asked.to is not None
        return (config_error("option-alone", _HERE, option="--to", other="--translate"),) * alone
    return tuple(
        config_error("option-excluded", _HERE, option=f"--{name}", other="--translate")
        for name in ("category", "locale")
        if getattr(asked, name) is not None
    )


def _write(call: Invocation, source: Path, asked: _Asked) -> Result[str]:
    """Write the file that is asked for, and return its path; empty beside problems."""
    from diptych.desk.newsroom import open_newsroom  # noqa: PLC0415 - it brings all of reading
    from diptych.desk.source_files import create  # noqa: PLC0415 - the same

    clock, problems = read_clock(asked.clock, call.environ)
    if clock is None:
        return Result("", problems)
    newsroom, problems = open_newsroom(source, clock)
    if newsroom is None:
        return Result("", problems)
    made, problems = _made(call, newsroom, asked)
    if made is None:
        return Result("", problems)
    try:
        create(source / made.path, made.text.encode())
    except FileExistsError:
        code = "story-exists" if asked.translate is None else "panel-exists"
        return Result("", (error(code, Place(made.path)),))
    return Result(made.path)


def _made(call: Invocation, newsroom: "Newsroom", asked: _Asked) -> "Result[NewFile | None]":
    """Return the file to write: a story's first panel, or another one."""
    from diptych.desk import new_story, new_translation  # noqa: PLC0415 - as above

    if asked.translate is None:
        order = new_story.Order(
            title=asked.title or "",
            category=asked.category,
            locale=asked.locale,
            author=asked.author,
            slug=asked.slug,
        )
        return new_story.new_story(newsroom, order, call.speaker.say("description-hint"))
    paths = paths_inside(newsroom.root, asked.translate, call.current, newsroom.root)
    original, problems = new_translation.find_original(newsroom, asked.translate, paths)
    if original is None:
        return Result(None, problems)
    wanted = new_translation.Order(
        locale=asked.to, title=asked.title, slug=asked.slug, translator=asked.author
    )
    return new_translation.new_translation(newsroom, original, wanted)


def _tell(call: Invocation, source: Path, asked: _Asked, path: str) -> None:
    """Tell what was written, and what comes next."""
    shown = call.paths(source).shown(path)
    if asked.quiet:
        return
    if asked.form == "json":
        call.terminal.tell(encoded({"path": shown}))
        return
    program = click.get_current_context().find_root().info_name
    step = "write-next" if asked.translate is None else "translate-next"
    call.terminal.tell(call.speaker.say("created", path=shown))
    call.terminal.tell(call.speaker.say(step, program=program))
