"""What an incremental build trusts: neither its output nor its memory, but what they still prove.

Which edits make which pages anew is told by `incremental/test_edits.py`; that nothing is ever
missed, by `incremental/test_histories.py`.
"""

import os
import shutil

import pytest

from tests.incremental.building import built, built_copy_of, clean, published

HOME = "output/fr/index.html"


@pytest.fixture
def site(tmp_path):
    return built_copy_of("bilingual", tmp_path)


def test_a_file_tampered_with_is_made_again(site):
    expected = (site / HOME).read_bytes()
    (site / HOME).write_bytes(expected + b"<!-- tampered -->")
    assert built(site).rendered == 1
    assert (site / HOME).read_bytes() == expected


def test_so_is_one_whose_size_and_time_betray_nothing(site):
    built(site)  # it has seen the file as it is
    expected, found = (site / HOME).read_bytes(), (site / HOME).stat()
    (site / HOME).write_bytes(expected.swapcase())
    os.utime(site / HOME, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert built(site).rendered == 1
    assert (site / HOME).read_bytes() == expected


def test_another_output_is_built_whole(site, tmp_path):
    report = built(site, output=tmp_path / "elsewhere")
    assert report.rendered == report.pages
    assert published(tmp_path / "elsewhere") == published(site / "output")


def test_two_outputs_in_turn_are_each_what_was_asked_for_it(site, tmp_path):
    preview = {"output": tmp_path / "preview", "drafts": True, "noindex": True}
    for _ in range(2):
        built(site, **preview)
        built(site)
    assert published(tmp_path / "preview") == clean(site, **preview)
    assert published(site / "output") == clean(site)


def test_a_memory_that_cannot_be_kept_is_a_warning_and_a_whole_build(site):
    shutil.rmtree(site / ".cache")
    (site / ".cache").write_text("in the way")
    report = built(site)
    assert [problem.code for problem in report.problems] == ["cache-unusable"]
    assert report.rendered == report.pages
