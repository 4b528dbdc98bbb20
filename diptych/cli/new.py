"""`diptych new`: begins a story, or the translation of one; never writes over anything."""

import os
import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from diptych.cli.desk import Desk, clock_option, guarded, open_desk, source_option
from diptych.cli.grammar import CommandFault, SpokenCommand
from diptych.cli.invocation import Invocation
from diptych.cli.options import flag
from diptych.cli.terminal import one_line
from diptych.model.problem import Exit, Place, Problem, config_error, environment_error, error

if TYPE_CHECKING:
    from diptych.desk.drafting import Draft

_NOWHERE = Place("")
_EDITORS = ("VISUAL", "EDITOR")


class _Asked(Struct, frozen=True, kw_only=True):
    """The command's argument and options."""

    title: str | None
    source: str | None
    category: str | None
    locale: str | None
    slug: str | None
    authors: tuple[str, ...]
    translate: str | None
    to: str | None
    edit: bool
    clock: str | None


def new_command(call: Invocation) -> SpokenCommand:
    """Return the command, ready to be called."""
    speaker = call.speaker
    say = speaker.say

    def valued(name: str, metavar: str, *more: str, **parts: Any) -> click.Option:
        option = say(f"new-{name}")
        return click.Option([f"--{name}", *more], metavar=say(metavar), help=option, **parts)

    return SpokenCommand(
        "new",
        speaker=speaker,
        terminal=call.terminal,
        callback=guarded(call, _new),
        params=[
            click.Argument(["title"], required=False, metavar=say("title-metavar")),
            source_option(speaker),
            valued("category", "section-metavar"),
            valued("locale", "locale-metavar"),
            valued("slug", "slug-metavar"),
            valued("author", "author-metavar", "authors", multiple=True),
            valued("translate", "story-metavar"),
            valued("to", "locale-metavar"),
            flag(speaker, "--edit"),
            clock_option(speaker),
        ],
    )


def _new(call: Invocation, **options: Any) -> int:
    asked = _Asked(**options)
    fault = _misuse(asked)
    if fault is not None:
        raise CommandFault(fault)
    desk = open_desk(call, asked.source, asked.clock, tells_errors=False)
    if not isinstance(desk, Desk):
        return desk
    editor = _editor(call) if asked.edit else []
    if asked.edit and not editor:
        return desk.warn(environment_error("editor-unnamed", _NOWHERE))
    from diptych.cli.beginnings import begin_story, begin_translation  # noqa: PLC0415 - as for help

    if asked.translate is not None:
        begun = begin_translation(desk, asked.translate, asked.to, asked.authors)
    else:
        begun = begin_story(
            desk,
            title=asked.title or "",
            category=asked.category,
            locale=asked.locale,
            slug=asked.slug,
            authors=asked.authors,
        )
    if not isinstance(begun, Problem):
        begun = _write(desk, begun) or begun
    if isinstance(begun, Problem):
        return desk.warn(begun)
    return _open(desk, editor, desk.source / begun.path) if editor else Exit.OK


def _write(desk: Desk, draft: "Draft") -> Problem | None:
    from diptych.desk.writing import create  # noqa: PLC0415 - once there is something to write

    try:
        create(desk.source / draft.path, draft.text.encode())
    except FileExistsError:
        return error("story-exists", Place(draft.path))
    say, shown = desk.speaker.say, one_line(desk.paths.shown(draft.path))
    desk.tell([say("created", path=shown)])
    key = draft.translates
    desk.tell([say("created-translation", story=key) if key else say("created-next")])
    return None


def _misuse(asked: _Asked) -> Problem | None:
    """Return what is wrong with options that do not go together."""
    if asked.title is None and asked.translate is None:
        return config_error("title-missing", _NOWHERE)
    if asked.translate is None:
        return (
            config_error("option-without-other", _NOWHERE, option="--to", other="--translate")
            if asked.to
            else None
        )
    if asked.title is not None:
        return config_error("title-of-translation", _NOWHERE, title=asked.title)
    for option, given in (
        ("--category", asked.category),
        ("--locale", asked.locale),
        ("--slug", asked.slug),
    ):
        if given:
            return config_error("option-of-new-story", _NOWHERE, option=option)
    return None


def _editor(call: Invocation) -> list[str]:
    """Return the command of the user's editor, empty when the environment names none."""
    named = next((call.environ[name] for name in _EDITORS if call.environ.get(name)), "")
    try:
        return shlex.split(named)
    except ValueError:
        return [named]


def _open(desk: Desk, editor: Sequence[str], path: Path) -> Exit:
    """Have the author write: wait until the editor is closed."""
    desk.call.terminal.flush()
    try:
        done = subprocess.run([*editor, os.fspath(path)], check=False)  # noqa: S603 - the user's own
    except OSError as fault:
        reason = fault.strerror or str(fault)
        return desk.warn(
            environment_error("editor-failed", _NOWHERE, editor=editor[0], reason=reason)
        )
    if done.returncode:
        reason = desk.speaker.say("editor-exit", code=done.returncode)
        return desk.warn(
            environment_error("editor-failed", _NOWHERE, editor=editor[0], reason=reason)
        )
    return Exit.OK
