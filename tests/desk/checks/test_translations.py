"""The built pages and the sitemap name the same translations, and each other."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from diptych.desk.checks.matter import Matter
from diptych.desk.checks.translations import check_translations
from diptych.desk.newsroom import open_newsroom

SITE = Path(__file__).parents[2] / "sites/bilingual"
CLOCK = datetime(2026, 6, 1, 12, tzinfo=UTC)
SHORE = "en/startups/shore/index.html"


@pytest.fixture
def output(tmp_path):
    return shutil.copytree(SITE / "expected", tmp_path / "output")


def found(output, base_url=""):
    newsroom, _ = open_newsroom(SITE, CLOCK)
    problems = [one.problem for one in check_translations(Matter(newsroom, output, (), base_url))]
    return {(one.code, one.place.path.removeprefix(f"{output}/")) for one in problems}


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_site_as_it_was_built_is_sound(output):
    assert found(output) == set()


def test_a_site_that_is_not_built_has_nothing_to_look_at(tmp_path):
    assert found(tmp_path / "nowhere") == set()


def test_a_page_whose_translation_was_deleted_is_told_and_so_is_the_sitemap(output):
    (output / SHORE).unlink()
    assert found(output) == {
        ("hreflang-target", "fr/jeunes-pousses/shore/index.html"),
        ("sitemap-target", "sitemap.xml"),
    }


def test_a_head_that_says_less_than_the_others_is_told_with_the_others(output):
    edit(output / SHORE, 'hreflang="x-default"', 'hreflang="de"')
    assert found(output) == {
        ("hreflang-x-default", SHORE),
        ("hreflang-mutual", SHORE),
        ("hreflang-mutual", "fr/jeunes-pousses/shore/index.html"),
        ("hreflang-sitemap", SHORE),
    }


def test_a_site_built_for_another_address_is_checked_for_that_one(output):
    for path in (*output.rglob("*.html"), *output.rglob("*.xml")):
        text = path.read_text(encoding="utf-8").replace("https://example.org/", "http://a.org/b/")
        path.write_text(text, encoding="utf-8")
    assert found(output, "http://a.org/b") == set()
    assert ("hreflang-self", SHORE) in found(output)
