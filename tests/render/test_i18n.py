from datetime import UTC, date, datetime

import pytest
from markupsafe import Markup

from diptych.render import i18n

FIRST = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("fr-FR", "1er janvier 2026"),
        ("fr-MA", "1er janvier 2026"),
        ("fr-CA", "1er janvier 2026"),
        ("en-GB", "1 January 2026"),
        ("en-US", "January 1, 2026"),
        ("es", "1 de enero de 2026"),
    ],
)
def test_the_first_of_a_month_is_said_as_the_language_says_it(tag, text):
    assert i18n.long_date(FIRST, tag) == text


def test_in_html_the_ordinal_of_the_first_is_raised():
    assert i18n.long_date_markup(FIRST, "fr-FR") == Markup("1<sup>er</sup> janvier 2026")


@pytest.mark.parametrize("day", [2, 10, 11, 21, 31])
def test_no_other_day_of_a_french_month_is_an_ordinal(day):
    value = date(2026, 1, day)
    assert i18n.long_date(value, "fr-FR") == f"{day} janvier 2026"
    assert i18n.long_date_markup(value, "fr-FR") == f"{day} janvier 2026"


def test_dates_in_a_right_to_left_language_are_formatted_too():
    assert i18n.long_date(FIRST, "ar-MA") == "1 يناير 2026"
    assert i18n.direction("ar-MA") == "rtl"
    assert i18n.direction("fr-MA") == "ltr"


def test_a_time_is_told_in_hours_and_minutes():
    assert i18n.clock_time(datetime(2026, 1, 1, 8, 5, tzinfo=UTC), "fr-FR") == "08:05"


@pytest.mark.parametrize(
    ("value", "tag", "text"),
    [
        ("2026-03", "fr-FR", "mars 2026"),
        ("2026-03", "en-GB", "March 2026"),
        (date(2026, 3, 9), "fr-FR", "mars 2026"),
        ("2026", "fr-FR", "2026"),
    ],
)
def test_a_month_of_the_archives_has_its_name_and_a_year_stays(value, tag, text):
    assert i18n.month(value, tag) == text


def test_numbers_are_grouped_by_the_language():
    assert i18n.number(58000, "fr-FR") == "58\u202f000"
    assert i18n.number(58000, "en-GB") == "58,000"


@pytest.mark.parametrize(
    ("items", "french", "english"),
    [
        ([], "", ""),
        (["A"], "A", "A"),
        (["A", "B"], "A et B", "A and B"),
        (["A", "B", "C"], "A, B et C", "A, B and C"),
    ],
)
def test_a_list_is_joined_as_in_running_text(items, french, english):
    assert i18n.listed(items, "fr-FR") == french
    assert i18n.listed(items, "en-GB") == english


def test_a_list_escapes_text_and_keeps_markup_and_braces():
    items = ["<b>", Markup("<i>x</i>"), "{0}"]
    assert i18n.listed(items, "fr-FR") == Markup("&lt;b&gt;, <i>x</i> et {0}")


@pytest.mark.parametrize("tag", ["fr", "fr-FR", "fr-MA", "en-MA", "zgh-MA", "sr-Latn-RS", "ar-001"])
def test_languages_and_territories_that_cldr_has_are_known(tag):
    assert i18n.known_locale(tag)


@pytest.mark.parametrize("tag", ["", "zz", "fr-Abcd", "fr-QX", "french", "x y"])
def test_other_tags_are_not_known(tag):
    assert not i18n.known_locale(tag)


def test_an_unknown_pair_follows_its_language_and_an_unknown_language_follows_english():
    assert i18n.long_date(date(2026, 3, 2), "fr-QX") == "2 mars 2026"
    assert i18n.long_date(date(2026, 3, 2), "zz") == "March 2, 2026"


@pytest.mark.parametrize(
    ("tag", "written"), [("fr-FR", "fr_FR"), ("fr-MA", "fr_MA"), ("fr", "fr_FR"), ("ar", "ar_EG")]
)
def test_open_graph_writes_a_locale_with_its_territory(tag, written):
    assert i18n.og_locale(tag) == written
