"""New files say what they are told to, whatever a title holds, and repeat nothing inherited."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from diptych.desk.blocks import blocks_of
from diptych.desk.drafting import clean_title, new_story, new_translation, quoted, translation_path
from diptych.desk.staleness import stamp, untouched
from diptych.model.article import Correction, Image, Manuscript
from diptych.model.problem import Place
from diptych.read.front_matter import read_document
from tests.magazine import article, day

NOW = datetime(2026, 6, 1, 12, 30, 15, tzinfo=UTC)
TEXT = "\nBonjour à toutes les lectrices.\n\n![Un pont](pont.png)\n"


def story(title="Titre", **changes):
    parts = {
        "category": "startups",
        "locale": "fr",
        "slug": "titre",
        "authors": ("lea",),
        "now": NOW,
    }
    return new_story(title=title, **(parts | changes))


def fields(draft):
    document, problems = read_document(draft.text.encode(), draft.path)
    assert problems == ()
    return {entry.key: getattr(entry.value, "value", None) for entry in document.fields.entries}


@given(st.text(st.characters(exclude_categories=())))
def test_any_title_is_read_as_it_was_cleaned(text):
    title = clean_title(text)
    assert fields(story(title))["title"] == title
    assert clean_title(title) == title


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_any_text_in_quotes_is_read_as_it_was(text):
    if set(text) & {"\ufffe", "\uffff"}:
        return  # no YAML holds these, quoted or not
    document, problems = read_document(f"---\na: {quoted(text)}\n---\n".encode(), "a")
    assert problems == ()
    assert document.fields.find("a").value.value == text


@pytest.mark.parametrize("title", ["L'IA : x", '"Quoi ?"', "- liste", "#1", "yes", "{a}", "a\\b"])
def test_titles_that_yaml_would_take_for_something_else_are_texts(title):
    assert fields(story(title))["title"] == title


def test_a_new_story_is_a_draft_in_a_folder_dated_now():
    draft = story()
    assert draft.path == "content/startups/titre/index.fr.md"
    found = fields(draft)
    assert (found["date"], found["draft"]) == ("2026-06-01 12:30", "true")
    assert "slug" not in found


def test_a_page_has_neither_date_nor_tags():
    assert set(fields(story(category="pages", authors=()))) == {"title", "description", "draft"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content/startups/a.fr.md", "content/startups/a.en.md"),
        ("content/startups/a/index.fr.md", "content/startups/a/index.en.md"),
        ("content/startups/a.b.fr.md", "content/startups/a.b.en.md"),
    ],
)
def test_a_translation_stands_beside_its_original(path, expected):
    assert translation_path(replace(article(), path=path), "en") == expected


def test_a_translation_repeats_what_is_to_be_translated_and_nothing_inherited():
    source = article(
        description="Sujet",
        kind="guide",
        tags=("ai",),
        authors=("lea",),
        series=("tour",),
        expires_at=day(9) + timedelta(seconds=1),
        image=Image(src="content/startups/a.png", alt="Un pont", caption="Légende"),
        corrections=(Correction(day(3), "C'était faux."),),
    )
    draft = new_translation(source, Manuscript(source.path, TEXT, 7), "en", ("omar",))
    assert list(fields(draft)) == [
        "title",
        "translated_from",
        "source_blocks",
        "translators",
        "description",
        "image",
        "corrections",
        "kind",
        "expiry_date",
        "draft",
    ]
    assert draft.text.endswith(f"---\n{TEXT}")
    assert "src" not in draft.text
    assert fields(draft)["expiry_date"] == "2026-01-10 12:00:01"


def test_a_publish_date_is_repeated_only_if_the_original_has_one_of_its_own():
    def has_date(**places):
        source = article(places={"title": Place("a"), **places})
        return "publish_date" in fields(new_translation(source, Manuscript("a", TEXT), "en"))

    assert has_date(publish_date=Place("a", 4, 1))
    assert not has_date()


def test_a_new_translation_is_true_to_its_original_and_all_of_it_is_to_be_translated():
    source = article(title="Un titre en cinq mots")
    manuscript = Manuscript(source.path, TEXT, 7)
    draft = new_translation(source, manuscript, "en")
    blocks = blocks_of(source, manuscript)
    assert fields(draft)["source_blocks"] == stamp(blocks)
    assert untouched(blocks, blocks) == (0, 1)
