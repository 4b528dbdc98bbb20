"""The pool with real processes: how they start, fail, are killed and end."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from diptych.engine.executor_pool import Pool
from diptych.engine.executors import ItemFailedError, Local, Work, WorkerLostError
from tests.engine import jobs

ROOT = Path(__file__).parents[2]
SLEEPER = """
import sys
from diptych.engine.executor_pool import Pool
from diptych.engine.executors import Work
from tests.engine import jobs

if __name__ == "__main__":
    with Pool(2) as pool:
        items = [0.0] * 64 + [60.0] * 4
        for number, pid in pool.run(Work(jobs.nothing, 0, jobs.sleeping), items):
            print(pid, flush=True)
"""


def told_by(*command, cwd=None):
    ran = subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        env={"PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
        timeout=30,
    )
    return ran.stdout, ran.stderr


def alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        pass
    except ProcessLookupError:  # it went between the opening and the reading
        return False
    else:
        return state != "Z"
    if Path("/proc/self").exists():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until_gone(pids, seconds=5):
    end = time.monotonic() + seconds
    while any(alive(pid) for pid in pids) and time.monotonic() < end:
        time.sleep(0.02)
    return [pid for pid in pids if alive(pid)]


@pytest.fixture
def sleeper(tmp_path):
    """A process whose two workers are both in the middle of a minute's work."""
    script = tmp_path / "sleeper.py"
    script.write_text(SLEEPER)
    process = subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    pids = {int(process.stdout.readline()) for _ in range(64)}
    assert len(pids) == 2
    yield process, pids
    process.kill()
    process.communicate()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_workers_end_with_their_parent_however_busy_they_are(sleeper, number):
    process, pids = sleeper
    process.send_signal(number)
    assert wait_until_gone(pids) == []


def test_an_interruption_from_the_terminal_is_the_parents_affair(sleeper):
    process, pids = sleeper
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=10)
    assert process.returncode != 0
    assert said.count("Traceback") == 1
    assert "KeyboardInterrupt" in said
    assert wait_until_gone(pids) == []


def test_nothing_interrupts_a_worker_from_its_first_moment():
    program = (
        "import signal\n"
        "from diptych.engine.executor_pool import Pool\n"
        "from diptych.engine.executors import Work\n"
        "from tests.engine import jobs\n"
        "mask = signal.pthread_sigmask(signal.SIG_BLOCK, ())\n"
        "with Pool(2) as pool:\n"
        "    run = pool.run(Work(jobs.nothing, 0, jobs.blocked_signals), range(60))\n"
        "    print(all(signal.SIGINT in blocked for _, blocked in run))\n"
        "print(signal.pthread_sigmask(signal.SIG_BLOCK, ()) == mask)\n"
    )
    # In a process of its own: only the first pool of one starts all that workers are made by.
    assert told_by("-c", program) == ("True\nTrue\n", "")


def test_what_ends_a_group_of_processes_does_not_end_workers_by_themselves():
    with Pool(1) as pool:
        run = pool.run(Work(jobs.nothing, 0, jobs.sleeping), [0.0] * 32)
        _, pid = next(run)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            os.kill(pid, number)
        assert {other for _, other in run} == {pid}


def test_a_worker_that_is_killed_names_its_item_and_takes_the_others_along():
    with Pool(2) as pool:
        started = {pid for _, pid in pool.run(Work(jobs.nothing, 0, jobs.sleeping), [0.01] * 64)}
        work = Work(jobs.nothing, None, jobs.dying, name=jobs.named)
        with pytest.raises(WorkerLostError) as lost:
            list(pool.run(work, range(200)))
        assert wait_until_gone(started) == []
        assert lost.value.refusal.code == "worker-lost"
        assert lost.value.refusal.kind == "environment"
        assert lost.value.refusal.path == "content/70.md"
        again = pool.run(jobs.shouting(), ["a"])
        assert list(again) == [(0, b"a!!")]


def test_a_worker_that_is_killed_from_outside_is_noticed_at_once():
    with Pool(1) as pool:
        run = pool.run(Work(jobs.nothing, 0, jobs.sleeping), [0.0] * 32 + [30.0] * 2)
        [pid] = {pid for _, pid in (next(run) for _ in range(32))}
        start = time.monotonic()
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(WorkerLostError):
            list(run)
        assert time.monotonic() - start < 5


def test_an_exception_keeps_its_text_and_traceback_and_names_its_item():
    work = Work(jobs.nothing, None, jobs.raising, name=jobs.named)
    with Pool(2) as pool, pytest.raises(ItemFailedError) as failed:
        list(pool.run(work, range(200)))
    assert failed.value.item == "content/70.md"
    assert str(failed.value) == "ValueError: é, 70 is too much"
    assert "in raising" in str(failed.value.__cause__)


def test_what_cannot_be_sent_back_is_a_failure_of_its_item():
    with Pool(1) as pool, pytest.raises(ItemFailedError, match=r"pickle|local object") as failed:
        list(pool.run(Work(jobs.nothing, None, jobs.unpicklable), [7]))
    assert failed.value.item == "7"


def test_a_state_that_cannot_be_prepared_is_a_failure_of_no_item():
    work = Work(jobs.failing_to_prepare, "this", jobs.raising)
    with Pool(2) as pool, pytest.raises(ItemFailedError, match="LookupError: this") as failed:
        list(pool.run(work, range(5)))
    assert failed.value.item == ""


def test_a_run_that_is_given_up_leaves_nothing_to_the_next_one():
    with Pool(2) as pool:
        run = pool.run(Work(jobs.nothing, 0, jobs.sleeping), [0.01] * 200)
        _, pid = next(run)
        run.close()
        assert not alive(pid)
        assert list(pool.run(jobs.shouting(), ["a"])) == [(0, b"a!!")]


def test_nobody_works_any_more_once_the_pool_is_left():
    with Pool(2) as pool:
        pids = {pid for _, pid in pool.run(Work(jobs.nothing, 0, jobs.sleeping), [0.01] * 32)}
        assert all(alive(pid) for pid in pids)
    assert not any(alive(pid) for pid in pids)


def test_workers_that_rest_are_gone_and_others_come_for_the_next_work():
    work = Work(jobs.nothing, 0, jobs.sleeping)
    with Local(2, fewest=1) as executor:
        before = {pid for _, pid in executor.run(work, [0.01] * 32)}
        executor.rest()
        assert not any(alive(pid) for pid in before)
        after = {pid for _, pid in executor.run(work, [0.01] * 32)}
        assert after.isdisjoint({*before, os.getpid()})


def test_what_is_shared_is_pickled_once_for_all_workers():
    jobs.Counted.pickled = 0
    work = Work(jobs.text_of, jobs.Counted(), jobs.exclaimed)
    with Pool(3) as pool:
        assert len(list(pool.run(work, "abcdefgh" * 20))) == 160
    assert jobs.Counted.pickled == 1


def test_large_items_and_large_outcomes_do_not_block_each_other():
    large = "x" * 2_000_000
    with Pool(2) as pool:
        run = pool.run(jobs.shouting(), [large] * 40)
        assert sum(len(outcome) for _, outcome in run) == 40 * (len(large) + 2)


def test_all_cores_get_work_even_when_there_is_little(tmp_path):
    work = Work(jobs.nothing, str(tmp_path), jobs.told_pid)
    with Pool(4) as pool:
        list(pool.run(work, range(52)))
    assert len(list(tmp_path.iterdir())) == 4


def test_the_server_imports_nothing_from_the_current_folder(tmp_path):
    (tmp_path / "random.py").write_text("raise SystemExit('a story is no program')")
    (tmp_path / "tempfile.py").write_text("raise SystemExit('a story is no program')")
    program = (
        "import sys; sys.path.remove('')\n"
        "from diptych.engine.executor_pool import Pool\n"
        "from diptych.engine.executors import Work\n"
        "import os, posixpath\n"
        "with Pool(2) as pool:\n"
        "    print(len(list(pool.run(Work(str, 'a', posixpath.join), ['b'] * 60))))\n"
        "print(os.environ.get('PYTHONSAFEPATH'))\n"
    )
    assert told_by("-c", program, cwd=tmp_path) == ("60\nNone\n", "")


def test_a_script_that_builds_is_not_run_again_by_its_workers(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "import posixpath\n"
        "from diptych.engine.executor_pool import Pool\n"
        "from diptych.engine.executors import Work\n"
        "print('once')\n"
        "with Pool(2) as pool:\n"
        "    print(len(list(pool.run(Work(str, 'a', posixpath.join), ['b'] * 60))))\n"
    )
    assert told_by(script) == ("once\n60\n", "")


def test_where_no_temporary_file_can_be_made_the_work_is_done_all_the_same(monkeypatch):
    def refused(**_arguments):
        raise FileNotFoundError("no usable temporary folder")

    monkeypatch.setattr("diptych.engine.executor_worker.TemporaryFile", refused)
    with Pool(2) as pool:
        assert list(pool.run(jobs.shouting(), ["a", "b"])) == [(0, b"a!!"), (1, b"b!!")]


def test_where_no_process_can_be_started_the_work_is_done_all_the_same(monkeypatch):
    def refuse():
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("multiprocessing.forkserver.ensure_running", refuse)
    with Pool(2) as pool:
        assert list(pool.run(jobs.shouting(), ["a"])) == [(0, b"a!!")]
