from msgspec.structs import replace

from diptych.render.plain_files import headers, redirects, robots
from diptych.site.pages import Page
from tests.render.fake_view import SITE, FakeView

ROBOTS = Page(url="/robots.txt", kind="robots")
REDIRECTS = Page(url="/_redirects", kind="redirects")


def test_robots_may_read_everything_and_learn_where_the_sitemaps_are():
    assert robots(ROBOTS, FakeView()).decode() == (
        "User-agent: *\n"
        "Allow: /\n"
        "\n"
        "Sitemap: https://host.example/mag/sitemap.xml\n"
        "Sitemap: https://host.example/mag/news-sitemap.xml\n"
    )


def test_a_preview_kept_out_of_search_engines_may_be_read_and_names_no_sitemap():
    view = FakeView(site=replace(SITE, noindex=True))
    assert robots(ROBOTS, view) == b"User-agent: *\nAllow: /\n"


def test_every_alias_has_its_line():
    view = FakeView(redirects=(("/mag/old/", "/mag/fr/new/"), ("/mag/o.html", "/mag/fr/new/#n")))
    assert redirects(REDIRECTS, view).decode() == (
        "/mag/old/ /mag/fr/new/ 301\n/mag/o.html /mag/fr/new/#n 301\n"
    )


def test_what_a_host_would_take_for_a_pattern_or_two_words_is_percent_encoded():
    view = FakeView(redirects=(("/été et hiver/", "/fr/x/"), ("/a*/:b/?c#d/%C3%A9", "/fr/x/")))
    assert redirects(REDIRECTS, view).decode() == (
        "/%C3%A9t%C3%A9%20et%20hiver/ /fr/x/ 301\n/a%2A/%3Ab/%3Fc%23d/%C3%A9 /fr/x/ 301\n"
    )


def test_a_site_without_aliases_redirects_nothing():
    assert redirects(REDIRECTS, FakeView()) == b""


def test_files_that_are_named_by_what_they_hold_may_be_kept_for_ever():
    assert headers(Page(url="/_headers", kind="headers"), FakeView()).decode() == (
        "/mag/assets/theme/*\n  Cache-Control: public, max-age=31536000, immutable\n"
        "/mag/assets/img/*\n  Cache-Control: public, max-age=31536000, immutable\n"
    )
