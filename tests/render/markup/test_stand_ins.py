"""Stand-ins where an author's own HTML is unfinished."""

import pytest

from tests.render.markup.desk import faults, render


@pytest.mark.parametrize("tag", ["b", "p", "li", "section", "a"])
def test_a_card_in_an_unfinished_tag_leaves_no_mark(tag):
    text = f'<math><{tag} {{{{< story key="a" >}}}}'
    body, _ = render(text)
    assert "class" not in body.html
    assert (1, "warning", "html-stripped") in faults(text)
