"""Files that users name on the command line, as paths under a folder of the site."""

import os
from pathlib import Path


def paths_inside(folder: Path, text: str, *starts: Path) -> tuple[str, ...]:
    """Return what a text may mean as paths relative to `folder`, seen from each of `starts`.

    What leads out of the folder, or that no file can be called, is left out; `/` separates.
    """
    named = (_inside(start / text, folder) for start in starts)
    return tuple(dict.fromkeys(path for path in named if path))


def _inside(path: Path, folder: Path) -> str:
    """Return the path of a file relative to a folder, empty if it is not in it."""
    try:
        pairs = [
            (Path(os.path.abspath(path)), Path(os.path.abspath(folder))),  # noqa: PTH100 - links are kept
            (path.resolve(), folder.resolve()),
        ]
    except (OSError, RuntimeError, ValueError):  # no file has such a name
        return ""
    found = (one.relative_to(top) for one, top in pairs if one.is_relative_to(top))
    return next((one.as_posix() for one in found if one != Path()), "")
