"""Feed rules, on a sound feed that is broken in one place at a time."""

import json

import pytest

from audits.feeds import check_atom, check_json

URL = "https://host.example/feed.xml"
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom">
<id>urn:uuid:1</id><title>Le Pont</title><updated>2026-01-05T10:00:00+01:00</updated>
<author><name>Amina</name></author>
<link rel="self" href="{URL}"/>
<entry><id>urn:uuid:2</id><title>Un</title><updated>2026-01-05T10:00:00+01:00</updated>
<link href="https://host.example/un/"/><category term="ia"/>
<content type="html">&lt;a href="https://host.example/"&gt;x&lt;/a&gt;</content></entry>
</feed>"""
ENTRY = ATOM[ATOM.index("<entry>") : ATOM.index("</feed>")]
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Le Pont",
    "feed_url": URL,
    "items": [{"id": "2", "url": "https://host.example/un/", "content_html": "<p>x</p>"}],
}


def rules(findings):
    return {finding.rule for finding in findings}


def test_a_sound_atom_feed_has_no_fault():
    assert list(check_atom(ATOM.encode(), "feed", URL)) == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("</feed>", "", "well-formed"),
        ("<id>urn:uuid:1</id>", "", "id"),
        ("<title>Le Pont</title>", "<title>a</title><title>b</title>", "title"),
        ("<author><name>Amina</name></author>", "", "author"),
        ("<name>Amina</name>", "<uri>x</uri>", "person"),
        ("2026-01-05T10:00:00+01:00</updated>\n<link", "2026-01-05</updated>\n<link", "date"),
        ("urn:uuid:2", "no iri", "id"),
        (URL, "https://host.example/other.xml", "self"),
        ('href="https://host.example/un/"', 'href="/un/"', "link"),
        ('term="ia"', "", "category"),
        ('&lt;a href="https://host.example/"', '&lt;a href="/"', "absolute"),
        ('type="html">&lt;a', 'type="html"><b/>&lt;a', "content-html"),
        ("<title>Un</title>", '<title type="markdown">Un</title>', "text-type"),
        ("<entry>", f"{ENTRY}<entry>", "id-unique"),
    ],
)
def test_each_rule_of_atom_is_held_to(old, new, rule):
    assert old in ATOM
    assert rule in rules(check_atom(ATOM.replace(old, new, 1).encode(), "feed", URL))


def test_a_sound_json_feed_has_no_fault():
    assert list(check_json(json.dumps(JSON).encode(), "feed", URL)) == []


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"version": "1"}, "version"),
        ({"title": ""}, "title"),
        ({"feed_url": "x"}, "self"),
        ({"items": JSON["items"] * 2}, "id-unique"),
        ({"items": [JSON["items"][0] | {"id": ""}]}, "id"),
        ({"items": [JSON["items"][0] | {"url": "/un/"}]}, "absolute"),
        ({"items": [JSON["items"][0] | {"date_published": "2026"}]}, "date"),
        ({"items": [{"id": "2"}]}, "content"),
        ({"items": [JSON["items"][0] | {"content_html": "<img src='a.png'>"}]}, "absolute"),
    ],
)
def test_each_rule_of_json_feeds_is_held_to(changes, rule):
    assert rule in rules(check_json(json.dumps(JSON | changes).encode(), "feed", URL))
