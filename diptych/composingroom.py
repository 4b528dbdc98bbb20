"""The composing room: every body rendered, but for those that still stand.

A body stands while its text, its settings and all that its links and images mean are as they
were. Whoever does the work, bodies and problems come in the order of the tasks. Panels set aside
for an error of theirs are rendered for their problems alone.
"""

from msgspec import Struct

from diptych.engine.executors import Executor, Work, in_order
from diptych.incremental import RememberedBodies, Traces
from diptych.model.body import Body
from diptych.model.problem import Problem
from diptych.render.bodies import BodyDesk, BodyRoom, BodyTask, Composed, Tick


class Bodies(Struct, frozen=True):
    """The bodies that could be rendered, by name, and how many were; and what was wrong."""

    finished: dict[str, Body]
    rendered: int
    problems: tuple[Problem, ...]


class ComposingRoom:
    """Renders the bodies of one site, as its desk says."""

    def __init__(self, desk: BodyDesk, traces: Traces) -> None:
        self._desk = desk
        self._remembered = RememberedBodies(traces)

    def compose(self, tasks: tuple[BodyTask, ...], executor: Executor, tick: Tick) -> Bodies:
        """Return the bodies of all tasks, rendering those that do not stand."""
        done: dict[str, Composed] = {}
        for task in tasks:
            kept = self._recalled(task)
            if kept is not None:
                done[task.name] = kept
        waiting = tuple(task for task in tasks if task.name not in done)
        work = Work(BodyRoom, self._desk, BodyRoom.render, name=_path)
        outcomes = in_order(executor.run(work, waiting))
        for task, made in zip(waiting, outcomes, strict=True):
            done[task.name] = made
            self._keep(task, made)
            tick(len(done), len(tasks))
        finished = {
            task.name: body
            for task in tasks
            if task.role != "set-aside" and (body := done[task.name].body) is not None
        }
        problems = tuple(problem for task in tasks for problem in done[task.name].problems)
        return Bodies(finished, len(waiting), problems)

    def _recalled(self, task: BodyTask) -> Composed | None:
        settings = self._desk.settings[task.locale]
        return self._remembered.recall(task, settings, self._desk.resolver(task))

    def _keep(self, task: BodyTask, made: Composed) -> None:
        if made.body is not None:
            self._remembered.keep(task, self._desk.settings[task.locale], made)


def _path(task: BodyTask) -> str:
    return task.manuscript.path
