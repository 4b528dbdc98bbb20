"""One worker of the pool, on its own side of the pipe.

Hears of a work, prepares its state, does lot after lot and sends each outcome as soon as it is
there. It ends when its parent does, in mid work too: a thread listens, and hears the pipe close.
Imports little, since every worker waits for it.
"""

import gc
import os
import pickle
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread
from traceback import format_exc
from typing import Any, NoReturn

from msgspec import Struct

from diptych.engine.executors import reason_of

IGNORED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""What a terminal or a service manager sends to all processes alike: the parent decides."""

SELDOM = (50_000, 20, 50)
"""When Python looks for cycles of garbage among what items leave behind."""

NO_MORE = b"-"
"""The message that a work is over, and with it the state that was prepared for it."""

_ORPHANED = 1


class Assignment(Struct, frozen=True):
    """A work as it reaches a worker."""

    prepare: Callable[[Any], Any]
    shared: Any
    perform: Callable[[Any, Any], Any]


class Success(Struct, frozen=True):
    """The outcome of one item."""

    outcome: Any


class Failure(Struct, frozen=True):
    """An exception as it leaves a worker: in words, since not every one can be pickled.

    `at_item` tells whether an item was at hand; none is while a state is prepared.
    """

    reason: str
    traceback: str
    at_item: bool = True


def serve(pipe: "Connection[Any, Any]") -> NoReturn:
    """Work for whoever holds the other end of the pipe, until it is closed."""
    for number in IGNORED:
        signal.signal(number, signal.SIG_IGN)
    inbox: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(pipe, inbox), daemon=True).start()
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
            _send(pipe, _failure(fault, at_item=False))
            continue
        for item in message:
            _send(pipe, _performed(perform, state, item))


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


def _performed(perform: Callable[[Any, Any], Any], state: Any, item: Any) -> Success | Failure:
    try:
        return Success(perform(state, item))
    except Exception as fault:  # noqa: BLE001 - the parent is told, whatever it is
        return _failure(fault)


def _send(pipe: "Connection[Any, Any]", answer: Success | Failure) -> None:
    try:
        data = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    except Exception as fault:  # noqa: BLE001 - what cannot be pickled raises anything
        data = pickle.dumps(_failure(fault), pickle.HIGHEST_PROTOCOL)
    try:
        pipe.send_bytes(data)
    except OSError:
        os._exit(_ORPHANED)


def _failure(fault: Exception, *, at_item: bool = True) -> Failure:
    return Failure(reason_of(fault), format_exc(), at_item)


def _nothing_to_do(_state: Any, _item: Any) -> NoReturn:
    raise RuntimeError("items came before a work")
