"""One story file: each rule of its own fields."""

import pytest

from diptych.read.naming import PanelName
from diptych.read.panels import read_panel
from diptych.read.zones import load_zone
from tests.read.folder import codes, story

ZONE = load_zone("Europe/Paris")


def read(text, key="startups/a-story", locale="fr"):
    name = PanelName(path=f"content/{key}.{locale}.md", key=key, locale=locale)
    return read_panel(name, text.encode(), ZONE, ("fr", "en"))


def panel(fields, **where):
    result = read(story(fields), **where)
    assert result.problems == ()
    return result.value


def test_a_title_and_a_date_are_enough():
    sound = panel("")
    assert (sound.title, sound.slug, sound.whole) == ("Title", "a-story", True)
    assert sound.place("title").line == 2
    assert sound.place("slug").line == 1


def test_the_slug_is_the_file_s_name_without_accents_or_capitals():
    assert panel("", key="startups/L'Œuvre d'été").slug == "l-oeuvre-d-ete"
    assert panel("slug: 2025").slug == "2025"


def test_a_title_is_one_line_and_keeps_its_no_break_spaces():
    text = '---\ntitle: "Deux\\n  lignes\u00a0: oui"\ndate: 2026-03-01\n---\n'
    assert read(text).value.title == "Deux lignes\u00a0: oui"


def test_lang_no_stays_no():
    assert panel("extra: {lang: no}").fields.extra == {"lang": "no"}


@pytest.mark.parametrize(
    ("spelling", "field"),
    [
        ("lastmod: 2026-04-01", "updated"),
        ("modified: 2026-04-01", "updated"),
        ("excerpt: x", "summary"),
        ("categories: x", "category"),
        ("author: x", "authors"),
        ("cover: x", "image"),
        ("thumb: x", "image"),
        ("image-alt: x", "image_alt"),
        ("publishDate: 2026-04-01", "publish_date"),
        ("expiryDate: 2026-04-01", "expiry_date"),
        ("translationKey: x", "translation_key"),
        ("redirect_from: /x", "aliases"),
        ("params: {a: b}", "extra"),
    ],
)
def test_other_spellings_are_accepted(spelling, field):
    assert getattr(panel(spelling).fields, field)
    assert field in panel(spelling).places


@pytest.mark.parametrize("value", ["", "~", "null", "Null"])
@pytest.mark.parametrize("field", ["updated", "slug", "tags", "image", "draft", "kind", "extra"])
def test_an_optional_field_left_empty_is_absent(field, value):
    assert panel(f"{field}: {value}").place(field).line == 1


def test_pages_need_no_date_and_translations_may_borrow_theirs():
    text = "---\ntitle: About\n---\n"
    assert read(text, key="pages/about").problems == ()
    assert read("---\ntitle: T\ntranslated_from: en\n---\n").problems == ()
    assert codes(read(text).problems) == ["missing-date"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ("slug: Été", "invalid-slug"),
        ("slug: a--b", "invalid-slug"),
        ("slug: -a", "invalid-slug"),
        ("slug: a_b", "invalid-slug"),
        ("slug: ''", "invalid-slug"),
        ("slug: ../x", "invalid-slug"),
        ("slug: x/y", "invalid-slug"),
        ("slug: 'x '", "invalid-slug"),
        ("slug: nul", "windows-slug"),
        (f"slug: {'a' * 81}", "slug-too-long"),
        ("slug: [a]", "expects-text"),
        ("updated: 2026-02-28", "updated-before-date"),
        ("aliases: x", "relative-alias"),
        ("aliases: //x", "alias-outside-site"),
        ("aliases: /a/%2e%2e/b", "alias-outside-site"),
        ("aliases: /a\\b", "alias-outside-site"),
        ("aliases: /", "invalid-alias"),
        ("aliases: '/?p=1'", "invalid-alias"),
        ("aliases: '/x#y'", "invalid-alias"),
        ("translated_from: de", "unknown-choice"),
        ("translated_from: fr", "translated-from-itself"),
        ("translation_key: a b", "invalid-translation-key"),
        ("translation_key: /a", "invalid-translation-key"),
        ("translation_key: a/../b", "invalid-translation-key"),
        ("corrections: [{date: 2026-03-02}]", "missing-key"),
        ("release: now", "unknown-choice"),
    ],
)
def test_a_wrong_field_is_one_error_on_its_line(fields, code):
    result = read(story(fields))
    assert not result.value.whole
    told = [(one.code, one.place.line, one.severity) for one in result.problems]
    assert told == [(code, 4, "error")]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ("expiry_date: 2026-03-01", "expires-before-published"),
        ("publish_date: 2026-05-01\nexpiry_date: 2026-04-01", "expires-before-published"),
        ("tags: a, b", "tags-in-one-text"),
        ("categories: [a, b]", "several-categories"),
        ("source_blocks: xyz", "invalid-source-blocks"),
        ("tag: a", "misspelt-key"),
        ("content: a", "unknown-key"),
        ('description: "a\\u202eb"', "bidi-control"),
        ("updated: 2026-03-29 02:15", "skipped-hour"),
    ],
)
def test_a_doubtful_field_is_one_warning(fields, code):
    result = read(story(fields))
    assert result.value.whole
    assert [(one.code, one.severity) for one in result.problems] == [(code, "warning")]


def test_digests_of_source_blocks_are_one_string():
    assert panel("source_blocks: 12345678 90abcdef").fields.source_blocks.value


@pytest.mark.parametrize(
    ("slug", "near"),
    [("../../x", "x"), ("Été", "ete"), ("C:\\x", "c-x"), ("com1", "com1-1"), ("!?", "title")],
)
def test_a_wrong_slug_comes_with_one_to_write_instead(slug, near):
    (problem,) = read(story(f"slug: '{slug}'")).problems
    assert dict(problem.values)["near"] == near


def test_a_file_name_without_letters_needs_a_slug():
    (problem,) = read(story(), key="startups/日本").problems
    assert (problem.code, problem.place.line) == ("empty-slug", 0)
    assert dict(problem.values)["near"] == "title"
    assert panel("slug: japan", key="startups/日本").slug == "japan"


def test_a_wrong_date_is_not_also_a_missing_one():
    result = read("---\ntitle: T\ndate: soon\n---\n")
    assert codes(result.problems) == ["invalid-date"]


def test_all_faults_of_a_file_are_told_at_once():
    result = read("---\ndate: soon\nslug: É\nkind: x\ntitel: T\n---\n")
    assert sorted(codes(result.problems)) == [
        "invalid-date",
        "invalid-slug",
        "missing-title",
        "misspelt-key",
        "unknown-choice",
    ]
