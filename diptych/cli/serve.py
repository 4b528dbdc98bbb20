"""`diptych serve`: shows the author the site while it is written, and tells how each build went.

Reads what is asked, then hands everything to the preview; the clock is read anew for every build.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from diptych.cli.clock import read_clock
from diptych.cli.grammar import CommandFault, SpokenCommand
from diptych.cli.invocation import Invocation
from diptych.cli.options import flag, telling, workers
from diptych.cli.telling import Format, tell_problems
from diptych.model.problem import Exit, Place, Problem, config_error, exit_code

if TYPE_CHECKING:
    from diptych.request import Request

PORT = 8000
_PREVIEW = "preview"
_MEMORY = "preview-memory"
_HIGHEST = 65535
_NUMBER = re.compile(r"[0-9]{1,5}")
_EDITORS: Mapping[str, str] = MappingProxyType(
    {
        "vscode": "vscode://file{path}:{line}",
        "vscodium": "vscodium://file{path}:{line}",
        "zed": "zed://file{path}:{line}",
    }
)
_EXAMPLE = "myeditor://open?file={path}&line={line}"
_ADDRESS = re.compile(r"(?!javascript:|data:|vbscript:)[a-z][a-z0-9+.-]*:\S*\{path\}\S*")


class _Asked(Struct, frozen=True, kw_only=True):
    """The command's options."""

    source: str | None
    port: int
    open: bool
    editor: str
    expired: bool
    strict: bool
    clock: str | None
    jobs: int
    quiet: bool
    verbose: bool
    form: Format


def serve_command(call: Invocation) -> SpokenCommand:
    """Return the command, ready to be called."""
    say = call.speaker.say
    folder, number = say("folder-metavar"), say("number-metavar")
    editor, clock = say("editor-metavar"), say("clock-metavar")
    jobs, *_ = workers(call.speaker)
    return SpokenCommand(
        "serve",
        speaker=call.speaker,
        terminal=call.terminal,
        callback=partial(_serve, call),
        params=[
            click.Option(["-s", "--source"], metavar=folder, help=say("source-option")),
            click.Option(["-p", "--port"], metavar=number, callback=_port, help=say("port-option")),
            flag(call.speaker, "--open"),
            click.Option(["--editor"], metavar=editor, callback=_editor, help=say("editor-option")),
            flag(call.speaker, "-E", "--expired"),
            flag(call.speaker, "--strict"),
            click.Option(["--clock"], metavar=clock, help=say("clock-option")),
            jobs,
            *telling(call.speaker),
        ],
    )


def _serve(call: Invocation, **options: Any) -> int:
    asked = _Asked(**options)
    source = call.folder(asked.source, call.source)
    clock, problems = read_clock(asked.clock, call.environ)
    if not source.is_dir():
        problems += (config_error("source-not-a-folder", Place(str(source))),)
    if clock is None or problems:
        return _refuse(call, source, asked, problems)
    from diptych.cli.preview import show  # noqa: PLC0415 - all that follows is for the preview

    try:
        problems = show(call, _request(call, source, asked, clock), asked)
    except KeyboardInterrupt:  # how a preview ends
        return Exit.OK
    return _refuse(call, source, asked, problems)


def _request(call: Invocation, source: Path, asked: _Asked, clock: datetime) -> "Request":
    from diptych.request import CACHE, Request  # noqa: PLC0415 - help and usage errors do without

    return Request(
        source=source,
        output=source / CACHE / _PREVIEW,
        memory=source / CACHE / _MEMORY,
        clock=clock,
        home=call.home,
        drafts=True,
        future=True,
        expired=asked.expired,
        strict=asked.strict,
        jobs=asked.jobs,
    )


def _port(_ctx: click.Context, _option: click.Parameter, value: str | None) -> int:
    """Return the port that is asked for."""
    if value is None:
        return PORT
    if _NUMBER.fullmatch(value) and int(value) <= _HIGHEST:
        return int(value)
    raise CommandFault(config_error("port-unreadable", Place(""), value=value))


def _editor(_ctx: click.Context, _option: click.Parameter, value: str | None) -> str:
    """Return the address of an editor, with a place for the path; empty if none is asked for."""
    address = _EDITORS.get(value or "", value or "")
    if not address or _ADDRESS.fullmatch(address):
        return address
    known = ", ".join(_EDITORS)
    raise CommandFault(
        config_error("editor-unreadable", Place(""), value=value, known=known, example=_EXAMPLE)
    )


def _refuse(call: Invocation, source: Path, asked: _Asked, problems: tuple[Problem, ...]) -> Exit:
    tell_problems(problems, call.terminal, call.speaker, call.paths(source), asked.form)
    return exit_code(problems)
