"""Which drawing a story without a picture gets."""

from hypothesis import given
from hypothesis import strategies as st

from diptych.model.article import Image
from diptych.model.palette import PALETTES
from diptych.site.covers import NUMBERS, cover_name, cover_of, read_cover
from tests.magazine import article, config, edition, view

KEYS = st.text(st.sampled_from("abcdé-0"), min_size=1).map(lambda name: f"startups/{name}")


@given(KEYS)
def test_all_panels_of_a_story_share_one(key):
    french, english = (
        cover_of(config(), article(key)),
        cover_of(config(), article(key, "en", title="Other")),
    )
    assert french == english
    assert french.palette in PALETTES
    assert french.number in range(NUMBERS)
    assert read_cover(cover_name(french)) == french


@given(KEYS, KEYS)
def test_stories_of_a_category_are_in_its_colours(one, other):
    assert cover_of(config(), article(one)).palette == cover_of(config(), article(other)).palette


def test_stories_differ():
    assert (
        len({cover_of(config(), article(f"startups/{number}")).number for number in range(99)}) > 30
    )


def test_a_story_with_a_picture_and_a_page_without_a_date_have_none():
    pictured = article(image=Image(src="https://elsewhere.example/a.jpg"))
    undated = article("pages/about", category=None, date=None)
    assert cover_of(config(), pictured) is cover_of(config(), undated) is None
    assert view(pictured).card(pictured.id).cover == ""


def test_a_cover_is_published_once_for_all_that_show_it():
    made = edition(article(), article(locale="en"))
    (cover,) = [page for page in made.plan if page.kind == "cover"]
    assert {card.cover for card in made.cards.values()} == {cover.url}
