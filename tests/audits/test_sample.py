"""The list of kinds of page is whole, and its counterparts are the plan's."""

from typing import get_args

import pytest

from audits.sample import KINDS, output_path
from diptych.site.pages import PageKind

NO_PAGES = {
    "asset",
    "atom",
    "cover",
    "social-card",
    "headers",
    "json-feed",
    "news-sitemap",
    "redirect",
    "redirects",
    "rendition",
    "robots",
    "sitemap",
    "sitemap-index",
}


def test_each_kind_of_page_that_a_theme_makes_has_an_example():
    named = {kind.plan or name for name, kind in KINDS.items()}
    assert set(get_args(PageKind)) - NO_PAGES <= named


@pytest.mark.parametrize(
    ("address", "name"),
    [("/", "index.html"), ("/fr/", "fr/index.html"), ("/404.html", "404.html")],
)
def test_an_address_means_a_file(address, name):
    assert output_path(address) == name


def test_a_counterpart_is_the_example_in_the_other_language_unless_told_otherwise():
    assert KINDS["home"].counterpart("fr") == "/en/"
    assert KINDS["numbered"].counterpart("fr") == "/en/startups/"
