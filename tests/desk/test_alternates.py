"""hreflang rules, on heads and sitemaps that break one at a time."""

import pytest

from diptych.desk.alternates import check_heads, check_sitemap

FR, EN = "https://host.example/fr/", "https://host.example/en/"
PAIR = {"fr": FR, "en": EN, "x-default": FR}


def rules(findings):
    return {finding.rule for finding in findings}


def test_a_mutual_pair_and_a_page_without_counterpart_are_sound():
    heads = {FR: PAIR, EN: PAIR, "https://host.example/fr/seul/": {}}
    assert list(check_heads(heads)) == []
    assert list(check_sitemap(heads, heads)) == []


@pytest.mark.parametrize(
    ("heads", "rule"),
    [
        ({FR: PAIR, EN: {}}, "hreflang-mutual"),
        ({FR: PAIR, EN: PAIR | {"x-default": EN}}, "hreflang-mutual"),
        ({FR: PAIR}, "hreflang-target"),
        ({FR: {"en": EN, "x-default": EN}, EN: PAIR}, "hreflang-self"),
        ({FR: {"fr": FR, "en": EN}, EN: {"fr": FR, "en": EN}}, "hreflang-x-default"),
    ],
)
def test_each_rule_is_held_to(heads, rule):
    assert rule in rules(check_heads(heads))


def test_the_sitemap_must_say_what_the_head_says_of_pages_that_are_there():
    assert rules(check_sitemap({FR: PAIR}, {FR: {}})) == {"hreflang-sitemap"}
    assert rules(check_sitemap({}, {FR: PAIR})) == {"sitemap-target"}
