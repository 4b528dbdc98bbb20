"""The outline of a text: what it consists of beside its words, and the names of its blocks."""

from diptych.desk.facts.blocks import Blocks
from diptych.desk.facts.outlines import outline

TEXT = """\
Un.
Deux.

# A

Trois [x](y.md "z") ![i](j.png) [![k](l.png)](<m n.md>)

B
-

> quatre
> cinq

- - -
> six

[^1]: Sept.
[^2]: Huit.
"""


def words(found):
    return [one.word for one in found]


def test_headings_links_pictures_and_quotations_are_found_in_order():
    found = outline(TEXT + '{{< figure src="o.png" >}} {{< story key="a/b" >}} <img src="p.png">')
    assert words(found.headings) == ["1", "2"]
    assert words(found.links) == ["y.md", "m n.md", "story:a/b"]
    assert words(found.images) == ["j.png", "l.png", "o.png", "p.png"]
    assert [TEXT[one.position : one.position + 3] for one in found.quotations] == ["> q", "> s"]


def test_a_block_is_named_by_its_section_and_a_footnote_by_its_number():
    blocks = Blocks(TEXT)
    names = {word: blocks.name_at(TEXT.index(word)) for word in ("Un", "Deux", "Trois", "quatre")}
    assert names == {
        "Un": ("0", "0"),
        "Deux": ("0", "0"),
        "Trois": ("1", "1"),
        "quatre": ("2", "1"),
    }
    assert blocks.name_at(TEXT.index("Huit")) == ("notes", "1")


def test_a_block_that_is_not_there_is_looked_for_at_the_head_of_its_section():
    blocks = Blocks(TEXT)
    assert blocks.start(("1", "1")) == TEXT.index("Trois")
    assert blocks.start(("1", "7")) == TEXT.index("# A")
    assert blocks.start(("9", "0")) is None
    assert Blocks("").name_at(0) == ()
