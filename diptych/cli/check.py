"""`diptych check`: asks the desk what is wrong with a magazine, and tells it as a build does."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from diptych.cli.clock import read_clock
from diptych.cli.grammar import SpokenCommand
from diptych.cli.invocation import Invocation
from diptych.cli.options import flag, folders, telling
from diptych.cli.progress import Bar
from diptych.cli.telling import Format, encoded, tell_problems
from diptych.model.problem import Exit, Place, Problem, config_error, exit_code

if TYPE_CHECKING:
    from diptych.desk.checking import Checked

_NOWHERE = Place("")


class _Asked(Struct, frozen=True, kw_only=True):
    """The command's options."""

    source: str | None
    output: str | None
    drafts: bool
    future: bool
    expired: bool
    base_url: str | None
    clock: str | None
    only: str | None
    skip: str | None
    fix: bool
    external: bool
    quiet: bool
    verbose: bool
    form: Format


def check_command(call: Invocation) -> SpokenCommand:
    """Return the command, ready to be called."""
    say = call.speaker.say
    names, clock, address = say("names-metavar"), say("clock-metavar"), say("address-metavar")
    folder = say("folder-metavar")
    return SpokenCommand(
        "check",
        speaker=call.speaker,
        terminal=call.terminal,
        callback=partial(_check, call),
        params=[
            folders(call.speaker)[0],
            click.Option(["-o", "--output"], metavar=folder, help=say("built-option")),
            flag(call.speaker, "-D", "--drafts"),
            flag(call.speaker, "-F", "--future"),
            flag(call.speaker, "-E", "--expired"),
            click.Option(["--base-url"], metavar=address, help=say("base-url-option")),
            click.Option(["--clock"], metavar=clock, help=say("clock-option")),
            click.Option(["--only"], metavar=names, help=say("only-option")),
            click.Option(["--skip"], metavar=names, help=say("skip-option")),
            flag(call.speaker, "--fix"),
            flag(call.speaker, "--external"),
            *telling(call.speaker),
        ],
    )


def _check(call: Invocation, **options: Any) -> int:
    asked = _Asked(**options)
    source = call.folder(asked.source, call.source)
    if not (source / "config.toml").is_file():
        return _refuse(call, source, asked, (config_error("not-a-site", Place(str(source))),))
    clock, problems = read_clock(asked.clock, call.environ)

    from diptych.desk.checking import check_site  # noqa: PLC0415 - it brings the whole build along
    from diptych.desk.checks.registry import EXTERNAL, names  # noqa: PLC0415 - the same
    from diptych.request import Request  # noqa: PLC0415 - as for a build

    chosen, found = _chosen(asked, names(), EXTERNAL)
    if clock is None or problems or found:
        return _refuse(call, source, asked, (*problems, *found))
    request = Request(
        source=source,
        output=call.folder(asked.output, source / "output"),
        clock=clock,
        base_url=asked.base_url,
        drafts=asked.drafts,
        future=asked.future,
        expired=asked.expired,
    )
    bar = Bar(call.terminal, call.speaker)
    try:
        checked = check_site(request, chosen, bar, fix=asked.fix)
    finally:
        bar.close()
    _tell(call, source, asked, checked)
    return _exit(checked.problems)


def _chosen(
    asked: _Asked, known: tuple[str, ...], external: str
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the checks that are asked for, and what is wrong with their names."""
    only, skip = _listed(asked.only), _listed(asked.skip)
    problems = tuple(
        config_error("unknown-check", _NOWHERE, name=name, choices=", ".join(known))
        for name in (*only, *skip)
        if name not in known
    )
    if external in only and not asked.external:
        problems += (config_error("check-needs-network", _NOWHERE, name=external),)
    wanted = [name for name in only or known if name != external or asked.external]
    return tuple(name for name in known if name in wanted and name not in skip), problems


def _listed(text: str | None) -> list[str]:
    return [name for part in (text or "").split(",") if (name := part.strip())]


def _exit(problems: tuple[Problem, ...]) -> Exit:
    """Return the exit code: whatever was found counts, also what a build would only warn of."""
    return max(exit_code(problems), Exit.CONTENT) if problems else Exit.OK


def _tell(call: Invocation, source: Path, asked: _Asked, checked: "Checked") -> None:
    problems = checked.problems
    told = [p for p in problems if p.severity == "error" or not asked.quiet]
    tell_problems(told, call.terminal, call.speaker, call.paths(source), asked.form)
    if asked.quiet:
        return
    if asked.form == "json":
        outcome = {
            "panels": checked.panels,
            "checks": checked.found,
            "findings": len(problems),
            "mended": checked.mended,
            "exit": int(_exit(problems)),
        }
        call.terminal.tell(encoded(outcome))
        return
    say = call.speaker.say
    if asked.fix:
        call.terminal.tell(say("mended", count=checked.mended))
    panels = say("panels", count=checked.panels)
    findings = say("findings", count=len(problems)) if problems else say("no-finding")
    call.terminal.tell(say("checked", panels=panels, findings=findings))
    if asked.verbose:
        for name, count in checked.found.items():
            found = say("findings", count=count) if count else say("no-finding")
            call.terminal.tell(f"  {name}{say('colon')} {found}")


def _refuse(call: Invocation, source: Path, asked: _Asked, problems: tuple[Problem, ...]) -> Exit:
    tell_problems(problems, call.terminal, call.speaker, call.paths(source), asked.form)
    return exit_code(problems)
