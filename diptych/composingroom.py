"""The composing room: every body rendered, but for those that still stand.

A body stands while its text, its settings and all that its links and images mean are as they
were. Whoever does the work, bodies and problems come in the order of the tasks. Panels set aside
for an error of theirs are rendered for their problems alone.
"""

from collections.abc import Collection, Mapping
from pathlib import Path

from msgspec import Struct

from diptych.engine.executors import Executor, Lazily, Work, in_order
from diptych.engine.store import Store
from diptych.memory.bodies import Finished, FinishedBodies, Kept, RememberedBodies
from diptych.model.body import Gist
from diptych.model.problem import Problem
from diptych.read.manuscripts import manuscript
from diptych.render.bodies import BodyDesk, BodyOrder, BodyRoom, BodyTask, Tick
from diptych.site.packed import Packing


class Bodies(Struct, frozen=True):
    """The bodies that could be rendered, and what was wrong.

    `finished`, their `gists` and their `fingerprints` go by name; `rendered` counts those that
    did not stand.
    """

    finished: FinishedBodies
    gists: Mapping[str, Gist]
    fingerprints: Mapping[str, bytes]
    rendered: int
    problems: tuple[Problem, ...]


class ComposingRoom:
    """Renders the bodies of the site in a folder, as its desk says.

    `only` names the bodies that will be ordered, where all others are known to stand.
    """

    def __init__(
        self, desk: BodyDesk, root: Path, store: Store | None, only: Collection[str] | None = None
    ) -> None:
        self._desk = desk
        self._root = root
        self._is_whole = only is None
        self._remembered = RememberedBodies(store, only)

    def last(self, name: str) -> Kept | None:
        """Return what was remembered of a body, whether it stands or not."""
        return self._remembered.last(name)

    def compose(self, orders: tuple[BodyOrder, ...], executor: Executor, tick: Tick) -> Bodies:
        """Return the bodies that are ordered, rendering those that do not stand.

        Raises `SourceChangedError` when a text is edited meanwhile.
        """
        settings, remembered = self._desk.settings, self._remembered
        gists, fingerprints = Packing(Gist), dict[str, bytes]()
        told: dict[str, tuple[Problem, ...]] = {}

        def take(name: str, found: Finished) -> None:
            gists.add(name, found.gist)
            fingerprints[name] = found.fingerprint
            told[name] = found.problems

        waiting: list[BodyOrder] = []
        for order in orders:
            found = self._recalled(order)
            if found is None:
                waiting.append(order)
            else:
                take(order.name, found)
        work = Work(BodyRoom, self._desk, BodyRoom.render, name=_path)
        outcomes = in_order(executor.run(work, Lazily(self._task, waiting))) if waiting else ()
        for order, made in zip(waiting, outcomes, strict=True):
            told[order.name] = made.problems
            kept = remembered.keep(order, settings[order.locale], made)
            if kept is not None:
                take(order.name, kept)
            tick(len(told), len(orders))
        remembered.save()
        if self._is_whole:
            remembered.forget(told)
        finished = [
            order.name
            for order in orders
            if order.role != "set-aside" and order.name in fingerprints
        ]
        return Bodies(
            finished=FinishedBodies(finished, remembered.shelf.written),
            gists=gists.table(finished),
            fingerprints={name: fingerprints[name] for name in finished},
            rendered=len(waiting),
            problems=tuple(problem for order in orders for problem in told[order.name]),
        )

    def _task(self, order: BodyOrder) -> BodyTask:
        return order.task(manuscript(self._root, order.text))

    def _recalled(self, order: BodyOrder) -> Finished | None:
        resolver = self._desk.resolver(order.text.path, order.locale)
        return self._remembered.recall(order, self._desk.settings[order.locale], resolver)


def _path(task: BodyTask) -> str:
    return task.manuscript.path
