"""Python-Markdown made faster, without changing a byte of what it writes.

Processors of its own are replaced by subclasses of the same names, in the same places, that pass
over what cannot match: a parser without them is slower and otherwise the same, which the tests
hold them to. What these do not know (another regular expression, an odd element) is left to the
originals. Knows nothing of our dialect.
"""

from collections.abc import Mapping

from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.inlinepatterns import LINK_RE, DelimiterProcessor, LinkInlineProcessor

from diptych.render.markup.acceleration.blocks import (
    SIGNED,
    Heading,
    Plain,
    RawBlocks,
    Settled,
    Signed,
)
from diptych.render.markup.acceleration.emphasis import Emphasis
from diptych.render.markup.acceleration.inline import Inline, Link
from diptych.render.markup.acceleration.trees import Braced, Prettify, Unescape
from diptych.render.markup.acceleration.writing import Writer

__all__ = ["accelerate"]


def accelerate(markdown: Markdown, signs: Mapping[str, str]) -> None:
    """Make a parser faster, once all its extensions are in.

    `signs` gives, for the regular expression of an inline pattern, characters without all of
    which it matches nothing; a pattern of which nothing is known is always tried.
    """
    markdown.preprocessors.register(RawBlocks(markdown), "html_block", 20)
    blocks = markdown.parser.blockprocessors = Settled(markdown.parser.blockprocessors)
    for name, (priority, marks) in SIGNED.items():
        if name in blocks:
            blocks.register(Signed(blocks[name], marks), name, priority)
    if type(blocks["hashheader"]) is HashHeaderProcessor:
        blocks.register(Heading(markdown.parser), "hashheader", 70)
    blocks.register(Plain(markdown.parser), "plain", 1000)
    patterns = markdown.inlinePatterns
    if type(patterns["link"]) is LinkInlineProcessor:
        patterns.register(Link(LINK_RE, markdown), "link", 160)
    emphasis = patterns["em_strong"]
    if type(emphasis) is DelimiterProcessor and emphasis.tokens == ["*", "_"]:
        patterns.register(Emphasis(markdown), "em_strong", 60)
    trees = markdown.treeprocessors
    trees.register(Inline(markdown, signs), "inline", 20)
    trees.register(Prettify(markdown), "prettify", 10)
    if "attr_list" in trees:
        trees.register(Braced(trees["attr_list"]), "attr_list", 8)
    trees.register(Unescape(markdown), "unescape", 0)
    markdown.serializer = Writer()
