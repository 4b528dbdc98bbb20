"""One field of a front matter is set, and every other byte of the file stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diptych.desk.field_edits import UneditableError, field_of, set_field
from diptych.read.front_matter import read_document

PLAIN = st.text(
    st.characters(whitelist_categories=("L", "N"), whitelist_characters=" éß😀-’"), max_size=12
)
VALUES = st.one_of(
    PLAIN.map(lambda text: '"' + text + '"'),
    PLAIN.map(lambda text: "'" + text + "'"),
    st.sampled_from(
        ["true", "x # why", "[a, b]", "{src: a}", "", "|\n  one\n  two", ">-\n  one\n\n  two"]
    ),
    st.just("\n  - a\n  # in a list\n  - b"),
)
NAMES = st.lists(
    st.sampled_from(["title", "tags", "image", "approved", "draft", "é"]), unique=True, min_size=1
)


@st.composite
def files(draw):
    """Return a Markdown file, its line end among those that editors write."""
    lines = []
    for name in draw(NAMES):
        if draw(st.booleans()):
            lines.append(draw(st.sampled_from(["# a remark: with a colon", ""])))
        value = draw(VALUES)
        lines.append(f"{name}:{value if value.startswith(chr(10)) else ' ' + value}")
    body = draw(st.sampled_from(["", "\nText.\n", "\n---\n\napproved: no\n---", "\nWithout end"]))
    text = "---\n" + "".join(f"{line}\n" for line in lines) + "---\n" + body
    head = draw(st.sampled_from(["", "\ufeff", "\n\n", "\ufeff\n"]))
    return (head + text).replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"]))).encode()


def fields_of(data):
    document, problems = read_document(data, "a.md")
    assert problems == ()
    return {entry.key: repr_of(entry.value) for entry in document.fields.entries}


def repr_of(node):
    if hasattr(node, "entries"):
        return {entry.key: repr_of(entry.value) for entry in node.entries}
    return [repr_of(item) for item in node.items] if hasattr(node, "items") else node.value


@given(files())
def test_the_field_says_what_it_is_told_and_the_others_what_they_said(data):
    before = fields_of(data)
    if isinstance(before.get("approved"), list | dict):
        with pytest.raises(UneditableError):
            set_field(data, "approved", "true")
        return
    edited = set_field(data, "approved", "true")
    assert fields_of(edited) == before | {"approved": "true"}
    assert (
        read_document(edited, "")[0].manuscript.text == read_document(data, "")[0].manuscript.text
    )


@given(files())
def test_every_line_that_the_field_is_not_on_is_the_same_to_the_byte(data):
    try:
        edited = set_field(data, "draft", "false")
    except UneditableError:
        return
    old, new = data.splitlines(keepends=True), edited.splitlines(keepends=True)
    at = next(number for number, line in enumerate(new) if line.strip().startswith(b"draft:"))
    assert old[:at] == new[:at]
    assert b"".join(old).endswith(b"".join(new[at + 1 :]))


@given(files())
def test_setting_a_field_twice_changes_nothing_more(data):
    try:
        edited = set_field(data, "title", '"x: y"')
    except UneditableError:
        return
    assert set_field(edited, "title", '"x: y"') == edited
    assert field_of(edited, "title") == "x: y"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("approved: false # spam?\n", "approved: true # spam?\n"),
        ("approved: 'no'   # spam?\na: b\n", "approved: true   # spam?\na: b\n"),
        ("approved:\na: b\n", "approved: true\na: b\n"),
        ("approved: # ask\na: b\n", "approved: true # ask\na: b\n"),
        ('"approved" : no\n', '"approved" : true\n'),
        ("approved: >-\n  not\n  yet\n\n# why\na: b\n", "approved: true\n\n# why\na: b\n"),
        ("approved: not\n  yet\na: b\n", "approved: true\na: b\n"),
        ("{approved: no, a: b}\n", "{approved: true, a: b}\n"),
        ("a: b\n# end\n", "a: b\n# end\napproved: true\n"),
        ("", "approved: true\n"),
    ],
)
def test_what_stands_around_a_value_stays(before, after):
    text = "---\n{}---\n\nText: approved: no\n"
    assert (
        set_field(text.format(before).encode(), "approved", "true") == text.format(after).encode()
    )


def test_a_new_field_follows_the_one_it_belongs_to():
    data = b"---\ntitle: A\ntranslated_from: fr # mine\ndraft: true\n---\n"
    edited = set_field(data, "source_blocks", '"0123abcd"', after="translated_from")
    assert edited == (
        b'---\ntitle: A\ntranslated_from: fr # mine\nsource_blocks: "0123abcd"\ndraft: true\n---\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "no front matter",
        "---\ntitle: a\n",
        "---\na: 1\na: 2\n---\n",
        "---\n{a: b}\n---\n",
        "---\napproved: [yes]\n---\n",
    ],
)
def test_what_cannot_be_edited_without_touching_more_is_refused(text):
    with pytest.raises(UneditableError):
        set_field(text.encode(), "approved", "true")


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(UneditableError):
        set_field(b"---\ntitle: \xff\n---\n", "approved", "true")
