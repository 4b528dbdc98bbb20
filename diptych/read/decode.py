"""One decoder from the located tree to msgspec Structs, for front matter and settings alike.

Knows how a schema's types are written in YAML and TOML, and tells every fault of a tree at once:
wrong types, missing and unknown keys, bounds, choices. Refuses to know any single field's rules.

A field's `Meta` may carry in `extra`: `also`, other spellings of its key, in order of preference;
`rest`, on one mapping that takes all keys the Struct does not name; `required`, though it has a
default.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, partial
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, NamedTuple, Union, get_args, get_origin
from zoneinfo import ZoneInfo

import msgspec
from msgspec import NODEFAULT, Meta, Struct
from msgspec.structs import FieldInfo

from diptych.model.problem import Place, Problem, error, warning
from diptych.read.located import Entry, Items, Node, Scalar, Table
from diptych.read.nearest import nearest
from diptych.read.scalars import (
    FAULTY,
    Scope,
    Text,
    boolean,
    choice,
    integer,
    located_text,
    moment,
    text,
)

Decoder = Callable[[Node, Scope, str], Any]


class Decoded(NamedTuple):
    """What a tree means: None for `value` if something required is missing or the shape is wrong.

    `places` locates the fields that the top table has, under the schema's own names.
    """

    value: Any
    problems: tuple[Problem, ...]
    places: Mapping[str, Place]


class Field(NamedTuple):
    """One field of a schema; `spellings` are its keys, the canonical one first.

    A field may be both `required` of the author and `optional` for the Struct, which has a default
    to go on with after the fault was told.
    """

    name: str
    spellings: tuple[str, ...]
    decoder: Decoder
    required: bool
    optional: bool
    rest: bool


def decode(node: Node, schema: type, zone: ZoneInfo | None = None) -> Decoded:
    """Return what the tree means under the schema, with all its problems.

    `zone` is needed where the schema holds date-times. Never raises on any tree.
    """
    scope = Scope(zone)
    value = decoder_of(schema)(node, scope, "")
    return Decoded(None if value is FAULTY else value, tuple(scope.problems), scope.places)


class Shape(NamedTuple):
    """A Struct schema, ready to decode: its fields, the one for all other keys, all spellings."""

    fields: tuple[Field, ...]
    rest: Field | None
    known: frozenset[str]


@cache
def shape_of(schema: type[Struct]) -> Shape:
    """Return what the decoder needs of a schema."""
    fields = [_field(field) for field in msgspec.structs.fields(schema)]
    return Shape(
        fields=tuple(field for field in fields if not field.rest),
        rest=next((field for field in fields if field.rest), None),
        known=frozenset(spelling for field in fields for spelling in field.spellings),
    )


def meta_of(annotation: Any) -> tuple[Any, Mapping[str, Any], Meta | None]:
    """Return the bare type of an annotation, the `extra` of its Meta and the Meta itself."""
    if get_origin(annotation) is not Annotated:
        return annotation, {}, None
    bare, *notes = get_args(annotation)
    meta = next((note for note in notes if isinstance(note, Meta)), None)
    return bare, (meta.extra or {}) if meta else {}, meta


@cache
def decoder_of(annotation: Any) -> Decoder:
    """Return the decoder of a type; raises TypeError for a type that schemas may not use."""
    bare, _, meta = meta_of(annotation)
    origin, arguments = get_origin(bare), get_args(bare)
    if bare is int:
        return partial(integer, low=meta and meta.ge, high=meta and meta.le)
    if origin is Literal:
        return partial(choice, choices=arguments)
    return _SCALARS[bare] if bare in _SCALARS else _composite(bare, origin, arguments)


def _composite(bare: Any, origin: Any, arguments: tuple[Any, ...]) -> Decoder:
    if origin is tuple:
        return partial(_items, each=decoder_of(arguments[0]), lone=arguments[0] in _LONE)
    if origin is not None and issubclass(NoneType if origin is Union else origin, Mapping):
        return partial(_mapping, each=decoder_of(arguments[1]))
    if origin in {Union, UnionType}:
        return _either(*(decoder_of(one) for one in arguments if one is not NoneType))
    if isinstance(bare, type) and issubclass(bare, Struct):
        return partial(_struct, schema=bare)
    raise TypeError(f"no decoder for {bare!r}")


def plain_value(node: Node, scope: Scope, name: str) -> Any:
    """Return any tree as plain Python values, unquoted YAML scalars typed as JSON's are."""
    if isinstance(node, Scalar):
        return _plain_scalar(node, scope, name)
    if isinstance(node, Items):
        values = (plain_value(item, scope, name) for item in node.items)
        return [value for value in values if value is not FAULTY]
    return _pairs(node.entries, scope, name, plain_value)


def _plain_scalar(node: Scalar, scope: Scope, name: str) -> Any:
    if node.absent:
        return None
    if node.plain:
        try:
            value = msgspec.json.decode(node.value)
        except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
            value = None
        if isinstance(value, bool | int | float):
            return value
    return text(node, scope, name) if isinstance(node.value, str) else node.value


def _items(node: Node, scope: Scope, name: str, *, each: Decoder, lone: bool) -> Any:
    if lone and isinstance(node, Scalar):
        value = each(node, scope, name)
        return FAULTY if value is FAULTY else (value,)
    if not isinstance(node, Items):
        return scope.refuse("expects-list", node.place, field=name)
    values = []
    for number, item in enumerate(node.items):
        if isinstance(item, Scalar) and (item.absent or item.value == ""):
            scope.problems.append(warning("empty-item", item.place, field=name))
            continue
        value = each(item, scope, name if lone else f"{name}[{number}]")
        if value is not FAULTY:
            values.append(value)
    return tuple(values)


def _mapping(node: Node, scope: Scope, name: str, *, each: Decoder) -> Any:
    if not isinstance(node, Table):
        return scope.refuse("expects-table", node.place, field=name)
    return _pairs(node.entries, scope, name, each)


def _pairs(entries: tuple[Entry, ...], scope: Scope, name: str, each: Decoder) -> dict[str, Any]:
    pairs = {}
    for entry in entries:
        if isinstance(entry.value, Scalar) and entry.value.absent:
            continue
        value = each(entry.value, scope, f"{name}.{entry.key}" if name else entry.key)
        if value is not FAULTY:
            pairs[entry.key] = value
    return pairs


def _either(*decoders: Decoder) -> Decoder:
    """Choose among decoders by the node's shape: a scalar, a list, a table."""
    if len(decoders) == 1:
        return decoders[0]
    scalars = [one for one in decoders if not isinstance(one, partial)]
    shaped = [one for one in decoders if isinstance(one, partial)]

    def decode_either(node: Node, scope: Scope, name: str) -> Any:
        suited = scalars if isinstance(node, Scalar) else shaped
        return (suited or decoders)[0](node, scope, name)

    return decode_either


def _struct(node: Node, scope: Scope, name: str, *, schema: type[Struct]) -> Any:
    if not isinstance(node, Table):
        return scope.refuse("expects-table", node.place, field=name or "settings")
    prefix = f"{name}." if name else ""
    written = {
        entry.key: entry
        for entry in node.entries
        if not (isinstance(entry.value, Scalar) and entry.value.absent)
    }
    values: dict[str, Any] = {}
    whole = True
    fields, rest, known = shape_of(schema)
    for field in fields:
        entry = _chosen(field, written, scope)
        if entry is not None:
            if not name:
                scope.places[field.name] = _place(entry)
            value = field.decoder(entry.value, scope, prefix + entry.key)
            if value is not FAULTY:
                values[field.name] = value
            else:
                whole = whole and field.optional
        elif field.required:
            whole = whole and field.optional
            key = prefix + field.spellings[0]
            scope.problems.append(error("missing-key", node.place, key=key))
    others = tuple(entry for entry in node.entries if entry.key not in known)
    if rest is not None:
        values[rest.name] = _pairs(others, scope, name, rest.decoder)
    else:
        scope.problems.extend(_unknown(entry, prefix, known) for entry in others)
    return schema(**values) if whole else FAULTY


def _chosen(field: Field, written: Mapping[str, Entry], scope: Scope) -> Entry | None:
    """Return the entry of a field's best spelling, and warn of the others."""
    if len(field.spellings) == 1:
        return written.get(field.spellings[0])
    found = [written[key] for key in field.spellings if key in written]
    for other in found[1:]:
        scope.problems.append(
            warning("two-spellings", other.place, found[0].place, kept=found[0].key, key=other.key)
        )
    return found[0] if found else None


def _unknown(entry: Entry, prefix: str, known: frozenset[str]) -> Problem:
    near = nearest(entry.key, sorted(known))
    if near:
        return warning("misspelt-key", entry.place, key=prefix + entry.key, near=prefix + near)
    return warning("unknown-key", entry.place, key=prefix + entry.key)


def _place(entry: Entry) -> Place:
    value = entry.value.place
    return value if value.line == entry.place.line else entry.place


def _field(field: FieldInfo) -> Field:
    annotation, extra, _ = meta_of(field.type)
    optional = field.default is not NODEFAULT or field.default_factory is not NODEFAULT
    rest = bool(extra.get("rest"))
    return Field(
        name=field.name,
        spellings=() if rest else (field.encode_name, *extra.get("also", ())),
        decoder=decoder_of(get_args(annotation)[1] if rest else field.type),
        required=not optional or bool(extra.get("required")),
        optional=optional,
        rest=rest,
    )


_SCALARS: Final[Mapping[Any, Decoder]] = {
    str: text,
    Text: located_text,
    bool: boolean,
    datetime: moment,
    Any: plain_value,
}
_LONE: Final = (str, Text)
