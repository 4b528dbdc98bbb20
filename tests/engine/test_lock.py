"""One build at a time on one output, whatever becomes of the others."""

import os
import signal
import stat
import subprocess
import sys

import pytest

from diptych.engine.commit import Artifact, workspace
from diptych.engine.fault import Locked
from diptych.engine.lock import hold_lock
from diptych.engine.work import INSIDE, outer_work, work_folder

HOLDER = """
import sys, time
from pathlib import Path
from diptych.engine.lock import hold_lock
work = Path(sys.argv[1])
with hold_lock(work, work):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(outer_work(tmp_path / "output"))],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_second_build_is_refused_and_told_who_holds_the_output(tmp_path, holder):
    with pytest.raises(Locked) as raised, workspace(tmp_path / "output"):
        pass
    assert raised.value.pid == holder.pid
    assert raised.value.refusal.path == str(tmp_path / "output")
    assert raised.value.refusal.kind == "locked"
    assert raised.value.refusal.values == (("pid", str(holder.pid)),)


def test_a_lock_left_by_a_dead_process_is_ignored(tmp_path, holder):
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert (outer_work(tmp_path / "output") / "lock").exists()
    with workspace(tmp_path / "output") as space:
        space.stage(Artifact("index.html", b"x"))
        space.commit()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["output"]


def test_the_lock_can_be_taken_again_once_it_is_released(tmp_path):
    for _ in range(2):
        with hold_lock(tmp_path / "work", tmp_path):
            assert (tmp_path / "work" / "lock").read_text() == f"{os.getpid()}\n"
    assert not (tmp_path / "work").exists()


def test_a_forked_child_does_not_keep_the_lock(tmp_path):
    with hold_lock(tmp_path / "work", tmp_path):
        child = subprocess.Popen(["sleep", "60"], close_fds=False)
    try:
        with hold_lock(tmp_path / "work", tmp_path):
            pass
    finally:
        child.kill()
        child.wait()


def test_the_lock_file_has_the_same_permissions_whatever_the_umask(tmp_path):
    before = os.umask(0o777)
    try:
        with hold_lock(tmp_path / "made" / "work", tmp_path):
            modes = [
                stat.S_IMODE(path.stat().st_mode)
                for path in (tmp_path / "made", tmp_path / "made/work", tmp_path / "made/work/lock")
            ]
    finally:
        os.umask(before)
    assert modes == [0o755, 0o755, 0o644]


def test_many_builds_at_once_take_turns_or_are_refused(tmp_path):
    program = """
import sys
from pathlib import Path
from diptych.engine.commit import Artifact, workspace
from diptych.engine.fault import Locked
for number in range(20):
    try:
        with workspace(Path(sys.argv[1])) as space:
            for name in "abc":
                space.stage(Artifact(f"{name}.html", sys.argv[2].encode() + str(number).encode()))
            space.commit()
    except Locked:
        pass
"""
    output = tmp_path / "output"
    builds = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(output), name], stderr=subprocess.PIPE, text=True
        )
        for name in ("first", "second", "third")
    ]
    assert [build.communicate()[1] for build in builds] == ["", "", ""]
    assert len({(output / f"{name}.html").read_bytes() for name in "abc"}) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_the_work_is_done_beside_the_output_on_the_same_device(tmp_path):
    assert work_folder(tmp_path / "output") == tmp_path / ".output.diptych"
    (tmp_path / "output").mkdir()
    assert work_folder(tmp_path / "output") == tmp_path / ".output.diptych"


@pytest.mark.parametrize("mount", ["-t tmpfs tmpfs", "--bind $1/other"])
def test_the_work_is_done_inside_an_output_that_is_a_mount_of_its_own(tmp_path, mount):
    (tmp_path / "output").mkdir()
    (tmp_path / "other").mkdir()
    program = """
import sys
from pathlib import Path
from diptych.engine.commit import Artifact, workspace
from diptych.engine.work import work_folder
output = Path(sys.argv[1])
print(work_folder(output).relative_to(output))
for data in (b"old", b"new"):
    with workspace(output) as space:
        space.stage(Artifact("fr/index.html", data))
        print(space.commit().foreign)
print(sorted(str(path.relative_to(output)) for path in output.rglob("*")))
"""
    script = f'mount {mount} "$1/output" || exit 77; "$2" -c "$3" "$1/output"'
    shell = ["sh", "-c", script, "sh", str(tmp_path), sys.executable, program]
    ran = subprocess.run(
        ["unshare", "--map-root-user", "--mount", *shell],
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode != 0:
        pytest.skip(f"no mount of our own here: {ran.stderr}")
    expected = [INSIDE, "()", "()", "['.diptych', 'fr', 'fr/index.html']"]
    assert ran.stdout.splitlines() == expected
