"""The cluster with real workers: other processes, in other folders, reached by TCP on loopback."""

import os
import signal
import sys
import time
from pathlib import Path

import dask
import pytest
from distributed import LocalCluster
from hypothesis import given, settings
from hypothesis import strategies as st

from diptych.engine import executor_dask
from diptych.engine.executor_dask import Cluster, Engine
from diptych.engine.executors import ItemFailedError, Serial, Work, WorkerLostError, in_order
from diptych.engine.fault import Refusal, Refused
from tests.engine import jobs

ENGINE = Engine("diptych", ("jinja2", "markdown"))


@pytest.fixture(scope="module", autouse=True)
def _little_patience():
    """A scheduler waits half a minute for a worker that is gone, unless it is told otherwise."""
    with dask.config.set({"distributed.comm.timeouts.connect": "3s"}):
        yield


def start(folder, workers):
    folder.mkdir()
    return LocalCluster(
        n_workers=workers,
        threads_per_worker=2,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        local_directory=folder,
    )


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    """The address of a cluster whose workers stand in a folder of their own."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    with start(elsewhere / "workers", 2) as cluster:
        cluster.wait_for_workers(2)
        with cluster.get_client() as client:
            client.run(os.chdir, elsewhere)
        yield cluster.scheduler_address


@pytest.fixture(scope="module")
def executor(scheduler):
    with Cluster(scheduler, ENGINE) as opened:
        yield opened


def test_workers_are_other_processes_in_other_folders(executor):
    work = Work(jobs.nothing, 0, jobs.surroundings)
    seen = {outcome for _, outcome in executor.run(work, range(100))}
    assert os.getpid() not in {pid for pid, _, _ in seen}
    assert str(Path.cwd()) not in {folder for _, folder, _ in seen}
    assert len(seen) >= 2


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))), st.text("ab?"))
@settings(max_examples=15, deadline=None)
def test_serial_equals_dask(executor, items, mark):
    work = jobs.shouting(shared=mark)
    alone = [outcome for _, outcome in Serial().run(work, items)]
    assert list(in_order(executor.run(work, items))) == alone


def test_items_are_taken_as_they_are_needed(executor):
    taken = []

    def items():
        for number in range(5_000):
            taken.append(number)
            yield str(number)

    run = executor.run(jobs.shouting(), items())
    next(run)
    assert len(taken) < 1_000
    assert len(list(run)) == 4_999


def test_what_is_shared_is_pickled_once_for_all_workers(executor):
    jobs.Counted.pickled = 0
    work = Work(jobs.text_of, jobs.Counted(), jobs.exclaimed)
    assert len(list(executor.run(work, "abcdefgh" * 20))) == 160
    assert jobs.Counted.pickled == 1


def test_an_exception_keeps_its_text_and_traceback_and_names_its_item(executor):
    work = Work(jobs.nothing, None, jobs.raising, name=jobs.named)
    with pytest.raises(ItemFailedError) as failed:
        list(executor.run(work, range(200)))
    assert failed.value.item == "content/70.md"
    assert str(failed.value) == "ValueError: é, 70 is too much"
    assert "in raising" in str(failed.value.__cause__)


def test_a_state_that_cannot_be_prepared_is_a_failure_of_no_item(executor):
    work = Work(jobs.failing_to_prepare, "this", jobs.raising)
    with pytest.raises(ItemFailedError, match="LookupError: this") as failed:
        list(executor.run(work, range(5)))
    assert failed.value.item == ""


def test_a_run_that_is_given_up_leaves_nothing_to_the_next_one(executor):
    run = executor.run(Work(jobs.nothing, 0, jobs.sleeping), [0.01] * 200)
    next(run)
    run.close()
    assert list(executor.run(jobs.shouting(), ["a"])) == [(0, b"a!!")]


def test_a_worker_with_another_engine_is_refused_before_it_gets_work(scheduler, monkeypatch):
    monkeypatch.setattr(Engine, "fingerprint", "another")
    with pytest.raises(Refused) as refused, Cluster(scheduler, ENGINE):
        pass
    refusal = refused.value.refusal
    assert (refusal.code, refusal.kind) == ("worker-refused", "environment")
    values = dict(refusal.values)
    assert values["address"] == scheduler
    assert values["worker"].startswith("tcp://127.0.0.1:")


def test_a_worker_that_comes_later_with_another_engine_is_refused_too(executor, monkeypatch):
    monkeypatch.setattr(Engine, "fingerprint", "another")
    with pytest.raises(Refused) as refused:
        list(executor.run(jobs.shouting(), ["a"]))
    assert refused.value.refusal.code == "worker-refused"


def test_a_worker_that_does_not_have_the_engine_at_all_is_refused(scheduler, tmp_path, monkeypatch):
    (tmp_path / "only_here").mkdir()
    (tmp_path / "only_here/__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(Refused) as refused, Cluster(scheduler, Engine("only_here", ())):
        pass
    assert refused.value.refusal.code == "worker-refused"


@pytest.mark.parametrize(
    "address", ["nonsense://a:1", "", "tcp://127.0.0.1", "tcp://127.0.0.1:9z", "host:8786"]
)
def test_what_is_no_address_is_refused_before_anything_is_tried(address):
    with pytest.raises(Refused) as refused, Cluster(address, ENGINE):
        pass
    assert refused.value.refusal == Refusal(
        "scheduler-address", "usage", "", (("address", address),)
    )


def test_a_scheduler_that_does_not_answer_is_told_in_our_words(monkeypatch, capfd):
    monkeypatch.setattr(executor_dask, "CONNECTING", 0.5)
    with pytest.raises(Refused) as refused, Cluster("tcp://127.0.0.1:9", ENGINE):
        pass
    refusal = refused.value.refusal
    assert (refusal.code, refusal.kind) == ("scheduler-unreachable", "environment")
    assert dict(refusal.values)["reason"]
    assert capfd.readouterr() == ("", "")


def test_a_scheduler_without_workers_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(executor_dask, "CONNECTING", 0.5)
    with (
        start(tmp_path / "none", 0) as cluster,
        pytest.raises(Refused) as refused,
        Cluster(cluster.scheduler_address, ENGINE),
    ):
        pass
    assert refused.value.refusal.code == "no-workers"


def test_without_the_library_the_refusal_says_which_one_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(Refused) as refused, Cluster("tcp://127.0.0.1:9", ENGINE):
        pass
    refusal = refused.value.refusal
    assert (refusal.code, refusal.values) == ("dask-missing", (("name", "distributed"),))


def test_when_all_workers_are_gone_an_item_is_named_and_nothing_hangs(tmp_path, monkeypatch):
    monkeypatch.setattr(executor_dask, "ABANDONED", 1.0)
    with (
        start(tmp_path / "doomed", 1) as cluster,
        Cluster(cluster.scheduler_address, ENGINE) as executor,
    ):
        work = Work(jobs.nothing, 0, jobs.sleeping, name=jobs.named)
        run = executor.run(work, [0.0] * 8 + [20.0] * 8)
        _, pid = next(run)
        begun = time.monotonic()
        cluster.scale(0)
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(WorkerLostError) as lost:
            list(run)
        assert lost.value.refusal.path in {"content/0.0.md", "content/20.0.md"}
        assert time.monotonic() - begun < 20


def test_an_item_that_kills_every_worker_ends_the_work(tmp_path):
    with (
        start(tmp_path / "dying", 2) as cluster,
        Cluster(cluster.scheduler_address, ENGINE) as executor,
    ):
        work = Work(jobs.nothing, None, jobs.dying, name=jobs.named)
        with pytest.raises(WorkerLostError, match=r"content/\d\d\.md"):  # as Dask suspects
            list(executor.run(work, range(60, 80)))
