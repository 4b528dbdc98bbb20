"""An exchange that is killed at any instant is finished, or was never begun, and then undone never.

The child processes here are forks that kill themselves just before one of their changes to the
disk, so that every instant between two changes is tried.
"""

import os
import shutil
import signal
import sys
import warnings
from pathlib import Path

import pytest

from diptych.engine.commit import Artifact, workspace
from diptych.engine.exchange import Exchange
from diptych.engine.journal import REDO, UNDO, Step, read_journal, write_journal
from diptych.engine.manifest import digest_of

OLD = {
    "index.html": b"old",
    "style.css": b"old",
    "fr/index.html": b"old",
    "fr/gone/index.html": b"old",
    "fr/turn": b"a file that becomes a folder",
    "en/turn/index.html": b"a folder that becomes a file",
}
NEW = {
    "index.html": b"new",
    "style.css": b"old",
    "fr/index.html": b"new",
    "fr/fresh/one/index.html": b"new",
    "fr/fresh/two/index.html": b"new",
    "fr/turn/index.html": b"new",
    "en/turn": b"new",
}
CHANGES = frozenset({"os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate"})


def tree(output):
    files = (path for path in output.rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


def site_of(output):
    return {path: data for path, data in tree(output).items() if path != ".diptych"}


def commit(output, site):
    with workspace(output) as space:
        for path, data in site.items():
            space.stage(Artifact(path, data))
        return space.commit()


def killed_before_change(point, do):
    """Do something in a fork that kills itself before a change; tell whether it got that far."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        number = 0

        def audit(event, arguments):
            nonlocal number
            writes = event == "open" and (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR)
            if event in CHANGES or writes:
                number += 1
                if number == point:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(audit)
            do()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def instants(output, prepare, do):
    """Kill `do` before each of its changes in turn, each time from the same start."""
    point = 0
    while True:
        point += 1
        shutil.rmtree(output.parent, ignore_errors=True)
        output.parent.mkdir()
        prepare()
        if not killed_before_change(point, do):
            assert point > 10
            return
        yield point


@pytest.fixture
def output(tmp_path):
    return tmp_path / "site" / "output"


def prepare(output):
    commit(output, OLD)
    (output / "fr/foreign.txt").write_bytes(b"not ours")


def allowed(output):
    """Every file is wholly old or wholly new, and what is not ours is there."""
    found = site_of(output)
    assert found.pop("fr/foreign.txt") == b"not ours"
    for path, data in found.items():
        assert data in {OLD.get(path), NEW.get(path)}, path
    return found


def test_a_killed_commit_is_finished_by_whoever_comes_next(output):
    ends = set()
    for _ in instants(output, lambda: prepare(output), lambda: commit(output, NEW)):
        allowed(output)
        with workspace(output):
            pass
        after = site_of(output)
        assert after.pop("fr/foreign.txt") == b"not ours"
        assert after in (OLD, NEW)
        ends.add(after == NEW)
        assert [path.name for path in output.parent.iterdir()] == ["output"]
        commit(output, NEW)
        assert site_of(output) == {**NEW, "fr/foreign.txt": b"not ours"}
    assert ends == {True, False}


def test_so_is_one_whose_finishing_was_killed_as_well(output):
    def recover():
        with workspace(output):
            pass

    for point in instants(output, lambda: prepare(output), lambda: commit(output, NEW)):
        killed_before_change(1 + point % 7, recover)
        allowed(output)
        recover()
        after = site_of(output)
        after.pop("fr/foreign.txt")
        assert after in (OLD, NEW)


def test_a_first_commit_that_is_killed_leaves_all_or_nothing(output):
    for _ in instants(output, lambda: None, lambda: commit(output, NEW)):
        assert not output.exists() or site_of(output) == NEW
        commit(output, NEW)
        assert site_of(output) == NEW


def fail_at_last(output):
    """Commit where the manifest cannot be placed, so that all of it is taken back."""
    real = os.replace

    def replace(source, target, **options):
        if str(target).endswith("/.diptych") and "new" in str(source):
            raise OSError(28, "No space left on device")
        return real(source, target, **options)

    os.replace = replace
    try:
        commit(output, NEW)
    finally:
        os.replace = real


def test_one_that_is_killed_while_it_is_taken_back_is_taken_back(output):
    for _ in instants(output, lambda: prepare(output), lambda: fail_at_last(output)):
        undoing = (output.parent / ".output.diptych" / UNDO).exists()
        allowed(output)
        with workspace(output):
            pass
        after = site_of(output)
        after.pop("fr/foreign.txt")
        assert after == OLD or (after == NEW and not undoing)
        assert [path.name for path in output.parent.iterdir()] == ["output"]


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_a_journal_that_cannot_be_vouched_for_is_none(tmp_path, damage):
    write_journal(tmp_path, [Step("index.html", "", digest_of(b"new"))])
    assert read_journal(tmp_path, REDO) == [Step("index.html", "", digest_of(b"new"))]
    journal = tmp_path / REDO
    journal.write_bytes(journal.read_bytes()[:-1] if damage is None else damage)
    assert read_journal(tmp_path, REDO) is None
    Exchange(tmp_path / "output", tmp_path).recover()
    assert not journal.exists()


def test_stamps_of_a_commit_that_was_cut_short_vouch_for_nothing(output):
    """The manifest then names bytes that the files have not yet."""
    before = commit(output, OLD).listing
    killed_before_change(12, lambda: commit(output, NEW))
    with workspace(output, before) as space:
        for path, data in OLD.items():
            space.stage(Artifact(path, data))
        space.commit()
    assert site_of(output) == OLD


def test_nothing_is_left_of_an_exchange_that_was_done(output):
    commit(output, OLD)
    commit(output, NEW)
    assert sorted(Path(output.parent).iterdir()) == [output]
