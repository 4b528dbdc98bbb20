"""Lists: what CommonMark takes for one, Python-Markdown gets as one."""

import pytest

from tests.render.markup.desk import html


def shape(text):
    """Return the HTML of a text on one line, without the blanks between tags."""
    return html(text).replace("\n", "").replace("    ", " ")


@pytest.mark.parametrize("step", ["  ", "    ", "\t"])
def test_a_list_may_be_nested_by_any_step(step):
    assert shape(f"- a\n{step}- b\n{step}{step}- c\n- d\n") == (
        "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"
    )


def test_a_numbered_list_is_nested_by_three():
    assert shape("1. a\n   1. b\n2. c\n") == "<ol><li>a<ol><li>b</li></ol></li><li>c</li></ol>"


def test_a_list_may_begin_right_below_a_line_of_text():
    assert shape("Trois :\n- a\n- b\n") == "<p>Trois\u00a0:</p><ul><li>a</li><li>b</li></ul>"


def test_a_year_at_the_beginning_of_a_line_begins_no_list():
    assert html("Créée en\n2019. Vendue.") == "<p>Créée en\n2019. Vendue.</p>"


def test_a_line_of_dialogue_is_no_item_without_a_blank():
    assert html("-Oui\n-Non") == "<p>-Oui\n-Non</p>"


def test_paragraphs_of_an_item_are_indented_by_its_marker_or_by_four():
    expected = "<ol><li><p>a</p><p>b</p></li><li><p>c</p></li></ol>"
    assert shape("1. a\n\n   b\n\n2. c\n") == expected
    assert shape("1. a\n\n    b\n\n2. c\n") == expected


def test_code_in_an_item_keeps_its_own_indent():
    expected = '<ul><li><p>a</p><p>b</p><pre tabindex="0"><code>x:  y</code></pre></li></ul>'
    assert shape("- a\n\n  b\n\n      x:\n        y\n") == expected
    assert shape("- a\n\n    b\n\n        x:\n          y\n") == expected


def test_a_change_of_marker_begins_another_list():
    assert shape("- a\n1. b\n") == "<ul><li>a</li></ul><ol><li>b</li></ol>"


def test_a_numbered_list_keeps_its_first_number():
    assert shape("7. a\n8. b\n") == '<ol start="7"><li>a</li><li>b</li></ol>'


def test_parentheses_number_a_list_too():
    assert shape("1) a\n2) b\n") == "<ol><li>a</li><li>b</li></ol>"


def test_a_rule_is_no_list():
    assert shape("a\n\n- - -\n\n* * *\n\nb\n") == "<p>a</p><hr><hr><p>b</p>"


def test_a_line_that_hangs_below_its_item_goes_on_with_it():
    assert shape("- a\nb\n- c\n") == "<ul><li>ab</li><li>c</li></ul>"


def test_lists_in_notes_and_admonitions_are_nested_the_same_way():
    assert "<ul><li>b<ul><li>c</li></ul></li></ul>" in shape(
        "a[^1]\n\n[^1]: x\n\n    - b\n      - c\n"
    )
    assert "<ul><li>b<ul><li>c</li></ul></li></ul>" in shape("!!! note\n    - b\n      - c\n")


def test_indented_code_that_looks_like_a_list_stays_code():
    assert html("a\n\n    - b\n      - c\n") == (
        '<p>a</p>\n<pre tabindex="0"><code>- b\n  - c\n</code></pre>'
    )


def test_a_fence_in_an_item_belongs_to_it_wherever_it_begins():
    expected = '<li><pre class="highlight" tabindex="0"><code>x</code></pre></li>'
    assert expected in shape("- ```\n  x\n  ```\n")
    assert "<li><p>a</p><pre" in shape("1. a\n\n   ```\n   x\n   ```\n2. b\n")


def test_tasks_may_be_loose_and_nested():
    assert shape("- [x] a\n  - [ ] b\n") == (
        '<ul><li class="task"><label><input type="checkbox" disabled checked> a</label>'
        '<ul><li class="task"><label><input type="checkbox" disabled> b</label></li></ul>'
        "</li></ul>"
    )
    assert '<li class="task"><p><label><input' in shape("- [x] a\n\n- [ ] b\n")
    assert "task" not in html("- \\[x] a")
