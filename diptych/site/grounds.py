"""Grounds: the pieces of an edition that answers are made from, each by a name.

An answer can only change when a piece that was looked at for it has changed. So whoever remembers
the names of those pieces, with a fingerprint of each, need not ask every question again. Knows
which pieces an edition has; nothing of questions and answers.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar, cast, overload

from msgspec.structs import replace

from diptych.model.taxonomy import Registry
from diptych.site.edition import Edition
from diptych.site.index import Site
from diptych.site.shelves import ShelfKind, ShelfName

Key = TypeVar("Key")
Value = TypeVar("Value")
Note = Callable[[str], None]
"""Hears the name of each piece that is looked at."""

BEDROCK = "bedrock"
"""What every answer rests on, and what is seldom changed: the settings."""

ALL = "*"
"""In place of a key: which entries a mapping has, and what they are."""

BODIES = "bodies"


class Grounds(NamedTuple):
    """The pieces of one edition, by name and key."""

    tables: Mapping[str, Mapping[Any, Any]]
    rows: Mapping[str, Sequence[Any]]
    bedrock: tuple[Any, ...]

    def piece(self, ground: str) -> Any:
        """Return what a ground names, None for an entry that is not there."""
        name, _, key = ground.partition(":")
        if name == BEDROCK:
            return self.bedrock
        if name in self.rows:
            return list(self.rows[name])
        table = self.tables[name]
        if key == ALL:
            return list(table.items())  # not every key can be one in JSON
        return table.get(_shelf(key) if name == "shelves" else key)


def _shelf(key: str) -> ShelfName:
    locale, kind, subject = key.split("/", 2)
    return ShelfName(locale, cast("ShelfKind", kind), subject)


def grounds_of(edition: Edition) -> Grounds:
    """Return the pieces that answers about an edition are made from."""
    site = edition.site
    registry = site.registry
    return Grounds(
        tables={
            "articles": site.articles,
            "assets": site.assets,
            "authors": registry.authors,
            BODIES: edition.bodies,
            "calendar": edition.calendar,
            "cards": edition.cards,
            "catalogues": edition.catalogues,
            "comments": site.comments,
            "filed": edition.directory.articles,
            "kindred": edition.kindred,
            "lately": edition.lately,
            "neighbours": edition.neighbours,
            "previewed": site.previewed,
            "series": registry.series,
            "shelves": site.shelves,
            "sources": site.sources,
            "stories": site.stories,
            "tags": registry.tags,
            "theme": edition.theme,
            "withheld": site.withheld,
        },
        rows={"plan": edition.plan},
        bedrock=(site.config, sorted(site.listed), sorted(site.broken), site.undated, site.noindex),
    )


def noted(edition: Edition, note: Note) -> Edition:
    """Return an edition that tells `note` each of its pieces that somebody looks at."""
    pieces = grounds_of(edition)
    told = {name: Noted(name, table, note) for name, table in pieces.tables.items()}
    site: Site = replace(
        edition.site,
        registry=Registry(tags=told["tags"], authors=told["authors"], series=told["series"]),
        articles=told["articles"],
        stories=told["stories"],
        shelves=told["shelves"],
        comments=told["comments"],
        assets=told["assets"],
        sources=told["sources"],
        withheld=told["withheld"],
        previewed=told["previewed"],
    )
    return replace(
        edition,
        site=site,
        directory=replace(site, articles=told["filed"]),
        plan=NotedRow("plan", edition.plan, note),
        bodies=told[BODIES],
        cards=told["cards"],
        theme=told["theme"],
        catalogues=told["catalogues"],
        calendar=told["calendar"],
        lately=told["lately"],
        neighbours=told["neighbours"],
        kindred=told["kindred"],
    )


def _spelled(key: object) -> str:
    return "/".join(key) if isinstance(key, tuple) else str(key)


class Noted(Mapping[Key, Value]):
    """A mapping that tells which of its entries are looked at."""

    def __init__(self, name: str, entries: Mapping[Key, Value], note: Note) -> None:
        self._prefix = f"{name}:"
        self._all = f"{name}:{ALL}"
        self._entries = entries
        self._note = note

    def __getitem__(self, key: Key) -> Value:
        self._note(self._prefix + (key if isinstance(key, str) else _spelled(key)))
        return self._entries[key]

    def get(self, key: Key, default: Any = None) -> Any:
        """Return an entry, or `default`: an absence is noted as well."""
        self._note(self._prefix + (key if isinstance(key, str) else _spelled(key)))
        return self._entries.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._note(self._prefix + (key if isinstance(key, str) else _spelled(key)))
        return key in self._entries

    def __iter__(self) -> Iterator[Key]:
        self._note(self._all)
        return iter(self._entries)

    def __len__(self) -> int:
        self._note(self._all)
        return len(self._entries)

    def keys(self) -> Any:
        """Return the keys, noted as a whole."""
        self._note(self._all)
        return self._entries.keys()

    def values(self) -> Any:
        """Return the values, noted as a whole."""
        self._note(self._all)
        return self._entries.values()

    def items(self) -> Any:
        """Return the entries, noted as a whole."""
        self._note(self._all)
        return self._entries.items()


class NotedRow(Sequence[Value]):
    """A sequence that tells when it is looked at."""

    def __init__(self, name: str, entries: Sequence[Value], note: Note) -> None:
        self._name = name
        self._entries = entries
        self._note = note

    @overload
    def __getitem__(self, index: int) -> Value: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Value]: ...
    def __getitem__(self, index: int | slice) -> Value | Sequence[Value]:
        self._note(f"{self._name}:{ALL}")
        return self._entries[index]

    def __iter__(self) -> Iterator[Value]:
        self._note(f"{self._name}:{ALL}")
        return iter(self._entries)

    def __len__(self) -> int:
        self._note(f"{self._name}:{ALL}")
        return len(self._entries)
