"""`diptych clean`: takes back what builds wrote, and nothing else."""

import shutil
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from diptych.cli.grammar import SpokenCommand
from diptych.cli.invocation import Invocation
from diptych.cli.options import folders, telling
from diptych.cli.telling import Format, tell_problems
from diptych.engine.clean import clean_output
from diptych.engine.fault import Refusal, Refused, environment
from diptych.engine.guard import check_clearing
from diptych.engine.work import outer_work
from diptych.model.problem import Exit, Place, Problem, config_error, exit_code

_CACHE = ".cache"
_EXITS = {"usage": Exit.USAGE, "environment": Exit.ENVIRONMENT, "locked": Exit.LOCKED}


class _Asked(Struct, frozen=True, kw_only=True):
    """The command's options."""

    source: str | None
    output: str | None
    quiet: bool
    verbose: bool
    form: Format


def clean_command(call: Invocation) -> SpokenCommand:
    """Return the command, ready to be called."""
    return SpokenCommand(
        "clean",
        speaker=call.speaker,
        terminal=call.terminal,
        callback=partial(_clean, call),
        params=[*folders(call.speaker), *telling(call.speaker)],
    )


def _clean(call: Invocation, **options: Any) -> int:
    asked = _Asked(**options)
    source = call.folder(asked.source, call.source)
    output = call.folder(asked.output, source / "output")
    removed, problems = 0, _what_forbids(source, output)
    if not problems:
        try:
            removed = _remove(source, output)
        except Refused as fault:
            problems = (_problem(fault.refusal),)
    paths = call.paths(source)
    tell_problems(problems, call.terminal, call.speaker, paths, asked.form)
    if not problems and not asked.quiet:
        shown = paths.shown(str(output))
        call.terminal.tell(call.speaker.say("cleaned", count=removed, path=shown))
    return exit_code(problems)


def _what_forbids(source: Path, output: Path) -> tuple[Problem, ...]:
    """Refuse to clean what is no site, and an output that no build has marked."""
    if not (source / "config.toml").is_file():
        return (config_error("not-a-site", Place(str(source))),)
    refusal = check_clearing(output)
    return (_problem(refusal),) if refusal else ()


def _remove(source: Path, output: Path) -> int:
    is_there = output.is_dir() or outer_work(output.resolve()).is_dir()  # of one that was killed
    removed = len(clean_output(output).removed) if is_there else 0
    cache = source / _CACHE
    with environment(cache):
        if cache.is_dir() and not cache.is_symlink():
            shutil.rmtree(cache)
    return removed


def _problem(refusal: Refusal) -> Problem:
    return Problem(
        code=refusal.code,
        place=Place(refusal.path),
        exit=_EXITS[refusal.kind],
        values=refusal.values,
    )
