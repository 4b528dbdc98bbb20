"""Which folders a build refuses to write to, before it does anything."""

import os
import subprocess
import sys

import pytest

from diptych.engine.guard import check_output


@pytest.fixture
def site(tmp_path):
    """Make a site in a home folder."""
    source = tmp_path / "home" / "site"
    for name in ("content", "themes"):
        (source / name).mkdir(parents=True)
    return source


def refusal(site, output):
    inputs = (site / "content", site / "themes")
    return check_output(output, site, home=site.parent, inputs=inputs)


def code(site, output):
    found = refusal(site, output)
    return found.code if found else None


def test_an_absent_folder_may_be_an_output(site):
    assert refusal(site, site / "output") is None
    assert refusal(site, site / "some" / "where" / "output") is None
    assert refusal(site, site.parent.parent / "elsewhere") is None


def test_an_empty_folder_may_be_an_output_and_so_may_a_fresh_checkout(site):
    (site / "output" / ".git").mkdir(parents=True)
    assert refusal(site, site / "output") is None


def test_a_folder_that_a_build_has_marked_may_be_an_output(site):
    (site / "output").mkdir()
    (site / "output" / ".diptych").write_bytes(b"damaged")
    (site / "output" / "index.html").write_bytes(b"x")
    assert refusal(site, site / "output") is None


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("/", "output-is-root"),
        (".", "output-above-source"),
        ("..", "output-above-source"),
        ("../..", "output-above-source"),
        ("content", "output-among-sources"),
        ("content/static", "output-among-sources"),
        ("themes/mine/static", "output-among-sources"),
    ],
)
def test_the_sources_and_what_holds_them_are_refused(site, output, expected):
    found = refusal(site, site / output)
    assert (found.code, found.kind) == (expected, "usage")


def test_the_home_folder_and_what_holds_it_are_refused(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "all" / "home").mkdir(parents=True)
    for output in (tmp_path / "all" / "home", tmp_path / "all"):
        found = check_output(output, tmp_path / "site", home=tmp_path / "all" / "home")
        assert found.code == "output-above-home"


def test_no_home_is_no_obstacle(tmp_path):
    assert check_output(tmp_path / "output", tmp_path / "site") is None


def test_a_link_to_a_forbidden_folder_is_that_folder(site, tmp_path):
    (tmp_path / "link").symlink_to(site)
    assert code(site, tmp_path / "link") == "output-above-source"
    (site / "output").symlink_to(site / "content")
    assert code(site, site / "output") == "output-among-sources"


def test_sources_that_are_links_are_protected_where_they_really_are(site, tmp_path):
    (tmp_path / "real").mkdir()
    (site / "content").rmdir()
    (site / "content").symlink_to(tmp_path / "real")
    assert code(site, tmp_path / "real" / "output") == "output-among-sources"


def test_a_loop_of_links_is_not_a_folder(site):
    (site / "output").symlink_to(site / "output")
    assert code(site, site / "output") == "output-not-a-folder"


def test_a_link_to_an_absent_folder_may_be_an_output(site, tmp_path):
    (site / "output").symlink_to(tmp_path / "web")
    assert refusal(site, site / "output") is None


def test_a_file_in_the_way_is_refused(site):
    (site / "output").write_bytes(b"x")
    assert code(site, site / "output") == "output-not-a-folder"
    assert code(site, site / "output" / "deeper" / "still") == "output-not-a-folder"


def test_a_folder_that_holds_something_else_is_refused_and_the_thing_named(site):
    (site / "output").mkdir()
    (site / "output" / "thesis.tex").write_bytes(b"x")
    found = refusal(site, site / "output")
    assert found.code == "output-not-ours"
    assert found.values == (("found", "thesis.tex"),)


def test_a_name_too_long_for_the_system_is_its_fault(site):
    found = refusal(site, site / ("x" * 300))
    assert found.kind == "environment"


READ_ONLY = """
import sys
from pathlib import Path
from diptych.engine.guard import check_output
found = check_output(Path(sys.argv[1]), Path("/nowhere"))
print(found and (found.code, found.kind))
"""


def test_a_read_only_file_system_is_found_even_by_the_superuser(tmp_path):
    (tmp_path / "output").mkdir()
    script = 'mount -t tmpfs -o ro tmpfs "$1" || exit 77; shift; exec "$@"'
    output = str(tmp_path / "output")
    shell = ["sh", "-c", script, "sh", output, sys.executable, "-c", READ_ONLY, output]
    ran = subprocess.run(
        ["unshare", "--map-root-user", "--mount", *shell],
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode != 0:
        pytest.skip(f"no mount of our own here: {ran.stderr}")
    assert ran.stdout == "('output-read-only', 'environment')\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_read_only_folder_is_refused(site):
    (site / "output").mkdir(mode=0o555)
    found = refusal(site, site / "output")
    assert (found.code, found.kind) == ("output-read-only", "environment")
