from datetime import timedelta

import pytest

from diptych.model.problem import Place
from diptych.site.states import Preview, withheld
from tests.magazine import NOW, article, site

LATER = NOW + timedelta(hours=1)
LANGUAGES = ("fr", "en")


def reason(panel, *others):
    found = withheld(panel, (panel, *others), LANGUAGES, NOW)
    return found.reason if found else None


def test_a_plain_article_is_public():
    assert reason(article()) is None


def test_the_publish_date_alone_decides_and_is_told():
    found = withheld(article(publish_at=LATER), (), LANGUAGES, NOW)
    assert (found.reason, found.until) == ("future", LATER)
    assert reason(article(date=LATER, publish_at=NOW)) is None


def test_an_article_is_public_from_the_second_of_its_publish_date():
    assert reason(article(publish_at=NOW)) is None


def test_an_article_is_gone_from_the_second_of_its_expiry_date():
    assert reason(article(expires_at=NOW)) == "expired"
    assert reason(article(expires_at=LATER)) is None


def test_a_draft_is_a_draft_whatever_its_dates():
    assert reason(article(draft=True, publish_at=LATER)) == "draft"


def test_stories_released_together_wait_for_all_languages():
    french = article(release="together")
    assert reason(french) == "together"
    assert reason(french, article(locale="en", draft=True)) == "together"
    assert reason(french, article(locale="en")) is None


def test_a_publish_date_of_its_own_ends_the_wait():
    dated = article(release="together", places={"publish_date": Place("x", 1)})
    assert reason(dated) is None


@pytest.mark.parametrize(
    ("panel", "preview"),
    [
        (article(draft=True), Preview(drafts=True)),
        (article(publish_at=LATER), Preview(future=True)),
        (article(expires_at=NOW), Preview(expired=True)),
        (article(release="together"), Preview(drafts=True)),
    ],
)
def test_a_preview_shows_what_it_was_asked_to_and_says_why(panel, preview):
    assert panel.id not in site(panel).articles
    shown = site(panel, preview=preview)
    assert panel.id in shown.articles
    assert panel.id in shown.previewed
