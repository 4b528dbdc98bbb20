"""The engine's fingerprint tells engines apart, and only them."""

import shutil
import subprocess
import sys
from pathlib import Path

from diptych.engine.fingerprint import fingerprint

PACKAGE = Path(__file__).parents[2] / "diptych"
PROGRAM = (
    "from diptych.engine.fingerprint import fingerprint\n"
    "print(fingerprint('diptych', ('jinja2', 'no-such-library')))"
)


def fingerprint_in(folder):
    ran = subprocess.run(
        [sys.executable, "-P", "-c", PROGRAM],
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    return ran.stdout.strip()


def test_copies_of_an_engine_have_one_fingerprint_until_a_line_differs(tmp_path):
    for name in ("here", "there"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PACKAGE, tmp_path / name / "diptych", ignore=ignored)
    first = fingerprint_in(tmp_path / "here")
    assert first == fingerprint_in(tmp_path / "there")
    (tmp_path / "there/diptych/notes.txt").write_text("not a source")
    assert first == fingerprint_in(tmp_path / "there")
    with (tmp_path / "there/diptych/paths.py").open("a") as file:
        file.write("# a line\n")
    assert first != fingerprint_in(tmp_path / "there")


def test_another_library_is_another_engine():
    assert fingerprint("diptych", ("jinja2",)) != fingerprint("diptych", ("babel",))
    assert fingerprint("diptych", ("no-such",)) != fingerprint("diptych", ())
