"""Authors' files are replaced whole or not at all, and never over somebody else's words."""

import stat

import pytest

from diptych.desk.writing import EditedMeanwhileError, create, put, rewrite


def names(folder):
    return [path.name for path in folder.iterdir()]


def test_a_file_is_replaced_and_keeps_its_permissions(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    path.chmod(0o640)
    rewrite(path, b"old", b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert names(tmp_path) == ["a.md"]


def test_a_file_that_was_edited_since_it_was_read_is_left_alone(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"an author's")
    with pytest.raises(EditedMeanwhileError):
        rewrite(path, b"old", b"new")
    assert path.read_bytes() == b"an author's"
    assert names(tmp_path) == ["a.md"]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "b.md").write_bytes(b"old")
    (tmp_path / "a.md").symlink_to("b.md")
    rewrite(tmp_path / "a.md", b"old", b"new")
    assert (tmp_path / "a.md").is_symlink()
    assert (tmp_path / "b.md").read_bytes() == b"new"


def test_a_new_file_never_takes_the_place_of_another(tmp_path):
    create(tmp_path / "a/b.md", b"first")
    with pytest.raises(FileExistsError):
        create(tmp_path / "a/b.md", b"second")
    assert (tmp_path / "a/b.md").read_bytes() == b"first"


def test_a_file_that_is_made_anew_is_put_over_the_last_one(tmp_path):
    put(tmp_path / "a.ics", b"one")
    put(tmp_path / "a.ics", b"two")
    assert (tmp_path / "a.ics").read_bytes() == b"two"
    assert names(tmp_path) == ["a.ics"]
