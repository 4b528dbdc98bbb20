"""A tree's digest changes with whatever is in it, and says so when it cannot know."""

import os
from pathlib import Path

import pytest

from diptych.engine.trees import digest_of_trees, stamped_trees

LATER = 4_000_000_000_000_000_000


def trees(*roots: Path, now: int = LATER) -> bytes | None:
    return digest_of_trees(roots, now)


@pytest.fixture
def tree(tmp_path):
    root = tmp_path / "tree"
    (root / "a/b").mkdir(parents=True)
    (root / "a/one.md").write_text("one")
    (root / "a/b/two.md").write_text("two")
    (root / "empty").mkdir()
    return root


def same_size_and_time(file):
    before = file.stat()
    file.write_text("eno")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES = {
    "edited": lambda root: (root / "a/one.md").write_text("other"),
    "edited, size and time put back": lambda root: same_size_and_time(root / "a/one.md"),
    "added": lambda root: (root / "a/b/new.md").write_text(""),
    "removed": lambda root: (root / "a/b/two.md").unlink(),
    "renamed": lambda root: (root / "a/one.md").rename(root / "a/uno.md"),
    "moved": lambda root: (root / "a/one.md").rename(root / "a/b/one.md"),
    "folder added": lambda root: (root / "a/c").mkdir(),
    "folder renamed": lambda root: (root / "empty").rename(root / "void"),
    "replaced by a link": lambda root: (
        (root / "a/one.md").rename(root.parent / "one.md"),
        (root / "a/one.md").symlink_to(root.parent / "one.md"),
    ),
}


def test_a_tree_that_nobody_touches_keeps_its_digest(tree):
    assert trees(tree) == trees(tree) is not None


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_shows(tree, change):
    before = trees(tree)
    CHANGES[change](tree)
    assert trees(tree) not in {before, None}


def test_a_change_behind_a_link_to_a_file_shows(tree):
    target = tree.parent / "target"
    target.write_text("one")
    (tree / "link").symlink_to(target)
    before = trees(tree)
    target.write_text("other")
    assert trees(tree) not in {before, None}
    target.unlink()
    assert trees(tree) not in {before, None}


def test_a_linked_folder_or_what_is_no_file_cannot_be_told(tree):
    (tree / "link").symlink_to(tree.parent)
    assert trees(tree) is None
    (tree / "link").unlink()
    os.mkfifo(tree.parent / "pipe")
    assert trees(tree.parent / "pipe") is None


def test_a_file_that_was_just_written_cannot_be_told(tree):
    now = (tree / "a/one.md").stat().st_mtime_ns
    assert trees(tree, now=now) is None


def test_roots_may_be_files_or_absent_and_their_order_counts(tree):
    file, absent = tree / "a/one.md", tree / "absent"
    assert trees(file, absent) not in {trees(absent, file), trees(file), None}


def apart(tree, now=LATER, **more):
    return stamped_trees([tree], now, lambda path: path.endswith(".md"), **more)


def test_what_is_passed_over_counts_for_nothing(tree):
    def hidden(entry):
        return entry.name.startswith(".")

    before = apart(tree, is_passed_over=hidden)
    (tree / "a/.one.md.swp").write_text("x")
    (tree / ".notes").mkdir()
    (tree / ".notes/two.md").write_text("x")
    assert apart(tree, is_passed_over=hidden) == before
    assert apart(tree).digest != before.digest


def test_who_is_told_of_all_edits_knows_what_a_look_would_find(tree):
    before = apart(tree)
    (tree / "a/one.md").write_text("other")
    after = before.touched([str(tree / "a/one.md")], LATER)
    assert after == apart(tree)
    assert after.edited(before) == (str(tree / "a/one.md"),)
    assert before.touched([], LATER) == before


def test_a_file_edited_just_now_is_edited_until_its_stamp_is_settled(tree):
    before = apart(tree)
    (tree / "a/one.md").write_text("other")
    now = (tree / "a/one.md").stat().st_mtime_ns
    after = before.touched([str(tree / "a/one.md")], now)
    assert after.touched([], LATER).edited(after) == (str(tree / "a/one.md"),)


@pytest.mark.parametrize("name", ["a/new.md", "a", "a/b/gone.md", "a/b/link.md", "a/picture.png"])
def test_what_is_no_edit_of_a_known_file_must_be_looked_at(tree, name):
    (tree / "a/b/gone.md").write_text("x")
    (tree / "a/b/link.md").write_text("x")
    (tree / "a/picture.png").write_text("x")
    before = apart(tree)
    (tree / "a/new.md").write_text("new")
    (tree / "a/b/gone.md").unlink()
    (tree / "a/b/link.md").unlink()
    (tree / "a/b/link.md").symlink_to(tree / "a/one.md")
    assert before.touched([str(tree / name)], LATER) is None
