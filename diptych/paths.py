"""The single gate for paths: whatever is read or written by name passes through here.

Knows how a relative path can escape the folder it is meant for (`..`, absolute and drive paths,
backslashes, NUL, percent-encoding, symbolic links) and refuses each. Knows nothing of what the
paths are for, and creates or opens nothing.
"""

import re
from pathlib import Path
from urllib.parse import unquote

_DRIVE = re.compile(r"[A-Za-z]:")
_PLAIN = re.compile(r"(?:[a-zA-Z0-9_-][a-zA-Z0-9._-]*/)*[a-zA-Z0-9_-][a-zA-Z0-9._-]*")
"""Nearly every path: no name in it begins with a dot, and nothing is written in disguise."""


class UnsafePath(ValueError):  # noqa: N818 - it names what the path is, as its callers say it
    """A path that would lead out of its folder, or that not every platform can hold."""


def check_relative(relative: str) -> None:
    """Raise `UnsafePath` unless the text names something inside whatever folder it is joined to.

    Looks at the text alone, in its plain and its percent-decoded form, so that it holds for URLs
    and for paths on any platform.
    """
    if _PLAIN.fullmatch(relative):
        return
    for form in _decoded_forms(relative):
        if not form or form.startswith("/") or _DRIVE.match(form):
            raise UnsafePath(f"not a relative path: {relative!r}")
        if "\\" in form or "\0" in form:
            raise UnsafePath(f"a backslash or a NUL character: {relative!r}")
        if ".." in form.split("/"):
            raise UnsafePath(f"climbs out of its folder: {relative!r}")


def safe_join(root: Path, relative: str) -> Path:
    """Return the absolute path of `relative` under `root`, symbolic links followed.

    Raises `UnsafePath` when that lies outside `root`, is `root` itself, or cannot be told (a loop
    of links, a name that no file can have). Neither needs to exist.
    """
    check_relative(relative)
    try:
        base = root.resolve()
        path = (base / relative).resolve()
    except (OSError, RuntimeError, ValueError) as failure:
        raise UnsafePath(f"cannot be resolved: {relative!r}") from failure
    if path.is_symlink():  # what Python 3.13 leaves of a loop of links, where 3.11 raises
        raise UnsafePath(f"cannot be resolved: {relative!r}")
    if path == base or not path.is_relative_to(base):
        raise UnsafePath(f"outside of its folder: {relative!r}")
    return path


def _decoded_forms(text: str) -> list[str]:
    forms = [text]
    while "%" in forms[-1]:
        decoded = unquote(forms[-1])
        if decoded == forms[-1]:
            break
        forms.append(decoded)
    return forms


def packaged_themes() -> Path:
    """Return the folder of the themes that come with Diptych: the wheel's, else the checkout's."""
    package = Path(__file__).parent
    inside = package / "themes"
    return inside if inside.is_dir() else package.parent / "themes"
