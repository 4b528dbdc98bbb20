"""`diptych new`: starts a story, or the other panel of one, and leaves the writing to authors."""

import os
import shlex
import shutil
import subprocess
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
    environment_error,
    error,
    exit_code,
)

if TYPE_CHECKING:
    from diptych.desk.new_story import NewFile
    from diptych.desk.newsroom import Newsroom

_HERE = Place("")
_EDITORS = ("VISUAL", "EDITOR")


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
            click.Argument(["title"], required=False, metavar=say("title-metavar")),
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
    editor, problems = _editor(call) if asked.edit else ([], ())
    problems = (*_misuse(asked), *problems)
    path = ""
    if not problems:
        path, problems = _write(call, source, asked)
    if problems:
        tell_problems(problems, call.terminal, call.speaker, call.paths(source), asked.form)
        return exit_code(problems)
    _tell(call, source, asked, path)
    return _open(call, source, editor, path) if editor else Exit.OK


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
        for name in ("category", "locale", "author")
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
    from diptych.desk.new_story import Order, new_story  # noqa: PLC0415 - as above
    from diptych.desk.new_translation import find_original, new_translation  # noqa: PLC0415

    if asked.translate is None:
        order = Order(
            title=asked.title or "",
            category=asked.category,
            locale=asked.locale,
            author=asked.author,
            slug=asked.slug,
        )
        return new_story(newsroom, order, call.speaker.say("description-hint"))
    paths = paths_inside(newsroom.root, asked.translate, call.current, newsroom.root)
    original, problems = find_original(newsroom, asked.translate, paths)
    if original is None:
        return Result(None, problems)
    return new_translation(newsroom, original, asked.to, asked.title, asked.slug)


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


def _editor(call: Invocation) -> Result[list[str]]:
    """Return the words that start the user's editor, and a problem when there is none."""
    variable = next((name for name in _EDITORS if call.environ.get(name, "").strip()), None)
    if variable is None:
        return Result([], (environment_error("no-editor", _HERE),))
    value = call.environ[variable]
    try:
        words = shlex.split(value)
    except ValueError:  # a quotation that does not end
        words = []
    if not words or shutil.which(words[0], path=call.environ.get("PATH", os.defpath)) is None:
        problem = environment_error("editor-missing", _HERE, variable=variable, value=value)
        return Result([], (problem,))
    return Result(words)


def _open(call: Invocation, source: Path, editor: list[str], path: str) -> int:
    """Open the new file in the user's editor, and wait until that is closed."""
    program = shutil.which(editor[0], path=call.environ.get("PATH", os.defpath)) or editor[0]
    subprocess.run(  # noqa: S603 - the user names the program
        [program, *editor[1:], str(source / path)], env=dict(call.environ), check=False
    )
    return Exit.OK
