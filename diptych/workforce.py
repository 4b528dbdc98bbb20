"""The workforce: who does the many small works of a build, as the request has it.

Names the engine's executors and tells them what the works are made of. What is built does not
depend on who builds it.
"""

from diptych.engine.executors import Executor, Local, Serial
from diptych.memory.program import LIBRARIES
from diptych.request import Kind

_IMPORTED_ONCE = (
    "diptych.darkroom",
    "diptych.read.readings",
    "diptych.render.bodies",
    "diptych.render.press",
)


def workforce(kind: Kind, jobs: int = 0, scheduler: str = "") -> Executor:
    """Return an executor, to be entered before the first work.

    `jobs` is how many processes a pool may have, all usable cores if 0; `scheduler` is the address
    of the Dask scheduler. Entering raises `Refused` when a cluster cannot be used.
    """
    if kind == "serial":
        return Serial()
    if kind == "dask":
        from diptych.engine.executor_dask import Cluster, Engine  # noqa: PLC0415 - an extra

        return Cluster(scheduler, Engine("diptych", LIBRARIES))
    return Local(jobs, _IMPORTED_ONCE)
