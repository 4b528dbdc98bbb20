"""Commands of the desk are there for who asks, and cost those nothing who do not."""

import subprocess
import sys

import pytest

from diptych.cli.program import run

COMMANDS = ("new", "status", "list", "calendar", "comments")
DEAR = {"rich", "markdown", "jinja2", "babel", "diptych.desk", "diptych.cli.status"}


def modules_after(*arguments):
    program = (
        "import sys\n"
        "from diptych.cli.program import run\n"
        f"run({arguments!r}, environ={{}})\n"
        "print(*sys.modules)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    return set(ran.stdout.split())


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself_in_each_language(command, language, capsys):
    assert run([command, "--help", "--lang", language], environ={}) == 0
    told = capsys.readouterr().out
    assert f"diptych {command}" in told or f"{command} [" in told
    assert "-help" not in told.replace("--help", "")
    assert "-option" not in told
    assert "-metavar" not in told


def test_all_commands_stand_in_the_help_of_the_program(capsys):
    assert run(["--help"], environ={}) == 0
    told = capsys.readouterr().out
    assert all(f"\n  {command} " in told for command in COMMANDS)


def test_a_build_brings_nothing_of_the_desk_along():
    assert modules_after("build", "-s", "no-such-folder") & DEAR == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_usage_error_of_a_command_is_told_before_any_library_is_brought(command):
    assert modules_after(command, "--no-such-option") & (DEAR - {"diptych.cli.status"}) == set()
