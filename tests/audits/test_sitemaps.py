"""Sitemap rules, on a sound sitemap that is broken in one place at a time."""

from datetime import UTC, datetime

import pytest

from audits.sitemaps import check_sitemap

CLOCK = datetime(2026, 1, 6, 12, tzinfo=UTC)
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://host.example/un/</loc><lastmod>2026-01-05</lastmod><news:news>
<news:publication><news:name>Le Pont</news:name><news:language>fr</news:language>
</news:publication><news:publication_date>2026-01-05T10:00:00+01:00</news:publication_date>
<news:title>Un</news:title></news:news></url>
<url><loc>https://host.example/deux/</loc></url></urlset>"""


def test_a_sound_sitemap_has_no_fault():
    assert list(check_sitemap(SITEMAP.encode(), "sitemap", CLOCK)) == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("</urlset>", "", "well-formed"),
        ("schemas/sitemap/0.9", "schemas/sitemap/1", "root"),
        ("/deux/", "/un/", "twice"),
        ("<lastmod>2026-01-05<", "<lastmod>5 January<", "lastmod"),
        ("2026-01-05T10:00:00+01:00", "2026-01-04T10:00:00+01:00", "news-age"),
        ("2026-01-05T10:00:00+01:00", "2026-01-07T10:00:00+01:00", "news-age"),
        ("<news:title>Un</news:title>", "", "news-part"),
    ],
)
def test_each_rule_is_held_to(old, new, rule):
    assert old in SITEMAP
    broken = SITEMAP.replace(old, new).encode()
    assert rule in {finding.rule for finding in check_sitemap(broken, "sitemap", CLOCK)}


def test_a_sitemap_holds_at_most_fifty_thousand_addresses():
    head, tail = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">', "</urlset>"
    urls = "<url><loc>https://host.example/</loc></url>" * 50_001
    assert "size" in {
        each.rule for each in check_sitemap((head + urls + tail).encode(), "s", CLOCK)
    }
