"""The pictures of the magazine: there for each kind of page, light, and shown by the README."""

import pytest
from PIL import Image

from audits.sample import KINDS, TOP
from audits.screenshots import FOLDER, MOST_BYTES, SHOWN


def test_the_kinds_of_page_that_are_shown_are_eight_of_those_there_are():
    assert len(set(SHOWN)) == 8
    assert set(SHOWN) <= set(KINDS)


@pytest.mark.parametrize("kind", SHOWN)
def test_the_readme_shows_a_light_webp_of(kind):
    file = FOLDER / f"{kind}.webp"
    readme = (TOP / "README.md").read_text(encoding="utf-8")
    with Image.open(file) as picture:
        assert picture.format == "WEBP"
    assert file.stat().st_size < MOST_BYTES
    assert f"({file.relative_to(TOP).as_posix()})" in readme


def test_no_picture_is_left_over():
    assert {file.stem for file in FOLDER.iterdir()} == set(SHOWN)
