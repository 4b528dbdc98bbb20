"""The recipes that pages are made by: which templates each stands for, by its digest.

A page remembers the digest of its recipe alone, so that thousands share one. Knows names and
digests of templates, and not what is in them.
"""

from collections.abc import Iterable

import msgspec

from diptych.engine.store import Store

_REGISTER, _KEY = "register", b"recipes"
Recipe = tuple[tuple[str, str], ...]
"""Names of templates, each with the digest of its text, empty for an absent one."""

_READER = msgspec.json.Decoder(dict[str, Recipe])


class RememberedRecipes:
    """The recipes of the last build and of this one."""

    def __init__(self, store: Store | None) -> None:
        self._store = store
        self._before = self._read()
        self._now: dict[str, Recipe] = {}

    def recall(self, digest: bytes) -> Recipe:
        """Return the recipe that a digest stands for; none if it is not known."""
        return self._now.get(digest.hex()) or self._before.get(digest.hex(), ())

    def keep(self, digest: bytes, recipe: Recipe) -> None:
        """Remember a recipe."""
        self._now[digest.hex()] = recipe

    def save(self) -> None:
        """Write down the recipes of this build, and forget older ones."""
        if self._store is not None and self._now.keys() - self._before.keys():
            self._store.replace(_REGISTER, {_KEY: msgspec.json.encode(self._now)})

    def _read(self) -> dict[str, Recipe]:
        found = self._store.recall_one(_REGISTER, _KEY) if self._store else None
        try:
            return {} if found is None else _READER.decode(found)
        except msgspec.MsgspecError:
            return {}


def changed_templates(before: Recipe, after: Recipe) -> Iterable[str]:
    """Name the templates in which two recipes differ, sorted."""
    return sorted({name for name, _ in {*before} ^ {*after}})
