"""Sources are written whole or not at all, and a new one over nothing."""

import errno
import os
import stat

import pytest

from diptych.desk.source_files import EditedMeanwhileError, create, put, replace
from diptych.read.walk import is_ignored


@pytest.fixture
def target(tmp_path):
    return tmp_path / "content/startups/hub/index.fr.md"


def files(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_new_file_comes_with_its_folders_and_with_nothing_beside_it(tmp_path, target):
    create(target, b"text")

    assert target.read_bytes() == b"text"
    assert files(tmp_path) == ["index.fr.md"]


def test_a_file_that_is_there_stays_as_it_is(tmp_path, target):
    create(target, b"first")

    with pytest.raises(FileExistsError):
        create(target, b"second")
    assert target.read_bytes() == b"first"
    assert files(tmp_path) == ["index.fr.md"]


def test_so_it_is_where_a_file_system_has_no_hard_links(tmp_path, target, monkeypatch):
    def refuse(*_paths):
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    create(target, b"first")
    with pytest.raises(FileExistsError):
        create(target, b"second")
    assert target.read_bytes() == b"first"
    assert files(tmp_path) == ["index.fr.md"]


def test_a_link_that_leads_nowhere_is_not_written_through(tmp_path, target):
    target.parent.mkdir(parents=True)
    target.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(FileExistsError):
        create(target, b"text")
    assert not (tmp_path / "elsewhere").exists()


def test_folders_made_for_a_file_that_cannot_be_written_are_taken_back(tmp_path):
    (tmp_path / "content").mkdir()

    with pytest.raises(OSError, match="too long"):
        create(tmp_path / "content/startups" / ("x" * 300) / "index.fr.md", b"text")
    with pytest.raises(OSError, match="too long"):
        create(tmp_path / "content/startups/hub" / ("x" * 300), b"text")
    assert list(tmp_path.rglob("*")) == [tmp_path / "content"]


def test_an_edited_file_keeps_its_permissions(tmp_path, target):
    create(target, b"first")
    target.chmod(0o640)

    replace(target, b"first", b"second")

    assert target.read_bytes() == b"second"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert files(tmp_path) == ["index.fr.md"]


def test_a_file_that_was_edited_since_it_was_read_is_left_alone(tmp_path, target):
    create(target, b"an author's")

    with pytest.raises(EditedMeanwhileError):
        replace(target, b"first", b"second")

    assert target.read_bytes() == b"an author's"
    assert files(tmp_path) == ["index.fr.md"]


def test_a_file_that_is_made_anew_is_put_over_the_last_one(tmp_path):
    put(tmp_path / "a.ics", b"one")
    put(tmp_path / "a.ics", b"two")

    assert (tmp_path / "a.ics").read_bytes() == b"two"
    assert files(tmp_path) == ["a.ics"]


def test_behind_a_link_it_is_the_file_that_is_edited(tmp_path, target):
    create(target, b"first")
    link = tmp_path / "link.md"
    link.symlink_to(target)

    replace(link, b"first", b"second")

    assert link.is_symlink()
    assert target.read_bytes() == b"second"


def test_what_is_being_written_is_passed_over_by_builds(tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr(os, "fsync", lambda _file: seen.extend(files(tmp_path)))

    create(tmp_path / "index.fr.md", b"text")

    assert [is_ignored(name) for name in seen] == [True]


@pytest.mark.parametrize("write", [put, create])
def test_a_file_that_cannot_be_written_is_told_by_its_own_name(tmp_path, write, monkeypatch):
    def full(_number):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space") as told:
        write(tmp_path / "x.ics", b"text")
    assert told.value.filename == str(tmp_path / "x.ics")
    assert files(tmp_path) == []
