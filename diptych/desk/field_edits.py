"""One field of a front matter written anew, and every other byte of the file left as it is.

Comments, the order of fields, line ends and a byte order mark are the author's. What comes out is
read again before it is returned: it must say what the file said, but for the one field. Knows
bytes; opens and writes no file.
"""

import re
from typing import NamedTuple

from diptych.read.front_matter import read_document
from diptych.read.located import Items, Node, Scalar, Table
from diptych.read.yaml import Written, written_scalars

_MARK = "\ufeff"
_LINE = r"(?:\r\n|\r|\n)"
_FENCE = r"---[ \t]*"
_FORM = re.compile(
    rf"(?P<before>\s*(?:^|(?<=[\r\n])){_FENCE}(?P<end>{_LINE}))"
    rf"(?P<fields>(?:(?!{_FENCE}(?:{_LINE}|\Z))[^\r\n]*{_LINE})*)"
    rf"(?={_FENCE}(?:{_LINE}|\Z))"
)
_COLON_ALONE = re.compile(r":\Z")


class UneditableError(Exception):
    """The front matter is faulty, or written in a way that only its author can change."""


class _Parts(NamedTuple):
    head: str
    fields: str
    rest: str
    line_end: str


def set_field(data: bytes, name: str, value: str, after: str = "") -> bytes:
    """Return a Markdown file with a field of its front matter set, and nothing else changed.

    `value` is a scalar as YAML has it, on one line: `true`, `"a b"`. A field that is not there is
    added on a line of its own, behind the field `after` where that is there, else as the last.
    Raises `UneditableError`.
    """
    before = _fields(data)
    parts = _taken_apart(data.decode())
    written = written_scalars(parts.fields)
    if name in written:
        fields = _replaced(parts.fields, written[name], value)
    elif before.find(name) is None:
        fields = _added(parts, f"{name}: {value}", written.get(after))
    else:
        raise UneditableError(name)
    edited = f"{parts.head}{fields}{parts.rest}".encode()
    try:
        told = _fields(edited)
    except UneditableError:
        raise UneditableError(name) from None
    if _said(told, name) != _said(before, name) or told.find(name) is None:
        raise UneditableError(name)
    return edited


def field_of(data: bytes, name: str) -> str | None:
    """Return the text of a field, None where it has none. Raises `UneditableError`."""
    entry = _fields(data).find(name)
    node = entry.value if entry else None
    return str(node.value) if isinstance(node, Scalar) and not node.absent else None


def _fields(data: bytes) -> Table:
    document, problems = read_document(data, "")
    if document is None or problems:
        raise UneditableError(problems[0].code if problems else "")
    return document.fields


def _taken_apart(text: str) -> _Parts:
    bare = text.removeprefix(_MARK)
    found = _FORM.match(bare)
    if found is None:
        raise UneditableError("")
    start, end = found.span("fields")
    mark = text[: len(text) - len(bare)]
    return _Parts(mark + bare[:start], bare[start:end], bare[end:], found["end"])


def _replaced(fields: str, at: Written, value: str) -> str:
    start, end = at.start, at.end
    if at.indicator:
        end = _end_of_block(fields, start)
    # `key:` with nothing behind it, and a comment that begins at once, need their spaces.
    lead = " " if _COLON_ALONE.search(fields, 0, start) else ""
    tail = " " if fields[end : end + 1] == "#" else ""
    return f"{fields[:start]}{lead}{value}{tail}{fields[end:]}"


def _end_of_block(fields: str, start: int) -> int:
    """Return where a text of several lines ends: behind the last of them that is indented."""
    end = len(fields)
    for number, line in enumerate(re.finditer(rf"[^\r\n]*{_LINE}", fields[start:])):
        kept = line[0].rstrip("\r\n")
        if number == 0 or (kept.strip() and kept[0] in " \t"):
            end = start + line.start() + len(kept)
        elif kept.strip():
            break
    return end


def _added(parts: _Parts, line: str, behind: Written | None) -> str:
    fields = parts.fields
    at = len(fields)
    if behind is not None and not behind.indicator:
        found = re.compile(_LINE).search(fields, behind.end)
        at = found.end() if found else at
    return f"{fields[:at]}{line}{parts.line_end}{fields[at:]}"


def _said(fields: Table, but: str) -> tuple[object, ...]:
    """Return what a front matter says without one of its fields, wherever it is written."""
    return tuple((entry.key, _bare(entry.value)) for entry in fields.entries if entry.key != but)


def _bare(node: Node) -> object:
    if isinstance(node, Table):
        return _said(node, "\0")
    if isinstance(node, Items):
        return tuple(_bare(item) for item in node.items)
    return (node.value, node.absent)
