"""An HTML tree as text, as Python-Markdown's serializer writes it.

Knows elements with a plain name whose attributes all have a value other than their name, which is
what our dialect makes; a tree with anything else in it is written by the original.
"""

from collections.abc import Callable, Iterable
from xml.etree.ElementTree import HTML_EMPTY, Element

from markdown.serializers import RE_AMP, to_html_string


class _OddError(Exception):
    """An element is none that we know how to write."""


class Writer:
    """Writes trees as HTML; remembers what it knows of the names of elements."""

    def __init__(self) -> None:
        self._ends: dict[str, str] = {}

    def __call__(self, root: Element) -> str:
        """Return the HTML of a tree."""
        pieces: list[str] = []
        try:
            self._write(root, pieces.append)
        except (_OddError, RecursionError):
            return to_html_string(root)
        return "".join(pieces)

    def _write(self, element: Element, write: Callable[[str], None]) -> None:
        tag = element.tag
        end = self._ends.get(tag)
        if end is None:
            end = self._ends[tag] = _end_tag(tag)
        if attributes := element.items():
            write(f"<{tag}{_attributes(attributes)}>")
        else:
            write(f"<{tag}>")
        if text := element.text:
            write(_escaped(text))
        for child in element:
            self._write(child, write)
        if end:
            write(end)
        if tail := element.tail:
            write(_escaped(tail))


def _end_tag(tag: object) -> str:
    if not isinstance(tag, str) or tag.lower() in ("script", "style"):
        raise _OddError
    return "" if tag.lower() in HTML_EMPTY else f"</{tag}>"


def _attributes(attributes: Iterable[tuple[str, str]]) -> str:
    written = []
    for name, value in sorted(attributes):
        if not isinstance(name, str) or not isinstance(value, str) or name == value:
            raise _OddError
        escaped = _escaped(value)
        if '"' in escaped:
            escaped = escaped.replace('"', "&quot;")
        written.append(f' {name}="{escaped}"')
    return "".join(written)


def _escaped(text: str) -> str:
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text
