"""The options that several commands share, in the user's language."""

import click

from diptych.cli.grammar import word_option
from diptych.cli.telling import FORMATS
from diptych.messages import Speaker


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


def flag(speaker: Speaker, *names: str) -> click.Parameter:
    """Return an option that is there or not; its help is kept under its long name."""
    return click.Option(names, is_flag=True, help=speaker.say(f"{names[-1][2:]}-option"))
