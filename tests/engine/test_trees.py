"""A tree's digest changes with whatever is in it, and says so when it cannot know."""

import os
from pathlib import Path

import pytest

from diptych.engine.trees import digest_of_trees

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
