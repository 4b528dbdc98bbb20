from hypothesis import given
from hypothesis import strategies as st

from diptych.site.related import kindred, related
from tests.magazine import article, day, site

TAGS = st.lists(st.sampled_from(["ai", "bio", "energy"]), max_size=3, unique=True)


def names(found, of, count=4):
    return related(kindred(found, found.articles[of].locale), of, count)


def test_a_rare_tag_brings_stories_nearer_than_a_common_one():
    common = [article(f"startups/c{number}", tags=("ai",)) for number in range(6)]
    found = site(
        article("startups/me", tags=("ai", "bio")),
        article("startups/rare", tags=("bio",)),
        *common,
    )
    assert names(found, "startups/me.fr", 1) == ("startups/rare.fr",)


def test_among_equals_the_nearest_in_time_comes_first():
    found = site(
        article("startups/me", date=day(100)),
        article("startups/far", date=day(0)),
        article("startups/near", date=day(90)),
    )
    assert names(found, "startups/me.fr") == ("startups/near.fr", "startups/far.fr")


def test_a_story_is_never_related_to_itself_or_its_translation():
    found = site(article("shown/x"), article("shown/x", "en"), article("shown/y"))
    assert names(found, "shown/x.en") == ("shown/y.fr",)


def test_stories_of_the_same_language_come_first():
    found = site(
        article("shown/me", tags=("bio",)),
        article("shown/french"),
        article("shown/english", "en", tags=("bio",)),
    )
    assert names(found, "shown/me.fr") == ("shown/french.fr", "shown/english.en")


def test_what_a_category_hides_is_not_related_either():
    found = site(article("hidden/me"), article("hidden/english", "en"))
    assert names(found, "hidden/me.fr") == ()


@given(st.lists(st.tuples(TAGS, st.integers(0, 900), st.sampled_from(["fr", "en"])), max_size=12))
def test_leaving_out_who_cannot_be_among_the_nearest_changes_nothing(stories):
    articles = [
        article(f"shown/s{number}", locale, tags=tuple(tags), date=day(-days))
        for number, (tags, days, locale) in enumerate(stories)
    ]
    found = site(article("shown/me", tags=("ai", "bio")), *articles)
    everyone = names(found, "shown/me.fr", len(articles))
    for count in range(len(articles)):
        assert names(found, "shown/me.fr", count) == everyone[:count]
