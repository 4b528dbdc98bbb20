"""`diptych explain`: what a page was made of, and why it was last rendered.

Looks into what builds remember, and does nothing else: no source is read and nothing is written.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from diptych.cli.grammar import SpokenCommand
from diptych.cli.invocation import Invocation
from diptych.cli.named_files import paths_inside
from diptych.cli.options import folders, telling
from diptych.cli.telling import Format, tell_problems
from diptych.engine.store import UnopenedError
from diptych.model.problem import (
    Exit,
    Place,
    Problem,
    config_error,
    environment_error,
    error,
    exit_code,
)
from diptych.request import CACHE

if TYPE_CHECKING:
    from diptych.memory.explanations import Memory
    from diptych.site.finding import Called

_NOWHERE = Place("")


class _Asked(Struct, frozen=True, kw_only=True):
    """The command's argument and options."""

    page: str
    source: str | None
    output: str | None
    quiet: bool
    verbose: bool
    form: Format


def explain_command(call: Invocation) -> SpokenCommand:
    """Return the command, ready to be called."""
    return SpokenCommand(
        "explain",
        speaker=call.speaker,
        terminal=call.terminal,
        callback=partial(_explain, call),
        params=[
            click.Argument(["page"], metavar=call.speaker.say("page-metavar")),
            *folders(call.speaker),
            *telling(call.speaker),
        ],
    )


def _explain(call: Invocation, **options: Any) -> int:
    asked = _Asked(**options)
    source = call.folder(asked.source, call.source)
    if not (source / "config.toml").is_file():
        return _refuse(call, source, asked, config_error("not-a-site", Place(str(source))))
    from diptych.memory.explanations import remembered  # noqa: PLC0415 - as for a build
    from diptych.memory.program import recalling  # noqa: PLC0415 - the same

    try:
        with recalling(source / CACHE) as store:
            memory = remembered(store)
            if memory is None:
                return _refuse(call, source, asked, error("nothing-remembered", Place(CACHE)))
            return _tell(call, source, asked, memory)
    except UnopenedError as fault:
        return _refuse(call, source, asked, _problem(fault))


def _tell(call: Invocation, source: Path, asked: _Asked, memory: "Memory") -> int:
    from diptych.cli.explanation import Setting, explanation_json, explanation_lines  # noqa: PLC0415

    output = call.folder(asked.output, source / "output")
    pages = memory.find(_called(asked.page, call.current, source, output))
    if not pages:
        return _refuse(call, source, asked, _unknown(call, source, asked, memory))
    if asked.quiet:
        return Exit.OK
    setting = Setting(call.speaker, call.paths(source), output, memory.base_url)
    found = [memory.explain(page) for page in pages]
    if asked.form == "json":
        for one in found:
            call.terminal.tell(explanation_json(one, setting))
        return Exit.OK
    for line in explanation_lines(found, setting, all_of_it=asked.verbose):
        call.terminal.tell(line)
    return Exit.OK


def _called(text: str, current: Path, source: Path, output: Path) -> "Called":
    """Return what a text may name: also a file, seen from the current folder or the site's."""
    from diptych.site.finding import Called  # noqa: PLC0415 - it brings all of a site along

    return Called(
        text,
        outputs=paths_inside(output, text, current, source),
        sources=paths_inside(source, text, current, source),
    )


def _unknown(call: Invocation, source: Path, asked: _Asked, memory: "Memory") -> Problem:
    from diptych.read.nearest import nearest  # noqa: PLC0415 - only for who errs
    from diptych.site.finding import is_elsewhere, path_of  # noqa: PLC0415 - the same

    base, text = memory.base_url, asked.page
    if is_elsewhere(text, base):
        return error("address-elsewhere", _NOWHERE, address=text, base_url=base)
    output = call.paths(source).shown(str(memory.output or ""))
    near = nearest(path_of(text, base), memory.names())
    if near:
        return error("misspelt-page", _NOWHERE, address=text, output=output, nearest=near)
    return error("unknown-page", _NOWHERE, address=text, output=output)


def _problem(fault: UnopenedError) -> Problem:
    place = Place(CACHE)
    if fault.fault == "unreadable":
        return environment_error("memory-unreadable", place, reason=fault.reason)
    return error(
        "memory-of-another-program" if fault.fault == "foreign" else "nothing-remembered", place
    )


def _refuse(call: Invocation, source: Path, asked: _Asked, problem: Problem) -> Exit:
    tell_problems([problem], call.terminal, call.speaker, call.paths(source), asked.form)
    return exit_code((problem,))
