"""Installs a program with apt where it is missing and that is allowed: `python -m audits.provide`.

Allowed means: there is apt-get, and whoever asks is root or may become so without a password.
Elsewhere it says what to install and leaves the decision to whoever needs the program. It uses the
standard library only.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from audits.chromium import NAMES

PROGRAMS: Mapping[str, tuple[Sequence[str], str]] = MappingProxyType(
    {
        "chromium": (NAMES, "chromium"),
        "java": (("java",), "default-jre-headless"),
        "npm": (("npm",), "npm"),
    }
)
"""For each program, the names that it goes by on PATH, and Debian's package of it."""

Which = Callable[[str], str | None]


def provide(program: str, which: Which = shutil.which, *, root: bool | None = None) -> list[str]:
    """Return the apt-get commands that would bring a program; none where it is there.

    `LookupError` says that it is missing and may not be installed.
    """
    names, package = PROGRAMS[program]
    if any(map(which, names)):
        return []
    root = os.geteuid() == 0 if root is None else root
    if which("apt-get") is None or not (root or which("sudo")):
        raise LookupError(package)
    return ["apt-get update --quiet=2", f"apt-get install --yes --quiet=2 {package}"]


def main(programs: Sequence[str]) -> int:
    """Provide the programs named; tell of those that stay missing. Never fails for that."""
    for program in programs:
        try:
            commands = provide(program)
        except LookupError as package:
            print(f"{program} is not installed (Debian's package: {package}).", file=sys.stderr)
            continue
        prefix = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in commands:
            print(f"Installing {program}: {command}", file=sys.stderr)
            done = subprocess.run(  # noqa: S603 - the commands above
                [*prefix, *command.split()],
                check=False,
                env=environment,
                stdout=subprocess.DEVNULL,
            )
            if done.returncode:
                print(f"{program} could not be installed.", file=sys.stderr)
                break
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
