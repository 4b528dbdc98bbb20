"""Blocks: most kinds are asked only about a text that holds their signs.

Python-Markdown asks up to eighteen kinds of block whether a text is one of them, each by a search
through all of it. Most paragraphs show by the first characters of their lines that they are none.
"""

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, SubElement

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor, HashHeaderProcessor, ParagraphProcessor
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.util import Registry


class RawBlocks(HtmlBlockPreprocessor):
    """Looks for raw HTML only where there is some: the search is a third of all the work."""

    def run(self, lines: list[str]) -> list[str]:
        """Set raw HTML aside."""
        text = "\n".join(lines)
        return super().run(lines) if "<" in text or "&" in text else lines


# A line that begins with none of the signs of other blocks, or with emphasis, and has no bar of
# a table in it.
_LINE = r"(?:[^\s#=\-_*+:>\[!|\d]|\*\*?[^\W\d_])[^\n|]*+"
_PARAGRAPH = re.compile(rf"{_LINE}(?:\n{_LINE})*+")


class Plain(ParagraphProcessor):
    """Takes a block that can be nothing but a paragraph, before the others are asked."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self._is_plain = _PARAGRAPH.fullmatch

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 -- Python-Markdown's names
        """Tell such a block."""
        return self._is_plain(block) is not None


_HEADING = re.compile(r"(#{1,6})([^#\\\n]+)#*")


class Heading(HashHeaderProcessor):
    """Takes a heading alone in its block at a glance, without the search for one in a text."""

    def test(self, parent: Element, block: str) -> bool:
        """Tell a block that holds a heading."""
        return "#" in block and (
            _HEADING.fullmatch(block) is not None or super().test(parent, block)
        )

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Set the heading, and what stands around it in the block."""
        found = _HEADING.fullmatch(blocks[0])
        if found is None:
            super().run(parent, blocks)
            return
        del blocks[0]
        SubElement(parent, f"h{len(found[1])}").text = found[2].strip()


SIGNED: Mapping[str, tuple[int, tuple[str, ...]]] = {
    "admonition": (105, ("!!!", "    ")),
    "table": (75, ("|",)),
    "setextheader": (60, ("\n=", "\n-")),
    "deflist": (25, (":",)),
    "quote": (20, (">",)),
    "footnote": (17, ("[^",)),
    "abbr": (16, ("*[",)),
    "reference": (15, ("]:",)),
}
"""Places in the order, and strings one of which is in each block of the kind."""


class Signed(BlockProcessor):
    """Asks a processor about a block that holds one of its signs."""

    def __init__(self, processor: BlockProcessor, signs: tuple[str, ...]) -> None:
        super().__init__(processor.parser)
        self._processor = processor
        self._signs = signs
        self.run = processor.run  # type: ignore[method-assign] # nothing stands in between

    def test(self, parent: Element, block: str) -> bool:
        """Ask it, or say no."""
        for sign in self._signs:
            if sign in block:
                return self._processor.test(parent, block)
        return False


class Settled(Registry[BlockProcessor]):
    """The kinds of block in their order, which is made a list once and not for every block."""

    def __init__(self, registry: Registry[BlockProcessor]) -> None:
        vars(self).update(vars(registry))
        self._listed: tuple[BlockProcessor, ...] = ()

    def __iter__(self) -> Iterator[BlockProcessor]:
        if not self._listed:
            self._listed = tuple(super().__iter__())
        return iter(self._listed)

    def register(self, item: BlockProcessor, name: str, priority: float) -> None:
        """Add a kind of block, or put another in its place."""
        self._listed = ()
        super().register(item, name, priority)

    def deregister(self, name: str, strict: bool = True) -> None:  # noqa: FBT001, FBT002 -- as above
        """Take a kind of block out."""
        self._listed = ()
        super().deregister(name, strict)
