"""`diptych build`: asks the pipeline for a site and tells what came of it."""

from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

import click
from msgspec import Struct

from diptych.cli.clock import read_clock
from diptych.cli.grammar import SpokenCommand
from diptych.cli.invocation import BuildFunction, Invocation
from diptych.cli.options import Kind, flag, folders, telling, workers
from diptych.cli.progress import Bar
from diptych.cli.summary import Outcome, summary_json, summary_lines
from diptych.cli.telling import Format, tell_problems
from diptych.model.problem import Exit, Place, Problem, config_error, exit_code


class _Asked(Struct, frozen=True, kw_only=True):
    """The command's options."""

    source: str | None
    output: str | None
    drafts: bool
    future: bool
    expired: bool
    base_url: str | None
    noindex: bool
    strict: bool
    clock: str | None
    jobs: int
    executor: Kind
    scheduler: str | None
    search: bool
    quiet: bool
    verbose: bool
    form: Format


def build_command(call: Invocation) -> SpokenCommand:
    """Return the command, ready to be called."""
    say = call.speaker.say
    address, clock = say("address-metavar"), say("clock-metavar")
    return SpokenCommand(
        "build",
        speaker=call.speaker,
        terminal=call.terminal,
        callback=partial(_build, call),
        params=[
            *folders(call.speaker),
            flag(call.speaker, "-D", "--drafts"),
            flag(call.speaker, "-F", "--future"),
            flag(call.speaker, "-E", "--expired"),
            click.Option(["--base-url"], metavar=address, help=say("base-url-option")),
            flag(call.speaker, "--noindex"),
            flag(call.speaker, "--strict"),
            click.Option(["--clock"], metavar=clock, help=say("clock-option")),
            *workers(call.speaker),
            click.Option(["--search/--no-search"], default=False, help=say("search-option")),
            *telling(call.speaker),
        ],
    )


def _build(call: Invocation, **options: Any) -> int:
    asked = _Asked(**options)
    source = call.folder(asked.source, call.source)
    output = call.folder(asked.output, source / "output")
    clock, problems = read_clock(asked.clock, call.environ)
    if not source.is_dir():
        problems += (config_error("source-not-a-folder", Place(str(source))),)
    if asked.executor == "dask" and not asked.scheduler:
        problems += (config_error("scheduler-unnamed", Place("")),)
    if clock is None or problems:
        return _refuse(call, problems, source, asked)

    from diptych.request import Request  # noqa: PLC0415 - help and usage errors do without it

    request = Request(
        source=source,
        output=output,
        clock=clock,
        home=call.home,
        base_url=asked.base_url,
        drafts=asked.drafts,
        future=asked.future,
        expired=asked.expired,
        noindex=asked.noindex,
        strict=asked.strict,
        executor=asked.executor,
        jobs=asked.jobs,
        scheduler=asked.scheduler or "",
        search=asked.search,
    )
    start = monotonic()
    bar = Bar(call.terminal, call.speaker)
    try:
        report = _pipeline(call)(request, bar)
    finally:
        bar.close()
    paths = call.paths(source)
    outcome = Outcome(
        report=report,
        seconds=monotonic() - start,
        output=paths.shown(str(output)),
        paths=paths,
    )
    _tell(call, outcome, asked)
    return exit_code(tuple(report.problems))


def _tell(call: Invocation, outcome: Outcome, asked: _Asked) -> None:
    """Tell the problems, then how it ended; of a quiet build, its errors only."""
    problems = outcome.report.problems
    told = [p for p in problems if p.severity == "error" or not asked.quiet]
    tell_problems(told, call.terminal, call.speaker, outcome.paths, asked.form)
    if asked.quiet:
        return
    if asked.form == "json":
        call.terminal.tell(summary_json(outcome))
        return
    for line in summary_lines(outcome, call.speaker, all_of_it=asked.verbose):
        call.terminal.tell(line)


def _pipeline(call: Invocation) -> BuildFunction:
    if call.run_build is not None:
        return call.run_build
    from diptych.pipeline import build  # noqa: PLC0415 - a test may bring its own

    return build


def _refuse(call: Invocation, problems: tuple[Problem, ...], source: Path, asked: _Asked) -> Exit:
    tell_problems(problems, call.terminal, call.speaker, call.paths(source), asked.form)
    return exit_code(problems)
