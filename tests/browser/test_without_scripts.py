"""With JavaScript off a reader can read, go about and see comments."""

import pytest

from audits.sample import KINDS, WITH_COMMENTS


@pytest.fixture
def plain(new_page):
    return new_page(java_script_enabled=False)


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_a_reader_gets_from_the_front_page_through_a_section_to_a_story(locale, host, plain):
    plain.goto(f"/{locale}/")
    section = KINDS["category"].at[locale]
    plain.locator(f"body > header a[href$='{section}']").first.click()
    assert plain.url == host.origin + section
    story = plain.locator("main h2 a, main h3 a").first
    title = story.inner_text()
    story.click()
    assert plain.locator("h1").inner_text() == title


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_a_story_and_its_comments_can_be_read(locale, plain):
    plain.goto(WITH_COMMENTS[locale])
    paragraphs = plain.locator("article p")
    assert paragraphs.count() > 5
    for paragraph in paragraphs.all():
        assert paragraph.is_visible()
    comments = plain.locator("#comments article")
    assert comments.count() == 2
    assert all(comment.is_visible() for comment in comments.all())


def test_the_pager_leads_to_older_stories(host, plain):
    plain.goto(KINDS["category"].at["en"])
    plain.locator("main a[rel='next'], main a[rel='prev']").first.click()
    assert plain.url == host.origin + KINDS["numbered"].at["en"]


def test_nothing_is_offered_that_needs_scripts(plain):
    plain.goto("/fr/")
    assert plain.locator("button:visible").all() == []
