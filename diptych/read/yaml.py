"""YAML text to the located tree, from PyYAML's events.

Knows the grammar only: every scalar stays the string that was written, so that `no`, `010` and
`12:30` keep their meaning until a schema types them. Refuses what front matter has no use for and
attackers do: anchors, aliases, merge keys, tags, several documents, very deep nesting.
"""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml
from yaml import events

from diptych.model.problem import Place, Problem, Result, error
from diptych.read.located import Entry, Items, Node, Scalar, Table

DEEPEST = 50
"""Levels of lists and mappings that may stand in each other."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LAST_COLON = re.compile(r"^(?P<key>[^\s:#][^:]*):[ \t]+(?P<value>.*\S)[ \t]*$")


class Written(NamedTuple):
    """Where a scalar of the top table is written: code points from the start of the text.

    `indicator` is `|` or `>` for a text that begins on the next line, whose end the grammar puts
    behind what follows it; empty for the others, which end where they seem to.
    """

    start: int
    end: int
    indicator: str


class _RefusedError(Exception):
    """Carries the problem that ends the reading of a text."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def read_yaml(text: str, path: str, first_line: int = 1) -> Result[Node | None]:
    """Return the tree of a YAML text, None when it is empty or cannot be read.

    `first_line` is the line of the file `path` on which the text begins. A syntax error ends the
    reading; equal keys are told together, with the lines of both.
    """
    builder = _Builder(text, path, first_line)
    try:
        node = builder.document()
    except _RefusedError as refusal:
        return Result(None, (*builder.problems, refusal.problem))
    except yaml.YAMLError as failure:
        return Result(None, (*builder.problems, builder.syntax(failure)))
    return Result(node, tuple(builder.problems))


def written_scalars(text: str) -> dict[str, Written]:
    """Return where the scalars of a text's top table are written, by key; lists are left out.

    The text must be one that `read_yaml` accepts without a problem.
    """
    found: dict[str, Written] = {}
    depth = 0
    key: str | None = None
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, events.CollectionEndEvent):
            depth -= 1
            key = None if depth == 1 else key
        elif isinstance(event, events.CollectionStartEvent):
            depth += 1
        elif isinstance(event, events.ScalarEvent) and depth == 1:
            if key is None:
                key = event.value
                continue
            start, end = event.start_mark, event.end_mark
            assert start is not None and end is not None  # noqa: S101, PT018 - parsers set both
            style = event.style if event.style in {"|", ">"} else ""
            found[key] = Written(start.index, end.index, style or "")
            key = None
    return found


class _Builder:
    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.problems: list[Problem] = []
        self._text = text
        self._path = path
        self._first_line = first_line
        self._events: Iterator[events.Event] = yaml.parse(text, Loader=_Loader)

    def document(self) -> Node | None:
        node = None
        for event in self._events:
            if isinstance(event, events.DocumentStartEvent):
                if node is not None:
                    raise _RefusedError(error("yaml-documents", self._place(event)))
                node = self._node(next(self._events), 0)
        return node

    def syntax(self, failure: yaml.YAMLError) -> Problem:
        mark = getattr(failure, "problem_mark", None) or getattr(failure, "context_mark", None)
        if mark is None:
            return error("yaml-syntax", Place(self._path, self._first_line), detail=failure)
        place = Place(self._path, self._first_line + mark.line, mark.column + 1)
        detail = str(getattr(failure, "problem", None) or failure)
        lines = self._text.split("\n")
        line = lines[mark.line] if mark.line < len(lines) else ""
        if "mapping values are not allowed" in detail:
            pair = _LAST_COLON.match(line)
            if pair is not None:
                quoted = json.dumps(pair["value"], ensure_ascii=False)
                return error("yaml-unquoted-colon", place, key=pair["key"], quoted=quoted)
        if "\t" in line[: mark.column + 1]:
            return error("yaml-tab", place)
        return error("yaml-syntax", place, detail=detail)

    def _node(self, event: events.Event, depth: int) -> Node:
        place = self._place(event)
        if isinstance(event, events.NodeEvent) and event.anchor is not None:
            raise _RefusedError(error("yaml-alias", place, name=event.anchor))
        if getattr(event, "tag", None) is not None:
            raise _RefusedError(error("yaml-tag", place, tag=getattr(event, "tag", "")))
        if isinstance(event, events.ScalarEvent):
            return Scalar(event.value, place, not event.style)
        if depth == DEEPEST:
            raise _RefusedError(error("yaml-nesting", place, limit=DEEPEST))
        if isinstance(event, events.SequenceStartEvent):
            return self._items(place, depth)
        return self._table(place, depth)

    def _items(self, place: Place, depth: int) -> Items:
        items: list[Node] = []
        for event in self._events:
            if isinstance(event, events.SequenceEndEvent):
                break
            items.append(self._node(event, depth + 1))
        return Items(tuple(items), place)

    def _table(self, place: Place, depth: int) -> Table:
        entries: dict[str, Entry] = {}
        for event in self._events:
            if isinstance(event, events.MappingEndEvent):
                break
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, Scalar) or key.absent:
                self.problems.append(error("yaml-key", key.place))
            elif key.value == "<<" and key.plain:
                raise _RefusedError(error("yaml-merge", key.place))
            elif key.value in entries:
                first = entries[key.value].place
                self.problems.append(
                    error("duplicate-key", key.place, first, key=key.value, line=first.line)
                )
            else:
                entries[key.value] = Entry(key.value, key.place, value)
        return Table(tuple(entries.values()), place)

    def _place(self, event: events.Event) -> Place:
        mark = event.start_mark
        assert mark is not None  # noqa: S101 - events of a parser always carry it
        return Place(self._path, self._first_line + mark.line, mark.column + 1)
