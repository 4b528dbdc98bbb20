"""A panel is cut into blocks whose digests tell what is said, and not how it is set."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diptych.desk.blocks import blocks_of, text_blocks
from diptych.model.article import Correction, Manuscript
from diptych.model.problem import Place
from diptych.render.typography import typeset_text
from tests.magazine import article, day

WORDS = st.text(st.characters(whitelist_categories=("Lu", "Ll", "Nd")), min_size=1, max_size=9)
MARKS = st.sampled_from(
    [" ", " ", " ", "\n", ", ", " : ", " ! ", ' "', '" ', "'", "...", " -- ", " – "]
)
PROSE = st.lists(st.tuples(WORDS, MARKS), min_size=1, max_size=12).map(
    lambda parts: "".join(word + mark for word, mark in parts) + "end"
)


def digests(text):
    return [block.digest for block in text_blocks(text)]


def shapes(text):
    return [(block.kind, block.line) for block in text_blocks(text)]


def test_blank_lines_divide_a_text_into_blocks_that_know_their_lines():
    text = "One\ntwo.\n\n\n## Three\nFour.\n\n- five\n- six\n\n> seven\n"
    assert shapes(text) == [
        ("paragraph", 1),
        ("heading2", 5),
        ("paragraph", 6),
        ("list", 8),
        ("quote", 11),
    ]


def test_code_in_fences_is_one_block_blank_lines_and_all():
    text = "Before.\n\n```python\na = 1\n\n# no heading\n```\n\nAfter."
    assert shapes(text) == [("paragraph", 1), ("code", 3), ("paragraph", 9)]


def test_code_in_a_list_does_not_divide_its_item():
    text = "- item\n  ```\n  a\n\n  b\n  ```\n\nAfter."
    assert shapes(text) == [("list", 1), ("paragraph", 8)]


def test_code_that_nothing_closes_goes_to_the_end():
    assert shapes("~~~\na\n\nb") == [("code", 1)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("![Alt](a.png)", "figure"),
        ('![Alt](a.png "Caption")', "figure"),
        ('{{< figure src="a.png" >}}', "shortcode"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "table"),
        ("[^1]: A note.", "note"),
        ("Term\n:   What it is.", "list"),
        ("Title\n=====", "heading"),
        ("    code", "code"),
        ("1. one", "list"),
        ("#hashtag", "paragraph"),
    ],
)
def test_a_block_knows_what_it_is(text, kind):
    assert shapes(text) == [(kind, 1)]


def test_notes_are_blocks_each_without_a_blank_line_between_them():
    assert shapes("[^1]: One.\n[^2]: Two.") == [("note", 1), ("note", 2)]


def test_comments_are_in_no_block_but_code_keeps_them():
    text = "One.\n\n<!-- to do:\n\ncheck -->\n\nTwo.\n\n```\n<!-- kept -->\n```\n"
    assert shapes(text) == [("paragraph", 1), ("paragraph", 7), ("code", 9)]
    assert "kept" in text_blocks(text)[2].text


def test_what_readers_see_of_the_front_matter_is_blocks_too():
    panel = article(
        description="About it.",
        corrections=(Correction(day(3), "It was 70%."),),
        places={"title": Place("a", 2, 8), "description": Place("a", 4, 1)},
    )
    blocks = blocks_of(panel, Manuscript(panel.path, "\nText.\n", 9))
    assert [(block.kind, block.line, block.is_field) for block in blocks] == [
        ("title", 2, True),
        ("description", 4, True),
        ("corrections", 0, True),
        ("paragraph", 10, False),
    ]


@given(PROSE, st.sampled_from(["fr-FR", "fr-CA", "en-GB"]))
def test_setting_a_text_by_the_rules_of_its_language_changes_no_digest(prose, tag):
    paragraph = re.sub(r"\n+", "\n", prose)
    assert digests(typeset_text(paragraph, tag)) == digests(paragraph)


@given(PROSE, st.sampled_from([" ", "  ", "\n", "\u00a0", "\u202f", "\u2009", "&nbsp;"]))
def test_blanks_of_any_kind_are_alike(prose, blank):
    assert digests(prose.replace(" ", blank)) == digests(prose)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("L'été", "L’été"),
        ('Il dit "oui"', "Il dit «\u00a0oui\u00a0»"),
        ('He said "yes"', "He said “yes”"),
        ("2010-2020", "2010–2020"),
        ("so -- then", "so — then"),
        ("wait...", "wait…"),
        ("e\u0301te\u0301", "été"),
        ("Quoi?", "Quoi\u202f?"),
        ("10 000 €", "10\u202f000\u00a0€"),
    ],
)
def test_marks_of_one_meaning_are_alike(one, other):
    assert digests(one) == digests(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("70 %", "72 %"),
        ("a word", "another word"),
        ("ou", "où"),
        ("**a**", "a"),
        ("## a", "### a"),
        ("[a](b.md)", "[a](c.md)"),
        ("```\na b\n```", "```\nab\n```"),
        ('```\n"a"\n```', "```\n“a”\n```"),
    ],
)
def test_what_says_something_else_has_another_digest(one, other):
    assert digests(one) != digests(other)
