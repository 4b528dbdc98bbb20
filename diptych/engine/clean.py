"""Taking back what was written: the files of the manifest, the manifest, the annex, the folders."""

from contextlib import suppress
from pathlib import Path

from diptych.engine.commit import Committed, workspace
from diptych.engine.fault import environment
from diptych.engine.manifest import MANIFEST


def clean_output(output: Path) -> Committed:
    """Remove from an output folder the files that Diptych wrote, and the folder if it is empty.

    Raises `Locked` when a build holds it, `EnvironmentFault` when the machine refuses; all of it
    stays then.
    """
    with workspace(output) as space:
        removed = space.commit()
        space.annex.remove()
        with environment(output):
            (output / MANIFEST).unlink(missing_ok=True)
    with suppress(OSError):  # something foreign keeps it
        output.resolve().rmdir()
    return removed
