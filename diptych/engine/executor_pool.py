"""The pool: worker processes of this machine, each at the end of a pipe.

They are forked from a server that has imported what the works need, so that one starts in a few
milliseconds. A work is pickled once and sent to each worker once; items follow in lots, two to a
worker at most, and so do the outcomes. A worker that dies names the item it was at.
"""

import multiprocessing
import os
import pickle
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import forkserver, resource_tracker
from selectors import EVENT_READ, DefaultSelector
from types import ModuleType
from typing import Any, Self

from diptych.engine.executor_deal import Dealer, Lot, name_at
from diptych.engine.executor_worker import (
    NO_MORE,
    Assignment,
    Failure,
    Mark,
    Success,
    serve,
)
from diptych.engine.executors import (
    Item,
    ItemFailedError,
    Outcome,
    RemoteTraceback,
    Serial,
    Work,
    WorkerLostError,
)

LOTS_IN_HAND = 2
"""Lots that a worker has at a time: the one it is at, and the next."""

_SAFE_PATH = "PYTHONSAFEPATH"


class Pool:
    """Does works in `jobs` worker processes; `preload` names modules imported for all of them.

    The workers start with the first work and stay for the next ones. Where the system lets none
    start, the process does the work itself.
    """

    shares_disk = True

    def __init__(self, jobs: int, preload: Iterable[str] = ()) -> None:
        self._jobs = jobs
        self._preload = ["diptych.engine.executor_worker", *preload]
        self._workers: list[_Worker] = []
        self._ears = DefaultSelector()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        self._stop()
        self._ears.close()

    def rest(self) -> None:
        """Let the workers go."""
        self._stop()

    def run(
        self, work: Work[Any, Any, Item, Outcome], items: Iterable[Item]
    ) -> Iterator[tuple[int, Outcome]]:
        """Yield the outcomes as they come."""
        self._start()
        if not self._workers:
            yield from Serial().run(work, items)
            return
        dealer = Dealer(items, len(self._workers))
        ended = False
        try:
            assignment = Assignment(work.prepare, work.shared, work.perform)
            message = pickle.dumps(assignment, pickle.HIGHEST_PROTOCOL)
            del assignment
            for worker in self._workers:
                worker.assign(message)
            del message
            self._deal(dealer)
            while dealer.waits:
                for worker in self._ready():
                    outcomes = worker.receive(work, dealer)
                    self._deal(dealer)
                    yield from outcomes
            ended = True
        finally:
            if not ended:  # what they still do is of no use to anyone
                self._stop()

    def _start(self) -> None:
        if self._workers:
            return
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(self._preload)
        with suppress(OSError), _guarded():
            forkserver.ensure_running()
            for _ in range(self._jobs):
                worker = _Worker(context)
                self._workers.append(worker)
                self._ears.register(worker.pipe, EVENT_READ, worker)

    def _stop(self) -> None:
        while self._workers:
            worker = self._workers.pop()
            self._ears.unregister(worker.pipe)
            worker.end()

    def _deal(self, dealer: Dealer[Any]) -> None:
        """Give each worker a first lot before any gets a second one."""
        for wanted in range(1, LOTS_IN_HAND + 1):
            for worker in self._workers:
                if len(worker.lots) < wanted:
                    lot = dealer.deal()
                    if lot is None:
                        return
                    worker.give(lot)

    def _ready(self) -> "Iterator[_Worker]":
        """Wait until some workers have something to say; a dead one has that its pipe is closed."""
        return (key.data for key, _ in self._ears.select())


class _Worker:
    """A worker process, as the pool sees it."""

    def __init__(self, context: Any) -> None:
        self.lots: list[Lot[Any]] = []
        self._mark = Mark()
        self.pipe, far_end = multiprocessing.Pipe()
        self._process = context.Process(target=serve, args=(far_end, self._mark), daemon=True)
        try:
            self._process.start()
        except BaseException:
            self.pipe.close()
            self._mark.close()
            raise
        finally:
            far_end.close()

    def assign(self, message: bytes) -> None:
        """Send a work, and first that the one before is over: its state goes before this comes."""
        with suppress(OSError):  # a dead worker is noticed when its outcomes do not come
            self.pipe.send_bytes(NO_MORE)
            self.pipe.send_bytes(message)

    def give(self, lot: Lot[Any]) -> None:
        """Send a lot of items."""
        self.lots.append(lot)
        with suppress(OSError):
            self.pipe.send_bytes(pickle.dumps(lot.items, pickle.HIGHEST_PROTOCOL))

    def receive(
        self, work: Work[Any, Any, Item, Outcome], dealer: Dealer[Item]
    ) -> list[tuple[int, Outcome]]:
        """Return the numbers and the outcomes of the items that were at hand."""
        if not self.lots:  # it had nothing to say but that it is gone
            raise WorkerLostError("")
        lot = self.lots[0]
        try:
            answers: list[Success | Failure] = pickle.loads(self.pipe.recv_bytes())  # noqa: S301 - ours
        except (EOFError, OSError):
            lot.done = max(lot.done, self._mark.get())  # what it has done since, it cannot send
            raise WorkerLostError(name_at(work.name, lot)) from None
        outcomes: list[tuple[int, Outcome]] = []
        for answer in answers:
            if isinstance(answer, Failure):
                item = name_at(work.name, lot) if answer.at_item else ""
                raise ItemFailedError(item, answer.reason) from RemoteTraceback(answer.traceback)
            outcomes.append((lot.start + lot.done, answer.outcome))
            lot.done += 1
        if lot.is_done:
            del self.lots[0]
            dealer.settle(lot)
        return outcomes

    def end(self) -> None:
        """End the process, whatever it is doing: nothing that it holds can be left half done."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self.pipe.close()
        self._mark.close()


@contextmanager
def _guarded() -> Iterator[None]:
    """Let the server and its workers import no more than they are told, nor be interrupted.

    Nothing of the current folder, since a site is data, whatever the names of its files; nothing
    of the script that runs, which would run again. An interruption from the terminal, which goes
    to all processes, stays blocked in the server and in all that it forks.
    """
    before, main = os.environ.get(_SAFE_PATH), sys.modules["__main__"]
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    os.environ[_SAFE_PATH] = "1"
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        # Python starts the tracker before the server, and lets interruptions through once it has.
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        yield
    finally:
        sys.modules["__main__"] = main
        if before is None:
            del os.environ[_SAFE_PATH]
        else:
            os.environ[_SAFE_PATH] = before
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
