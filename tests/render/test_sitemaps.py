import pytest
from lxml import etree

from diptych.render.sitemaps import news_sitemap, sitemap, sitemap_index
from diptych.site.answers import Alternate, SitemapEntry
from diptych.site.pages import Page
from tests.render.fake_view import SITE, FakeView, card, day

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"

FR = "https://host.example/mag/fr/x/"
EN = "https://host.example/mag/en/x/"
PANELS = (Alternate("fr", FR), Alternate("en", EN), Alternate("x-default", FR))


def entry(url=FR, modified=None, alternates=()):
    return SitemapEntry(url=url, modified=modified, alternates=alternates)


def read(renderer, view, number=0):
    kind = {"sitemap": "sitemap", "sitemap_index": "sitemap-index"}.get(
        renderer.__name__, "news-sitemap"
    )
    page = Page(url="/sitemap.xml", kind=kind, number=number)
    written = renderer(page, view)
    assert written.endswith(b">\n")
    return etree.fromstring(written)


def test_a_sitemap_lists_addresses_with_their_last_change_and_translations():
    view = FakeView(sitemap={0: (entry(modified=day(3), alternates=PANELS), entry(EN))})
    first, second = read(sitemap, view).findall(f"{MAP}url")
    assert first.findtext(f"{MAP}loc") == FR
    assert first.findtext(f"{MAP}lastmod") == "2026-03-03T09:30:00+01:00"
    links = [(link.get("hreflang"), link.get("href")) for link in first.findall(f"{XHTML}link")]
    assert links == [("fr", FR), ("en", EN), ("x-default", FR)]
    assert all(link.get("rel") == "alternate" for link in first.findall(f"{XHTML}link"))
    assert [child.tag for child in second] == [f"{MAP}loc"]


def test_an_address_with_an_ampersand_comes_back():
    view = FakeView(sitemap={0: (entry("https://host.example/?a=1&b='2'"),)})
    assert read(sitemap, view).findtext(f"{MAP}url/{MAP}loc") == "https://host.example/?a=1&b='2'"


def test_a_site_without_pages_has_an_empty_sitemap():
    assert len(read(sitemap, FakeView())) == 0


def test_the_index_names_every_numbered_sitemap_and_its_newest_change():
    view = FakeView(
        sitemap={1: (entry(modified=day(3)), entry(modified=day(5)), entry()), 2: (entry(),)}
    )
    first, second = read(sitemap_index, view)
    assert first.findtext(f"{MAP}loc") == "https://host.example/mag/sitemap-1.xml"
    assert first.findtext(f"{MAP}lastmod") == "2026-03-05T09:30:00+01:00"
    assert [child.text for child in second] == ["https://host.example/mag/sitemap-2.xml"]
    assert [url.findtext(f"{MAP}loc") for url in read(sitemap, view, 2)] == [FR]


def test_the_news_sitemap_says_what_google_requires():
    (url,) = read(news_sitemap, FakeView(card(title="A & B")))
    assert url.findtext(f"{MAP}loc") == "https://host.example/mag/fr/startups/ifrane/"
    news = url.find(f"{NEWS}news")
    assert news.findtext(f"{NEWS}publication/{NEWS}name") == "Passerelle"
    assert news.findtext(f"{NEWS}publication/{NEWS}language") == "fr"
    assert news.findtext(f"{NEWS}publication_date") == "2026-03-10T09:30:00+01:00"
    assert news.findtext(f"{NEWS}title") == "A & B"


def test_advertising_is_no_news():
    view = FakeView(card("a/ad", kind="sponsored"), card("a/b", "en", kind="opinion"))
    (url,) = read(news_sitemap, view)
    assert url.findtext(f"{MAP}loc").endswith("/en/startups/b/")


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en-GB", "en"),
        ("ary", "ary"),
        ("zh-Hans", "zh-cn"),
        ("zh", "zh-cn"),
        ("zh-Hant-HK", "zh-tw"),
        ("zh-TW", "zh-tw"),
    ],
)
def test_languages_are_named_as_news_sitemaps_know_them(tag, language):
    view = FakeView(card(locale=tag), site=SITE)
    (url,) = read(news_sitemap, view)
    assert url.findtext(f"{NEWS}news/{NEWS}publication/{NEWS}language") == language
