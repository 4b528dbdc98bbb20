"""TOML becomes the same located tree; every key is found where it stands."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diptych.read.keys import scan
from diptych.read.located import Items, Scalar, Table
from diptych.read.toml import read_toml
from tests.read.folder import codes

SAMPLE = '''# comment
a.b = 1
a."c d" = 'x # no comment'
[menu] # comment
header = ["x", {url = "u", fr = "é"}, # [c]
 """a]"b""", ]
[[p.q]]
z = 1
[p.q.r]
v = 2
[[p.q]]
z = {a = [1, 2], b.c = 1979-05-27T07:32:00Z}
["quoted.key"]
'literal' = """
two
lines"""
last = true
'''


def plain(node):
    if isinstance(node, Table):
        return {entry.key: plain(entry.value) for entry in node.entries}
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    assert isinstance(node, Scalar)
    return node.value


def test_the_tree_says_what_the_text_says():
    assert plain(read_toml(SAMPLE.encode(), "c.toml").value) == tomllib.loads(SAMPLE)


@pytest.mark.parametrize(
    ("steps", "line", "column"),
    [
        (("a", "b"), 2, 1),
        (("a", "c d"), 3, 1),
        (("menu",), 4, 2),
        (("menu", "header"), 5, 1),
        (("menu", "header", 1, "fr"), 5, 28),
        (("menu", "header", 2), 6, 2),
        (("p", "q", 0, "z"), 8, 1),
        (("p", "q", 0, "r", "v"), 10, 1),
        (("p", "q", 1, "z", "b", "c"), 12, 18),
        (("quoted.key", "literal"), 14, 1),
        (("quoted.key", "last"), 17, 1),
    ],
)
def test_every_key_has_its_place(steps, line, column):
    place = read_toml(SAMPLE.encode(), "c.toml").value.place_of(*steps)
    assert (place.path, place.line, place.column) == ("c.toml", line, column)


@pytest.mark.parametrize(
    ("text", "line"),
    [("a = \n", 1), ("a = 1\na = 2\n", 2), ("a = [1,\n2", 2), ("[x\n", 1), ("\n\nb = 'x", 3)],
)
def test_a_syntax_error_is_one_located_problem(text, line):
    (problem,) = read_toml(text.encode(), "c.toml").problems
    assert (problem.code, problem.place.line) == ("toml-syntax", line)


def test_bytes_that_are_no_utf_8_are_told_with_their_line():
    (problem,) = read_toml("a = 1\nb = 'é'".encode("latin-1"), "c.toml").problems
    assert (problem.code, problem.place.line) == ("not-utf-8", 2)


def test_a_byte_order_mark_and_windows_line_ends_are_accepted():
    tree = read_toml(b"\xef\xbb\xbfa = 1\r\nb = 2\r\n", "c.toml").value
    assert plain(tree) == {"a": 1, "b": 2}
    assert tree.place_of("b").line == 2


@pytest.mark.parametrize("text", ["a = " + "[" * 10_000, "a = " + "[" * 300 + "]" * 300])
def test_depth_is_no_crash(text):
    node, problems = read_toml(text.encode(), "c.toml")
    assert node is not None or codes(problems) == ["toml-syntax"]


keys = st.from_regex(r"[a-z]{1,3}", fullmatch=True)
tables = st.recursive(
    st.integers() | st.booleans() | st.from_regex(r"[a-z #=\[\]{},.]{0,9}", fullmatch=True),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=12,
)


def inline(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {inline(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(inline(one) for one in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


@given(st.dictionaries(keys, tables, max_size=4))
def test_places_are_found_for_all_values_of_any_table(values):
    text = "".join(f"{key} = {inline(value)}\n" for key, value in values.items())
    tree = read_toml(text.encode(), "c.toml").value
    assert plain(tree) == values
    starts = scan(text)
    for path, (key, value) in starts.items():
        assert 0 <= key <= value < len(text)
        if isinstance(path[-1], str):
            assert text.startswith(path[-1], key)


@given(st.text())
def test_no_text_makes_it_raise(text):
    node, problems = read_toml(text.encode("utf-8", "replace"), "c.toml")
    assert (node is None) == bool(problems)
