"""Another program, run so that it never outlives who asked for it.

The program is started by a companion process, this very file, which holds the reading end of a
pipe: when the asker ends, however he does, the pipe closes and the program is killed. It gets no
environment and no input, and what it says goes into a file. Imports nothing that is not Python's
own, since the companion does without the rest.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

NOT_STARTED = 127


def run_program(command: Sequence[str], folder: Path, said: Path, seconds: float) -> int | None:
    """Run a program in a folder, its words going into the file `said`; return its exit code.

    None when it took too long: it is killed then. Raises `OSError` when nothing can be started.
    """
    companion = (sys.executable, "-I", "-S", __file__)
    with (
        said.open("wb") as words,
        subprocess.Popen(  # noqa: S603 - the command is the caller's, no shell reads it
            [*companion, *command],
            cwd=folder,
            env={},
            stdin=subprocess.PIPE,
            stdout=words,
            stderr=words,
            start_new_session=True,  # a key pressed in the terminal is for the asker alone
        ) as process,
    ):
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None


def _accompany(command: Sequence[str]) -> int:
    try:
        program = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 - the same
    except OSError:
        return NOT_STARTED

    def listen() -> None:
        os.read(0, 1)
        program.kill()

    Thread(target=listen, daemon=True).start()
    return abs(program.wait())


if __name__ == "__main__":
    sys.exit(_accompany(sys.argv[1:]))
