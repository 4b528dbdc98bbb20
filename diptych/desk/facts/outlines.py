"""The outline of a text: its headings, pictures, links and quotations, each with its place.

Reads Markdown whose code is already replaced. Compares nothing, and resolves no link: what two
addresses have in common is told by `addresses`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_HEADING = re.compile(
    r"^(?:[ ]{0,3}(?P<marks>#{1,6})(?=[ \t]).*"
    r"|(?P<line>(?![ ]{0,3}(?:[-*+>|]|[0-9]+[.)]))[ ]{0,3}\S.*)\n"
    r"[ ]{0,3}(?P<under>=+|-+)[ \t]*)$",
    re.MULTILINE,
)
_LINK = re.compile(
    r"(?P<picture>!?)\[(?:[^\[\]]|\[[^\[\]]*\])*\]"
    r"\([ \t]*(?:<(?P<angled>[^<>\n]*)>|(?P<target>(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))+))"
)
_AUTOLINK = re.compile(r"<(?P<target>https?://[^\s<>]+)>")
_DEFINITION = re.compile(
    r"^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]+<?(?P<target>[^\s<>]+)>?", re.MULTILINE
)
_HREF = re.compile(r"<a\b[^<>]*?\bhref=[\"'](?P<target>[^\"'<>]+)[\"']", re.IGNORECASE)
_SRC = re.compile(r"<img\b[^<>]*?\bsrc=[\"'](?P<target>[^\"'<>]+)[\"']", re.IGNORECASE)
_FIGURE = re.compile(r"\{\{<[ \t]*figure\b[^>]*?\bsrc=\"(?P<target>[^\"]+)\"")
_STORY = re.compile(r"\{\{<[ \t]*story\b[^>]*?\bkey=\"(?P<target>[^\"]+)\"")
_QUOTED = re.compile(r"^[ ]{0,3}>", re.MULTILINE)
_PULLED = re.compile(r"\{\{<[ \t]*pullquote\b")


class Found(NamedTuple):
    """Something of the outline: `word` is an address, or the level of a heading."""

    position: int
    word: str


class Outline(NamedTuple):
    """What a text consists of beside its words, each in order."""

    headings: tuple[Found, ...]
    images: tuple[Found, ...]
    links: tuple[Found, ...]
    quotations: tuple[Found, ...]


def outline(markup: str) -> Outline:
    """Return the outline of a body; block quotations and pull quotes count as quotations."""
    links = [Found(at, target) for at, target, picture in _targets(markup) if not picture]
    images = [Found(at, target) for at, target, picture in _targets(markup) if picture]
    for pattern, into in ((_AUTOLINK, links), (_DEFINITION, links), (_HREF, links), (_SRC, images)):
        into += [Found(found.start(), found["target"]) for found in pattern.finditer(markup)]
    images += [Found(found.start(), found["target"]) for found in _FIGURE.finditer(markup)]
    links += [Found(one.start(), f"story:{one['target']}") for one in _STORY.finditer(markup)]
    return Outline(
        headings=tuple(_headings(markup)),
        images=tuple(sorted(images)),
        links=tuple(sorted(links)),
        quotations=tuple(sorted(_quotations(markup))),
    )


def _headings(markup: str) -> Iterator[Found]:
    for found in _HEADING.finditer(markup):
        level = len(found["marks"]) if found["marks"] else 1 if found["under"][0] == "=" else 2
        yield Found(found.start(), str(level))


def _targets(markup: str) -> Iterator[tuple[int, str, bool]]:
    for found in _LINK.finditer(markup):
        target = found["angled"] if found["angled"] is not None else found["target"]
        yield found.start(), target, bool(found["picture"])
        inner = markup.find("![", found.start() + 1, found.end())
        if inner >= 0 and not found["picture"]:  # a picture that is a link
            yield from (
                (inner + at, one, kind) for at, one, kind in _targets(markup[inner : found.end()])
            )


def _quotations(markup: str) -> Iterator[Found]:
    """Yield each run of quoted lines once, and each pull quote."""
    last = -2
    for found in _QUOTED.finditer(markup):
        line = markup.count("\n", 0, found.start())
        if line != last + 1:
            yield Found(found.start(), ">")
        last = line
    yield from (Found(found.start(), "pullquote") for found in _PULLED.finditer(markup))
