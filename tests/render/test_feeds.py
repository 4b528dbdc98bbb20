import json
from datetime import datetime
from uuid import UUID

import pytest
from lxml import etree
from msgspec.structs import replace

from diptych.model.body import Body
from diptych.render.feed_atom import atom
from diptych.render.feed_json import json_feed
from diptych.render.feed_looks import Looks
from diptych.render.feeds import feed
from diptych.site.answers import Link, Picture, Profile
from diptych.site.pages import Page
from tests.render.fake_view import SITE, FakeView, card, day

ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def page(kind="atom", feed_of="home", subject="", locale="fr"):
    name = {"atom": "feed.xml", "json-feed": "feed.json"}[kind]
    folder = f"/{locale}/{subject}/" if subject else f"/{locale}/"
    return Page(url=folder + name, kind=kind, locale=locale, subject=subject, feed_of=feed_of)


def read_atom(view, **which):
    return etree.fromstring(atom(page(**which), view))


def read_json(view, **which):
    return json.loads(json_feed(page("json-feed", **which), view))


TWO = (card("startups/b", date=day(12), updated=day(14)), card("startups/a", date=day(13)))


def test_a_feed_may_be_looked_at_in_a_browser_and_tells_what_it_is():
    looks = Looks("/assets/theme/feed.css", "A feed & more")
    data = atom(page(), FakeView(*TWO), looks)
    sheet = b'<?xml-stylesheet type="text/css" href="/assets/theme/feed.css"?>'
    assert data.splitlines()[1] == sheet
    about = etree.fromstring(data)[0]
    assert (about.tag, about.text) == ("{about:diptych}about", "A feed & more")


def test_an_atom_feed_has_what_rfc_4287_requires_of_it():
    root = read_atom(FakeView(*TWO))
    assert root.tag == f"{ATOM}feed"
    assert root.get(LANG) == "fr"
    for name in ("id", "title", "updated"):
        assert len(root.findall(f"{ATOM}{name}")) == 1
    links = {link.get("rel"): link for link in root.findall(f"{ATOM}link")}
    assert links["self"].get("href") == "https://host.example/mag/fr/feed.xml"
    assert links["alternate"].get("href") == "https://host.example/mag/fr/"
    assert links["alternate"].get("hreflang") == "fr"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Passerelle Médias"
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 2
    for entry in entries:
        for name in ("id", "title", "updated", "content"):
            assert len(entry.findall(f"{ATOM}{name}")) == 1
        (alternate,) = entry.findall(f"{ATOM}link[@rel='alternate']")
        assert alternate.get("href").startswith("https://host.example/mag/fr/startups/")
        assert entry.find(f"{ATOM}content").get("type") == "html"


def test_an_entry_tells_its_dates_with_their_offset_and_who_signed_it():
    entry = read_atom(FakeView(TWO[0])).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}published") == "2026-03-12T09:30:00+01:00"
    assert entry.findtext(f"{ATOM}updated") == "2026-03-14T09:30:00+01:00"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Léa Benali"
    uri = entry.findtext(f"{ATOM}author/{ATOM}uri")
    assert uri == "https://host.example/mag/fr/auteurs/lea/"
    terms = [category.get("term") for category in entry.findall(f"{ATOM}category")]
    assert terms == ["Startups", "IA"]


def test_a_feed_is_as_old_as_its_latest_change_whatever_the_order_of_its_entries():
    view = FakeView(*TWO)
    assert read_atom(view).findtext(f"{ATOM}updated") == "2026-03-14T09:30:00+01:00"
    earlier = card(date=day(12), updated=day(2))
    assert feed(page(), FakeView(earlier)).updated == day(12)


def test_a_feed_without_entries_is_valid_and_never_changes():
    root = read_atom(FakeView())
    assert root.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+00:00"
    assert root.findtext(f"{ATOM}id").startswith("urn:uuid:")
    assert read_json(FakeView())["items"] == []


def test_a_story_without_a_date_still_has_the_updated_that_atom_requires():
    entry = read_atom(FakeView(card(date=None))).find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}published") is None
    assert entry.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+00:00"
    assert "date_published" not in read_json(FakeView(card(date=None)))["items"][0]


def test_identifiers_survive_edits_of_title_date_slug_and_base_url():
    before = feed(page(), FakeView(card())).entries[0]
    edited = card(title="Autre", date=day(20), updated=day(21), url="/fr/autre/")
    after = feed(page(), FakeView(edited)).entries[0]
    assert before.id == after.id
    assert UUID(before.id).version == 5


def test_identifiers_are_published_and_must_never_be_other_than_these():
    told = feed(page(), FakeView(card()))
    assert told.entries[0].id == "urn:uuid:7e772f6d-f9d3-516a-a26e-d2494782ce56"
    assert told.id == "urn:uuid:8577a5c1-53da-5264-b51d-de5bd2f5dfae"


def test_no_two_stories_languages_or_feeds_share_an_identifier():
    view = FakeView(card("a/b"), card("a/c"), card("a/b", "en"))
    told = [
        feed(page(), view),
        feed(page(locale="en"), view),
        feed(page(feed_of="tag", subject="ia"), view),
        feed(page(feed_of="category", subject="ia"), view),
    ]
    names = {each.id for each in told} | {entry.id for each in told for entry in each.entries}
    assert len(names) == 4 + 3


def test_the_twins_of_a_story_stand_in_the_feed_of_their_own_language():
    view = FakeView(card(), card(locale="en", title="Ifrane"))
    told = feed(page(locale="en"), view)
    assert [entry.title for entry in told.entries] == ["Ifrane"]
    assert read_json(view, locale="en")["language"] == "en"


@pytest.mark.parametrize("feed_of", ["category", "tag", "author"])
def test_the_feed_of_a_listing_bears_its_name_and_leads_to_it(feed_of):
    profile = Profile(label="L’IA", url="/mag/fr/ia/", description="Tout sur l’IA")
    view = FakeView(profile={(feed_of, "ia"): profile})
    root = read_atom(view, feed_of=feed_of, subject="ia")
    assert root.findtext(f"{ATOM}title") == "L’IA – Passerelle"
    assert root.findtext(f"{ATOM}subtitle") == "Tout sur l’IA"
    twin = read_json(view, feed_of=feed_of, subject="ia")
    assert twin["title"] == "L’IA – Passerelle"
    assert twin["home_page_url"] == "https://host.example/mag/fr/ia/"
    assert twin["feed_url"] == "https://host.example/mag/fr/ia/feed.json"


def test_the_full_text_is_there_with_absolute_addresses():
    html = '<p>A &lt; B <a href="#n1">1</a> <img src="/mag/a.webp" alt=""></p>'
    view = FakeView(card(), body={"startups/ifrane.fr": Body(html=html)})
    here = "https://host.example/mag/fr/startups/ifrane/"
    expected = (
        f'<p>A &lt; B <a href="{here}#n1">1</a> '
        '<img src="https://host.example/mag/a.webp" alt=""></p>'
    )
    assert read_atom(view).findtext(f"{ATOM}entry/{ATOM}content") == expected
    assert read_json(view)["items"][0]["content_html"] == expected


def test_headings_have_no_links_to_themselves_in_the_full_text():
    heading = 'Why <a class="permalink" href="#why" aria-label="Link to this section">#</a>'
    html = f'<h2 id="why">{heading}</h2><p>See <a href="#why">why</a>.</p>'
    view = FakeView(card(), body={"startups/ifrane.fr": Body(html=html)})
    told = read_json(view)["items"][0]["content_html"]
    assert told.startswith('<h2 id="why">Why</h2><p>See <a href="https://host.example/')


def test_any_text_comes_back_from_the_xml_as_it_went_in_but_for_what_xml_forbids():
    title = 'A < B & C > "D" ]]> <script>\u202f:\x0b\x00\ufffe fin'
    legal = 'A < B & C > "D" ]]> <script>\u202f: fin'
    view = FakeView(card(title=title, summary="a\r\nb"))
    entry = read_atom(view).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == legal
    assert entry.findtext(f"{ATOM}summary") == "a\r\nb"
    assert read_json(view)["items"][0]["title"] == title


def test_the_picture_of_a_story_goes_with_it():
    picture = Picture(url="/mag/a.webp", width=1200, height=675, media_type="image/webp")
    view = FakeView(card(image=picture))
    media = read_atom(view).find(f"{ATOM}entry/{MEDIA}content")
    assert dict(media.attrib) == {
        "url": "https://host.example/mag/a.webp",
        "medium": "image",
        "type": "image/webp",
        "width": "1200",
        "height": "675",
    }
    assert read_json(view)["items"][0]["image"] == "https://host.example/mag/a.webp"
    remote = FakeView(card(image=Picture(url="https://o.example/a.webp")))
    media = read_atom(remote).find(f"{ATOM}entry/{MEDIA}content")
    assert dict(media.attrib) == {"url": "https://o.example/a.webp", "medium": "image"}


def test_a_json_feed_has_what_version_1_1_requires_and_nothing_empty():
    told = read_json(FakeView(card(summary="", authors=(), category=None)))
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["icon"] == "https://host.example/mag/assets/logo.png"
    assert told["authors"] == [{"name": "Passerelle Médias", "url": "https://host.example/mag/fr/"}]
    (item,) = told["items"]
    assert {"id", "url", "title", "content_html", "date_published"} <= set(item)
    assert not {"summary", "authors", "image"} & set(item)
    assert item["tags"] == ["IA"]
    assert datetime.fromisoformat(item["date_modified"]).utcoffset() is not None


def test_an_empty_body_is_still_a_content():
    view = FakeView(card(), body={"startups/ifrane.fr": Body(html="")})
    assert read_json(view)["items"][0]["content_html"] == ""
    assert read_atom(view).find(f"{ATOM}entry/{ATOM}content") is not None


def test_an_author_without_a_page_has_no_address():
    unlisted = card(authors=(Link(label="Anonyme", url=""),))
    author = read_atom(FakeView(unlisted)).find(f"{ATOM}entry/{ATOM}author")
    assert [child.tag for child in author] == [f"{ATOM}name"]
    assert read_json(FakeView(unlisted))["items"][0]["authors"] == [{"name": "Anonyme"}]


def test_both_formats_name_the_same_stories_and_end_with_a_line():
    view = FakeView(*TWO)
    ids = [entry.findtext(f"{ATOM}id") for entry in read_atom(view).iter(f"{ATOM}entry")]
    assert [item["id"] for item in read_json(view)["items"]] == ids
    assert atom(page(), view).endswith(b"</feed>\n")
    assert json_feed(page("json-feed"), view).endswith(b"}\n")


def test_a_feed_says_nothing_of_what_it_does_not_know():
    bare = FakeView(card(summary=""), site=replace(SITE, logo=None))
    root = read_atom(bare, feed_of="tag", subject="ia")
    assert root.find(f"{ATOM}subtitle") is None
    assert root.find(f"{ATOM}logo") is None
    assert root.find(f"{ATOM}entry/{ATOM}summary") is None
    assert "icon" not in read_json(bare)
