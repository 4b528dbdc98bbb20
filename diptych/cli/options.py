"""The options that several commands share, in the user's language."""

import re
from typing import Literal

import click

from diptych.cli.grammar import CommandFault, word_option
from diptych.cli.telling import FORMATS
from diptych.messages import Speaker
from diptych.model.problem import Place, config_error

Kind = Literal["pool", "serial", "dask"]
EXECUTORS: tuple[Kind, ...] = ("pool", "serial", "dask")
"""Who may do the work; the first one does unless another is named."""

_COUNT = re.compile(r"[1-9][0-9]{0,3}")


def folders(speaker: Speaker) -> list[click.Parameter]:
    """Return `--source` and `--output`."""
    metavar = speaker.say("folder-metavar")
    return [
        click.Option(["-s", "--source"], metavar=metavar, help=speaker.say("source-option")),
        click.Option(["-o", "--output"], metavar=metavar, help=speaker.say("output-option")),
    ]


def telling(speaker: Speaker) -> list[click.Parameter]:
    """Return `--quiet`, `--verbose` and `--format`."""
    return [
        click.Option(["-q", "--quiet"], is_flag=True, help=speaker.say("quiet-option")),
        click.Option(["-v", "--verbose"], is_flag=True, help=speaker.say("verbose-option")),
        word_option(
            ["--format", "form"],
            FORMATS,
            default=FORMATS[0],
            help=speaker.say("format-option"),
        ),
    ]


def workers(speaker: Speaker) -> list[click.Parameter]:
    """Return `--jobs`, `--executor` and `--scheduler`."""
    return [
        click.Option(
            ["-j", "--jobs"],
            metavar=speaker.say("number-metavar"),
            callback=_number,
            help=speaker.say("jobs-option"),
        ),
        word_option(
            ["--executor"],
            EXECUTORS,
            default=EXECUTORS[0],
            help=speaker.say("executor-option"),
        ),
        click.Option(
            ["--scheduler"],
            metavar=speaker.say("address-metavar"),
            help=speaker.say("scheduler-option"),
        ),
    ]


def flag(speaker: Speaker, *names: str) -> click.Parameter:
    """Return an option that is there or not; its help is kept under its long name."""
    return click.Option(names, is_flag=True, help=speaker.say(f"{names[-1][2:]}-option"))


def _number(_ctx: click.Context, option: click.Parameter, value: str | None) -> int:
    """Return the number that an option is given, 0 if it is not."""
    if value is None:
        return 0
    if _COUNT.fullmatch(value):
        return int(value)
    name = option.opts[-1]
    raise CommandFault(config_error("option-not-a-number", Place(""), option=name, value=value))
