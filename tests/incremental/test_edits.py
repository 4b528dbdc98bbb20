"""Named edits of a bilingual magazine: what each makes anew, and how many pages that is.

Over-building would pass a test of equality, so each test counts, and says why so many. Where more
is rendered than is written, the test says what asked for more than it shows.

The magazine has two stories in both languages, of one category, one tag and one author, from
January and February. In a language a story stands in six listings (home, category, tag, author,
year, month) and in eight feeds (Atom and JSON of the first four).
"""

import shutil
from datetime import timedelta

import pytest

from tests.incremental.building import CLOCK, built, built_copy_of, clean, edit, published
from tests.incremental.sources import picture
from tests.test_sites import SITES

STORIES = "content/startups"
PACKAGED = SITES.parents[1] / "themes/zellige/templates"
TEMPLATES = "themes/zellige/templates"
LISTINGS, FEEDS = 6, 8
CHOOSER = SITEMAP = NEWS_SITEMAP = REDIRECTS = OVERVIEW = SEARCH = 1


@pytest.fixture
def site(tmp_path):
    return built_copy_of("bilingual", tmp_path)


def rendered(site, **asked):
    """Build after an edit; return how many pages were rendered, and how many files changed."""
    report = built(site, **asked)
    assert published(site / "output") == clean(site, **asked)
    return report.rendered, report.written


def test_nothing_changed_renders_nothing(site):
    assert rendered(site) == (0, 0)


def test_an_edited_sentence_renders_its_page_and_the_feeds_that_carry_it(site):
    edit(site / STORIES / "shore.en.md", "It is wide.", "It is very wide.")
    count = 1 + FEEDS
    assert rendered(site) == (count, count)


def test_an_edited_title_renders_the_pages_that_tell_it(site):
    edit(site / STORIES / "shore.en.md", "The other shore", "That shore")
    # Its page, the story after it, and the French one, which names its translation.
    count = 3 + LISTINGS + FEEDS + CHOOSER
    assert rendered(site) == (count, count)


def test_a_tag_more_renders_the_story_its_feeds_and_what_the_tag_has(site):
    panel = site / STORIES / "bridge/index.en.md"
    edit(panel, "translators: traduction", "translators: traduction\ntags: [villes, ponts]")
    of_the_tag = 1 + 2
    count = 1 + FEEDS + of_the_tag + OVERVIEW + SEARCH + SITEMAP
    assert rendered(site) == (count, count)


def test_a_renamed_tag_renders_its_stories_and_pages_in_its_language_alone(site):
    edit(site / "content/tags.toml", 'en = "Cities"', 'en = "Towns"')
    # Listings name no tags, but for the tag's own; all feeds do, and the search page.
    count = 2 + 1 + FEEDS + OVERVIEW + SEARCH
    assert rendered(site) == (count, count)


def test_a_renamed_author_renders_stories_and_feeds_and_listings_that_name_nobody(site):
    edit(site / "content/authors.toml", 'en = "The newsroom"', 'en = "The desk"')
    shown = 2 + 1 + FEEDS + OVERVIEW
    # A card brings its authors along: the five other listings (of both months: six) and the
    # chooser ask for cards, and show of them no author.
    assert rendered(site) == (shown + 6 + CHOOSER, shown)


def test_an_edited_slug_renders_whatever_leads_there(site):
    edit(site / STORIES / "bridge/index.en.md", "slug: the-bridge", "slug: bridge")
    # Its page, the story before it, and its French panel.
    count = 3 + LISTINGS + FEEDS + CHOOSER + SITEMAP
    assert rendered(site) == (count, count)


def test_an_edited_date_renders_both_languages_when_one_takes_it_from_the_other(site):
    edit(site / STORIES / "shore.fr.md", "date: 2026-01-10", "date: 2026-01-11")
    # In each language its page, the other story, which recommends it, listings and feeds.
    shown = 2 * (2 + LISTINGS + FEEDS) + SITEMAP
    # The chooser shows titles only, and asks for cards, which are dated.
    assert rendered(site) == (shown + CHOOSER, shown)


def test_another_category_renders_listings_and_feeds_of_both(site):
    text = '[categories.culture]\nfr = { title = "Culture" }\nen = { title = "Culture" }\n\n'
    edit(site / "config.toml", "[publisher]", f"{text}[publisher]")
    built(site)
    edit(site / STORIES / "shore.fr.md", "tags: villes", "tags: villes\ncategory: culture")
    # In each language its page, the other story, and one category more than a story has; the
    # address that led to the old one; the search pages, which lead to sections with stories.
    alias = 1
    count = 2 * (2 + LISTINGS + 1 + FEEDS + 2 + SEARCH) + alias + CHOOSER + SITEMAP + REDIRECTS
    assert rendered(site) == (count, count)


NEW_STORY = "---\ntitle: The lamp\ndate: 2026-03-01\n---\nLit.\n"
# Its page; both stories of both languages, which recommend it; home, category, year and month, and
# the feeds of two of them; in French, which it is missing from, home, category and year link to
# it; the archives of its language.
COVER = 1
OF_A_NEW_STORY = 1 + 4 + 4 + 4 + 3 + OVERVIEW + CHOOSER + SITEMAP + COVER


def test_a_new_story_in_one_language_renders_what_lists_links_or_recommends_it(site):
    (site / STORIES / "lamp.en.md").write_text(NEW_STORY, encoding="utf-8")
    # The search page asks how many stories sections and years have, and shows none of it.
    assert rendered(site) == (OF_A_NEW_STORY + SEARCH, OF_A_NEW_STORY)


def test_a_deleted_panel_renders_what_listed_it_and_its_counterpart(site):
    (site / STORIES / "shore.en.md").unlink()
    # The English story that links to it, now to the French one; that one; the page of the French
    # month, whose counterpart is gone with its only story; overviews, which count.
    count = 3 + LISTINGS - 1 + FEEDS + 3 * OVERVIEW + CHOOSER + SITEMAP
    assert rendered(site) == (count + SEARCH, count)


def test_a_new_comment_renders_the_panels_of_its_story_and_the_fronts_that_quote_it(site):
    folder = site / STORIES / "bridge/comments"
    folder.mkdir()
    text = "---\nauthor: Léa\ndate: 2026-03-01\napproved: true\n---\nOui.\n"
    (folder / "lea.fr.md").write_text(text, encoding="utf-8")
    assert rendered(site) == (2 + 2, 2 + 2)


def test_another_picture_renders_what_shows_its_story_as_the_name_of_its_file_changes(site):
    (site / STORIES / "bridge/bridge.png").write_bytes(picture(4, 4))
    # In each language its page, the other story, which recommends it, listings and feeds.
    shown = 2 * (2 + LISTINGS + FEEDS)
    the_picture = 3 + 3  # its formats, in one size, and the crops of a lead image
    # The chooser shows titles only, and asks for cards, which have pictures.
    assert rendered(site) == (shown + CHOOSER, shown + the_picture)


def test_a_picture_with_the_same_bytes_renders_nothing(site):
    file = site / STORIES / "bridge/bridge.png"
    data = file.read_bytes()
    file.unlink()
    file.write_bytes(data)
    assert rendered(site) == (0, 0)


def test_a_page_of_its_own_concerns_no_feed(site):
    edit(site / "content/pages/about.en.md", "Who we are.", "Who we may be.")
    assert rendered(site) == (1, 1)


def test_an_edited_template_renders_the_pages_that_draw_on_it_alone(site):
    shutil.copytree(PACKAGED, site / TEMPLATES)
    assert rendered(site) == (0, 0)
    edit(site / TEMPLATES / "chooser.html", "{%", "{# a comment #}{%")
    assert rendered(site) == (CHOOSER, 0)


def test_an_edited_macro_renders_the_kinds_whose_templates_import_it(site):
    shutil.copytree(PACKAGED, site / TEMPLATES)
    macro = site / TEMPLATES / "stamp.html"
    macro.write_text("{% macro stamp() %}A{% endmacro %}", encoding="utf-8")
    first = '{% extends "base.html" %}'
    edit(site / TEMPLATES / "page.html", first, f'{first}{{% import "stamp.html" as stamps %}}')
    body = "{{ body.html|safe }}"
    edit(site / TEMPLATES / "page.html", body, f"{body}{{{{ stamps.stamp() }}}}")
    built(site)
    edit(macro, "A{%", "B{%")
    assert rendered(site) == (2, 2)  # the page `about` in two languages


def test_a_comment_in_the_base_template_renders_all_html_and_writes_nothing(site):
    base = site / TEMPLATES / "base.html"
    base.parent.mkdir(parents=True)
    text = (PACKAGED / "base.html").read_text(encoding="utf-8")
    base.write_text("{# a comment #}" + text, encoding="utf-8")
    alias = 1
    html = len([path for path in published(site / "output") if path.endswith(".html")]) - alias
    assert rendered(site) == (html, 0)


CATALOGUE = r"""
msgid ""
msgstr ""
"Language: fr\n"
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"

msgid "Read also"
msgstr "Encore"
"""


def test_an_edited_message_renders_all_pages_that_speak_its_language(site):
    file = site / "themes/zellige/locale/fr.po"
    file.parent.mkdir(parents=True)
    file.write_text(CATALOGUE, encoding="utf-8")
    shown = 2  # the two French stories, which recommend each other
    # A page asks for its language's catalogue as one thing: so do all French pages (two stories,
    # `about`, their seven listings, three overviews, the alias and the error page), their Atom
    # feeds, which tell what they are, and the two of all languages.
    assert rendered(site) == (2 + 1 + 7 + 3 + SEARCH + 2 + FEEDS // 2 + 2, shown)


def test_an_edited_title_of_the_magazine_renders_all_html_but_errors_and_aliases(site):
    edit(site / "config.toml", 'title = "The Bridge"', 'title = "The Span"')
    english = 2 + 1 + 7 + FEEDS + 3 + SEARCH + 1
    of_all_languages = 1  # the chooser names the magazine by its French title
    # French pages ask what their counterparts' language is called, for the sake of og:locale,
    # and hear the English title with it.
    french = 2 + 1 + 7 + 3
    assert rendered(site) == (english + french + 2 * of_all_languages, english)


def test_a_clock_that_passes_nothing_renders_nothing(site):
    later = CLOCK + timedelta(days=1)
    assert rendered(site, clock=later) == (0, 0)


def test_a_clock_that_passes_a_publish_date_renders_what_a_new_story_would(site):
    text = NEW_STORY.replace("---\nLit", "publish_date: 2026-06-02\n---\nLit")
    (site / STORIES / "lamp.en.md").write_text(text, encoding="utf-8")
    before = CLOCK + timedelta(hours=10)
    assert rendered(site, clock=before) == (0, 0)
    count = OF_A_NEW_STORY + NEWS_SITEMAP
    assert rendered(site, clock=CLOCK + timedelta(days=1)) == (count + SEARCH, count)
