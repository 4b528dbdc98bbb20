#!/usr/bin/env python3
"""Builds the magazine in this folder: the command `diptych`, at home here.

`python build.py [COMMAND] [OPTIONS]`; `python build.py --help` tells them all.
"""

import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - whoever lacks it reads this line, not a traceback
    sys.exit("Diptych needs Python 3.11 or later; `make site` finds it and installs the rest.")

from diptych.cli import program

if __name__ == "__main__":
    program(default_source=Path(__file__).resolve().parent)
