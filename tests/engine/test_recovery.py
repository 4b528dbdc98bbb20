"""What a killed build left is finished without touching what others did to the output since.

Each test kills a commit with its journal written and nothing of it done, changes the output as
somebody might, and lets the next build come.
"""

import os
import signal

import pytest

from diptych.engine.commit import Artifact, workspace
from diptych.engine.exchange import Exchange
from diptych.engine.fault import EnvironmentFault
from diptych.engine.guard import check_output
from diptych.engine.journal import REDO, UNDO, Step, read_journal, turn_back, write_journal
from diptych.engine.manifest import digest_of

OLD = {"index.html": b"old", "fr/index.html": b"old", "fr/turn/index.html": b"old"}
NEW = {"index.html": b"new", "fr/index.html": b"new", "fr/turn": b"new", "en/index.html": b"new"}


@pytest.fixture
def output(tmp_path):
    return tmp_path / "site" / "output"


@pytest.fixture
def work(output):
    return output.with_name(".output.diptych")


def commit(output, site):
    with workspace(output) as space:
        for path, data in site.items():
            space.stage(Artifact(path, data))
        return space.commit()


def visit(output):
    with workspace(output):
        pass


def site_of(output):
    files = (path for path in output.rglob("*") if path.is_file() and path.name != ".diptych")
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


def killed(output, monkeypatch, *, done=0):
    """Commit in a fork that is killed when its journal is written and some steps are done."""
    left = done

    def but_killed(do):
        def step(self, *arguments):
            nonlocal left
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1
            do(self, *arguments)

        return step

    child = os.fork()
    if not child:
        try:
            for name in ("_place", "_take_away"):
                monkeypatch.setattr(Exchange, name, but_killed(getattr(Exchange, name)))
            commit(output, NEW)
        finally:
            os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_an_output_in_which_nobody_worked_is_finished(output, work, monkeypatch):
    commit(output, OLD)
    killed(output, monkeypatch)
    assert site_of(output) == OLD
    assert (work / REDO).is_file()
    visit(output)
    assert site_of(output) == NEW
    assert not work.exists()


def test_a_first_build_that_was_killed_in_an_empty_folder_may_go_on(output, monkeypatch):
    output.mkdir(parents=True)
    killed(output, monkeypatch, done=2)
    assert site_of(output)
    assert not (output / ".diptych").exists()
    assert check_output(output, output.parent) is None
    (output / "mine.txt").write_bytes(b"mine")
    assert check_output(output, output.parent).values == (("found", "mine.txt"),)


def test_nothing_is_written_through_a_link_that_was_made_since(output, tmp_path, monkeypatch):
    commit(output, OLD)
    killed(output, monkeypatch)
    elsewhere = tmp_path / "elsewhere"
    (output / "fr").rename(elsewhere)
    (output / "fr").symlink_to(elsewhere)
    visit(output)
    assert (elsewhere / "index.html").read_bytes() == b"old"
    assert (elsewhere / "turn" / "index.html").read_bytes() == b"old"
    assert (output / "index.html").read_bytes() == b"new"


def test_nor_is_anything_taken_back_through_one(output, work, tmp_path, monkeypatch):
    commit(output, OLD)
    killed(output, monkeypatch, done=3)
    turn_back(work)
    assert (work / UNDO).is_file()
    elsewhere = tmp_path / "elsewhere"
    (output / "fr").rename(elsewhere)
    (output / "fr").symlink_to(elsewhere)
    before = {path.name: path.read_bytes() for path in elsewhere.iterdir() if path.is_file()}
    visit(output)
    assert {
        path.name: path.read_bytes() for path in elsewhere.iterdir() if path.is_file()
    } == before
    assert (output / "index.html").read_bytes() == b"old"


def test_a_folder_that_was_to_give_way_stays_with_what_somebody_put_into_it(output, monkeypatch):
    commit(output, OLD)
    killed(output, monkeypatch)
    (output / "fr/turn/mine.txt").write_bytes(b"mine")
    visit(output)
    assert (output / "fr/turn/mine.txt").read_bytes() == b"mine"
    assert (output / "index.html").read_bytes() == b"new"


def test_a_file_that_was_put_where_one_is_to_go_stays(output, monkeypatch):
    commit(output, OLD)
    killed(output, monkeypatch)
    (output / "en").mkdir()
    (output / "en/index.html").write_bytes(b"mine")
    visit(output)
    assert (output / "en/index.html").read_bytes() == b"mine"
    assert (output / "fr/index.html").read_bytes() == b"new"


def test_a_folder_that_was_put_where_a_file_is_replaced_stays_and_stops_no_later_build(
    output, monkeypatch
):
    commit(output, OLD)
    killed(output, monkeypatch)
    (output / "index.html").unlink()
    (output / "index.html").mkdir()
    (output / "index.html/mine.txt").write_bytes(b"mine")
    visit(output)
    visit(output)
    assert (output / "index.html/mine.txt").read_bytes() == b"mine"
    assert (output / "fr/index.html").read_bytes() == b"new"
    (output / "index.html/mine.txt").unlink()
    commit(output, NEW)
    assert site_of(output) == NEW


def test_staged_bytes_that_were_torn_are_not_published(output, work, monkeypatch):
    commit(output, OLD)
    killed(output, monkeypatch)
    (work / "new/index.html").write_bytes(b"ne")
    visit(output)
    assert (output / "index.html").read_bytes() == b"old"
    assert (output / "fr/index.html").read_bytes() == b"new"
    commit(output, NEW)
    assert site_of(output) == NEW


def test_what_the_machine_refuses_is_finished_at_the_next_attempt(output, monkeypatch):
    commit(output, OLD)
    killed(output, monkeypatch)

    def refuse(*_, **__):
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as refusing:
        refusing.setattr(os, "replace", refuse)
        with pytest.raises(EnvironmentFault):
            visit(output)
    visit(output)
    assert site_of(output) == NEW


@pytest.mark.parametrize("path", ["../mine.txt", "/mine.txt", "fr/../../mine.txt"])
def test_a_journal_that_leads_out_of_the_output_is_none(output, work, path):
    work.mkdir(parents=True)
    (output.parent / "mine.txt").write_bytes(b"mine")
    write_journal(work, [Step(path, "0")])
    assert read_journal(work, REDO) is None
    write_journal(work, [Step("mine.txt", "", digest_of(b"new"))])
    assert read_journal(work, REDO) is not None
