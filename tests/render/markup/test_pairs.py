"""Whole texts and the bodies they become: `pairs/NAME.md` beside `pairs/NAME.html`."""

from pathlib import Path

import pytest

from tests.render.markup.desk import render

PAIRS = sorted((Path(__file__).parent / "pairs").glob("*.md"))


@pytest.mark.parametrize("source", PAIRS, ids=lambda path: path.stem)
def test_a_text_becomes_the_body_beside_it(source, request):
    body, problems = render(source.read_text(encoding="utf-8"))
    assert problems == ()
    expected = source.with_suffix(".html")
    if request.config.getoption("--refresh-sites", default=False):
        expected.write_text(f"{body.html}\n", encoding="utf-8")
    assert f"{body.html}\n" == expected.read_text(encoding="utf-8")
