"""Runs the command line as `python -m diptych`."""

from diptych.cli import program

if __name__ == "__main__":
    program()
