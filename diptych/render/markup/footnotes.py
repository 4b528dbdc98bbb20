"""Footnotes: numbered in the order readers meet them, each with links there and back.

Takes the definitions from Python-Markdown's own extension and sets the calls and the list itself,
since labels are free text and ids are not. Remembers the calls without a note and the notes
without a call; nothing here says where they stand.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteBlockProcessor, FootnoteExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from diptych.render.markup.settings import BodyWords

CALL = r"\[\^([^\]]*)\]"
"""What calls a note: `[^label]`."""

_BACK = "↩︎"


class Footnotes(FootnoteExtension):
    """The extension; `undefined` and `uncalled` hold labels, once `convert` has run."""

    def __init__(self, words: BodyWords) -> None:
        self.words = words
        self.undefined: dict[str, None] = {}
        self.uncalled: list[str] = []
        super().__init__()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- Python-Markdown's name
        """Register the processors in the places of those they replace."""
        self.md = md
        self.parser = md.parser
        md.registerExtension(self)
        md.parser.blockprocessors.register(FootnoteBlockProcessor(self), "footnote", 17)
        md.inlinePatterns.register(_Calls(self), "footnote", 175)
        md.treeprocessors.register(_List(self), "footnote", 50)
        md.treeprocessors.register(_Numbers(self), "footnote-numbers", 19)

    def reset(self) -> None:
        """Forget the notes of the last text."""
        super().reset()
        self.undefined = {}
        self.uncalled = []


class _Calls(InlineProcessor):
    """Sets a call; its id is the label until the notes are numbered."""

    def __init__(self, notes: Footnotes) -> None:
        super().__init__(CALL, notes.md)
        self._notes = notes

    def handleMatch(  # type: ignore[override]  # noqa: N802 -- Python-Markdown's name
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element, int, int] | tuple[None, None, None]:
        label = m[1]
        if label not in self._notes.footnotes:
            self._notes.undefined[label] = None
            return None, None, None
        call = Element("sup", {"class": "footnote-ref", "id": label})
        SubElement(call, "a")
        return call, m.start(), m.end()


class _List(Treeprocessor):
    """Puts the notes at the end, before their text is parsed."""

    def __init__(self, notes: Footnotes) -> None:
        super().__init__(notes.md)
        self._notes = notes

    def run(self, root: Element) -> None:
        if not self._notes.footnotes:
            return
        words = self._notes.words
        section = SubElement(root, "section", {"class": "footnotes", "role": "doc-endnotes"})
        section.set("aria-label", words.footnotes)
        items = SubElement(section, "ol")
        for label, text in list(self._notes.footnotes.items()):
            # Lists treat what is parsed inside an `li` in their own way.
            parent = Element("div")
            self._notes.parser.parseChunk(parent, text)
            item = SubElement(items, "li", {"id": label})
            item.extend(list(parent))
            item.text = parent.text


class _Numbers(Treeprocessor):
    """Numbers calls and notes, orders the notes, and adds the links back."""

    def __init__(self, notes: Footnotes) -> None:
        super().__init__(notes.md)
        self._notes = notes

    def run(self, root: Element) -> None:
        section = next((child for child in root if child.get("class") == "footnotes"), None)
        if not self._notes.footnotes or section is None:
            return
        items = {item.get("id", ""): item for item in section[0]}
        root.remove(section)
        calls = list(_calls(root))
        numbers: dict[str, int] = {}
        # A note may call another one; a note called by nobody calls nobody.
        for label in (call.get("id", "") for call in calls):
            numbers.setdefault(label, len(numbers) + 1)
        for label in (queue := list(numbers)):
            inner = list(_calls(items[label]))
            calls += inner
            for called in (call.get("id", "") for call in inner):
                if called not in numbers:
                    numbers[called] = len(numbers) + 1
                    queue.append(called)
        self._notes.uncalled = [label for label in items if label not in numbers]
        backlinks = self._number(calls, numbers)
        for item in list(section[0]):
            section[0].remove(item)
        for label, number in numbers.items():
            item = items[label]
            item.set("id", f"fn-{number}")
            self._lead_back(item, backlinks[label])
            section[0].append(item)
        if numbers:
            root.append(section)

    def _number(self, calls: list[Element], numbers: dict[str, int]) -> dict[str, list[str]]:
        backlinks: dict[str, list[str]] = {label: [] for label in numbers}
        for call in calls:
            label = call.get("id", "")
            number, before = numbers[label], len(backlinks[label])
            anchor = f"fnref-{number}-{before + 1}" if before else f"fnref-{number}"
            backlinks[label].append(anchor)
            call.set("id", anchor)
            call[0].set("href", f"#fn-{number}")
            call[0].set("role", "doc-noteref")
            call[0].text = str(number)
        return backlinks

    def _lead_back(self, item: Element, anchors: list[str]) -> None:
        last = item[-1] if len(item) and item[-1].tag == "p" else SubElement(item, "p")
        for anchor in anchors:
            if last.text or len(last):
                _add_text(last, " ")
            link = SubElement(last, "a", {"class": "footnote-back", "href": f"#{anchor}"})
            link.set("role", "doc-backlink")
            link.set("aria-label", self._notes.words.back_to_text)
            link.text = _BACK


def _calls(element: Element) -> Iterator[Element]:
    return (call for call in element.iter("sup") if call.get("class") == "footnote-ref")


def _add_text(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
