"""Blocks: raw HTML is looked for where there is some, and plain paragraphs are taken at once.

Python-Markdown asks eighteen kinds of block whether a paragraph is one of them. Most paragraphs
show by the first characters of their lines that they are not.
"""

import re
from xml.etree.ElementTree import Element

from markdown.blockparser import BlockParser
from markdown.blockprocessors import ParagraphProcessor
from markdown.preprocessors import HtmlBlockPreprocessor


class RawBlocks(HtmlBlockPreprocessor):
    """Looks for raw HTML only where there is some: the search is a third of all the work."""

    def run(self, lines: list[str]) -> list[str]:
        """Set raw HTML aside."""
        return super().run(lines) if any("<" in line for line in lines) else lines


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
