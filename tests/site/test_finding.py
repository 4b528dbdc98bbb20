"""Whatever a person calls a page, it is found; what is no page is not."""

import pytest

from diptych.site.finding import Called, Home, find, is_elsewhere, path_of, source_of
from diptych.site.pages import Page

SHORE = Page(url="/fr/jeunes/rivage/", kind="article", locale="fr", source="content/a/shore.fr.md")
ALIAS = Page(
    url="/fr/ancien/", kind="redirect", locale="fr", source=SHORE.source, subject=SHORE.url
)
HOME = Page(url="/fr/", kind="home", locale="fr", source="config.toml")
CHOOSER = Page(url="/", kind="chooser", source="config.toml")
ERROR = Page(url="/404.html", kind="not-found", source="config.toml")
PICTURE = Page(url="/assets/été.png", kind="asset", source="content/a/été.png")
STYLE = Page(url="/assets/theme/style.css", kind="asset", source="theme/style.css")
PLAN = (PICTURE, STYLE, ALIAS, SHORE, HOME, CHOOSER, ERROR)
ROOT = Home("https://example.org/", {"theme/style.css": "themes/z/static/style.css"})
BELOW = Home("https://example.org/mag/", {})


def found(text, home=ROOT, **files):
    return find(PLAN, home, Called(text, **files))


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("/fr/", HOME),
        ("/fr", HOME),
        ("fr", HOME),
        ("/fr/index.html", HOME),
        ("/", CHOOSER),
        ("/index.html", CHOOSER),
        ("/404.html", ERROR),
        ("/assets/%C3%A9t%C3%A9.png", PICTURE),
        ("/assets/été.png", PICTURE),
        ("https://example.org/fr/", HOME),
        ("HTTPS://Example.org/fr/index.html", HOME),
        ("http://example.org", CHOOSER),
        ("https://example.org/fr/?utm=x#top", HOME),
        ("/fr/#top", HOME),
    ],
)
def test_a_page_is_found_by_its_address_however_it_is_written(text, page):
    assert found(text) == (page,)


@pytest.mark.parametrize("text", ["/mag/fr/", "/fr/", "https://example.org/mag/fr/", "mag/fr"])
def test_so_it_is_on_a_site_that_stands_below_a_path(text):
    assert found(text, BELOW) == (HOME,)


@pytest.mark.parametrize(
    "text", ["https://example.org/fr/", "/magfr/", "https://other.org/mag/fr/"]
)
def test_what_does_not_stand_below_it_is_not_found(text):
    assert found(text, BELOW) == ()


def test_addresses_of_other_sites_are_told_apart():
    assert is_elsewhere("https://other.org/fr/", ROOT.base_url)
    assert is_elsewhere("https://example.org/fr/", BELOW.base_url)
    assert not is_elsewhere("https://example.org/mag", BELOW.base_url)
    assert not is_elsewhere("/fr/", ROOT.base_url)
    assert path_of("https://example.org/mag/fr/?x#y", BELOW.base_url) == "/fr/"
    assert path_of("/fr/?x", BELOW.base_url) == "/fr/"


def test_a_page_is_found_by_its_file_in_the_output():
    assert found("out/fr/index.html", outputs=("fr/index.html",)) == (HOME,)
    assert found("out/404.html", outputs=("404.html",)) == (ERROR,)


def test_a_source_names_all_that_is_made_from_it_and_its_own_page_first():
    assert found("x", sources=("content/a/shore.fr.md",)) == (SHORE, ALIAS)
    assert found("x", sources=("config.toml",)) == (HOME, CHOOSER, ERROR)
    assert found("x", sources=("content/a/été.png",)) == (PICTURE,)


def test_a_file_of_the_theme_is_found_where_it_is():
    assert found("x", sources=("themes/z/static/style.css",)) == (STYLE,)
    assert source_of(STYLE, ROOT) == "themes/z/static/style.css"


def test_what_was_never_planned_is_not_found():
    assert found("/fr/nowhere/", outputs=("x",), sources=("content/b.md",)) == ()
