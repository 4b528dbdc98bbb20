"""Whole small sites, built and compared file by file with what they must become."""

import re
import shutil
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from diptych.pipeline import Request, build

SITES = Path(__file__).parent / "sites"
GOLDEN = sorted(path.parent.name for path in SITES.glob("*/expected"))
THEME = "assets/theme/"
# What the theme's files hold shows in every page; here only that they are there.
_NAMED = re.compile(rb"(/assets/theme/[\w/-]+\.)[0-9a-f]{8}\.")
_INLINE = re.compile(rb"<(style|script)>.*?</\1>", re.DOTALL)
PICTURES = "assets/img/"
CLOCK = datetime(2026, 6, 1, 12, tzinfo=UTC)


class Silent:
    def step(self, name, done, total):
        pass


def unstyled(data):
    return _INLINE.sub(rb"<\1></\1>", _NAMED.sub(rb"\1", data))


def size_of(picture):
    with Image.open(BytesIO(picture)) as image:
        return image.format, image.size


def files(folder):
    return {
        path.relative_to(folder).as_posix(): unstyled(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".diptych"
    }


def test_the_sites_that_the_promise_names_are_all_here():
    named = {
        "minimal",
        "bilingual",
        "untranslated",
        "taxonomy",
        "scheduled",
        "comments",
        "subfolder",
    }
    assert named <= set(GOLDEN)


@pytest.mark.parametrize("name", GOLDEN)
def test_a_site_builds_to_its_expected_output(name, tmp_path, request):
    site, output = SITES / name, tmp_path / "output"
    report = build(Request(source=site, output=output, clock=CLOCK), Silent())
    assert [problem for problem in report.problems if problem.severity == "error"] == []
    expected = site / "expected"
    if request.config.getoption("--refresh-sites"):
        shutil.rmtree(expected)
        shutil.copytree(output, expected, ignore=shutil.ignore_patterns(".diptych", "theme"))
        for path in expected.rglob("*.html"):
            path.write_bytes(unstyled(path.read_bytes()))
    built, wanted = files(output), files(expected)
    styles = [path for path in built if path.startswith(THEME)]
    assert {path.split(".")[0] for path in styles} >= {f"{THEME}style", f"{THEME}icon"}
    for path in styles:
        del built[path]
    assert sorted(built) == sorted(wanted)
    # What an encoder makes of a picture differs between machines: it need only be that picture.
    unlike = [path for path in built if built[path] != wanted[path]]
    assert [path for path in unlike if not path.startswith(PICTURES)] == []
    assert [path for path in unlike if size_of(built[path]) != size_of(wanted[path])] == []
