"""Inline patterns, each tried only on a text that holds its signs.

A pattern matches nothing in a text without the characters it is made of; each text is asked once
which of them it holds. Otherwise this does, in the same order, what Python-Markdown's processor
does. Knows the regular expressions of Python-Markdown; those of others are told or always tried.
"""

import re
from collections import deque
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias
from xml.etree.ElementTree import Element

from markdown import Markdown, inlinepatterns
from markdown.treeprocessors import InlineProcessor
from markdown.util import (
    ETX,
    INLINE_PLACEHOLDER_PREFIX,
    INLINE_PLACEHOLDER_RE,
    STX,
    AtomicString,
)

_BREAK = "  \n"
_SIGNS: Mapping[str, str] = {
    inlinepatterns.BACKTICK_RE: "`",
    inlinepatterns.ESCAPE_RE: "\\",
    inlinepatterns.LINK_RE: "[",
    inlinepatterns.IMAGE_LINK_RE: "![",
    inlinepatterns.AUTOLINK_RE: "<>",
    inlinepatterns.AUTOMAIL_RE: "<>@",
    inlinepatterns.HTML_RE: "<>",
    inlinepatterns.ENTITY_RE: "&;",
}
_EMPHASIS = r"\*|_"
_NEEDS_REFERENCES = (
    inlinepatterns.ReferenceInlineProcessor,
    inlinepatterns.ShortReferenceInlineProcessor,
    inlinepatterns.ImageReferenceInlineProcessor,
    inlinepatterns.ShortImageReferenceInlineProcessor,
)


class _Candidate(NamedTuple):
    """A pattern, its place in the order, and what a text must hold: all of one, any of the other.

    `refers` says that it only makes links to references.
    """

    place: int
    pattern: inlinepatterns.InlineProcessor
    all_of: frozenset[str]
    any_of: frozenset[str]
    refers: bool


_Choice: TypeAlias = tuple[_Candidate, ...] | None


class Inline(InlineProcessor):
    """Applies inline patterns to the texts of a tree.

    `signs` gives characters without all of which a regular expression matches nothing.
    """

    def __init__(self, md: Markdown, signs: Mapping[str, str]) -> None:
        super().__init__(md)
        self._candidates = _candidates(md, {**_SIGNS, **signs})
        known = frozenset().union(*(each.all_of | each.any_of for each in self._candidates))
        letters = "".join(sorted((known - {_BREAK}) | {STX}))
        self._signs_of = re.compile(f"[{re.escape(letters)}]").findall
        # What to try on a text, by its signs: in a document without references, and with some.
        self._choices: tuple[dict[frozenset[str], _Choice], ...] = ({}, {})
        self._has_references = False
        # Patterns that ask what they stand in, or are written in the old way.
        self._is_odd = any(
            each.ANCESTOR_EXCLUDES or not isinstance(each, inlinepatterns.InlineProcessor)
            for each in md.inlinePatterns
        )

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns breadth first, in Python-Markdown's order."""
        if self._is_odd:
            return super().run(tree, ancestors)
        self.stashed_nodes: dict[str, Element | str] = {}
        self._has_references = bool(self.md.references)
        waiting = deque([tree])
        while waiting:
            current = waiting.popleft()
            inserts: list[tuple[Element, list[Element]]] = []
            for child in current:
                text = child.text
                if text and not isinstance(text, AtomicString):
                    choice = self._choice(text)
                    if choice is not None:
                        child.text = None
                        nodes = self._placed(self._marked(text, choice), child)
                        waiting.extend(nodes)
                        inserts.append((child, nodes))
                if child.tail:
                    self._read_tail(current, child, child.tail)
                if len(child):
                    waiting.append(child)
            for element, nodes in inserts:
                for at, node in enumerate(nodes):
                    element.insert(at, node)
        return tree

    def _read_tail(self, parent: Element, child: Element, tail: str) -> None:
        choice = self._choice(tail)
        if choice is None:
            return
        marked = tail if isinstance(tail, AtomicString) else self._marked(tail, choice)
        child.tail = None
        holder = Element("d")
        nodes = self._placed(marked, holder, is_text=False)
        if holder.tail:
            child.tail = holder.tail
        at = list(parent).index(child) + 1
        for node in reversed(nodes):
            parent.insert(at, node)

    def _choice(self, text: str) -> _Choice:
        """Return the patterns that may match in a text; None if it stays as it is."""
        signs = frozenset(self._signs_of(text))
        if _BREAK in text:
            signs |= {_BREAK}
        choices = self._choices[self._has_references]
        if signs not in choices:
            choice = tuple(
                each
                for each in self._candidates
                if each.all_of <= signs
                and (not each.any_of or each.any_of & signs)
                and (self._has_references or not each.refers)
            )
            choices[signs] = choice if choice or STX in signs else None
        return choices[signs]

    def _marked(self, text: str, choice: _Choice, first: int = 0) -> str:
        """Apply patterns to a text; placeholders stand in it for what they made."""
        for candidate in choice or ():
            if candidate.place >= first:
                text = self._applied(candidate, text)
        return text

    def _applied(self, candidate: _Candidate, text: str) -> str:
        """Apply one pattern until it matches no more."""
        pattern = candidate.pattern
        find = pattern.getCompiledRegExp().finditer
        handle = pattern.handleMatch
        done = 0
        while True:
            for found in find(text, done):
                node, start, end = handle(found, text)
                if start is not None and end is not None:
                    break
            else:
                return text
            if node is None:
                done = end
                continue
            if not isinstance(node, str) and not isinstance(node.text, AtomicString):
                self._mark_inside(node, candidate.place)
            key = f"{len(self.stashed_nodes):04d}"
            self.stashed_nodes[key] = node
            placeholder = f"{INLINE_PLACEHOLDER_PREFIX}{key}{ETX}"
            text = f"{text[:start]}{placeholder}{text[end:]}"
            done = start + len(placeholder)

    def _mark_inside(self, node: Element, place: int) -> None:
        """Apply to what a pattern made the patterns after it; to what follows, also itself."""
        for child in (node, *node):
            for first, text in ((place + 1, child.text), (place, child.tail)):
                if text and not isinstance(text, AtomicString):
                    choice = self._choice(text)
                    if choice:
                        marked = self._marked(text, choice, first)
                        if first == place:
                            child.tail = marked
                        else:
                            child.text = marked

    def _placed(self, data: str, parent: Element, *, is_text: bool = True) -> list[Element]:
        """Put text into a parent, or behind it, and return the nodes that go between."""
        nodes: list[Element] = []
        done = 0
        while (at := data.find(INLINE_PLACEHOLDER_PREFIX, done)) >= 0:
            found = INLINE_PLACEHOLDER_RE.search(data, at)
            node = None if found is None else self.stashed_nodes.get(found[1])
            if found is None or node is None:  # no placeholder of ours
                end = at + len(INLINE_PLACEHOLDER_PREFIX)
                _link(data[done:end], nodes, parent, is_text=is_text)
                done = end
                continue
            if at > 0:
                _link(data[done:at], nodes, parent, is_text=is_text)
            done = found.end()
            if isinstance(node, str):
                _link(node, nodes, parent, is_text=is_text)
            else:
                self._place_inside(node)
                nodes.append(node)
        rest = data[done:]
        if isinstance(data, AtomicString):
            rest = AtomicString(rest)
        _link(rest, nodes, parent, is_text=is_text)
        return nodes

    def _place_inside(self, node: Element) -> None:
        """Replace the placeholders in a node and in its children."""
        for child in (node, *node):
            if child.tail and STX in child.tail:
                tail, child.tail = child.tail, None
                nodes = self._placed(tail, child, is_text=False)
                at = 0 if child is node else list(node).index(child) + 1
                for new in reversed(nodes):
                    node.insert(at, new)
            if child.text and STX in child.text:
                text, child.text = child.text, None
                for new in reversed(self._placed(text, child)):
                    child.insert(0, new)


def _link(text: str, nodes: list[Element], parent: Element, *, is_text: bool) -> None:
    """Add text behind the last node, else into its parent or behind it."""
    if not text:
        return
    if nodes:
        nodes[-1].tail = nodes[-1].tail + text if nodes[-1].tail else text
    elif is_text:
        parent.text = parent.text + text if parent.text else text
    else:
        parent.tail = parent.tail + text if parent.tail else text


def _candidates(md: Markdown, signs: Mapping[str, str]) -> list[_Candidate]:
    candidates = []
    for place, pattern in enumerate(md.inlinePatterns):
        if not isinstance(pattern, inlinepatterns.InlineProcessor):
            continue
        expression = pattern.pattern
        all_of = frozenset(signs.get(expression, ""))
        if expression == inlinepatterns.LINE_BREAK_RE:
            all_of = frozenset({_BREAK})
        any_of = frozenset("*_" if expression == _EMPHASIS else "")
        refers = type(pattern) in _NEEDS_REFERENCES
        candidates.append(_Candidate(place, pattern, all_of, any_of, refers))
    return candidates


class Link(inlinepatterns.LinkInlineProcessor):
    """Reads the commonest links, `[words](address)`, at a stroke."""

    _ADDRESS = re.compile(r"\(([^\s()<>\"'\x02]+)\)")

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802 -- its name
        """Return the text up to the bracket that closes it, what is behind, and if there is one."""
        end = data.find("]", index)
        if end < 0 or data.find("[", index, end) >= 0:
            return super().getText(data, index)
        return data[index:end], end + 1, True

    def getLink(  # noqa: N802 -- Python-Markdown's name
        self, data: str, index: int
    ) -> tuple[str, str | None, int, bool]:
        """Return address, title, what is behind, and whether this is a link."""
        found = self._ADDRESS.match(data, index)
        if found is None:
            return super().getLink(data, index)
        return found[1], None, found.end(), True
