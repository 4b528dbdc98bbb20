"""Executors: who does a work of many small items, and how its outcomes come back.

A `Work` is a description that can travel: what each worker prepares once from what all items
share, and what it then does with each of them. `run` yields the outcomes as they come, each with
the number of its item; `in_order` puts them back in line. What is made does not depend on who
makes it. Knows nothing of what the items are.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from operator import length_hint
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar

from diptych.engine.fault import Refusal, Refused, StoppedError

Shared = TypeVar("Shared")
State = TypeVar("State")
Item = TypeVar("Item")
Outcome = TypeVar("Outcome")

FEWEST = 50
"""Fewer items than this are done by the process itself: starting others would cost more."""


@dataclass(frozen=True)
class Work(Generic[Shared, State, Item, Outcome]):
    """What is to be done with items.

    `prepare` and `perform` are functions of a module, so that they can be named to another process;
    `shared` travels once to each worker, which prepares its state from it. `name` says, in the
    process that asks, what an item is called when something happens to it: a path, best of all.
    Fewer items than `fewest` are not worth a process more.
    """

    prepare: Callable[[Shared], State]
    shared: Shared
    perform: Callable[[State, Item], Outcome]
    name: Callable[[Item], str] = str
    fewest: int = FEWEST


class Lazily(Generic[Item, Outcome]):
    """Items made from others when their turn comes; how many there are is known before."""

    def __init__(self, make: Callable[[Item], Outcome], of: Sequence[Item]) -> None:
        self._make = make
        self._of = of

    def __len__(self) -> int:
        return len(self._of)

    def __iter__(self) -> Iterator[Outcome]:
        return map(self._make, self._of)


class Executor(Protocol):
    """Who does works. Entered before the first one; on leaving, nobody works for it any more.

    `shares_disk` tells whether whoever works sees the files of this machine.
    """

    shares_disk: bool

    def __enter__(self) -> Self:
        """Return the executor itself."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Let all workers go, whatever they are doing."""

    def rest(self) -> None:
        """Hear that no work comes for a while: what waits for one may go, and comes back for it."""

    def run(
        self, work: Work[Any, Any, Item, Outcome], items: Iterable[Item]
    ) -> Iterator[tuple[int, Outcome]]:
        """Yield the outcomes as they come, with the numbers of their items, from 0.

        Items are asked for as they are needed, and few of them wait at a time, however many they
        are. Raises `ItemFailedError` for an item whose work raised, and `Refused` when the workers
        could not go on.
        """


class ItemFailedError(Exception):
    """The work on one item raised, which is a bug; `item` is its name, empty while preparing.

    The exception's text is kept as it was; what is known of its traceback is in `__cause__`.
    """

    def __init__(self, item: str, reason: str) -> None:
        super().__init__(reason)
        self.item = item


class WorkerLostError(Refused):
    """A worker ended in mid work: killed by somebody, or by the system for want of memory."""

    def __init__(self, item: str) -> None:
        super().__init__(Refusal("worker-lost", "environment", item))


class RemoteTraceback(Exception):  # noqa: N818 - what a reader sees above the failure
    """The traceback of an exception that was raised in another process, as text."""

    def __str__(self) -> str:
        return f"\n{self.args[0]}"


class Serial:
    """Does all in this very process, one item after the other."""

    shares_disk = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        pass

    def rest(self) -> None:
        """Do nothing."""

    def run(
        self, work: Work[Any, Any, Item, Outcome], items: Iterable[Item]
    ) -> Iterator[tuple[int, Outcome]]:
        """Yield the outcomes in the order of the items."""
        state = _attempted("", work.prepare, work.shared)
        for number, item in enumerate(items):
            yield number, _attempted(work.name(item), work.perform, state, item)


class Local:
    """Does few items in this process and many in others of this machine, started when needed.

    `jobs` is how many workers there may be, all usable cores if 0; `preload` names the modules
    that the works are made of, imported once for all workers.
    """

    shares_disk = True

    def __init__(self, jobs: int = 0, preload: Iterable[str] = (), fewest: int = FEWEST) -> None:
        self._jobs = jobs or usable_cores()
        self._preload = tuple(preload)
        self._fewest = fewest
        self._opened = ExitStack()
        self._pool: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        self.rest()

    def rest(self) -> None:
        """Let the workers go, and their memory."""
        self._opened.close()
        self._pool = None

    def run(
        self, work: Work[Any, Any, Item, Outcome], items: Iterable[Item]
    ) -> Iterator[tuple[int, Outcome]]:
        """Yield the outcomes as they come."""
        fewest = min(self._fewest, work.fewest)
        if self._jobs == 1 or length_hint(items, fewest) < fewest:
            return Serial().run(work, items)
        return self._others().run(work, items)

    def _others(self) -> Executor:
        if self._pool is None:
            from diptych.engine.executor_pool import Pool  # noqa: PLC0415 - only large sites pay

            self._pool = self._opened.enter_context(Pool(self._jobs, self._preload))
        return self._pool


def usable_cores() -> int:
    """Return on how many processors this process may run."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS has no such thing
        return os.cpu_count() or 1


def in_order(results: Iterable[tuple[int, Outcome]]) -> Iterator[Outcome]:
    """Yield outcomes in the order of their items; those that come early wait.

    Executors let no item run far ahead of the oldest that is not done, so that few wait.
    """
    early: dict[int, Outcome] = {}
    expected = 0
    for number, outcome in results:
        early[number] = outcome
        while expected in early:
            yield early.pop(expected)
            expected += 1


def _attempted(item: str, function: Callable[..., Any], *arguments: Any) -> Any:
    """Call a function of a work; tell which item it was at when it raises."""
    try:
        return function(*arguments)
    except StoppedError:
        raise
    except Exception as fault:
        raise ItemFailedError(item, reason_of(fault)) from fault


def reason_of(fault: BaseException) -> str:
    """Return an exception as one text: its kind and what it says."""
    return f"{type(fault).__name__}: {fault}"
