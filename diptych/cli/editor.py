"""The user's editor: the program that VISUAL or EDITOR names, as git and others understand them.

Found before anything is written, so that a command can be given again once it is there.
"""

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from diptych.model.problem import Place, Result, environment_error

_VARIABLES = ("VISUAL", "EDITOR")


def find_editor(environ: Mapping[str, str]) -> Result[tuple[str, ...]]:
    """Return the words that start the editor; none beside the problem of one that is not there."""
    variable = next((name for name in _VARIABLES if environ.get(name, "").strip()), None)
    if variable is None:
        return Result((), (environment_error("no-editor", Place("")),))
    value = environ[variable]
    try:
        words = shlex.split(value)
    except ValueError:  # a quotation that does not end
        words = []
    program = words and shutil.which(words[0], path=environ.get("PATH", os.defpath))
    if not program:
        problem = environment_error("editor-missing", Place(""), variable=variable, value=value)
        return Result((), (problem,))
    return Result((program, *words[1:]))


def edit(editor: Sequence[str], path: Path, environ: Mapping[str, str]) -> None:
    """Open a file, and wait until the editor is closed, however it ends. Raises OSError."""
    subprocess.run([*editor, str(path)], env=dict(environ), check=False)  # noqa: S603 - the user's
