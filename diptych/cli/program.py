"""The program: reads the outside world once, finds the command, and tells every way it can end."""

import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from diptych.cli.build import build_command
from diptych.cli.clean import clean_command
from diptych.cli.explain import explain_command
from diptych.cli.grammar import SpokenGroup, usage_problem
from diptych.cli.invocation import BuildFunction, Invocation
from diptych.cli.language import speaker_for
from diptych.cli.later import add_desk
from diptych.cli.telling import tell_problems
from diptych.cli.terminal import Terminal
from diptych.engine.executors import ItemFailedError
from diptych.model.problem import Exit, Place, Problem, environment_error, error

_VERBOSE = frozenset({"-v", "--verbose"})
_NAMES = {"build.py": "python build.py", "__main__.py": "python -m diptych"}
"""How the program was called, by the file that was run."""


def run(
    arguments: Sequence[str],
    default_source: Path | None = None,
    environ: Mapping[str, str] | None = None,
    run_build: BuildFunction | None = None,
) -> int:
    """Run one command and return the exit code."""
    surroundings = os.environ if environ is None else environ
    current = Path.cwd()
    call = Invocation(
        speaker=speaker_for(arguments, surroundings),
        terminal=Terminal(sys.stdout, sys.stderr),
        environ=surroundings,
        current=current,
        source=default_source or current,
        run_build=run_build,
    )
    try:
        return _command(call, list(arguments))
    except click.UsageError as fault:
        return _fail(call, usage_problem(fault), Exit.USAGE)
    except OSError as fault:
        place = Place(str(fault.filename or ""))
        reason = fault.strerror or str(fault)
        problem = environment_error("input-output-fault", place, reason=reason)
        return _fail(call, problem, Exit.ENVIRONMENT)
    except Exception as bug:  # whatever it is, the user gets a line, not a traceback
        if isinstance(bug, ModuleNotFoundError) and not _is_ours(bug.name):
            raise
        if not _VERBOSE.isdisjoint(arguments):
            traceback.print_exc()
        if isinstance(bug, ItemFailedError):
            problem = error("internal-error", Place(bug.item), reason=str(bug))
        else:
            problem = error("internal-error", Place(""), reason=f"{type(bug).__name__}: {bug}")
        return _fail(call, problem, Exit.CONTENT)


def _command(call: Invocation, arguments: list[str]) -> int:
    program = SpokenGroup("program", default="build", speaker=call.speaker, terminal=call.terminal)
    for command in (build_command, explain_command, clean_command):
        program.add_command(command(call))
    add_desk(program, call)
    name = _NAMES.get(Path(sys.argv[0]).name, "diptych")
    try:
        with program.make_context(name, arguments) as context:
            return int(program.invoke(context))
    except click.exceptions.Exit as done:
        return done.exit_code


def _is_ours(module: str | None) -> bool:
    return (module or "").partition(".")[0] == "diptych"


def _fail(call: Invocation, problem: Problem, code: Exit) -> Exit:
    tell_problems([problem], call.terminal, call.speaker, call.paths(call.current))
    return code
