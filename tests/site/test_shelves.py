from diptych.site.shelves import EMPTY
from tests.magazine import article, day, site


def test_listings_are_newest_first_and_of_one_language():
    found = site(
        article("startups/old", date=day(1)),
        article("startups/new", date=day(9)),
        article("startups/new", "en", date=day(9)),
    )
    assert found.shelf("fr", "home").listed == ("startups/new.fr", "startups/old.fr")
    assert found.shelf("en", "category", "startups").own == ("startups/new.en",)


def test_equal_dates_are_ordered_by_name_so_that_builds_agree():
    found = site(article("startups/b"), article("startups/a"))
    assert found.shelf("fr", "home").listed == ("startups/a.fr", "startups/b.fr")


def test_an_untranslated_story_is_shown_linked_or_hidden_as_its_category_says():
    found = site(
        article("shown/x", tags=("ai",)),
        article("startups/y", tags=("ai",)),
        article("hidden/z", tags=("ai",)),
    )
    english = found.shelf("en", "tag", "ai")
    assert (english.own, english.listed) == ((), ("shown/x.fr",))
    assert english.elsewhere == ("startups/y.fr",)
    assert found.shelf("en", "home").listed == ("shown/x.fr",)


def test_a_story_with_a_panel_here_never_stands_for_itself_in_another_language():
    found = site(article("shown/x"), article("shown/x", "en"))
    assert found.shelf("en", "home").listed == ("shown/x.en",)


def test_stories_are_filed_by_year_and_by_month():
    found = site(article(date=day(40)))
    assert found.shelf("fr", "archive", "2026").own == ("startups/a.fr",)
    assert found.shelf("fr", "archive", "2026-02").own == ("startups/a.fr",)
    assert found.shelf("fr", "archive", "2026-01") == EMPTY


def test_undated_pages_stand_in_no_listing():
    found = site(article("pages/about", category=None, date=None))
    assert found.shelf("fr", "home").listed == ()


def test_homes_and_categories_exist_even_when_empty():
    names = {(name.locale, name.kind, name.subject) for name in site().shelves}
    assert ("en", "home", "") in names
    assert ("fr", "category", "hidden") in names
