"""Shortcodes: Hugo's `{{< name key="value" >}}` in a text, read and checked.

Knows which shortcodes there are and their parameters; what they become is told in `parts`. Those
in code or comments are text, and `{{</* name */>}}` shows one. The text between the two halves of
a pair stays ordinary Markdown.
"""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import NamedTuple
from urllib.parse import urlsplit

from msgspec import Struct

from diptych.render.markup.source import Findings

_SHORTCODE = re.compile(
    r"\{\{<(?:/\*(?P<shown>.*?)\*/|(?P<inside>(?:[^\">]|\"(?:\\.|[^\"\\])*+\"|>(?!\}\}))*+))>\}\}",
    re.DOTALL,
)
_INSIDE = re.compile(r"\s*(?P<slash>/?)\s*(?P<name>[^\s/\"=]+)(?P<rest>.*?)/?\s*", re.DOTALL)
_PARAMETER = re.compile(
    r"\s*(?P<name>[^\s\"=]+)\s*=\s*(?:\"(?P<quoted>(?:\\.|[^\"\\])*)\"|(?P<bare>[^\s\"“”„«»]+))"
)
_SLASHED = re.compile(r"\\(.)", re.DOTALL)
_START = "{{<"


class Shape(Struct, frozen=True):
    """What a shortcode takes: parameters, those that must be there, and whether it is a pair."""

    parameters: tuple[str, ...]
    required: tuple[str, ...] = ()
    paired: bool = False
    choices: tuple[str, ...] = ()
    """What the parameter `type` may be; the first when it is left out."""


SHAPES: Mapping[str, Shape] = {
    "figure": Shape(("src", "alt", "caption", "credit", "class"), required=("src",)),
    "video": Shape(("url", "title", "poster"), required=("url",)),
    "pullquote": Shape(("by",), paired=True),
    "callout": Shape(("type", "title"), paired=True, choices=("note", "tip", "warning")),
    "story": Shape(("key",), required=("key",)),
}


class Call(NamedTuple):
    """A shortcode as it is used; `position` is where it stands in the text."""

    name: str
    values: Mapping[str, str]
    position: int


class Mark(NamedTuple):
    """A stretch of the text to be replaced: by a call, its end, a text, or nothing."""

    start: int
    end: int
    call: Call | None = None
    closes: bool = False
    text: str = ""


def find_shortcodes(prose: str, findings: Findings) -> list[Mark]:
    """Return the marks of all shortcodes in a text whose code is blanked out, in their order.

    What is wrong with one is told, and it is left out of the text.
    """
    if _START not in prose:
        return []
    reader = _Reader(findings)
    marks = []
    done = 0
    for found in _SHORTCODE.finditer(prose):
        reader.leftovers(prose, done, found.start())
        done = found.end()
        marks.append(reader.mark(found))
    reader.leftovers(prose, done, len(prose))
    return reader.closed(marks)


class _Reader:
    """Reads one shortcode after another, and knows which pairs are open."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._open: list[Mark] = []

    def leftovers(self, prose: str, start: int, end: int) -> None:
        """Tell what begins like a shortcode and is none."""
        while (start := prose.find(_START, start, end)) >= 0:
            self._tell("shortcode-syntax", start)
            start += len(_START)

    def mark(self, found: re.Match[str]) -> Mark:
        start, end = found.span()
        if found["shown"] is not None:
            return Mark(start, end, text=f"{{{{&lt;{found['shown']}&gt;}}}}")
        inside = _INSIDE.fullmatch(found["inside"])
        if inside is None:
            self._tell("shortcode-syntax", start)
            return Mark(start, end)
        name = inside["name"]
        shape = SHAPES.get(name)
        if shape is None:
            self._tell("unknown-shortcode", start, name=name, known=_nearest(name, tuple(SHAPES)))
        elif inside["slash"]:
            return self._closing(name, start, end)
        else:
            values = self._values(name, shape, inside["rest"], start)
            if values is not None:
                opening = Mark(start, end, Call(name, values, start))
                if shape.paired:
                    self._open.append(opening)
                return opening
        return Mark(start, end)

    def closed(self, marks: list[Mark]) -> list[Mark]:
        """Return the marks without the halves of pairs that nothing closes."""
        for mark in self._open:
            self._unclosed(mark)
        return [Mark(mark.start, mark.end) if mark in self._open else mark for mark in marks]

    def _closing(self, name: str, start: int, end: int) -> Mark:
        names = [mark.call.name for mark in self._open if mark.call]
        if name not in names:
            self._tell("shortcode-unopened", start, name=name)
            return Mark(start, end)
        if names[-1] == name:
            self._open.pop()
        else:
            self._tell("shortcode-crossed", start, name=name, inner=names[-1])
            del self._open[-1 - names[::-1].index(name)]
        return Mark(start, end, closes=True)

    def _unclosed(self, mark: Mark) -> None:
        if mark.call is not None:
            self._tell("shortcode-unclosed", mark.start, name=mark.call.name)

    def _values(self, name: str, shape: Shape, rest: str, start: int) -> Mapping[str, str] | None:
        """Read and check parameters; None when the shortcode cannot be shown."""
        values: dict[str, str] = {}
        sound = True
        at = 0
        while found := _PARAMETER.match(rest, at):
            at = found.end()
            key = found["name"]
            if key not in shape.parameters:
                known = _nearest(key, shape.parameters)
                self._tell("shortcode-parameter", start, name=name, parameter=key, known=known)
            else:
                quoted = found["quoted"]
                values[key] = found["bare"] if quoted is None else _SLASHED.sub(r"\1", quoted)
        if rest[at:].strip():
            self._tell("shortcode-syntax", start)
            return None
        for key in shape.required:
            if not values.get(key, "").strip():
                self._tell("shortcode-missing", start, name=name, parameter=key)
                sound = False
        return values if sound and self._admits(name, shape, values, start) else None

    def _admits(self, name: str, shape: Shape, values: dict[str, str], start: int) -> bool:
        if shape.choices and values.setdefault("type", shape.choices[0]) not in shape.choices:
            known = _nearest(values["type"], shape.choices)
            self._tell(
                "shortcode-value",
                start,
                name=name,
                parameter="type",
                value=values["type"],
                known=known,
            )
            values["type"] = shape.choices[0]
        if name == "video" and not _is_web_address(values["url"]):
            self._tell(
                "shortcode-value",
                start,
                name=name,
                parameter="url",
                value=values["url"],
                known="https://…",
            )
            return False
        return True

    def _tell(self, code: str, position: int, **values: object) -> None:
        self._findings.error(code, self._findings.source.place(position), **values)


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _nearest(word: str, known: tuple[str, ...]) -> str:
    """Return the known word an author most likely meant, else all of them."""
    return ", ".join(get_close_matches(word.lower(), known, n=1) or known)
