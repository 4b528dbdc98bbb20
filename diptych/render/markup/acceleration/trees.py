"""The walks over a tree after the inline patterns, made shorter or left out.

Attribute lists need a brace, escapes their mark. Line breaks are set with each name of an element
looked up once.
"""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import PrettifyTreeprocessor, Treeprocessor, UnescapeTreeprocessor
from markdown.util import STX, AtomicString


class Prettify(PrettifyTreeprocessor):
    """Adds line breaks to blocks."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._blocks: dict[str, bool] = {}

    def run(self, root: Element) -> None:
        """Add line breaks between blocks, after `br`, and at the end of code."""
        self._set(root)
        for line_break in root.iter("br"):
            tail = line_break.tail
            line_break.tail = f"\n{tail}" if tail and tail.strip() else "\n"
        for block in root.iter("pre"):
            if len(block) and block[0].tag == "code":
                code = block[0]
                if not len(code) and code.text is not None:
                    code.text = AtomicString(f"{code.text.rstrip()}\n")

    def _set(self, element: Element) -> None:
        tag = element.tag
        if tag not in ("code", "pre") and self._is_block(tag):
            if len(element) and self._is_block(element[0].tag):
                text = element.text
                if not text or not text.strip():
                    element.text = "\n"
            for child in element:
                if self._is_block(child.tag):
                    self._set(child)
        tail = element.tail
        if not tail or not tail.strip():
            element.tail = "\n"

    def _is_block(self, tag: str) -> bool:
        known = self._blocks.get(tag)
        if known is None:
            known = self._blocks[tag] = self.md.is_block_level(tag)
        return known


class Braced(Treeprocessor):
    """Runs a processor where a text has a brace."""

    def __init__(self, processor: Treeprocessor) -> None:
        super().__init__(processor.md)
        self._processor = processor

    def run(self, root: Element) -> Element | None:
        """Run it, or leave the tree as it is."""
        return self._processor.run(root) if "{" in "".join(root.itertext()) else None


class Unescape(UnescapeTreeprocessor):
    """Restores escaped characters where there are some."""

    def run(self, root: Element) -> None:
        """Restore them in texts and in the values of attributes."""
        if STX in "".join(root.itertext()) or any(
            value and STX in value for element in root.iter() for _, value in element.items()
        ):
            super().run(root)
