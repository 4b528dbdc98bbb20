"""Covers: drawings that are sound, small, and each its own."""

import re

import pytest
from lxml import etree

from diptych.model.palette import PALETTES
from diptych.render.covers import cover, draw
from diptych.render.zellige import FAMILIES
from diptych.site.covers import NUMBERS, Cover
from diptych.site.pages import Page
from tests.render.fake_view import FakeView

ALL = [Cover(palette, number) for palette in PALETTES for number in range(NUMBERS)]
SVG = "{http://www.w3.org/2000/svg}"


def test_each_is_a_small_drawing_and_nothing_else():
    for chosen in ALL:
        text = draw(chosen)
        root = etree.fromstring(text)
        assert len(text) < 6_000
        names = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert names <= {"svg", "defs", "pattern", "rect", "path", "g", "circle"}
        assert not re.search(r"href|style|\son|nan|inf", text)


def test_no_two_are_alike():
    assert len({draw(chosen) for chosen in ALL}) == len(ALL)


@pytest.mark.parametrize("palette", PALETTES)
def test_one_has_the_colours_of_its_palette_and_no_other(palette):
    for number in range(len(FAMILIES)):
        colours = set(re.findall(r"#[0-9a-f]{6}", draw(Cover(palette, number))))
        assert len(colours) >= 4
        assert colours <= set(PALETTES[palette])


def test_a_page_says_which_one_it_is():
    page = Page(url="/assets/covers/mint-9.svg", kind="cover", subject="mint-9")
    assert cover(page, FakeView()).decode() == draw(Cover("mint", 9))
