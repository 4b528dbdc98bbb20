"""Recipes: what pages of a kind are made by, each kept once, however many pages follow it.

A page's trace holds the digest of its recipe alone. Here is what that stands for: the closure of
its template. Knows names and digests, and no template.
"""

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from diptych.engine.store import Store

_KIND = "recipe"


class Ingredient(Struct, frozen=True, array_like=True):
    """One template, the digest of its text (empty for one that is absent), and its file.

    `path` is how problems name the file; it is no part of what pages are made by.
    """

    name: str
    digest: str
    path: str


class Recipe(Struct, frozen=True):
    """What pages are made by beside the answers given: templates, in order, and their digest."""

    digest: bytes
    ingredients: tuple[Ingredient, ...] = ()


_READER = msgspec.msgpack.Decoder(tuple[Ingredient, ...])
_WRITER = msgspec.msgpack.Encoder()


def recalled(store: Store | None, digest: bytes) -> tuple[Ingredient, ...]:
    """Return what a recipe stands for by its digest; nothing if that is not remembered."""
    found = store.recall_one(_KIND, digest) if store else None
    try:
        return () if found is None else _READER.decode(found)
    except msgspec.MsgspecError:
        return ()


def hold(store: Store, recipes: Iterable[Recipe]) -> None:
    """Remember these recipes and no others."""
    store.hold(_KIND, {one.digest: _WRITER.encode(one.ingredients) for one in recipes})
