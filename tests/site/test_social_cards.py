"""Which articles have a social card, what is on it, and where it stands."""

import pytest

from diptych.model.article import Image
from diptych.model.config import ImageSettings
from diptych.site.view import UnansweredError
from tests.magazine import article, config, edition, view

ON = config(images=ImageSettings(cards=True))


def cards(made):
    return [page for page in made.plan if page.kind == "social-card"]


def test_each_panel_of_a_story_without_a_picture_has_a_card_of_its_own():
    made = edition(article(), article(locale="en"), settings=ON)
    assert [page.url for page in cards(made)] == [
        "/assets/cards/en/young/a.png",
        "/assets/cards/fr/jeunes/a.png",
    ]


def test_there_are_none_unless_they_are_asked_for():
    assert cards(edition(article())) == []
    assert view(article()).details("startups/a.fr").social_card is None


def test_a_story_with_a_picture_and_an_undated_page_have_none():
    pictured = article(image=Image(src="https://elsewhere.example/a.jpg"))
    undated = article("pages/about", category=None, date=None)
    made = edition(pictured, undated, settings=ON)
    assert cards(made) == []


def test_a_card_tells_the_magazine_the_section_and_the_title_in_the_language_of_its_panel():
    made = view(article(title="Une"), article(locale="en", title="One"), settings=ON)
    french, english = made.social_card("startups/a.fr"), made.social_card("startups/a.en")
    assert (french.brand, french.section, french.title) == ("Passerelle", "Jeunes", "Une")
    assert (english.section, english.title) == ("Young", "One")
    assert (french.palette, french.number) == (english.palette, english.number)


def test_the_address_in_the_page_changes_with_what_is_on_the_card():
    def address(**fields):
        return view(article(**fields), settings=ON).details("startups/a.fr").social_card.url

    assert address(title="Une").startswith("/assets/cards/fr/jeunes/a.png?")
    assert address(title="Une") != address(title="Deux")
    assert address(title="Une") == address(title="Une", summary="Autre")


def test_a_card_is_told_with_its_size_and_its_words():
    picture = view(article(title="Une"), settings=ON).details("startups/a.fr").social_card
    assert (picture.width, picture.height, picture.alt) == (1200, 630, "Une")


def test_an_article_without_one_cannot_be_asked_for_it():
    pictured = article(image=Image(src="https://elsewhere.example/a.jpg"))
    with pytest.raises(UnansweredError, match="social_card knows no"):
        view(pictured, settings=ON).social_card("startups/a.fr")
