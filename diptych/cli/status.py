"""`diptych status`: which stories are there, in which languages, and which translations are behind.

`--accept` is the one that writes: it stamps a translation as true to its original of today.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from diptych.cli.desk import (
    Desk,
    clock_option,
    format_option,
    guarded,
    open_desk,
    source_option,
)
from diptych.cli.grammar import CommandFault, SpokenCommand, word_option
from diptych.cli.invocation import Invocation
from diptych.cli.options import flag
from diptych.cli.telling import FORMATS, Format
from diptych.messages import Speaker
from diptych.model.problem import Exit, Place, Problem, config_error, error, exit_code
from diptych.read.naming import CONTENT

if TYPE_CHECKING:
    from diptych.desk.status import Grouping

_GROUPINGS = ("category", "author", "month")
_PERCENT = re.compile(r"100|[0-9]{1,2}")
_NOWHERE = Place("")


class _Asked(Struct, frozen=True, kw_only=True):
    """The command's arguments and options."""

    stories: tuple[str, ...]
    source: str | None
    diff: bool
    accept: bool
    locale: str | None
    by: "Grouping | None"
    fail_under: int | None
    clock: str | None
    form: Format


def status_command(call: Invocation) -> SpokenCommand:
    """Return the command, ready to be called."""
    speaker = call.speaker
    say = speaker.say
    return SpokenCommand(
        "status",
        speaker=speaker,
        terminal=call.terminal,
        callback=guarded(call, _status),
        params=[
            click.Argument(["stories"], nargs=-1, metavar=say("stories-metavar")),
            source_option(speaker),
            flag(speaker, "--diff"),
            flag(speaker, "--accept"),
            click.Option(["--locale"], metavar=say("locale-metavar"), help=say("accept-locale")),
            word_option(["--by"], _GROUPINGS, help=say("by-option")),
            _percent_option(speaker),
            clock_option(speaker),
            format_option(speaker, *FORMATS),
        ],
    )


def _status(call: Invocation, **options: Any) -> int:
    asked = _Asked(**options)
    fault = _misuse(asked)
    if fault is not None:
        raise CommandFault(fault)
    desk = open_desk(call, asked.source, asked.clock, asked.form)
    if not isinstance(desk, Desk):
        return desk
    keys, problems = _keys(desk, asked.stories)
    if problems:
        return desk.warn(*problems)
    if asked.accept:
        from diptych.cli.stamping import accept  # noqa: PLC0415 - most calls write nothing
        from diptych.desk.new_story import unknown_value  # noqa: PLC0415 - the same

        languages = tuple(desk.newsroom.site.config.languages)
        if asked.locale is not None and asked.locale not in languages:
            return desk.warn(unknown_value("--locale", asked.locale, languages))
        return accept(desk, keys, asked.locale)
    return max(exit_code(desk.faults), _tell(desk, keys, asked))


def _tell(desk: Desk, keys: Sequence[str], asked: _Asked) -> Exit:
    from diptych.cli.status_report import (  # noqa: PLC0415 - help and usage errors do without it
        coverage_lines,
        differences_lines,
        status_json,
        status_lines,
        story_lines,
    )
    from diptych.desk.status import coverage, findings, stories  # noqa: PLC0415 - the same

    told = stories(desk.newsroom, keys)
    covered = coverage(told)[0]
    width = desk.call.terminal.columns
    if asked.form == "github":
        desk.warn(*findings(told))
    elif asked.form == "json":
        groups = coverage(told, asked.by) if asked.by else ()
        desk.tell([status_json(told, covered, groups, desk.paths)])
    elif asked.by:
        desk.tell(coverage_lines(coverage(told, asked.by), asked.by, desk.speaker, width))
    elif keys:
        for story in told:
            desk.tell(story_lines(story, desk.speaker, desk.paths))
            if asked.diff:
                desk.tell(differences_lines(desk.newsroom, story, desk.speaker, desk.paths))
    else:
        desk.tell(status_lines(told, covered, desk.newsroom, desk.speaker, width))
    if asked.fail_under is None or covered.percent >= asked.fail_under:
        return Exit.OK
    return desk.warn(
        error(
            "coverage-too-low",
            _NOWHERE,
            percent=covered.percent,
            wanted=asked.fail_under,
            complete=covered.complete,
            stories=covered.stories,
        )
    )


def _misuse(asked: _Asked) -> Problem | None:
    """Return what is wrong with options that do not go together."""
    for option, given in (("--diff", asked.diff), ("--accept", asked.accept)):
        if given and not asked.stories:
            return config_error("story-unnamed", _NOWHERE, option=option)
    excluded = (
        ("--accept", "--diff", asked.accept and asked.diff),
        ("--accept", "--by", asked.accept and asked.by is not None),
        ("--accept", "--fail-under", asked.accept and asked.fail_under is not None),
        ("--diff", "--by", asked.diff and asked.by is not None),
        ("--diff", f"--format {asked.form}", asked.diff and asked.form != "text"),
        ("--by", "--format github", asked.by is not None and asked.form == "github"),
    )
    for option, other, given in excluded:
        if given:
            return config_error("option-excluded", _NOWHERE, option=option, other=other)
    if asked.locale is not None and not asked.accept:
        return config_error("option-alone", _NOWHERE, option="--locale", other="--accept")
    return None


def _keys(desk: Desk, names: Sequence[str]) -> tuple[list[str], list[Problem]]:
    """Return the keys of the stories that are named, and a problem for each that is not there."""
    keys, problems = [], []
    for name in names:
        paths = desk.named_paths(name)
        key = desk.newsroom.story(name, *paths) or _faulty_key(desk, name, paths)
        if key is None:
            problems.append(unknown_story(desk, name))
        else:
            keys.append(key)
    return list(dict.fromkeys(keys)), problems


def _faulty_key(desk: Desk, name: str, paths: Sequence[str]) -> str | None:
    """Return the key of a story none of whose panels could be read, named as others are."""
    from diptych.desk.status import faulty_panels  # noqa: PLC0415 - only for who errs

    called = {name.strip("/"), *paths}
    for (key, locale), path in faulty_panels(desk.newsroom).items():
        folder = f"{CONTENT}/{key}"
        if not called.isdisjoint({key, f"{key}.{locale}", path, folder}):
            return key
    return None


def unknown_story(desk: Desk, name: str) -> Problem:
    """Return the problem of a name that no story has."""
    from diptych.read.nearest import nearest  # noqa: PLC0415 - only for who errs

    known = tuple(sorted(desk.newsroom.site.stories))
    by_stem = {key.rpartition("/")[2]: key for key in reversed(known)}
    near = nearest(name, known) or by_stem.get(nearest(name, tuple(by_stem)), "")
    if near:
        return config_error("misspelt-story", _NOWHERE, name=name, nearest=near)
    return config_error("unknown-story", _NOWHERE, name=name)


def _percent_option(speaker: Speaker) -> click.Option:
    def check(_ctx: click.Context, option: click.Parameter, value: str | None) -> int | None:
        if value is None:
            return None
        if _PERCENT.fullmatch(value.removesuffix("%").strip()):
            return int(value.removesuffix("%"))
        name = option.opts[-1]
        raise CommandFault(config_error("option-not-percent", _NOWHERE, option=name, value=value))

    return click.Option(
        ["--fail-under"],
        metavar=speaker.say("percent-metavar"),
        callback=check,
        help=speaker.say("fail-under-option"),
    )
