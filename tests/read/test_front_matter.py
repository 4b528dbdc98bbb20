"""A Markdown file is taken apart into located fields and a text whose lines can be told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diptych.read.front_matter import LARGEST, read_document
from tests.read.folder import codes


def split(text):
    document, problems = read_document(text.encode() if isinstance(text, str) else text, "a.md")
    assert problems == ()
    return [entry.key for entry in document.fields.entries], document.manuscript


def test_fields_and_text_are_told_apart():
    keys, manuscript = split("---\ntitle: T\ndate: D\n---\n\nText.\n")
    assert keys == ["title", "date"]
    assert (manuscript.text, manuscript.first_line) == ("\nText.\n", 5)


def test_a_leading_code_block_keeps_its_indent():
    assert split("---\ntitle: T\n---\n    code\n")[1].text == "    code\n"


def test_a_byte_order_mark_is_accepted():
    assert split(b"\xef\xbb\xbf---\ntitle: T\n---\nText.")[0] == ["title"]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_any_line_ends_are_accepted(end):
    keys, manuscript = split(f"---{end}title: T{end}---{end}One{end}Two{end}")
    assert keys == ["title"]
    assert (manuscript.text, manuscript.first_line) == ("One\nTwo\n", 4)


def test_blank_lines_before_and_spaces_behind_the_fences_are_no_matter():
    keys, manuscript = split("\n\n--- \ntitle: T\n---\t\nText.")
    assert keys == ["title"]
    assert (manuscript.text, manuscript.first_line) == ("Text.", 6)


def test_a_rule_in_the_text_is_no_fence():
    assert split("---\ntitle: T\n---\nOne\n\n---\n\nTwo")[1].text == "One\n\n---\n\nTwo"


@pytest.mark.parametrize(
    "text", ["---\n---\nText.", "---\n\n---\nText.", "---\n# none\n---\nText."]
)
def test_a_front_matter_may_be_empty(text):
    keys, manuscript = split(text)
    assert keys == []
    assert manuscript.text == "Text."


def test_the_end_of_the_file_may_close_the_front_matter_s_fence():
    assert split("---\ntitle: T\n---")[1].text == ""


def test_a_key_named_content_is_a_key_like_any_other():
    assert split("---\ntitle: T\ncontent: x\nhandler: y\n---\nText.")[0] == [
        "title",
        "content",
        "handler",
    ]


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        (b"", "empty-file", 0, 0),
        (b" \n\t\n", "empty-file", 0, 0),
        (b"# Title\n", "missing-front-matter", 1, 1),
        (b"----\ntitle: T\n----\n", "missing-front-matter", 1, 1),
        (b"+++\ntitle = 'T'\n+++\n", "toml-front-matter", 1, 1),
        (b"---\ntitle: T\n\nText.\n", "unclosed-front-matter", 1, 1),
        (b"---\n- a\n---\n", "front-matter-not-fields", 2, 1),
        (b"---\ntext\n---\n", "front-matter-not-fields", 2, 1),
        (b"---\na: 1\nb: [\n---\n", "yaml-syntax", 4, 1),
        ("---\ntitle: \xc9t\xe9\n".encode("latin-1"), "not-utf-8", 2, 8),
        (b"---\r\ntitle: A\x00B\r\n---\r\n", "control-character-in-field", 2, 9),
        ("---\ntitle: é\x85\n---\n".encode(), "control-character-in-field", 2, 9),
        (b"x" * (LARGEST + 1), "file-too-large", 0, 0),
    ],
)
def test_a_fault_of_the_file_is_told_where_it_stands(data, code, line, column):
    problems = read_document(data, "a.md").problems
    told = [(one.code, one.place.line, one.place.column) for one in problems]
    assert told == [(code, line, column)]


def test_equal_keys_do_not_hide_the_other_fields():
    document, problems = read_document(b"---\na: 1\na: 2\nb: 3\n---\n", "a.md")
    assert codes(problems) == ["duplicate-key"]
    assert [entry.key for entry in document.fields.entries] == ["a", "b"]


@given(st.text(alphabet="-ab:\n \r\t#`"), st.integers(0, 3))
def test_every_line_of_the_text_is_that_line_of_the_file(body, blank):
    text = "\n" * blank + "---\ntitle: T\n---\n" + body
    document, _ = read_document(text.encode(), "a.md")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    manuscript = document.manuscript
    assert manuscript.text.split("\n") == lines[manuscript.first_line - 1 :]


@given(st.binary())
def test_no_bytes_make_it_raise(data):
    for prefix in (b"", b"---\n", b"---\na: "):
        document, problems = read_document(prefix + data, "a.md")
        assert document is not None or problems
