"""XML written by hand: elements as strings, escaped so that every parser reads them back.

Knows XML 1.0 and nothing of feeds or sitemaps. One element stands on a line, and nothing is
indented: the text of an element may hold lines of its own, which are not to be touched.
"""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

Attributes = Mapping[str, str]

_NONE: Attributes = MappingProxyType({})
_NOT_A_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ORDINARY = re.compile(r"[\w/:.,;?=#+ ()'~@!-]*")
"""Nearly every address, date and name: nothing in it is to be escaped."""
_IN_TEXT = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#13;"))
_IN_ATTRIBUTE = (*_IN_TEXT, ('"', "&quot;"), ("\t", "&#9;"), ("\n", "&#10;"))


def element(name: str, text: str = "", attributes: Attributes = _NONE) -> str:
    """Return an element that holds plain text.

    Attributes without a value are left out, and so is every character that XML does not allow
    (XML 1.0, section 2.2), since no escape makes it legal.
    """
    if not text:
        return f"<{name}{_written(attributes)}/>"
    return f"<{name}{_written(attributes)}>{_escaped(text, _IN_TEXT)}</{name}>"


def parent(name: str, children: Iterable[str], attributes: Attributes = _NONE) -> str:
    """Return an element that holds elements, each on a line of its own."""
    return "\n".join([f"<{name}{_written(attributes)}>", *children, f"</{name}>"])


def document(root: str, style: str = "") -> bytes:
    """Return a whole file around its root element.

    `style` is the address of a style sheet in CSS (Associating Style Sheets with XML documents).
    """
    sheet = _written({"type": "text/css", "href": style}) if style else ""
    styled = f"<?xml-stylesheet{sheet}?>\n" if style else ""
    return f'<?xml version="1.0" encoding="utf-8"?>\n{styled}{root}\n'.encode()


def _written(attributes: Attributes) -> str:
    return "".join(
        f' {name}="{_escaped(value, _IN_ATTRIBUTE)}"' for name, value in attributes.items() if value
    )


def _escaped(text: str, escapes: Iterable[tuple[str, str]]) -> str:
    """Return a text without what XML forbids; bodies are long, and `replace` is the quickest."""
    if _ORDINARY.fullmatch(text):
        return text
    legal = _NOT_A_CHARACTER.sub("", text)
    for character, reference in escapes:
        legal = legal.replace(character, reference)
    return legal
