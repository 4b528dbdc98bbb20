"""The files under `content/`, in one order on every machine, and those that must not be read.

Knows names and kinds of directory entries. Follows no link that leads out of the site, descends
into no linked folder, passes over hidden files and editors' backups, and opens nothing.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from diptych.model.problem import Place, Problem, environment_error, error
from diptych.paths import UnsafePath, safe_join
from diptych.read.naming import CONTENT, STATIC, nfc

_BACKUP_ENDS: Final = ("~", ".swp", ".swo", ".bak", ".orig")
_LITTER: Final = frozenset({"Thumbs.db", "desktop.ini"})
_PUBLIC_HIDDEN: Final = f"{CONTENT}/{STATIC}/.well-known"


class Walk(NamedTuple):
    """What stands under `content/`: paths relative to the site, sorted, and those refused."""

    paths: tuple[str, ...]
    problems: tuple[Problem, ...]
    refused: frozenset[str]


def walk(root: Path) -> Walk:
    """Return all files of a site's content folder. `static/.well-known` alone may be hidden."""
    problems: list[Problem] = []
    paths = tuple(_files(root, CONTENT, problems))
    refused = frozenset(nfc(problem.place.path) for problem in problems)
    return Walk(paths, tuple(problems), refused)


def is_ignored(name: str) -> bool:
    """Return whether a file name is hidden, or an editor's or a desktop's litter."""
    return (
        name.startswith(".")
        or name.endswith(_BACKUP_ENDS)
        or (name.startswith("#") and name.endswith("#"))
        or name in _LITTER
    )


def _files(root: Path, folder: str, problems: list[Problem]) -> Iterator[str]:
    try:
        with os.scandir(root / folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError as failure:
        problems.append(_unlistable(folder, failure))
        return
    seen: dict[str, str] = {}
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if is_ignored(entry.name) and path != _PUBLIC_HIDDEN:
            continue
        twin = seen.setdefault(nfc(entry.name).casefold(), entry.name)
        problem = _refusal(root, entry, path)
        if problem is None and twin != entry.name:
            other = Place(f"{folder}/{twin}")
            problem = error("twin-names", Place(path), other, name=entry.name, other=twin)
        if problem is not None:
            problems.append(problem)
        elif entry.is_dir():
            yield from _files(root, path, problems)
        else:
            yield path


def _refusal(root: Path, entry: os.DirEntry[str], path: str) -> Problem | None:
    """Return why an entry must not be read."""
    try:
        path.encode()
    except UnicodeEncodeError:
        shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        return error("unreadable-name", Place(shown))
    if entry.is_symlink():
        return _link_refusal(root, path)
    if entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False):
        return None
    return error("not-a-file", Place(path))


def _link_refusal(root: Path, path: str) -> Problem | None:
    try:
        target = safe_join(root, path)
    except UnsafePath:
        return error("link-outside-site", Place(path))
    if target.is_dir():
        return error("linked-folder", Place(path))
    if not target.is_file():
        return error("dangling-link", Place(path))
    inside = target.relative_to(root.resolve()).parts
    if any(is_ignored(part) for part in inside):
        return error("link-to-hidden", Place(path))
    return None


def _unlistable(folder: str, failure: OSError) -> Problem:
    if isinstance(failure, FileNotFoundError | NotADirectoryError):
        return error("missing-folder", Place(folder))
    reason = failure.strerror or type(failure).__name__
    return environment_error("unreadable-file", Place(folder), reason=reason)
