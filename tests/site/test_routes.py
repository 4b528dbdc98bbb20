from hypothesis import given
from hypothesis import strategies as st

from diptych.site.routes import (
    absolute,
    article_url,
    href,
    listing_url,
    numbered_url,
    output_path,
    overview_url,
    url_of,
)
from tests.magazine import REGISTRY, article, config

segments = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,4})?", fullmatch=True)
folders = st.lists(segments, max_size=4).map(lambda parts: "/" + "".join(f"{p}/" for p in parts))


@given(folders)
def test_a_folder_url_and_its_file_name_each_other(url):
    assert url_of(output_path(url)) == url


@given(folders, segments)
def test_a_file_url_and_its_file_name_each_other(folder, name):
    url = f"{folder}{name}.xml"
    assert url_of(output_path(url)) == url


def test_an_article_stands_below_its_category_in_its_language():
    assert article_url(config(), article("startups/ifrane", "fr")) == "/fr/jeunes/ifrane/"
    assert article_url(config(), article("startups/ifrane", "en")) == "/en/young/ifrane/"


def test_an_undated_page_stands_below_its_language():
    page = article("pages/about", category=None, date=None)
    assert article_url(config(), page) == "/fr/about/"


def test_section_words_follow_the_language():
    assert overview_url(config(), "fr", "author") == "/fr/auteurs/"
    assert listing_url(config(), REGISTRY, "en", "author", "lea") == "/en/authors/lea/"
    assert listing_url(config(), REGISTRY, "fr", "archive", "2026-03") == "/fr/archives/2026/03/"
    assert listing_url(config(), REGISTRY, "fr", "home", "") == "/fr/"


def test_numbered_pages_stand_behind_their_index():
    assert numbered_url(config(), "fr", "/fr/jeunes/", 2) == "/fr/jeunes/page/2/"
    assert numbered_url(config(), "fr", "/fr/jeunes/", 0) == "/fr/jeunes/"


def test_hrefs_carry_the_base_path_and_are_percent_encoded():
    settings = config(base_url="https://host/mag/")
    assert href(settings, "/fr/") == "/mag/fr/"
    assert href(settings, "/assets/été 1.webp") == "/mag/assets/%C3%A9t%C3%A9%201.webp"
    assert absolute(settings, "/mag/fr/") == "https://host/mag/fr/"
    assert absolute(settings, "https://elsewhere/") == "https://elsewhere/"
