"""The files of a site, in one order, without what must not be read."""

import os

import pytest

from diptych.read.walk import is_ignored, walk
from tests.read.folder import codes, write


def test_files_come_sorted_whatever_the_disk_s_order(tmp_path):
    names = ["b/2.md", "b/1.md", "a.md", "Z.md", "b.md"]
    write(tmp_path, {f"content/{name}": "" for name in names})
    assert walk(tmp_path).paths == (
        "content/Z.md",
        "content/a.md",
        "content/b/1.md",
        "content/b/2.md",
        "content/b.md",
    )


@pytest.mark.parametrize(
    "name",
    [".env", ".git", "a.md~", ".a.md.swp", "a.swp", "#a.md#", ".#a.md", "Thumbs.db"],
)
def test_hidden_files_and_backups_are_passed_over(tmp_path, name):
    write(tmp_path, {f"content/static/{name}/x": "", f"content/startups/{name}": ""})
    assert is_ignored(name)
    assert walk(tmp_path) == ((), (), frozenset())


def test_the_well_known_folder_alone_is_public(tmp_path):
    write(tmp_path, {"content/static/.well-known/x": "", "content/a/.well-known/x": ""})
    assert walk(tmp_path).paths == ("content/static/.well-known/x",)


def test_a_link_within_the_site_is_a_file(tmp_path):
    write(tmp_path, {"content/a/real.txt": "x", "shared.txt": "y"})
    (tmp_path / "content/a/link.txt").symlink_to("real.txt")
    (tmp_path / "content/a/shared.txt").symlink_to("../../shared.txt")
    assert walk(tmp_path).problems == ()
    assert "content/a/shared.txt" in walk(tmp_path).paths


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("/etc/hostname", "link-outside-site"),
        ("../../..", "link-outside-site"),
        ("../../.git/config", "link-to-hidden"),
        ("gone.txt", "dangling-link"),
        ("..", "linked-folder"),
        ("link", "link-outside-site"),
    ],
)
def test_other_links_are_refused(tmp_path, target, code):
    site = write(tmp_path / "site", {"content/a/x.txt": "x", ".git/config": "secret"})
    (site / "content/a/link").symlink_to(target)
    found = walk(site)
    assert codes(found.problems) == [code]
    assert found.paths == ("content/a/x.txt",)
    assert found.refused == {"content/a/link"}


def test_a_pipe_is_refused_rather_than_read_for_ever(tmp_path):
    write(tmp_path, {"content/a/x.txt": ""})
    os.mkfifo(tmp_path / "content/a/pipe.fr.md")
    assert codes(walk(tmp_path).problems) == ["not-a-file"]


def test_a_name_that_is_no_utf_8_is_refused(tmp_path):
    write(tmp_path, {"content/a/x.txt": ""})
    try:
        (tmp_path / "content/a" / os.fsdecode(b"\xe9t\xe9.jpg")).write_text("")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (problem,) = walk(tmp_path).problems
    assert problem.code == "unreadable-name"
    problem.place.path.encode()


def test_a_site_without_content_is_told(tmp_path):
    (problem,) = walk(tmp_path).problems
    assert (problem.code, problem.place.path) == ("missing-folder", "content")
