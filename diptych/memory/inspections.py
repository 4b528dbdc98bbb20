"""What inspections of templates found, for as long as their texts are as they were.

Parsing a theme takes longer than all else that a small edit asks for. Knows the texts by their
digests, and not what is looked for in them.
"""

from collections.abc import Callable

import msgspec
from msgspec import Struct

from diptych.engine.store import Store
from diptych.render.theme_files import Template
from diptych.render.theme_inspection import Inspection

_REGISTER, _KEY = "register", b"inspections"


class _Kept(Struct, frozen=True, array_like=True):
    digest: str
    inspection: Inspection


_READER = msgspec.json.Decoder(dict[str, _Kept])


class RememberedInspections:
    """The inspections of one theme's templates, by the paths that problems name."""

    def __init__(self, store: Store | None) -> None:
        self._store = store
        self._before = self._read()
        self._after: dict[str, _Kept] = {}

    def recall(self, template: Template, inspect: Callable[[], Inspection]) -> Inspection:
        """Return what a template's source tells, from memory if it is as it was."""
        kept = self._before.get(template.path)
        if kept is None or kept.digest != template.digest:
            kept = _Kept(template.digest, inspect())
        self._after[template.path] = kept
        return kept.inspection

    def save(self) -> None:
        """Remember what was found, and forget templates that are no more."""
        if self._store is not None and self._after != self._before:
            self._store.replace(_REGISTER, {_KEY: msgspec.json.encode(self._after)})
            self._store.save()

    def _read(self) -> dict[str, _Kept]:
        found = self._store.recall_one(_REGISTER, _KEY) if self._store else None
        try:
            return {} if found is None else _READER.decode(found)
        except msgspec.MsgspecError:
            return {}
