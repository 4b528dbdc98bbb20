"""Lists say what is true of a magazine at its clock."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from diptych.desk.lists import by_title, entries, tag_uses
from diptych.desk.newsroom import open_newsroom
from diptych.desk.status import stories

DESK = Path(__file__).parents[1] / "sites" / "desk"
CLOCK = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def newsroom():
    return open_newsroom(DESK, CLOCK).value


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("drafts", [("culture/play", "en", "2026-05-25"), ("culture/sketch", "fr", "2026-05-30")]),
        ("future", [("culture/eclipse", one, "2026-06-10") for one in ("fr", "en")]),
        ("expired", [("news/fair", "fr", "2026-05-20")]),
        ("untranslated", [("news/market", "fr", "2026-04-01")]),
    ],
)
def test_a_list_holds_what_is_in_its_state_with_the_date_that_matters(newsroom, what, expected):
    found = entries(stories(newsroom), what)
    assert [(one.key, one.locale, f"{one.date:%Y-%m-%d}") for one in found] == expected


def test_a_story_that_lacks_a_language_is_listed_with_it(newsroom):
    (market,) = entries(stories(newsroom), "untranslated")
    assert market.missing == ("en",)


def test_tags_are_counted_on_public_panels_and_their_missing_labels_told(newsroom):
    found = {one.id: one for one in tag_uses(newsroom)}
    assert found["light"].counts == {"fr": 2, "en": 1}
    assert found["light"].unlabelled == ("en",)
    assert found["river"].unlabelled == ()
    assert (found["unused"].total, found["unused"].is_registered) == (0, True)


def test_titles_are_sorted_by_their_letters():
    titles = ["Zoo", "École", "« Eau »", "abri"]
    assert sorted(titles, key=by_title) == ["abri", "« Eau »", "École", "Zoo"]
