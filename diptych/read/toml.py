"""TOML text to the located tree: values from tomllib, places from a small scanner.

Knows just enough of the grammar to tell where each key and value of a *valid* text starts; whether
it is valid, and what its values are, is tomllib's to say.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from typing import Any

from diptych.model.problem import Place, Problem, Result, error
from diptych.read.keys import KeyPath, scan
from diptych.read.located import Entry, Items, Node, Scalar, Table

LARGEST = 1_000_000
"""Bytes that a TOML file may have."""

_WHERE = re.compile(r"\s*\((?:at line (\d+), column (\d+)|at end of document)\)$")


def read_toml(data: bytes, path: str) -> Result[Table | None]:
    """Return the tree of a TOML file; None, with one located problem, when it cannot be read."""
    if len(data) > LARGEST:
        return Result(None, (error("file-too-large", Place(path), limit=LARGEST),))
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as failure:
        line = data.count(b"\n", 0, failure.start) + 1
        byte = f"0x{data[failure.start]:02X}"
        return Result(None, (error("not-utf-8", Place(path, line), byte=byte),))
    try:
        return Result(_table(tomllib.loads(text), (), scan(text), _Lines(text, path)))
    except tomllib.TOMLDecodeError as failure:
        return Result(None, (_syntax(str(failure), text, path),))
    except RecursionError:
        return Result(None, (error("toml-syntax", Place(path), detail="nested too deeply"),))


def _syntax(message: str, text: str, path: str) -> Problem:
    where = _WHERE.search(message)
    detail = _WHERE.sub("", message)
    if where is not None and where[1]:
        return error("toml-syntax", Place(path, int(where[1]), int(where[2])), detail=detail)
    return error("toml-syntax", Place(path, text.rstrip("\n").count("\n") + 1), detail=detail)


class _Lines:
    """Turns offsets into places."""

    def __init__(self, text: str, path: str) -> None:
        self._path = path
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def place(self, offset: int) -> Place:
        line = bisect_right(self._starts, offset)
        return Place(self._path, line, offset - self._starts[line - 1] + 1)


def _table(
    values: Mapping[str, Any], at: KeyPath, starts: Mapping[KeyPath, tuple[int, int]], lines: _Lines
) -> Table:
    entries = []
    for key, value in values.items():
        path = (*at, key)
        place = lines.place(starts.get(path, (0, 0))[0])
        entries.append(Entry(key, place, _node(value, path, starts, lines)))
    return Table(tuple(entries), lines.place(starts.get(at, (0, 0))[1]))


def _node(
    value: Any, at: KeyPath, starts: Mapping[KeyPath, tuple[int, int]], lines: _Lines
) -> Node:
    if isinstance(value, dict):
        return _table(value, at, starts, lines)
    place = lines.place(starts.get(at, (0, 0))[1])
    if isinstance(value, list):
        items = (_node(item, (*at, number), starts, lines) for number, item in enumerate(value))
        return Items(tuple(items), place)
    return Scalar(value, place)
