"""JSON Schemas of front matter, settings and registries, for editors that complete and check.

Made from the same Structs that the decoder reads, so that they cannot disagree. JSON Schema draft
2020-12; every spelling that the decoder accepts is a property.
"""

from collections.abc import Mapping
from datetime import datetime
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin

import msgspec
from msgspec import NODEFAULT, Meta, Struct

from diptych.read.decode import meta_of
from diptych.read.fields import FrontMatter
from diptych.read.registries import SCHEMAS
from diptych.read.scalars import Text
from diptych.read.settings import Settings

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

_DATE = {
    "type": ["string", "null"],
    "pattern": r"^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d([.,]\d+)?)? ?(Z|[+-]\d\d(:?\d\d)?)?)?$",
}
_TEXT = {"type": ["string", "number", "boolean", "null"]}
"""What YAML calls a number or a boolean is a text to the decoder: `slug: 2025`; null is absence."""


def json_schemas() -> dict[str, Schema]:
    """Return the schemas by name: `front-matter`, `config` and one for each registry."""
    front_matter = _struct(FrontMatter, lenient=True)
    front_matter["required"] = ["title"]
    config = _struct(Settings, lenient=False)
    config["required"] = ["base_url", "languages"]
    return {
        "front-matter": {"$schema": DRAFT, "title": "Diptych front matter", **front_matter},
        "config": {"$schema": DRAFT, "title": "Diptych config.toml", **config},
        **{name: _registry(name, fields) for name, fields in SCHEMAS.items()},
    }


def _registry(name: str, fields: Any) -> Schema:
    """Return the schema of a registry: a table for each term."""
    terms = _of(Mapping[str, fields], lenient=False)
    return {"$schema": DRAFT, "title": f"Diptych {name}.toml", **terms}


def _struct(schema: type[Struct], *, lenient: bool) -> Schema:
    """Return the schema of a Struct; `lenient` where YAML's types are taken for texts."""
    properties: Schema = {}
    required = []
    others: Schema | bool = False
    for field in msgspec.structs.fields(schema):
        bare, extra, meta = meta_of(field.type)
        if extra.get("rest"):
            others = _of(get_args(bare)[1], lenient=lenient)
            continue
        described = _of(field.type, lenient=lenient)
        if meta is not None and meta.description:
            described = {"description": meta.description, **described}
        properties[field.encode_name] = described
        for spelling in extra.get("also", ()):
            same = f"Another spelling of `{field.encode_name}`."
            properties[spelling] = {**described, "description": same, "deprecated": True}
        default = (field.default, field.default_factory)
        if default == (NODEFAULT, NODEFAULT) or extra.get("required"):
            required.append(field.encode_name)
    made: Schema = {"type": "object", "properties": properties, "additionalProperties": others}
    return made | ({"required": required} if required else {})


def _of(annotation: Any, *, lenient: bool) -> Schema:
    bare, _, meta = meta_of(annotation)
    origin, arguments = get_origin(bare), get_args(bare)
    if isinstance(bare, type) and issubclass(bare, Struct):
        return _struct(bare, lenient=lenient)
    if origin is Literal:
        return {"enum": [*arguments, None] if lenient else list(arguments)}
    if origin is tuple:
        return _list(_of(arguments[0], lenient=lenient), lone=arguments[0] in {str, Text})
    if origin in {Union, UnionType}:
        return _any_of(arguments, lenient=lenient)
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _of(arguments[1], lenient=lenient)}
    return _scalar(bare, meta, lenient=lenient)


def _scalar(bare: Any, meta: Meta | None, *, lenient: bool) -> Schema:
    if bare is int:
        bounds = {"minimum": meta and meta.ge, "maximum": meta and meta.le}
        return {"type": "integer"} | {name: low for name, low in bounds.items() if low is not None}
    if bare is bool:
        return {"type": ["boolean", "null"] if lenient else "boolean"}
    if bare is datetime:
        return dict(_DATE)
    if bare in {str, Text}:
        return dict(_TEXT) if lenient else {"type": "string"}
    return {}


def _list(items: Schema, *, lone: bool) -> Schema:
    listed: Schema = {"type": "array", "items": items}
    return {"anyOf": [items, listed]} if lone else listed


def _any_of(arguments: tuple[Any, ...], *, lenient: bool) -> Schema:
    options = [_of(one, lenient=lenient) for one in arguments if one is not NoneType]
    return options[0] if len(options) == 1 else {"anyOf": options}
