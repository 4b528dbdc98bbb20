"""Copy: the file of one panel as its author wrote it, and what of it is prose.

`prose` has the length and the line ends of the file's text, so that a position means the same in
both and in the file; whatever is no prose (code, addresses, tags, keys of the front matter, the
syntax of Markdown and of shortcodes) is replaced by a sign that is neither letter nor blank. Knows
how texts are written; refuses to know what is looked for in them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property, partial

from diptych.desk.facts.blocks import Blocks
from diptych.model.article import Article
from diptych.model.problem import Place
from diptych.read.front_matter import Document, read_document
from diptych.read.located import Items, Node, Scalar, Table
from diptych.render.markup.verbatim import set_apart

NOTHING = "\ufffc"
"""Stands for each character that is no prose."""

BODY = "body"
"""The name of the part that is the Markdown; the others are named as their fields."""

_PROSE_FIELDS = frozenset({"title", "description", "summary", "excerpt", "image-alt", "text"})
_PROSE_OF_IMAGE = frozenset({"alt", "caption", "credit"})
_IMAGES = frozenset({"image", "cover", "thumb"})

_SHORTCODE = re.compile(r"\{\{<(?:[^\">]|\"(?:\\.|[^\"\\])*+\"|>(?!\}\}))*+>\}\}")
_SAID = re.compile(r"\b(?:alt|caption|credit|title|by)=\"(?P<said>(?:\\.|[^\"\\])*)\"")
_ADMONITION = re.compile(r"^[ \t]*!!![ ]*[\w -]*(?:\"(?P<said>[^\"\n]*)\")?", re.MULTILINE)
_FOREIGN = re.compile(
    r"<(?P<tag>[a-z]+)\b[^<>]*?\blang=[\"']?(?P<lang>[a-zA-Z]+)[^<>]*>.*?</(?P=tag)>", re.DOTALL
)
_TAG = re.compile(r"</?[a-zA-Z!](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_AUTOLINK = re.compile(r"<[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>]*>")
_TARGET = re.compile(
    r"\]\((?P<target>[ \t]*(?:<[^<>\n]*>|(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*))"
    r"(?:(?P<open>\s+[\"'])(?P<title>[^\"\n]*)(?P<shut>[\"']))?[ \t]*\)"
)
_REFERENCE = re.compile(r"^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t].*$", re.MULTILINE)
_LABEL = re.compile(
    r"^[ ]{0,3}\[\^[^\]\n]+\]:|^\*\[[^\]\n]+\]:|\[\^[^\]\n]+\]|(?<=\])\[[^\]\n]*\]", re.MULTILINE
)
_BARE = re.compile(
    r"\b(?:https?://|www\.)[^\s<>()\"«»]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
)
_ATTRIBUTES = re.compile(r"\{:?[ ]*[#.][^{}\n]*\}|\{:[^{}\n]*\}")
_MARKER = re.compile(
    r"^[ \t>]*(?:[0-9]{1,9}[.)]|[-*+])(?=[ \t])|^[ ]{0,3}#{1,6}(?=[ \t])", re.MULTILINE
)
_PICTURE = re.compile(r"!(?=\[)")
_RULE = re.compile(r"^[ \t|:=_*-]*$", re.MULTILINE)
_BLANK_ENTITY = re.compile(r"&(?:nbsp|thinsp|nnbsp|ensp|emsp|#160|#8239|#8201|#x[aA]0|#x202[fF]);")
_ENTITY = re.compile(r"&(?:[a-zA-Z]+|#[0-9]+|#[xX][0-9a-fA-F]+);")
_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_PLAIN = re.compile(r"(?:(?![ \t]#)[^\n])*")
_DOUBLE = re.compile(r'(?:[^"\\]|\\.)*', re.DOTALL)
_SINGLE = re.compile(r"(?:[^']|'')*")
_KEY = re.compile(r"[ ]*(?:-[ ]+)*")
_NOT_A_LINE_END = re.compile(r"[^\n]")
_YAML_ESCAPE = re.compile(r"\\\"|''|\\.")

Span = tuple[int, int]


class Part:
    """A stretch of the text that readers see as one: a field, or the body."""

    def __init__(self, name: str, start: int, end: int) -> None:
        self.name = name
        self.start = start
        self.end = end


class Copy:
    """One panel's file: its bytes, its `text` without a byte order mark, and its `prose`.

    `language` is the primary subtag of its locale's tag. In both texts a line ends with a line
    feed: a carriage return stands as a blank before it.
    """

    def __init__(self, panel: Article, data: bytes, language: str) -> None:
        self.panel = panel
        self.language = language
        self.data = data
        text = data.decode("utf-8-sig", errors="replace")
        self.text = re.sub(r"\r(?!\n)", "\n", text).replace("\r", " ")
        document, _ = read_document(data, panel.path)
        self._starts = [0, *(found.end() for found in re.finditer("\n", self.text))]
        self.parts = tuple(self._parts(document)) if document else ()

    @cached_property
    def prose(self) -> str:
        """The text with all that is no prose replaced."""
        shown = [NOTHING if char != "\n" else char for char in self.text]
        for part in self.parts:
            piece = self.text[part.start : part.end]
            clean = self._body(piece) if part.name == BODY else _YAML_ESCAPE.sub(_filled, piece)
            shown[part.start : part.end] = clean
        return "".join(shown)

    @cached_property
    def markup(self) -> str:
        """The body with code and comments replaced; what precedes it is replaced too."""
        start = self.body_start
        before = _NOT_A_LINE_END.sub(NOTHING, self.text[:start])
        return before + _without(self.text[start:], set_apart(self.text[start:]).spans)

    @cached_property
    def blocks(self) -> Blocks:
        """The blocks of the body."""
        return Blocks(self.markup, self.body_start)

    @property
    def body_start(self) -> int:
        """Where the Markdown begins; the end of a text that cannot be taken apart."""
        start = self.part_start(BODY)
        return len(self.text) if start is None else start

    def part_start(self, name: str) -> int | None:
        """Return where the part of a name begins, None when there is none."""
        return next((part.start for part in self.parts if part.name == name), None)

    def part_at(self, position: int) -> str:
        """Return the name of the part in which a position stands, empty for none."""
        found = (part.name for part in self.parts if part.start <= position < part.end)
        return next(found, "")

    def place(self, position: int) -> Place:
        """Return the place in the file of a position in the text."""
        line = bisect_right(self._starts, position)
        return Place(self.panel.path, line, position - self._starts[line - 1] + 1)

    def _position(self, place: Place) -> int:
        return self._starts[place.line - 1] + place.column - 1

    def _parts(self, document: Document) -> Iterator[Part]:
        for name, scalar in _fields(document.fields):
            start, end = _words_of(scalar, self.text, self._position(scalar.place))
            yield Part(name, start, end)
        line = document.manuscript.first_line
        start = self._starts[line - 1] if line <= len(self._starts) else len(self.text)
        yield Part(BODY, start, len(self.text))

    def _body(self, text: str) -> str:
        """Return Markdown with all but its prose replaced."""
        prose = _without(text, set_apart(text).spans)
        prose = _SHORTCODE.sub(partial(_but_for, _SAID), prose)
        prose = _ADMONITION.sub(partial(_but_for, _ADMONITION), prose)
        prose = _FOREIGN.sub(self._foreign, prose)
        prose = _AUTOLINK.sub(_filled, prose)
        prose = _TAG.sub(_filled, prose)
        prose = _TARGET.sub(_titled, prose)
        for pattern in (_REFERENCE, _LABEL, _BARE, _ATTRIBUTES, _MARKER, _PICTURE, _RULE):
            prose = pattern.sub(_filled, prose)
        prose = _BLANK_ENTITY.sub(lambda found: "\u00a0" * len(found[0]), prose)
        return _ESCAPE.sub(_filled, _ENTITY.sub(_filled, prose))

    def _foreign(self, found: re.Match[str]) -> str:
        """Replace a text that is marked as being in another language."""
        is_ours = found["lang"].lower() == self.language
        return found[0] if is_ours else _filled(found)


def _fields(table: Table) -> Iterator[tuple[str, Scalar]]:
    """Yield the fields that are prose, by name, with their values."""
    for entry in table.entries:
        value = entry.value
        if entry.key in _PROSE_FIELDS:
            yield from _scalars(entry.key, value)
        elif entry.key in _IMAGES and isinstance(value, Table):
            for inner in value.entries:
                if inner.key in _PROSE_OF_IMAGE:
                    yield from _scalars(f"image.{inner.key}", inner.value)
        elif entry.key == "corrections" and isinstance(value, Items):
            for number, item in enumerate(value.items):
                for inner in item.entries if isinstance(item, Table) else ():
                    if inner.key == "text":
                        yield from _scalars(f"corrections.{number}", inner.value)


def _scalars(name: str, value: Node) -> Iterator[tuple[str, Scalar]]:
    if isinstance(value, Scalar) and not value.absent:
        yield name, value


def _words_of(scalar: Scalar, text: str, at: int) -> Span:
    """Return where the words of a YAML scalar stand: quotes left out, a plain one's first line."""
    mark = text[at : at + 1]
    if scalar.plain:
        if text.startswith(scalar.value, at):  # also one in braces, which ends before the line
            return at, at + len(scalar.value)
        found = _PLAIN.match(text, at)
    elif mark in {"|", ">"}:
        return _block_of(text, at)
    else:
        found = (_DOUBLE if mark == '"' else _SINGLE).match(text, at + 1)
    return found.span() if found else (at, at)


def _block_of(text: str, at: int) -> Span:
    """Return where the lines of a block scalar stand: those further in than its key."""
    line = text.rfind("\n", 0, at) + 1
    key = _KEY.match(text, line)
    column = key.end() - line if key else 0
    start = end = text.find("\n", at)
    if start < 0:
        return at, at
    while end + 1 < len(text):
        following = text.find("\n", end + 1)
        after = following if following >= 0 else len(text)
        said = text[end + 1 : after]
        if said.strip() and len(said) - len(said.lstrip(" ")) <= column:
            break
        end = after
    return start, end


def _without(text: str, spans: Iterable[Span]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if start >= done:
            pieces += text[done:start], _NOT_A_LINE_END.sub(NOTHING, text[start:end])
            done = end
    return "".join((*pieces, text[done:]))


def _filled(found: re.Match[str]) -> str:
    return _NOT_A_LINE_END.sub(NOTHING, found[0])


def _but_for(said: re.Pattern[str], found: re.Match[str]) -> str:
    """Replace a piece of syntax, but for what it says to readers."""
    text = found[0]
    shown = list(_filled(found))
    for value in said.finditer(text):
        if value["said"]:
            start, end = value.span("said")
            shown[start:end] = text[start:end]
    return "".join(shown)


def _titled(found: re.Match[str]) -> str:
    """Replace the target of a link, but for its title."""
    shown = list(_filled(found))
    shown[0] = "]"
    if found["title"] is not None:
        start, end = (at - found.start() for at in found.span("title"))
        shown[start:end] = found["title"]
    return "".join(shown)
