"""Front matter: a Markdown file's bytes to the located tree of its YAML, and its text.

Reads through python-frontmatter with a handler of ours, since its own loses what is faulty: a
missing end, a byte order mark, a list in place of keys. Knows the file's form; what its fields
mean is told by schemas.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import frontmatter
from frontmatter.default_handlers import YAMLHandler

from diptych.model.article import Manuscript
from diptych.model.problem import Place, Problem, Result, error
from diptych.read.located import Node, Table
from diptych.read.scalars import CONTROL
from diptych.read.yaml import read_yaml

LARGEST = 1_000_000
"""Bytes that a Markdown file may have."""

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_OPENING = re.compile(r"\s*^---[ \t]*$\n?", re.MULTILINE)


class Document(NamedTuple):
    """A Markdown file taken apart; the manuscript's lines are counted from the file's first."""

    fields: Table
    manuscript: Manuscript


class FrontMatterError(Exception):
    """What is wrong with a file's front matter as a whole.

    Of a type of its own, as python-frontmatter takes a ValueError for "has none".
    """

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*(problem.code for problem in problems))
        self.problems = problems


class LocatedHandler(YAMLHandler):
    """Splits and loads one file for python-frontmatter, keeping what that would lose.

    The fields and the body are taken from here: `parse` strips the text, which would shift lines
    and unindent a body's leading code block.
    """

    def __init__(self, path: str, text: str) -> None:
        super().__init__(_FENCE)
        self.fields = Table((), Place(path, 1, 1))
        self.problems: tuple[Problem, ...] = ()
        self.body = ""
        self.body_line = 1
        self._path = path
        self._text = text
        self._line = 1

    def split(self, _stripped: str) -> tuple[str, str]:
        """Return the text between the two fences, and the body behind them."""
        opening = _OPENING.match(self._text)
        if opening is None:
            raise FrontMatterError(self._without_opening())
        self._line = self._text.count("\n", 0, opening.end()) + 1
        closing = _FENCE.search(self._text, opening.end())
        if closing is None:
            raise FrontMatterError(
                error("unclosed-front-matter", Place(self._path, max(self._line - 1, 1), 1))
            )
        self.body = self._text[closing.end() + 1 :]
        self.body_line = self._text.count("\n", 0, closing.end()) + 2
        return self._text[opening.end() : closing.start()], self.body

    def load(self, fm: str, **_options: object) -> dict[str, Node]:
        """Return the fields as nodes of the located tree, by key."""
        controls = tuple(self._control_characters(fm))
        sound = CONTROL.sub(" ", fm) if controls else fm
        node, problems = read_yaml(sound, self._path, self._line)
        self.problems = (*controls, *problems)
        if node is None and self.problems:
            raise FrontMatterError(*self.problems)
        start = Place(self._path, self._line - 1, 1)
        if node is not None and not isinstance(node, Table):
            raise FrontMatterError(error("front-matter-not-fields", node.place))
        self.fields = Table(node.entries if node else (), start)
        return {entry.key: entry.value for entry in self.fields.entries}

    def _control_characters(self, fm: str) -> Iterator[Problem]:
        for found in CONTROL.finditer(fm):
            line = self._line + fm.count("\n", 0, found.start())
            column = found.start() - fm.rfind("\n", 0, found.start())
            character = f"U+{ord(found[0]):04X}"
            place = Place(self._path, line, column)
            yield error("control-character-in-field", place, character=character)

    def _without_opening(self) -> Problem:
        text = self._text.lstrip()
        if not text:
            return error("empty-file", Place(self._path))
        code = "toml-front-matter" if text.startswith("+++") else "missing-front-matter"
        return error(code, Place(self._path, 1, 1))


def read_document(data: bytes, path: str) -> Result[Document | None]:
    """Return the fields and the text of a Markdown file; None when it cannot be taken apart.

    Accepts a byte order mark and any line ends. The file must be UTF-8, and its fields
    without control characters.
    """
    if len(data) > LARGEST:
        return Result(None, (error("file-too-large", Place(path), limit=LARGEST),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        place = _place_of_byte(data, failure.start, path)
        byte = f"0x{data[failure.start]:02X}"
        return Result(None, (error("not-utf-8", place, byte=byte),))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    handler = LocatedHandler(path, text)
    try:
        frontmatter.parse(text, handler=handler)
    except FrontMatterError as failure:
        return Result(None, failure.problems)
    manuscript = Manuscript(path, handler.body, handler.body_line)
    return Result(Document(handler.fields, manuscript), handler.problems)


def _place_of_byte(data: bytes, position: int, path: str) -> Place:
    before = data[:position].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    lines = before.replace("\r\n", "\n").replace("\r", "\n")
    return Place(path, lines.count("\n") + 1, len(lines) - lines.rfind("\n"))
