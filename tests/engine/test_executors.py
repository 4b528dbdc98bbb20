"""Whoever does a work, the same comes of it; and who does it when nobody says."""

import subprocess
import sys
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diptych.engine.executor_deal import Dealer
from diptych.engine.executor_pool import Pool
from diptych.engine.executors import (
    ItemFailedError,
    Local,
    Serial,
    Work,
    in_order,
    usable_cores,
)
from tests.engine import jobs


def test_the_serial_executor_does_items_in_their_order():
    done = list(Serial().run(jobs.shouting(), ["a", "b"]))
    assert done == [(0, b"a!!"), (1, b"b!!")]


def test_a_failure_names_its_item_and_keeps_the_exceptions_text():
    work = Work(jobs.nothing, None, jobs.raising, name=jobs.named)
    with pytest.raises(ItemFailedError) as failed:
        list(Serial().run(work, range(100)))
    assert failed.value.item == "content/70.md"
    assert str(failed.value) == "ValueError: é, 70 is too much"


def test_few_items_are_done_by_the_process_itself():
    with Local(jobs=2) as executor:
        pids = {pid for _, pid in executor.run(Work(jobs.nothing, 0, jobs.sleeping), [0] * 49)}
    assert pids == {jobs.os.getpid()}


def test_one_job_is_done_by_the_process_itself():
    with Local(jobs=1) as executor:
        pids = {pid for _, pid in executor.run(Work(jobs.nothing, 0, jobs.sleeping), [0] * 90)}
    assert pids == {jobs.os.getpid()}


def test_many_items_are_done_by_others_which_stay_for_the_next_work():
    work = Work(jobs.nothing, 0, jobs.sleeping)
    with Local(jobs=2) as executor:
        first = {pid for _, pid in executor.run(work, [0.001] * 50)}
        second = {pid for _, pid in executor.run(work, [0.001] * 50)}
    assert first == second
    assert len(first) == 2
    assert jobs.os.getpid() not in first


def test_there_is_a_usable_core():
    assert usable_cores() >= 1


def test_outcomes_that_come_early_wait_for_their_turn():
    assert list(in_order([(2, "c"), (0, "a"), (1, "b"), (3, "d")])) == ["a", "b", "c", "d"]


def test_a_plain_serial_build_imports_neither_the_pool_nor_dask():
    program = "import sys, diptych.pipeline; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    loaded = set(ran.stdout.split())
    assert "diptych.pipeline" in loaded
    assert loaded.isdisjoint(
        {"distributed", "dask", "multiprocessing", "diptych.engine.executor_pool"}
    )


@given(st.integers(0, 300), st.integers(1, 9), st.booleans())
def test_every_item_is_dealt_once_and_in_order(count, workers, sized):
    items = range(count) if sized else iter(range(count))
    dealer, dealt = Dealer(items, workers), []
    while lot := dealer.deal():
        dealt += [(lot.start + place, item) for place, item in enumerate(lot.items)]
        dealer.settle(lot)
    assert dealt == list(enumerate(range(count)))
    assert not dealer.waits


def test_nothing_more_is_dealt_while_the_oldest_lot_is_far_behind():
    dealer = Dealer(iter(range(10_000)), 2, ahead=100)
    oldest = dealer.deal()
    later = []
    while lot := dealer.deal():
        later.append(lot)
        dealer.settle(lot)
    assert sum(len(lot.items) for lot in [oldest, *later]) < 120
    dealer.settle(oldest)
    assert dealer.deal().start == later[-1].start + len(later[-1].items)


@pytest.fixture(scope="module")
def pool():
    with Pool(2) as opened:
        yield opened


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))), st.text("ab?"))
@settings(max_examples=40, deadline=None)
def test_serial_equals_pool(pool, items, mark):
    work = jobs.shouting(shared=mark)
    alone = [outcome for _, outcome in Serial().run(work, items)]
    assert list(in_order(pool.run(work, items))) == alone


def test_the_memory_of_a_run_does_not_grow_with_its_items(pool):
    work = Work(jobs.nothing, 0, jobs.first_is_slow)

    def peak(count):
        tracemalloc.start()
        total = sum(in_order(pool.run(work, iter(range(count)))))
        assert total == count * (count - 1) // 2
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    peak(2_000)
    assert peak(20_000) < 1.5 * peak(2_000) + 50_000


def test_long_items_at_the_beginning_are_shared_out_one_by_one():
    dealer = Dealer(range(1_000), 2)
    assert [len(dealer.deal().items) for _ in range(6)] == [1, 1, 1, 1, 16, 16]
