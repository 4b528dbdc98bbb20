"""Commands and options that speak the user's language.

Click parses; its words ("Usage", "Options", what is wrong with an option) are ours, from the
tables of messages. A usage error becomes a `Problem` like any other.
"""

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Any, NoReturn

import click

from diptych.cli.language import LANG
from diptych.cli.terminal import Terminal
from diptych.messages import Speaker, languages
from diptych.model.problem import Place, Problem, config_error

_HERE = Place("")
"""Where a usage error stands: on the command line, in no file."""

_HELP = ("-h", "--help")


class CommandFault(click.UsageError):
    """A usage error that is already a problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class SpokenCommand(click.Command):
    """A command whose help is in the user's language."""

    def __init__(self, name: str, *, speaker: Speaker, terminal: Terminal, **parts: Any) -> None:
        self.speaker = speaker
        parts["params"] = [*parts.get("params", ()), _lang(speaker), _help(speaker, terminal)]
        parts["help"] = speaker.say(f"{name}-help")
        parts["options_metavar"] = speaker.say("options-metavar")
        super().__init__(name, add_help_option=False, **parts)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; one that nothing asks for is a fault."""
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as fault:
            fault.ctx = fault.ctx or ctx  # click leaves it out of some
            raise
        if rest and not isinstance(self, click.Group):
            command = ctx.command_path
            raise CommandFault(
                config_error("unexpected-argument", _HERE, argument=rest[0], command=command)
            )
        return rest

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the whole help."""
        usage = " ".join(self.collect_usage_pieces(ctx))
        prefix = f"{self.speaker.say('usage-heading')} "
        formatter.write_usage(ctx.command_path, usage, prefix)
        self.format_help_text(ctx, formatter)
        options = (param for param in self.get_params(ctx) if isinstance(param, click.Option))
        records = [option.get_help_record(ctx) for option in options]
        with formatter.section(self.speaker.say("options-heading")):
            formatter.write_dl([record for record in records if record is not None])


class SpokenGroup(SpokenCommand, click.Group):
    """The program: a command that has commands, one of which may be left out."""

    def __init__(self, name: str, *, default: str, speaker: Speaker, terminal: Terminal) -> None:
        super().__init__(
            name,
            speaker=speaker,
            terminal=terminal,
            params=[_version(speaker, terminal)],
            subcommand_metavar=speaker.say("command-metavar"),
        )
        self.options_metavar = None
        self.default = default
        self._later: dict[str, Callable[[], click.Command]] = {}

    def add_later(self, name: str, make: Callable[[], click.Command]) -> None:
        """Add a command that is made once it is asked for; others start the sooner."""
        self._later[name] = make

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the help."""
        return [*self.commands, *self._later]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name."""
        make = self._later.get(cmd_name)
        return make() if make else super().get_command(ctx, cmd_name)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the program's own options; put in the default command where none is named."""
        return super().parse_args(ctx, self._with_command(args))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the arguments name; there is no other than those of the help."""
        name, known = args[0], self.list_commands(ctx)
        if name in known:
            return super().resolve_command(ctx, args)
        near = get_close_matches(name, known, 1)
        raise CommandFault(
            config_error("misspelt-command", _HERE, name=name, nearest=near[0])
            if near
            else config_error("unknown-command", _HERE, name=name, command=ctx.command_path)
        )

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the whole help, commands included."""
        super().format_help(ctx, formatter)
        with formatter.section(self.speaker.say("commands-heading")):
            commands = (self.get_command(ctx, name) for name in self.list_commands(ctx))
            formatter.write_dl([(one.name or "", one.help or "") for one in commands if one])

    def _with_command(self, args: list[str]) -> list[str]:
        own = {option for param in self.params for option in param.opts}
        place = 0
        while place < len(args) and args[place].partition("=")[0] == LANG:
            place += 1 if "=" in args[place] else 2
        if place > len(args):  # `--lang` without its value
            return args
        first = args[place] if place < len(args) else ""
        if not first or (first.startswith("-") and first not in own):
            return [*args[:place], self.default, *args[place:]]
        return args


def word_option(names: Sequence[str], choices: Sequence[str], **parts: Any) -> click.Option:
    """Return an option whose value is one of a few words; another is a fault that names them."""

    def check(_ctx: click.Context, option: click.Parameter, value: str | None) -> str | None:
        if value is None or value in choices:
            return value
        raise CommandFault(
            config_error(
                "option-value-unknown",
                _HERE,
                option=option.opts[-1],
                value=value,
                choices=", ".join(choices),
            )
        )

    return click.Option(names, metavar=f"[{'|'.join(choices)}]", callback=check, **parts)


def word_argument(name: str, choices: Sequence[str], *, required: bool = True) -> click.Argument:
    """Return an argument that is one of a few words, the first one where it may be left out."""

    def check(_ctx: click.Context, _argument: click.Parameter, value: str | None) -> str | None:
        if value is None or value in choices:
            return value
        near = get_close_matches(value, choices, 1)
        listed = ", ".join(sorted(choices, key=lambda one: one not in near))
        raise CommandFault(config_error("argument-unknown", _HERE, argument=value, choices=listed))

    words = "|".join(choices)
    if required:
        return click.Argument([name], metavar=words, callback=check)
    metavar = f"[{words}]"
    return click.Argument([name], metavar=metavar, callback=check, default=choices[0])


def usage_problem(fault: click.UsageError) -> Problem:
    """Return a usage error of click's as a problem, in our words."""
    if isinstance(fault, CommandFault):
        return fault.problem
    command = fault.ctx.command_path if fault.ctx else "diptych"
    if isinstance(fault, click.NoSuchOption):
        option = fault.option_name
        if fault.possibilities:
            nearest = fault.possibilities[0]
            return config_error("misspelt-option", _HERE, option=option, nearest=nearest)
        return config_error("unknown-option", _HERE, option=option, command=command)
    if isinstance(fault, click.BadOptionUsage):
        option = fault.option_name
        if _takes_value(fault, option):
            return config_error("option-without-value", _HERE, option=option, command=command)
        return config_error("option-with-value", _HERE, option=option, command=command)
    return _misuse(fault, command)


def _misuse(fault: click.UsageError, command: str) -> Problem:
    if isinstance(fault, click.MissingParameter) and fault.param is not None and fault.ctx:
        argument = fault.param.make_metavar(fault.ctx)
        return config_error("missing-argument", _HERE, argument=argument, command=command)
    return config_error("bad-usage", _HERE, reason=fault.format_message(), command=command)


def _takes_value(fault: click.BadOptionUsage, option: str) -> bool:
    params = fault.ctx.command.params if fault.ctx else []
    return any(
        isinstance(param, click.Option) and option in param.opts and not param.is_flag
        for param in params
    )


def _lang(speaker: Speaker) -> click.Option:
    return word_option([LANG], languages(), expose_value=False, help=speaker.say("lang-option"))


def _help(speaker: Speaker, terminal: Terminal) -> click.Option:
    def show(ctx: click.Context, _option: click.Parameter, asked: object) -> None:
        if asked:
            _show(ctx, terminal, ctx.get_help())

    return click.Option(
        _HELP,
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=speaker.say("help-option"),
    )


def _version(speaker: Speaker, terminal: Terminal) -> click.Option:
    def show(ctx: click.Context, _option: click.Parameter, asked: object) -> None:
        if asked:
            from diptych import __version__  # noqa: PLC0415 - no module of ours is heavier for it

            _show(ctx, terminal, f"diptych {__version__}")

    return click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=speaker.say("version-option"),
    )


def _show(ctx: click.Context, terminal: Terminal, text: str) -> NoReturn:
    terminal.tell(text)
    ctx.exit(0)
