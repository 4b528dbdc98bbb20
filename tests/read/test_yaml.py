"""YAML becomes a located tree of strings; what front matter has no use for is refused."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diptych.read.located import Items, Scalar, Table
from diptych.read.yaml import DEEPEST, read_yaml
from tests.read.folder import codes


def values(text):
    tree = read_yaml(text, "a.md").value
    return {entry.key: entry.value.value for entry in tree.entries}


def test_scalars_stay_the_strings_that_were_written():
    text = "lang: no\ntime: 12:30:00\nnumber: 010\nday: 2026-1-5\nslug: 2025\nquoted: 'yes'"
    assert values(text) == {
        "lang": "no",
        "time": "12:30:00",
        "number": "010",
        "day": "2026-1-5",
        "slug": "2025",
        "quoted": "yes",
    }


def test_every_key_and_value_has_its_place():
    tree = read_yaml("title: Été\nimage:\n  src: a.jpg\ntags: [ia, robots]", "a.md", 2).value
    assert isinstance(tree, Table)
    assert (tree.entries[0].place.line, tree.entries[0].place.column) == (2, 1)
    assert (tree.entries[0].value.place.line, tree.entries[0].value.place.column) == (2, 8)
    assert (tree.place_of("image", "src").line, tree.place_of("image", "src").column) == (4, 3)
    assert (tree.place_of("tags", 1).line, tree.place_of("tags", 1).column) == (5, 12)


def test_a_place_that_is_not_there_is_the_nearest_one():
    tree = read_yaml("image:\n  src: a.jpg", "a.md").value
    assert tree.place_of("image", "alt", "x").line == 1
    assert tree.place_of("tags").line == 1


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null", "NULL"])
def test_an_unquoted_null_is_absent(nothing):
    assert read_yaml(f"summary: {nothing}", "a.md").value.entries[0].value.absent


@pytest.mark.parametrize("something", ["''", "'null'", '"~"', "none", "0"])
def test_what_is_quoted_is_there(something):
    assert not read_yaml(f"summary: {something}", "a.md").value.entries[0].value.absent


def test_a_text_on_several_lines_keeps_its_place():
    tree = read_yaml("summary: >\n  One\n  two.\ntitle: T", "a.md").value
    assert tree.entries[0].value.value == "One two.\n"
    assert tree.entries[1].place.line == 4


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("title: Station F : le hub", "yaml-unquoted-colon", 1, 18),
        ("title: A\ntags: [a, b", "yaml-syntax", 3, 1),
        ("title: A\nextra:\n\tkey: value", "yaml-tab", 3, 1),
        ("a: &x 1", "yaml-alias", 1, 4),
        ("a: *x", "yaml-alias", 1, 4),
        ("&x a: 1", "yaml-alias", 1, 1),
        ("a:\n  <<: {b: 1}", "yaml-merge", 2, 3),
        ("a: !!python/object:os.system x", "yaml-tag", 1, 4),
        ("a: !custom [1]", "yaml-tag", 1, 4),
        ("a: 1\n--- \nb: 2", "yaml-documents", 2, 1),
        ("? [a]\n: 1", "yaml-key", 1, 3),
        ("null: 1", "yaml-key", 1, 1),
        ("a: 1\nb: 2\na: 3", "duplicate-key", 3, 1),
        ("a: " + "[" * 900 + "]" * 900, "yaml-nesting", 1, 53),
    ],
)
def test_a_fault_is_told_where_it_stands(text, code, line, column):
    (problem,) = read_yaml(text, "a.md").problems
    place = problem.place
    assert (problem.code, place.path, place.line, place.column) == (code, "a.md", line, column)


def test_a_quoted_merge_key_is_a_key_like_any_other():
    assert values('"<<": text') == {"<<": "text"}


def test_the_hint_for_a_colon_quotes_the_value():
    (problem,) = read_yaml('title: L\'IA "maison" : x', "a.md").problems
    assert dict(problem.values) == {
        "key": "title",
        "quoted": r'"L\'IA \"maison\" : x"'.replace("\\'", "'"),
    }


def test_equal_keys_name_both_lines_and_do_not_hide_other_faults():
    result = read_yaml("a: 1\na: 2\nb: 1\nb: 2", "a.md", 10)
    assert codes(result.problems) == ["duplicate-key"] * 2
    assert [(one.place.line, one.also[0].line) for one in result.problems] == [(11, 10), (13, 12)]
    assert result.value is not None


def test_depth_is_allowed_up_to_its_limit():
    assert read_yaml("[" * DEEPEST + "]" * DEEPEST, "a.md").problems == ()
    assert codes(read_yaml("[" * (DEEPEST + 1), "a.md").problems) == ["yaml-nesting"]


@pytest.mark.parametrize("text", ["", "# only a comment", "\n\n"])
def test_an_empty_text_has_no_tree(text):
    assert read_yaml(text, "a.md") == (None, ())


def bombs():
    lines = {"aliases": "{new}: &{new} [{uses}]", "merges": "{new}: &{new} {{<<: [{uses}]}}"}
    texts = {
        name: "a: &a {k: v}\n"
        + "\n".join(
            line.format(new=new, uses=",".join([f"*{old}"] * 9))
            for old, new in pairwise("abcdefghi")
        )
        for name, line in lines.items()
    }
    return texts | {"brackets": "a: " + "[" * 100_000, "keys": "? " * 20_000}


@pytest.mark.parametrize("name", bombs())
def test_a_bomb_is_refused_in_less_than_a_tenth_of_a_second(name):
    started = time.process_time()
    assert read_yaml(bombs()[name], "a.md").problems
    assert time.process_time() - started < 0.1


@given(st.one_of(st.text(), st.text(alphabet="ab:-[]{}&*!?#|>'\"\n\t ,<~")))
def test_no_text_makes_it_raise(text):
    node, problems = read_yaml(text, "a.md")
    assert node is None or isinstance(node, Scalar | Items | Table)
    assert all(problem.place.line >= 1 for problem in problems)
