"""The cluster: workers of a Dask scheduler, on machines that need not share a folder with ours.

A work is pickled once and scattered to every worker; items follow in lots, as texts, and outcomes
come back as bytes. A worker makes what we would make only if its engine is ours: each one proves
it by its fingerprint, when we connect and again with every lot. Dask is an extra, imported here.
"""

import logging
import pickle
import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from queue import Empty, SimpleQueue
from threading import local
from traceback import format_exc
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from msgspec import Struct

from diptych.engine.executor_deal import Dealer, Lot, name_at
from diptych.engine.executor_worker import Failure, Success
from diptych.engine.executors import (
    Item,
    ItemFailedError,
    Outcome,
    RemoteTraceback,
    Work,
    WorkerLostError,
    reason_of,
)
from diptych.engine.fault import Refusal, Refused
from diptych.engine.fingerprint import fingerprint

if TYPE_CHECKING:
    from distributed import Client, Future

CONNECTING = 10.0
"""Seconds in which the scheduler and its workers must answer."""

ABANDONED = 10.0
"""Seconds without any worker after which none is expected any more."""

LOTS_A_THREAD = 2

_ADDRESS = re.compile(r"(?:tcp|tls|ws|wss)://[^\s/]+:[0-9]{1,5}")

_here = local()
"""The state that a thread of a worker has prepared, and which work it is for."""


class Engine(Struct, frozen=True):
    """What decides the bytes: a package by name, and the libraries that shape what it makes."""

    package: str
    libraries: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """The fingerprint of this engine as it is installed here."""
        return fingerprint(self.package, self.libraries)


class Cluster:
    """Does works on the workers of the scheduler at `address` (`tcp://host:8786`).

    Entering raises `Refused` when Dask is not installed, when nobody answers there, or when a
    worker has another engine than ours. What a dead worker was at is done again by another, some
    times; then an item is named that was on its way there, the one at fault or one beside it.
    """

    shares_disk = False

    def __init__(self, address: str, engine: Engine) -> None:
        self._address = address
        self._engine = engine
        self._opened = ExitStack()
        self._client: Client

    def __enter__(self) -> Self:
        with ExitStack() as opened:
            opened.enter_context(_hushed())
            self._client = opened.enter_context(self._connected())
            self._examine()
            self._opened = opened.pop_all()
        return self

    def __exit__(self, *_fault: object) -> None:
        self._opened.close()

    def rest(self) -> None:
        """Do nothing: the workers of a cluster are not ours to send home."""

    def run(
        self, work: Work[Any, Any, Item, Outcome], items: Iterable[Item]
    ) -> Iterator[tuple[int, Outcome]]:
        """Yield the outcomes as they come, lot by lot."""
        errand = _Errand(self, self._client, work)
        threads = max(1, sum(self._client.nthreads().values()))
        dealer = Dealer(items, threads)
        try:
            while True:
                while len(errand.running) < LOTS_A_THREAD * threads:
                    if (lot := dealer.deal()) is None:
                        break
                    errand.send(lot)
                if not errand.running:
                    return
                lot, answers = errand.receive()
                yield from self._outcomes(work, lot, answers)
                dealer.settle(lot)
        finally:
            errand.cancel()

    @property
    def engine(self) -> Engine:
        """The engine that every worker must have."""
        return self._engine

    def refused(self, code: str, **values: str) -> Refused:
        """Return a refusal about this cluster."""
        told = (("address", self._address), *values.items())
        return Refused(Refusal(code, "environment", "", told))

    @contextmanager
    def _connected(self) -> "Iterator[Client]":
        if not _ADDRESS.fullmatch(self._address):
            values = (("address", self._address),)
            raise Refused(Refusal("scheduler-address", "usage", "", values))
        try:
            from distributed import Client  # noqa: PLC0415 - an extra
        except ModuleNotFoundError as missing:
            lacking = (("name", str(missing.name)),)
            raise Refused(Refusal("dask-missing", "environment", "", lacking)) from missing
        try:
            client = Client(self._address, timeout=CONNECTING, set_as_default=False)
        except OSError as fault:
            raise self.refused("scheduler-unreachable", reason=str(fault)) from fault
        with client:
            yield client

    def _examine(self) -> None:
        """Refuse the cluster unless it has workers and each of them has our engine."""
        try:
            self._client.wait_for_workers(1, timeout=CONNECTING)
        except TimeoutError as fault:
            raise self.refused("no-workers") from fault
        found = self._client.run(_fingerprint_of, self._engine, on_error="return")
        for worker, answer in sorted(found.items()):
            if answer != self._engine.fingerprint:
                raise self.refused("worker-refused", worker=worker)

    def _outcomes(
        self, work: Work[Any, Any, Item, Outcome], lot: Lot[Item], answers: "_Answers"
    ) -> Iterator[tuple[int, Outcome]]:
        if answers.stranger:
            raise self.refused("worker-refused", worker=answers.stranger)
        for answer in answers.given:
            if isinstance(answer, Failure):
                item = name_at(work.name, lot) if answer.at_item else ""
                raise ItemFailedError(item, answer.reason) from RemoteTraceback(answer.traceback)
            number = lot.start + lot.done
            lot.done += 1
            yield number, answer.outcome


class _Answers(Struct):
    """What a worker answers to a lot; `stranger` is its address if it has another engine."""

    given: list[Success | Failure] = []
    stranger: str = ""


class _Errand:
    """One work on its way through a cluster."""

    def __init__(self, cluster: Cluster, client: "Client", work: Work[Any, Any, Any, Any]) -> None:
        self._cluster = cluster
        self._client = client
        self._work = work
        self._name = uuid4().hex
        message = pickle.dumps((work.prepare, work.shared, work.perform), pickle.HIGHEST_PROTOCOL)
        self._message = client.scatter(message, broadcast=True, hash=False)
        self._finished: SimpleQueue[Future] = SimpleQueue()
        self.running: dict[Future, Lot[Any]] = {}

    def send(self, lot: Lot[Any]) -> None:
        """Ask for the outcomes of a lot."""
        items = pickle.dumps(lot.items, pickle.HIGHEST_PROTOCOL)
        engine = self._cluster.engine
        future = self._client.submit(
            _perform, self._name, self._message, items, engine, engine.fingerprint, pure=False
        )
        self.running[future] = lot
        future.add_done_callback(self._finished.put)

    def receive(self) -> tuple[Lot[Any], _Answers]:
        """Wait for a lot, and return what came of it."""
        future = self._next()
        lot = self.running.pop(future)
        try:
            answers: _Answers = future.result()
        except (Exception, CancelledError) as fault:  # Dask's own words for a worker's end are many
            raise WorkerLostError(name_at(self._work.name, lot)) from fault
        return lot, answers

    def cancel(self) -> None:
        """Let everything go that is still asked for."""
        if self.running:
            self._client.cancel(list(self.running), force=True)
            self.running.clear()

    def _next(self) -> "Future":
        without = 0.0
        while True:
            try:
                return self._finished.get(timeout=1.0)
            except Empty:
                without = 0.0 if self._has_workers() else without + 1.0
            if without >= ABANDONED:
                lot = next(iter(self.running.values()))
                raise WorkerLostError(name_at(self._work.name, lot))

    def _has_workers(self) -> bool:
        with suppress(OSError, RuntimeError):  # the scheduler is gone too
            return self._client.status == "running" and bool(self._client.nthreads())
        return False


def _fingerprint_of(engine: Engine) -> str:
    """Return the fingerprint of an engine as it is installed on a worker, empty if it is not."""
    try:
        return engine.fingerprint
    except ModuleNotFoundError:
        return ""


def _perform(name: str, message: bytes, items: bytes, engine: Engine, expected: str) -> _Answers:
    """Do one lot of items, on the worker; each of its threads prepares a state of its own."""
    if _fingerprint_of(engine) != expected:
        from distributed import get_worker  # noqa: PLC0415 - an extra

        return _Answers(stranger=str(get_worker().address))
    try:
        perform, state = _prepared(name, message)
    except Exception as fault:  # noqa: BLE001 - told to the client, whatever it is
        return _Answers([Failure(reason_of(fault), format_exc(), at_item=False)])
    given: list[Success | Failure] = []
    for item in pickle.loads(items):  # noqa: S301 - from the client, whose works we do anyway
        try:
            given.append(Success(perform(state, item)))
        except Exception as fault:  # noqa: BLE001 - the same
            given.append(Failure(reason_of(fault), format_exc()))
            break
    return _Answers(given)


def _prepared(name: str, message: bytes) -> tuple[Callable[[Any, Any], Any], Any]:
    """Return what this thread has prepared for a work; it forgets the work before."""
    if getattr(_here, "name", None) != name:
        _here.prepared = None
        prepare, shared, perform = pickle.loads(message)  # noqa: S301 - from the client
        _here.prepared = (perform, prepare(shared))
        _here.name = name
    prepared: tuple[Callable[[Any, Any], Any], Any] = _here.prepared
    return prepared


@contextmanager
def _hushed() -> Iterator[None]:
    """Keep Dask from telling in its own words what we tell in ours."""
    logger = logging.getLogger("distributed")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
