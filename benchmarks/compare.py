#!/usr/bin/env python3
"""Compares Diptych with other generators on one corpus, side by side.

`python benchmarks/compare.py --stories 5000 --peers hugo,pelican`. `make bench` sets up what it
needs in benchmarks/.venv, and any Python may start it: it goes on in that one.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.generators import Generator
    from benchmarks.report import Setting
    from benchmarks.results import Result

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"


def main(arguments: Sequence[str]) -> int:
    """Run the comparison that the arguments ask for; print its tables, and keep them if asked."""
    from benchmarks.generators import GENERATORS  # noqa: PLC0415 - once the path is set
    from benchmarks.measure import FailedError  # noqa: PLC0415 - the same
    from benchmarks.plot import draw  # noqa: PLC0415 - the same
    from benchmarks.race import Race, compare  # noqa: PLC0415 - the same
    from benchmarks.report import tables, write  # noqa: PLC0415 - the same

    asked = _parser().parse_args(arguments)
    sizes = asked.sizes or [2 * asked.stories]
    chosen = [each for name, each in GENERATORS.items() if name in {*asked.peers, "diptych"}]
    setting = _setting(chosen)
    results: list[Result] = []
    if asked.work is not None:
        asked.work.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="diptych-bench-", dir=asked.work) as folder:
        for articles in sizes:
            race = Race(articles // 2, asked.runs, asked.scenarios, chosen)
            try:
                results += compare(race, Path(folder), lambda line: print(line, file=sys.stderr))
            except FailedError as failure:
                print(failure, file=sys.stderr)
                return 1
    sections = list(tables(results, setting))
    print("\n".join(section for _, section in sections))
    if asked.write:
        write(HERE / "README.md", sections)
    if asked.plot:
        asked.plot.write_text(draw(results), encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    from benchmarks.edits import SCENARIOS  # noqa: PLC0415 - once the path is set

    parser = argparse.ArgumentParser(prog="compare.py", description="Compare static generators.")
    parser.add_argument("--stories", type=int, default=5000, help="stories, of two articles each")
    parser.add_argument("--sizes", type=_numbers, help="several sizes in articles: 1000,10000")
    parser.add_argument("--peers", type=_peers, default=["hugo"], help="of hugo, pelican")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument(
        "--scenarios",
        type=_scenarios,
        default=list(SCENARIOS),
        help=f"of {','.join(SCENARIOS)}; the cold build always comes first",
    )
    parser.add_argument("--plot", type=Path, help="draw cost against size into this SVG file")
    parser.add_argument("--write", action="store_true", help="keep the tables in README.md")
    parser.add_argument("--work", type=Path, help="folder to work in; the temporary one otherwise")
    return parser


def _numbers(text: str) -> list[int]:
    return sorted({int(part) for part in text.split(",")})


def _peers(text: str) -> list[str]:
    return _of(text, ("hugo", "pelican"))


def _scenarios(text: str) -> list[str]:
    from benchmarks.edits import SCENARIOS  # noqa: PLC0415 - once the path is set

    named = {"cold", *_of(text, tuple(SCENARIOS))}
    return [name for name in SCENARIOS if name in named]


def _of(text: str, known: Sequence[str]) -> list[str]:
    names = [name for name in text.split(",") if name]
    for name in names:
        if name not in known:
            raise argparse.ArgumentTypeError(f"{name} is none of {', '.join(known)}")
    return names


def _setting(chosen: "Sequence[Generator]") -> "Setting":
    """Return what the tables say of this machine."""
    import psutil  # noqa: PLC0415 - once the path is set

    from benchmarks.report import Setting  # noqa: PLC0415 - the same

    return Setting(
        date=f"{datetime.now(UTC):%Y-%m-%d}",
        cores=os.cpu_count() or 1,
        memory=psutil.virtual_memory().total,
        versions=[f"{each.name} {_version(each.version)}" for each in chosen],
    )


def _version(command: Sequence[str]) -> str:
    """Return the first word with a digit in what a program tells of its version."""
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    words = [word for word in printed.split() if word.lstrip("v")[:1].isdigit()]
    return words[0].lstrip("v").partition("-")[0] if words else "?"


if __name__ == "__main__":
    python = VENV / "bin" / "python"
    if not python.exists():
        sys.exit("The other generators are not here yet: `make bench` installs them.")
    if not VENV.samefile(sys.prefix):
        os.execv(python, [str(python), __file__, *sys.argv[1:]])  # noqa: S606 - the same script
    sys.path[0] = str(HERE.parent)
    sys.exit(main(sys.argv[1:]))
