"""Single values as their authors write them: texts, booleans, numbers, choices, date-times.

Each function takes a node of the located tree and returns the typed value, or `FAULTY` after it
has told why in the scope. Knows the scalars of YAML (always strings) and TOML (already typed).
"""

import re
from datetime import datetime
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from diptych.model.problem import Place, Problem, error, warning
from diptych.read.dates import in_zone, nearest_form, read_date
from diptych.read.located import Node, Scalar
from diptych.read.nearest import nearest

FAULTY: Final = object()
"""Stands for a value that cannot be had; the scope's problems say why."""

_BOOLEANS: Final = {"true": True, "yes": True, "on": True} | {
    "false": False,
    "no": False,
    "off": False,
}
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Text(NamedTuple):
    """A text with the place it stands at, for rules that look at it later."""

    value: str
    place: Place


class Scope:
    """What the decoding of one tree gathers: its problems, and the places of its top fields."""

    def __init__(self, zone: ZoneInfo | None) -> None:
        self.zone = zone
        self.problems: list[Problem] = []
        self.places: dict[str, Place] = {}

    def refuse(self, code: str, place: Place, **values: object) -> object:
        """Record an error and return `FAULTY`."""
        self.problems.append(error(code, place, **values))
        return FAULTY


def text(node: Node, scope: Scope, name: str) -> Any:
    """Return a string as it stands; control characters are an error, bidi controls a warning."""
    if not isinstance(node, Scalar) or not isinstance(node.value, str):
        return scope.refuse("expects-text", node.place, field=name)
    found = CONTROL.search(node.value)
    if found is not None:
        character = f"U+{ord(found[0]):04X}"
        return scope.refuse("control-character-in-field", node.place, character=character)
    if not node.value.isascii():
        turned = _BIDI.search(node.value)
        if turned is not None:
            character = f"U+{ord(turned[0]):04X}"
            scope.problems.append(warning("bidi-control", node.place, character=character))
    return node.value


def located_text(node: Node, scope: Scope, name: str) -> Any:
    """Return a string with its place."""
    value = text(node, scope, name)
    return FAULTY if value is FAULTY else Text(value, node.place)


def boolean(node: Node, scope: Scope, name: str) -> Any:
    """Return a boolean, from TOML's own or from YAML's words for it (`yes`, `off`...)."""
    if isinstance(node, Scalar):
        if isinstance(node.value, bool):
            return node.value
        known = _BOOLEANS.get(str(node.value).lower())
        if known is not None:
            return known
    return scope.refuse("expects-boolean", node.place, field=name)


def integer(node: Node, scope: Scope, name: str, *, low: float | None, high: float | None) -> Any:
    """Return a whole number within its bounds, both included."""
    value = node.value if isinstance(node, Scalar) else None
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        return scope.refuse("expects-number", node.place, field=name)
    if (low is not None and value < low) or (high is not None and value > high):
        return scope.refuse(
            "out-of-bounds", node.place, field=name, value=value, low=low, high=high
        )
    return value


def choice(node: Node, scope: Scope, name: str, *, choices: tuple[str, ...]) -> Any:
    """Return one of the allowed words; a fault lists them, the likeliest first."""
    value = text(node, scope, name)
    if value is FAULTY or value in choices:
        return value
    near = nearest(value, choices)
    listed = ", ".join(sorted(choices, key=lambda one: one != near))
    return scope.refuse("unknown-choice", node.place, field=name, value=value, choices=listed)


def moment(node: Node, scope: Scope, name: str) -> Any:
    """Return a date-time in the scope's zone; an hour that the zone skips is a warning."""
    if scope.zone is None:
        raise TypeError("a schema with date-times needs a time zone")
    if isinstance(node, Scalar) and isinstance(node.value, datetime) and node.value.tzinfo:
        return in_zone(node.value, scope.zone)
    if not isinstance(node, Scalar):
        return scope.refuse("invalid-date", node.place, field=name, value="", near=nearest_form(""))
    written = str(node.value)
    found = read_date(written, scope.zone)
    if found is None:
        near = nearest_form(written)
        return scope.refuse("invalid-date", node.place, field=name, value=written, near=near)
    if found.skipped:
        zone = scope.zone.key
        scope.problems.append(
            warning("skipped-hour", node.place, field=name, value=written, zone=zone)
        )
    return found.date
