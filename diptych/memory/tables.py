"""Tables that come back from the store: mappings whose entries are read when they are looked at.

A small table is read at once, of a large one each entry by itself. Knows how entries are written
(JSON, which keeps the offsets of date-times), and not what they are.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, TypeVar, cast, overload

import msgspec

from diptych.engine.store import DamagedError, Sealed, Store
from diptych.site.pages import Page
from diptych.site.shelves import Shelf, ShelfName

Value = TypeVar("Value")


class Amended(Mapping[str, Value]):
    """A table with other values for some of its entries, in its own order."""

    def __init__(self, table: Mapping[str, Value], changed: Mapping[str, Value]) -> None:
        self._table = table
        self._changed = changed

    def __getitem__(self, key: str) -> Value:
        return self._changed[key] if key in self._changed else self._table[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)


class Table(Mapping[str, Value]):
    """A small table, read at once when it is first looked at; entries are decoded one by one."""

    def __init__(self, sealed: Callable[[], Sealed], kind: Any) -> None:
        self._sealed = sealed
        self._decoder = msgspec.json.Decoder(kind)
        self._here: dict[str, Value] = {}

    @cached_property
    def _raw(self) -> dict[str, msgspec.Raw]:
        raw: dict[str, msgspec.Raw] = decoded_once(self._sealed(), dict[str, msgspec.Raw])
        return raw

    def __getitem__(self, key: str) -> Value:
        found = self._here.get(key)
        if found is None:
            found = self._here[key] = cast("Value", self._decoder.decode(self._raw[key]))
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


class Shelves(Mapping[ShelfName, Shelf]):
    """The shelves, whose names are more than a text."""

    def __init__(self, table: Mapping[str, Shelf]) -> None:
        self._table = table

    def __getitem__(self, key: ShelfName) -> Shelf:
        return self._table["/".join(key)]

    def __iter__(self) -> Iterator[ShelfName]:
        return (ShelfName(*key.split("/", 2)) for key in self._table)  # type: ignore[arg-type]

    def __len__(self) -> int:
        return len(self._table)


class Rows(Mapping[str, Value]):
    """A large table, of which each entry is read when it is looked at."""

    def __init__(self, store: Store, name: str, keys: Sequence[str], kind: Any) -> None:
        self._store = store
        self._name = name
        self._keys = dict.fromkeys(keys)
        self._decoder = msgspec.json.Decoder(kind)
        self._here: dict[str, Value] = {}

    def __getitem__(self, key: str) -> Value:
        found = self._here.get(key)
        if found is None:
            if key not in self._keys:
                raise KeyError(key)
            row = self._store.recall_surely(self._name, key.encode())
            found = self._here[key] = cast("Value", self._decoder.decode(row))
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


class Pages(Sequence[Page]):
    """The plan, read when it is first looked at."""

    def __init__(self, sealed: Callable[[], Sealed]) -> None:
        self._sealed = sealed

    @cached_property
    def _pages(self) -> tuple[Page, ...]:
        pages: tuple[Page, ...] = decoded_once(self._sealed(), tuple[Page, ...])
        return pages

    @overload
    def __getitem__(self, index: int) -> Page: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Page]: ...
    def __getitem__(self, index: int | slice) -> Page | Sequence[Page]:
        return self._pages[index]

    def __len__(self) -> int:
        return len(self._pages)


@lru_cache(maxsize=32)
def decoded_once(sealed: Sealed, kind: Any) -> Any:
    """Return what is written, not to be changed: it is read once and then at hand.

    Raises `DamagedError` for what cannot be read.
    """
    data = sealed.read()
    try:
        if data is not None:
            return msgspec.json.decode(data, type=kind)
    except msgspec.MsgspecError:
        pass
    raise DamagedError(str(kind))
