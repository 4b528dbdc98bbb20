"""Which folders an output may be: never one whose loss would hurt, never one that is not ours.

Looks and changes nothing, so that a refusal comes before any work. Symbolic links are followed
first: a link to a forbidden folder is that folder.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from diptych.engine.fault import Refusal, environment_fault
from diptych.engine.journal import tops_of_begun
from diptych.engine.manifest import MANIFEST
from diptych.engine.work import INSIDE, outer_work

NEUTRAL = frozenset({".git", ".DS_Store", "lost+found"})
"""What the system or version control keeps in a folder: neither ours nor anyone's content."""


def check_output(
    output: Path, source: Path, home: Path | None = None, inputs: Iterable[Path] = ()
) -> Refusal | None:
    """Return why a build must not write there, or None when it may.

    `source` is the site's folder, which may hold the output but not be it; `inputs` are the
    folders in it that a build reads, which may not even hold it.
    """
    return _first(
        output,
        lambda target: _too_high(target, source, home),
        lambda target: _among_inputs(target, inputs),
        _wrong_kind,
        _read_only,
        _not_ours,
    )


def check_clearing(output: Path) -> Refusal | None:
    """Return why what builds wrote there must not be taken back, or None when it may."""
    return _first(output, _wrong_kind, _not_ours)


def _first(output: Path, *reasons: Callable[[Path], Refusal | None]) -> Refusal | None:
    """Return the first reason to refuse, or why none could be looked for."""
    try:
        target = output.resolve()
        return next((refusal for reason in reasons if (refusal := reason(target))), None)
    except RuntimeError:  # what a loop of symbolic links raises
        return _usage("output-not-a-folder", output)
    except OSError as fault:
        return environment_fault(fault, output).refusal


def _too_high(target: Path, source: Path, home: Path | None) -> Refusal | None:
    """Refuse the root of the disk, the home folder, the sources, and whatever holds them."""
    if target == Path(target.anchor):
        return _usage("output-is-root", target)
    if source.resolve().is_relative_to(target):
        return _usage("output-above-source", target)
    if home is not None and home.resolve().is_relative_to(target):
        return _usage("output-above-home", target)
    return None


def _among_inputs(target: Path, inputs: Iterable[Path]) -> Refusal | None:
    for folder in inputs:
        real = folder.resolve()
        if target.is_relative_to(real) or real.is_relative_to(target):
            return _usage("output-among-sources", target, ("folder", str(folder)))
    return None


def _wrong_kind(target: Path) -> Refusal | None:
    """Refuse a path that is, or that passes through, something else than a folder."""
    for path in (target, *target.parents):
        if path.is_dir():
            return None
        if os.path.lexists(path):
            return _usage("output-not-a-folder", path)
    return None


def _read_only(target: Path) -> Refusal | None:
    """Refuse a folder that cannot be written, or made."""
    nearest = next(path for path in (target, *target.parents) if path.is_dir())
    if not os.access(nearest, os.W_OK | os.X_OK):
        return Refusal("output-read-only", "environment", str(nearest))
    return None


def _not_ours(target: Path) -> Refusal | None:
    """Refuse a folder that holds something and that no build of ours has marked, or begun to."""
    if not target.is_dir() or (target / MANIFEST).is_file():
        return None
    begun = (tops_of_begun(folder) for folder in (outer_work(target), target / INSIDE))
    expected = NEUTRAL.union({INSIDE}, *begun)
    with os.scandir(target) as entries:
        found = sorted(entry.name for entry in entries if entry.name not in expected)
    if not found:
        return None
    return _usage("output-not-ours", target, ("found", found[0]))


def _usage(code: str, path: Path, *values: tuple[str, str]) -> Refusal:
    return Refusal(code, "usage", str(path), values)
