"""Commands that are imported once they are asked for: those of authors.

A build is what is asked for most: it starts without them, and without the words of their help.
"""

from collections.abc import Callable
from functools import partial
from importlib import import_module

from diptych.cli.grammar import SpokenCommand, SpokenGroup
from diptych.cli.invocation import Invocation

_DESK = {
    "serve": "diptych.cli.serve",
    "new": "diptych.cli.new",
    "check": "diptych.cli.check",
    "status": "diptych.cli.status",
    "list": "diptych.cli.listing",
    "calendar": "diptych.cli.agenda",
    "comments": "diptych.cli.comments",
}
"""The module of each command, which makes it with the function `NAME_command`."""


def add_desk(program: SpokenGroup, call: Invocation) -> None:
    """Add the commands of the desk to the program."""
    for name in _DESK:
        program.add_later(name, partial(_make, name, call))


def _make(name: str, call: Invocation) -> SpokenCommand:
    make: Callable[[Invocation], SpokenCommand]
    make = getattr(import_module(_DESK[name]), f"{name}_command")
    return make(call)
