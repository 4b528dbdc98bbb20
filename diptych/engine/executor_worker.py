"""One worker of the pool, on its own side of the pipe.

Hears of a work, prepares its state, does lot after lot and sends what comes of it: the outcomes of
a lot together, since each message wakes the parent, but those of slow items soon. It ends when its
parent does, in mid work too: a thread listens, and hears the pipe close. Imports little, since
every worker waits for it.
"""

import gc
import os
import pickle
import signal
from collections.abc import Callable, Iterable
from mmap import mmap
from multiprocessing.connection import Connection
from multiprocessing.reduction import DupFd
from queue import SimpleQueue
from tempfile import TemporaryFile
from threading import Thread
from time import monotonic
from traceback import format_exc
from typing import Any, BinaryIO, NoReturn

from msgspec import Struct

from diptych.engine.executors import reason_of

IGNORED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""What a terminal or a service manager sends to all processes alike: the parent decides."""

SELDOM = (50_000, 20, 50)
"""When Python looks for cycles of garbage among what items leave behind."""

NO_MORE = b"-"
"""The message that a work is over, and with it the state that was prepared for it."""

_MARK_BYTES = 8
_PROMPT = 0.02
"""Seconds that a finished outcome waits for those that come after it."""

_ORPHANED = 1


class Assignment(Struct, frozen=True):
    """A work as it reaches a worker."""

    prepare: Callable[[Any], Any]
    shared: Any
    perform: Callable[[Any, Any], Any]


class Success(Struct, frozen=True):
    """The outcome of one item."""

    outcome: Any


class Mark:
    """Which item of its lot a worker is at: a number that its parent sees too.

    A process that is killed tells nothing any more, but what it has written here stays. It is in a
    file without a name, which travels to a process that is started.
    """

    def __init__(self, file: BinaryIO | None = None) -> None:
        self._file = file or TemporaryFile(buffering=0)  # noqa: SIM115 - closed with the mark
        self._file.truncate(_MARK_BYTES)
        self._map = mmap(self._file.fileno(), _MARK_BYTES)

    def __reduce__(self) -> tuple[Any, ...]:
        return _arrived, (DupFd(self._file.fileno()),)

    def get(self) -> int:
        """Return the number."""
        return int.from_bytes(self._map[:], "little")

    def put(self, number: int) -> None:
        """Write the number."""
        self._map[:] = number.to_bytes(_MARK_BYTES, "little")

    def close(self) -> None:
        """Let go of the file."""
        self._map.close()
        self._file.close()


def _arrived(file: Any) -> Mark:
    return Mark(os.fdopen(file.detach(), "r+b", buffering=0))


class Failure(Struct, frozen=True):
    """An exception as it leaves a worker: in words, since not every one can be pickled.

    `at_item` tells whether an item was at hand; none is while a state is prepared.
    """

    reason: str
    traceback: str
    at_item: bool = True


def serve(pipe: "Connection[Any, Any]", mark: Mark) -> NoReturn:
    """Work for whoever holds the other end of the pipe, until it is closed."""
    for number in IGNORED:
        signal.signal(number, signal.SIG_IGN)
    inbox: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(pipe, inbox), daemon=True).start()
    worker = _Worker(pipe, mark)
    perform: Callable[[Any, Any], Any] = _nothing_to_do
    state: Any = None
    while True:
        data = inbox.get()
        if data == NO_MORE:
            perform, state = _nothing_to_do, None
            continue
        try:
            message = pickle.loads(data)  # noqa: S301 - from our parent, by a pipe of ours
            del data
            if isinstance(message, Assignment):
                perform, state = message.perform, _prepared(message)
                continue
        except Exception as fault:  # noqa: BLE001 - the parent is told, whatever it is
            worker.send([_failure(fault, at_item=False)])
            continue
        worker.do(perform, state, message)


def _listen(pipe: "Connection[Any, Any]", inbox: "SimpleQueue[bytes]") -> NoReturn:
    """Take in what the parent sends, so that it never waits for a busy worker; end with it."""
    while True:
        try:
            inbox.put(pipe.recv_bytes())
        except (EOFError, OSError):
            os._exit(_ORPHANED)


def _prepared(assignment: Assignment) -> Any:
    """Prepare a state, and free the collector of going through it again and again."""
    gc.unfreeze()
    state = assignment.prepare(assignment.shared)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    return state


class _Worker:
    """Does lots, and sends their outcomes."""

    def __init__(self, pipe: "Connection[Any, Any]", mark: Mark) -> None:
        self._pipe = pipe
        self._mark = mark

    def do(self, perform: Callable[[Any, Any], Any], state: Any, items: Iterable[Any]) -> None:
        """Do the items of a lot, one after the other."""
        done: list[Success | Failure] = []
        sent = monotonic()
        for number, item in enumerate(items):
            self._mark.put(number)
            done.append(_performed(perform, state, item))
            if monotonic() - sent > _PROMPT:
                self.send(done)
                done, sent = [], monotonic()
        self._mark.put(0)
        if done:
            self.send(done)

    def send(self, done: list[Success | Failure]) -> None:
        """Send outcomes; one that cannot be pickled is a failure of its item."""
        try:
            data = pickle.dumps(done, pickle.HIGHEST_PROTOCOL)
        except Exception:  # noqa: BLE001 - what cannot be pickled raises anything
            data = pickle.dumps([_sendable(one) for one in done], pickle.HIGHEST_PROTOCOL)
        try:
            self._pipe.send_bytes(data)
        except OSError:
            os._exit(_ORPHANED)


def _performed(perform: Callable[[Any, Any], Any], state: Any, item: Any) -> Success | Failure:
    try:
        return Success(perform(state, item))
    except Exception as fault:  # noqa: BLE001 - the parent is told, whatever it is
        return _failure(fault)


def _sendable(answer: Success | Failure) -> Success | Failure:
    try:
        pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    except Exception as fault:  # noqa: BLE001 - as above
        return _failure(fault)
    return answer


def _failure(fault: Exception, *, at_item: bool = True) -> Failure:
    return Failure(reason_of(fault), format_exc(), at_item)


def _nothing_to_do(_state: Any, _item: Any) -> NoReturn:
    raise RuntimeError("items came before a work")
