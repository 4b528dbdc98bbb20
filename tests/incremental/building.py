"""Building a site twice: with what earlier builds remember, and without any memory.

Knows requests, outputs and how they are compared. Knows nothing of what the site holds.
"""

import os
import shutil
import stat
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from diptych.engine.commit import workspace
from diptych.pipeline import Request, build
from tests.test_sites import SITES, Silent

CLOCK = datetime(2026, 6, 1, 12, tzinfo=UTC)
SOURCES = ("config.toml", "content", "themes")
FOREIGN = "foreign.txt"
"""What a test leaves in an output is called, and no build may touch."""


def copy_of(name, folder):
    """Copy one of the small sites into a folder and return where it is."""
    site = folder / "site"
    shutil.copytree(SITES / name, site, ignore=shutil.ignore_patterns("expected", ".cache"))
    return site


@cache
def _once_built(name):
    """Return every file of a small site that was built once, by its path."""
    with TemporaryDirectory() as folder:
        site = copy_of(name, Path(folder))
        built(site)
        files = (path for path in site.rglob("*") if path.is_file())
        return {path.relative_to(site): path.read_bytes() for path in files}


def built_copy_of(name, folder):
    """Copy one of the small sites with the output and the memory of a first build."""
    site = folder / "site"
    files = _once_built(name)
    for made in sorted({(site / path).parent for path in files}):
        made.mkdir(parents=True, exist_ok=True)
    for path, data in files.items():
        (site / path).write_bytes(data)
    return site


def request(source, **asked):
    return Request(
        **{
            "source": source,
            "output": source / "output",
            "clock": CLOCK,
            "executor": "serial",
            **asked,
        }
    )


def attempted(source, **asked):
    """Build, and return what came of it, errors or not."""
    return build(request(source, **asked), Silent())


def built(source, **asked):
    """Build, and return what came of it: no errors."""
    report = attempted(source, **asked)
    assert errors(report) == []
    return report


@contextmanager
def without_memory(source, **asked):
    """Build a copy of the same sources that has no memory; give its report and its output."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "site"
        copy.mkdir()
        restore(copy, snapshot(source))
        output = copy / "output"
        yield attempted(copy, **{**asked, "output": output, "executor": "serial"}), output


def clean(source, **asked):
    """Return the files that a build without any memory makes of the same sources."""
    with without_memory(source, **asked) as (report, output):
        assert errors(report) == []
        return published(output)


def errors(report):
    return [problem for problem in report.problems if problem.severity == "error"]


def told(report):
    """Return what a build had to say about its sources; foreign files are the output's affair."""
    return sorted(repr(one) for one in report.problems if one.code != "foreign-file")


def published(output):
    """Return the bytes of each file of an output; whatever is no plain file is told as such."""
    found = {}
    for folder, _, names in os.walk(output):
        for name in names:
            path = Path(folder, name)
            if name not in {".diptych", FOREIGN}:
                is_plain = stat.S_ISREG(path.lstat().st_mode)
                relative = path.relative_to(output).as_posix()
                found[relative] = path.read_bytes() if is_plain else "no plain file"
    return found


def snapshot(source):
    """Return all sources of a site: the bytes of each file and when it was changed."""
    tops = [source / name for name in SOURCES]
    paths = [path for top in tops for path in (top, *top.rglob("*")) if path.is_file()]
    return {
        path.relative_to(source): (path.read_bytes(), path.stat().st_mtime_ns) for path in paths
    }


def restore(source, files, *, keeping_times=True):
    """Make the sources what they were at a snapshot, and no other files."""
    for path in snapshot(source).keys() - files.keys():
        (source / path).unlink()
    for path, (data, modified) in files.items():
        target = source / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        if keeping_times:
            os.utime(target, ns=(modified, modified))


def finish(output):
    """Finish what a killed build has begun to do to an output, as every build does first."""
    if output.with_name(f".{output.name}.diptych").exists():
        with workspace(output):
            pass


def edit(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
