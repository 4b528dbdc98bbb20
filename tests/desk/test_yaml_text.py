"""A text that is quoted comes back from YAML as it was, whatever it holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diptych.desk.yaml_text import quoted
from diptych.read.located import Scalar
from diptych.read.yaml import read_yaml

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXTS)
def test_every_text_comes_back_from_yaml_as_it_was(text):
    node, problems = read_yaml(f"title: {quoted(text)}\n", "x")

    assert problems == ()
    (entry,) = node.entries
    assert isinstance(entry.value, Scalar)
    assert (entry.value.value, entry.value.plain) == (text, False)


@pytest.mark.parametrize("text", ["L'IA : x", 'She said "no": why?', "a\\b", "a\u2028b\x85c"])
def test_a_text_stays_on_one_line(text):
    assert len(quoted(text).splitlines()) == 1
