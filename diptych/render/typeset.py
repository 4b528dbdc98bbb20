"""The pass of typography over the text of an HTML fragment.

Knows which elements cut text into blocks, which hold no prose, and what `lang` governs. The text
of a block is set whole, then dealt back to its text nodes. Refuses to know the rules
(diptych.render.typography) and to repair HTML: tags and comments stay as they are, and so does
every byte of a text node or attribute that the rules leave alone. It reads what nh3 or
Python-Markdown write; an element that is never closed governs the rest of the fragment.
"""

import html as entities
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from types import MappingProxyType
from typing import Final

from diptych.render.typography import typeset_text
from diptych.render.typography.french import misspelt_ordinals
from diptych.render.typography.setting import may_change, rules_for, set_type, unmask
from diptych.render.typography.text import (
    LINE_BREAK,
    NUMERAL,
    OBJECT,
    RAISED,
    Edit,
    Rule,
    stands_alone,
)

# A split gives a text, then a tag, its slash and its name, then a text again. Elements whose
# text is raw are one token without a name, like a comment.
_TAG: Final = re.compile(
    r"(<!--.*?(?:-->|\Z)|<script\b.*?(?:</script\s*>|\Z)|<style\b.*?(?:</style\s*>|\Z)"
    r"|<title\b.*?(?:</title\s*>|\Z)"
    r"|<[!?][^>]*>|<(/?)([a-z][^\s/>]*)[^<>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^<>\"']*)*>)",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE: Final = re.compile(
    r"(?<=[\s\"'/])([^\s=<>\"'/]++)(\s*=\s*)(?:\"([^\"]*)\"|'([^']*)')",
)
_PROSE: Final = frozenset({"alt", "title", "aria-label", "placeholder"})
_WORTH_READING: Final = re.compile(r"(?:lang|alt|title|aria-label|placeholder)\s*=", re.IGNORECASE)

# Elements that a sentence runs through; any other one ends the block.
_PHRASING: Final = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark math"  # noqa: SIM905
    " meter output picture progress q rb rp rt rtc ruby s samp small span strike strong sub sup"
    " svg textarea time tt u var wbr".split(),
)
_VERBATIM: Final = frozenset(
    "code kbd listing math plaintext pre samp script style svg textarea tt var xmp".split(),  # noqa: SIM905
)
_VOID: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split(),  # noqa: SIM905
)
_STAND_INS: Final = MappingProxyType(
    {"br": LINE_BREAK, "img": OBJECT, "sub": RAISED, "sup": RAISED},
)

_ORDINAL: Final = re.compile(
    rf"({NUMERAL})((?:er|re|e|nde?)s?|de)(?![\w\u0300-\u036f])",
)
_ROMAN: Final = re.compile("X{0,3}(?:IX|IV|V?I{0,3})")
_AFTER_ROMAN: Final = re.compile(
    r"\s(?:siècle|millénaire|République|Internationale|arrondissement|congrès|édition|dynastie)",
)


@dataclass(slots=True)
class _Apart:
    """An element set apart from what surrounds it, and the block of text being read in it."""

    name: str
    tag: str
    rules: Sequence[Rule]
    verbatim: bool = False
    depth: int = 1
    texts: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)  # in the output; -1 for a stand-in

    def read(self, text: str, place: int = -1) -> None:
        if self.rules:
            self.texts.append(text)
            self.places.append(place)


def typeset_html(html: str, tag: str) -> str:
    """Set the text of a well-formed HTML fragment by the rules of `tag`, a BCP 47 tag.

    An element with its own `lang` is set in that language. Code, raw text and mathematics are
    never touched, nor any attribute but alt, title, aria-label and placeholder, which are set
    like `typeset_text`. In French, the endings of ordinals are raised: 1<sup>er</sup>.
    """
    rules = rules_for(tag)
    if not rules and "lang" not in html.lower():
        return html
    parts: list[str] = _TAG.split(html)
    nest = [_Apart("", tag, rules)]
    for at in range(0, len(parts) - 1, 4):
        text, slash, name = parts[at], parts[at + 2], parts[at + 3]
        parts[at + 2] = parts[at + 3] = ""  # they are in the tag already
        if text:
            nest[-1].read(entities.unescape(text), at)
        if name and slash:
            _leave(name.lower(), nest, parts)
        elif name:
            parts[at + 1] = _enter(name.lower(), parts[at + 1], nest, parts)
    nest[-1].read(entities.unescape(parts[-1]), len(parts) - 1)
    for element in nest:
        _set_block(element, parts)
    return "".join(parts)


def _enter(name: str, start_tag: str, nest: list[_Apart], parts: list[str]) -> str:
    """Follow a start tag; return it with its prose set."""
    outer = nest[-1]
    if outer.verbatim:
        outer.depth += name == outer.name and not start_tag.endswith("/>")
        return start_tag
    has_attributes = len(start_tag) > len(name) + len("<>")
    if not has_attributes and name not in _PHRASING and name not in _VERBATIM:
        _set_block(outer, parts)  # what most tags come to
        outer.depth += name == outer.name
        return start_tag
    lang = outer.tag
    if has_attributes and _WORTH_READING.search(start_tag):
        attributes = _ATTRIBUTE.finditer(start_tag)
        own = (entities.unescape(a[3] or a[4] or "") for a in attributes if a[1].lower() == "lang")
        lang = next(own, lang)
        start_tag = _ATTRIBUTE.sub(lambda found: _set_attribute(found, lang), start_tag)
    rules = outer.rules if lang == outer.tag else rules_for(lang)
    verbatim = name in _VERBATIM
    is_apart = verbatim or rules != outer.rules or name in ("sub", "sup")
    is_apart = is_apart and name not in _VOID and not start_tag.endswith("/>")
    if name not in _PHRASING:
        _set_block(outer, parts)
    elif name in _STAND_INS:
        outer.read(_STAND_INS[name])
    elif is_apart or verbatim:
        outer.read(OBJECT)
    if is_apart:
        nest.append(_Apart(name, lang, () if verbatim else rules, verbatim))
    elif name == outer.name:
        outer.depth += 1
    return start_tag


def _leave(name: str, nest: list[_Apart], parts: list[str]) -> None:
    """Follow an end tag."""
    inner = nest[-1]
    if name not in _PHRASING:
        _set_block(inner, parts)
    if name == inner.name:
        inner.depth -= 1
        if not inner.depth:
            _set_block(inner, parts)
            nest.pop()


def _set_attribute(found: re.Match[str], lang: str) -> str:
    if found[1].lower() not in _PROSE:
        return found[0]
    value = entities.unescape(found[3] or found[4] or "")
    new = typeset_text(value, lang)
    if new == value:
        return found[0]
    quote = '"' if found[4] is None else "'"
    escaped = entities.escape(new, quote=False).replace(quote, f"&#{ord(quote)};")
    return f"{found[1]}{found[2]}{quote}{escaped}{quote}"


def _set_block(element: _Apart, parts: list[str]) -> None:
    """Set the block read so far in `element`, put its text nodes back, and begin another."""
    texts, places = element.texts, element.places
    if not texts:
        return
    element.texts, element.places = [], []
    whole = "".join(texts)
    if whole.isspace() or not may_change(whole, element.rules):  # between two blocks, or plain
        return
    masked, kept, history = set_type(whole, element.rules)
    ordinals = list(_ordinals(masked, element.rules))
    if not (history or ordinals):
        return
    marks = list(accumulate(map(len, texts), initial=0))
    for edits in history:
        marks = _moved(marks, edits)
    text = unmask(masked, kept)
    raised: dict[int, list[tuple[int, int]]] = {}
    for start, ending, end in ordinals:
        node = bisect_right(marks, start) - 1
        if end <= marks[node + 1]:  # never across a tag, where the author raised it already
            raised.setdefault(node, []).append((ending, end))
    for node, (old, place) in enumerate(zip(texts, places, strict=True)):
        start, end = marks[node : node + 2]
        if place >= 0 and (node in raised or text[start:end] != old):
            parts[place] = _markup(text, start, end, raised.get(node, ()))


def _moved(marks: Sequence[int], edits: Sequence[Edit]) -> list[int]:
    """Return where ascending `marks` are after `edits`; one inside an edit goes after it."""
    moved: list[int] = []
    shift = at = 0
    for start, end, new in edits:
        while marks[at] < end:  # the last mark is the end of the text
            moved.append((marks[at] if marks[at] <= start else start + len(new)) + shift)
            at += 1
        shift += len(new) - (end - start)
    moved.extend(mark + shift for mark in marks[at:])
    return moved


def _markup(text: str, start: int, end: int, raised: Sequence[tuple[int, int]]) -> str:
    pieces: list[str] = []
    for left, right in raised:
        pieces += entities.escape(text[start:left], quote=False), f"<sup>{text[left:right]}</sup>"
        start = right
    return "".join((*pieces, entities.escape(text[start:end], quote=False)))


def _ordinals(text: str, rules: Sequence[Rule]) -> Iterator[tuple[int, int, int]]:
    """Find French ordinals: start, start of the ending, end; "Ve" and "Xe" only before a noun."""
    if misspelt_ordinals not in rules:
        return
    for found in _ORDINAL.finditer(text):
        number, ending = found[1], found[2]
        known = number.isdecimal() or _ROMAN.fullmatch(number)
        if number in ("V", "X"):
            known = _AFTER_ROMAN.match(text, found.end())
        if known and ending in _endings(number) and stands_alone(text, found.start()):
            yield found.start(), found.start(2), found.end()


def _endings(number: str) -> Sequence[str]:
    match number:
        case "1" | "I":
            return ("er", "ers", "re", "res")
        case "2" | "II":
            return ("e", "es", "nd", "nds", "nde", "ndes", "de")
        case _:
            return () if number.startswith("0") else ("e", "es")
