"""Mending changes the characters that it names in a file, and not a byte beside."""

import os

import pytest

from diptych.desk.mending import Edit, Finding, mend, mended_text
from diptych.model.problem import Place, warning
from diptych.read.manuscripts import SourceChangedError

PROBLEM = warning("typing-dots", Place("a.md"))


def mend_all(root, findings):
    return mend(root, findings, {"a.md": (root / "a.md").read_bytes()})


def finding(*edits):
    return Finding(PROBLEM, tuple(Edit("a.md", *edit) for edit in edits))


def test_edits_are_made_from_the_first_to_the_last():
    edits = [Edit("a", 4, 4, "!"), Edit("a", 0, 1, "B")]
    assert mended_text("abcd", edits) == "Bbcd!"


def test_a_byte_order_mark_line_ends_and_permissions_stay(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbfa\r\n\tb...\rc \n\n")
    path.chmod(0o640)
    assert mend_all(tmp_path, [finding((5, 8, "…"))]) == 1
    assert path.read_bytes() == b"\xef\xbb\xbfa\r\n\tb" + "…".encode() + b"\rc \n\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["a.md"]


def test_a_finding_that_touches_an_earlier_one_waits_for_the_next_time(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("abc")
    assert (
        mend_all(tmp_path, [finding((0, 1, "x")), finding((1, 2, "y")), finding((2, 3, "z"))]) == 2
    )
    assert path.read_text() == "xbz"


def test_what_cannot_be_mended_writes_nothing(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("abc")
    before = path.stat().st_ino
    assert mend_all(tmp_path, [finding()]) == 0
    assert path.stat().st_ino == before


def test_a_file_that_was_edited_meanwhile_is_left_alone(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("edited")
    with pytest.raises(SourceChangedError):
        mend(tmp_path, [finding((0, 1, "x"))], {"a.md": b"abc"})
    assert path.read_text() == "edited"


def test_a_linked_file_is_mended_where_it_is(tmp_path):
    (tmp_path / "real.md").write_text("abc")
    (tmp_path / "a.md").symlink_to("real.md")
    mend_all(tmp_path, [finding((0, 1, "x"))])
    assert (tmp_path / "a.md").is_symlink()
    assert (tmp_path / "real.md").read_text() == "xbc"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_leaves_the_file_as_it_was(tmp_path):
    (tmp_path / "a.md").write_text("abc")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(PermissionError):
            mend_all(tmp_path, [finding((0, 1, "x"))])
    finally:
        tmp_path.chmod(0o700)
    assert (tmp_path / "a.md").read_text() == "abc"
