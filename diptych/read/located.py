"""The located tree: what a YAML or TOML text says, each key and value with its place.

Knows the shapes that both languages share (scalars, lists, tables) and where they stand. Refuses
to know what the values mean: typing them is the decoder's affair.
"""

from typing import Any, TypeAlias

from msgspec import Struct

from diptych.model.problem import Place

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


class Scalar(Struct, frozen=True):
    """One value. From YAML always a string, `plain` when it was not quoted; from TOML typed."""

    value: Any
    place: Place
    plain: bool = False

    @property
    def absent(self) -> bool:
        """Whether nothing was written, or an unquoted `~` or `null`."""
        return self.plain and self.value in _NULLS


class Items(Struct, frozen=True):
    """A list."""

    items: "tuple[Node, ...]"
    place: Place


class Entry(Struct, frozen=True):
    """One key of a table and its value; `place` is the key's."""

    key: str
    place: Place
    value: "Node"


class Table(Struct, frozen=True):
    """A mapping, in the order of its text; no key occurs twice."""

    entries: tuple[Entry, ...]
    place: Place

    def find(self, key: str) -> Entry | None:
        """Return the entry of a key."""
        return next((entry for entry in self.entries if entry.key == key), None)

    def place_of(self, *steps: str | int) -> Place:
        """Return where the key or item at the end of these steps stands, or the last one found."""
        node: Node = self
        place = self.place
        for step in steps:
            if isinstance(node, Table) and isinstance(step, str):
                entry = node.find(step)
                if entry is None:
                    break
                node, place = entry.value, entry.place
            elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                place = node.place
            else:
                break
        return place


Node: TypeAlias = Scalar | Items | Table
