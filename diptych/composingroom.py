"""The composing room: every body rendered, but for those that still stand.

A body stands while its text, its settings and all that its links and images mean are as they
were. Whoever does the work, bodies and problems come in the order of the tasks. Panels set aside
for an error of theirs are rendered for their problems alone.
"""

from collections.abc import Mapping

from msgspec import Struct

from diptych.engine.executors import Executor, Work, in_order
from diptych.engine.store import Store
from diptych.memory.bodies import FinishedBodies, RememberedBodies
from diptych.model.body import Body, Gist
from diptych.model.problem import Problem
from diptych.render.bodies import BodyDesk, BodyRoom, BodyTask, Tick


class Bodies(Struct, frozen=True):
    """The bodies that could be rendered, and what was wrong.

    `finished`, their `gists` and their `fingerprints` go by name; `rendered` counts those that
    did not stand.
    """

    finished: Mapping[str, Body]
    gists: Mapping[str, Gist]
    fingerprints: Mapping[str, bytes]
    rendered: int
    problems: tuple[Problem, ...]


class ComposingRoom:
    """Renders the bodies of one site, as its desk says."""

    def __init__(self, desk: BodyDesk, store: Store | None) -> None:
        self._desk = desk
        self._remembered = RememberedBodies(store)

    def compose(self, tasks: tuple[BodyTask, ...], executor: Executor, tick: Tick) -> Bodies:
        """Return the bodies of all tasks, rendering those that do not stand."""
        settings, remembered = self._desk.settings, self._remembered
        kept = {
            task.name: remembered.recall(task, settings[task.locale], self._desk.resolver(task))
            for task in tasks
        }
        waiting = tuple(task for task in tasks if kept[task.name] is None)
        told = {name: found.problems for name, found in kept.items() if found}
        work = Work(BodyRoom, self._desk, BodyRoom.render, name=_path)
        outcomes = in_order(executor.run(work, waiting)) if waiting else ()
        for task, made in zip(waiting, outcomes, strict=True):
            kept[task.name] = remembered.keep(task, settings[task.locale], made)
            told[task.name] = made.problems
            tick(len(told), len(tasks))
        remembered.save(kept)
        finished = {
            task.name: found
            for task in tasks
            if task.role != "set-aside" and (found := kept[task.name]) is not None
        }
        return Bodies(
            finished=FinishedBodies(finished, remembered.body),
            gists={name: found.gist for name, found in finished.items()},
            fingerprints={name: found.trace.result for name, found in finished.items()},
            rendered=len(waiting),
            problems=tuple(problem for task in tasks for problem in told[task.name]),
        )


def _path(task: BodyTask) -> str:
    return task.manuscript.path
