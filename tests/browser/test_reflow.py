"""Larger text and wider spacing, as readers set them, lose nothing (WCAG 1.4.4, 1.4.10, 1.4.12)."""

import pytest

from tests.browser.examples import each_kind
from tests.browser.looking import clipped, overflow

SPACING = """
* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-block-end: 2em !important; }
"""
TWICE = "html { font-size: 200% !important; }"
READERS = {
    "spaced-320": {"width": 320, "css": SPACING},
    "spaced-1280": {"width": 1280, "css": SPACING},
    "zoomed-1280": {"width": 640},  # a zoom of 200 % leaves half of the pixels
    "larger-1280": {"width": 1280, "css": TWICE},
}


@pytest.mark.parametrize("how", READERS.values(), ids=READERS)
@each_kind
def test_nothing_is_cut_off_or_pushed_out(place, how, show):
    page = show(place, **how)
    assert clipped(page) == []
    assert overflow(page) == []
