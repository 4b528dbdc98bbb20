import os
import signal
import subprocess
import sys
import time

import psutil

from diptych.engine.companion import NOT_STARTED, run_program


def run(folder, *command, seconds=60):
    return run_program(command, folder, folder / "said", seconds)


def test_a_program_answers_with_its_code_and_its_words_go_into_a_file(tmp_path):
    assert run(tmp_path, "/bin/sh", "-c", "echo one; echo two >&2; exit 7") == 7
    assert (tmp_path / "said").read_text() == "one\ntwo\n"


def test_a_program_that_is_not_there_is_told_by_its_code(tmp_path):
    assert run(tmp_path, str(tmp_path / "nothing")) == NOT_STARTED


def test_a_program_that_takes_too_long_is_killed(tmp_path):
    command = ("/bin/sh", "-c", "echo $$ > pid; exec sleep 600")
    assert run(tmp_path, *command, seconds=2) is None
    assert not psutil.pid_exists(int((tmp_path / "pid").read_text()))


def test_a_program_ends_with_whoever_asked_for_it(tmp_path):
    code = (
        "import sys; from pathlib import Path; from diptych.engine.companion import run_program;"
        "here = Path(sys.argv[1]);"
        "run_program(('/bin/sh', '-c', 'echo $$ > pid; exec sleep 600'), here, here / 'said', 600)"
    )
    asker = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)])
    pid = tmp_path / "pid"
    while not (pid.exists() and pid.read_text().strip()):
        time.sleep(0.05)
    program = psutil.Process(int(pid.read_text()))
    os.kill(asker.pid, signal.SIGKILL)
    asker.wait()
    program.wait(timeout=30)
