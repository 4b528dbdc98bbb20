"""Paths stay in their folder, whatever is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diptych.paths import UnsafePath, check_relative, safe_join

ESCAPES = [
    "../x",
    "a/../../x",
    "a/../b",
    "/etc/passwd",
    "//host/x",
    "C:/x",
    "c:x",
    "a\\..\\b",
    "a\0b",
    "%2e%2e/x",
    "%252e%252e%252fx",
    "..%2fx",
    "%2Fetc",
    "a%5c..%5cb",
    "a%00",
    "",
    ".",
    "./.",
]


@pytest.mark.parametrize("relative", ESCAPES)
def test_a_path_that_could_leave_its_folder_is_refused(tmp_path, relative):
    with pytest.raises(UnsafePath):
        safe_join(tmp_path, relative)


@pytest.mark.parametrize(
    "relative", ["a", "a/b.txt", "été/œuvre.md", "100%.jpg", "a%20b", "..a", "a.."]
)
def test_a_path_inside_is_joined(tmp_path, relative):
    assert safe_join(tmp_path, relative) == (tmp_path / relative).resolve()


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (inside / "link").symlink_to(outside)
    with pytest.raises(UnsafePath):
        safe_join(inside, "link/file")


def test_a_link_within_the_folder_is_followed(tmp_path):
    (tmp_path / "real").write_text("x")
    (tmp_path / "link").symlink_to("real")
    assert safe_join(tmp_path, "link") == (tmp_path / "real").resolve()


def test_a_loop_of_links_is_refused(tmp_path):
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(UnsafePath):
        safe_join(tmp_path, "a/x")


def test_a_sibling_that_shares_the_name_s_start_is_outside(tmp_path):
    (tmp_path / "site-secret").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "link").symlink_to(tmp_path / "site-secret")
    with pytest.raises(UnsafePath):
        safe_join(tmp_path / "site", "link")


PIECES = st.sampled_from(
    ["..", ".", "/", "\\", "%2e", "%2f", "%25", "a", "é", "\0", "C:", "~", " "]
)


@given(st.one_of(st.text(max_size=30), st.lists(PIECES, max_size=8).map("".join)))
def test_no_text_ever_escapes(tmp_path_factory, text):
    root = tmp_path_factory.getbasetemp().resolve()
    try:
        path = safe_join(root, text)
    except UnsafePath:
        return
    assert path != root
    assert path.is_relative_to(root)


def test_a_text_can_be_judged_without_a_folder():
    check_relative("2019/old/")
    with pytest.raises(UnsafePath):
        check_relative("2019/%2e%2e/x")
