"""The edition of the last build as it is remembered, and opened no further than it is looked at.

An edit of a few panels leaves nearly all of an edition as it is. Here its tables come back as
mappings whose entries are read when somebody asks for them: articles and cards one by one, smaller
tables at once. What was amended since lies over them. Knows the tables of an edition and how each
is written (JSON, which keeps the offsets of date-times); nothing of why one is wanted.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar, cast, overload

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from diptych.engine.store import DamagedError, Store
from diptych.memory.bodies import FinishedBodies
from diptych.model.article import Article
from diptych.model.asset import Asset
from diptych.model.comment import Comment
from diptych.model.config import Config
from diptych.model.taxonomy import Author, Registry, Series, Tag
from diptych.site.answers import Card
from diptych.site.cards import Typeset
from diptych.site.directory import directory
from diptych.site.edition import Edition
from diptych.site.grounds import grounds_of
from diptych.site.index import Site
from diptych.site.pages import Page
from diptych.site.related import Kindred
from diptych.site.shelves import Shelf, ShelfName
from diptych.site.states import Withheld

Value = TypeVar("Value")

_KIND = "edition"
_FRAME, _PLAN, _NAME, _LEADING = b"frame", b"plan", b"name", b"leading"
_ROWS: Mapping[str, Any] = {"articles": Article, "cards": Card}
"""The tables of which few entries are looked at: each entry is kept by itself."""
_TABLES: Mapping[str, Any] = {
    "assets": Asset,
    "authors": Author,
    "calendar": tuple[str, ...],
    "catalogues": str,
    "comments": tuple[Comment, ...],
    "kindred": Kindred,
    "neighbours": tuple[str, str],
    "previewed": Withheld,
    "series": Series,
    "shelves": Shelf,
    "sources": str,
    "stories": tuple[str, ...],
    "tags": Tag,
    "theme": Asset,
    "withheld": Withheld,
}
"""The others, with what their entries are."""

_encode = msgspec.json.encode


class _Frame(Struct, frozen=True):
    """What an edition has beside its tables.

    `names` are the keys of those kept by entry, `bodies` those of its bodies.
    """

    config: Config
    now: datetime
    undated: tuple[str, ...]
    listed: list[tuple[str, str]]
    broken: list[str]
    noindex: bool
    names: dict[str, list[str]]
    bodies: list[str]


class RememberedEdition:
    """What is remembered of the edition last built, whatever it was built into."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, name: bytes, edition: Edition, leading: Mapping[str, tuple[str, ...]]) -> None:
        """Remember an edition by a name, if it would come back as it is.

        `leading` has the names of the bodies that link to each address.
        """
        tables = grounds_of(edition).tables
        if not all(map(_lasts, edition.site.articles.values())):
            self.forget()
            self._store.replace(_KIND, {_PLAN: _encode(edition.plan)})
            self._store.save()
            return
        site = edition.site
        frame = _Frame(
            config=site.config,
            now=site.now,
            undated=site.undated,
            listed=sorted(site.listed),
            broken=sorted(site.broken),
            noindex=site.noindex,
            names={table: list(tables[table]) for table in _ROWS},
            bodies=list(edition.bodies),
        )
        whole = {table.encode(): _encode(_by_text(tables[table])) for table in _TABLES}
        parts = {
            _NAME: name,
            _FRAME: _encode(frame),
            _PLAN: _encode(edition.plan),
            _LEADING: _encode(leading),
        }
        self._store.hold(_KIND, {**whole, **parts})
        for table in _ROWS:
            self._store.hold(table, _rows(tables[table]))
        self._store.save()

    def amend(
        self, name: bytes, articles: Mapping[str, Article], cards: Mapping[str, Card]
    ) -> None:
        """Remember other values for some articles and cards; the edition has another name now."""
        self._store.replace(_KIND, {_NAME: name})
        self._store.replace("articles", _rows(articles))
        self._store.replace("cards", _rows(cards))
        self._store.save()

    def forget(self) -> None:
        """Forget it all."""
        for kind in (_KIND, *_ROWS):
            self._store.hold(kind, {})
        self._store.save()

    def leading_to(self, url: str) -> tuple[str, ...]:
        """Return the names of the bodies that link to an address."""
        return self._leading.get(url, ())

    @cached_property
    def _leading(self) -> Mapping[str, tuple[str, ...]]:
        return _Table(self._blob(_LEADING), tuple[str, ...])

    def withdraw(self) -> None:
        """Let no name call the edition any more.

        To be done before anything that it goes with is remembered anew, since a build that fails
        leaves the rest of the memory ahead of it.
        """
        self._store.replace(_KIND, {}, (_NAME,))

    def take(self, name: bytes, fetch: Callable[[str], bytes], typeset: Typeset) -> Edition | None:
        """Return the edition if it is the one of that name, and withdraw it, to be amended.

        `fetch` gets one of its bodies in writing. Whoever looks at what the store has lost meets a
        `DamagedError`.
        """
        if self._store.recall_one(_KIND, _NAME) != name:
            return None
        self.withdraw()
        frame = _decoded(self._store.recall_surely(_KIND, _FRAME), _Frame)
        tables: dict[str, Any] = {
            table: _Table(self._blob(table.encode()), kind) for table, kind in _TABLES.items()
        }
        tables["shelves"] = _Shelves(tables["shelves"])
        for table, kind in _ROWS.items():
            tables[table] = _Rows(self._store, table, frame.names[table], kind)
        site = Site(
            config=frame.config,
            registry=Registry(
                tags=tables["tags"], authors=tables["authors"], series=tables["series"]
            ),
            now=frame.now,
            articles=tables["articles"],
            stories=tables["stories"],
            undated=frame.undated,
            shelves=tables["shelves"],
            listed=frozenset(frame.listed),
            comments=tables["comments"],
            assets=tables["assets"],
            sources=tables["sources"],
            withheld=tables["withheld"],
            previewed=tables["previewed"],
            broken=frozenset(frame.broken),
            noindex=frame.noindex,
        )
        return Edition(
            site=site,
            directory=directory(site),
            plan=_Pages(self._blob(_PLAN)),
            bodies=FinishedBodies(frame.bodies, fetch),
            cards=tables["cards"],
            theme=tables["theme"],
            catalogues=tables["catalogues"],
            neighbours=tables["neighbours"],
            kindred=tables["kindred"],
            calendar=tables["calendar"],
            typeset=typeset,
        )

    def _blob(self, key: bytes) -> Callable[[], bytes]:
        return lambda: self._store.recall_surely(_KIND, key)


def last_plan(store: Store) -> tuple[Page, ...] | None:
    """Return the plan of the edition last built, whether it can be amended or not."""
    found = store.recall_one(_KIND, _PLAN)
    try:
        return None if found is None else msgspec.json.decode(found, type=tuple[Page, ...])
    except msgspec.MsgspecError:
        return None


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


def amended(
    edition: Edition, articles: Mapping[str, Article], cards: Mapping[str, Card]
) -> Edition:
    """Return an edition in which some articles and cards have other words."""
    site = replace(edition.site, articles=Amended(edition.site.articles, articles))
    return replace(
        edition, site=site, directory=directory(site), cards=Amended(edition.cards, cards)
    )


class _Table(Mapping[str, Value]):
    """A small table, read at once when it is first looked at; entries are decoded one by one."""

    def __init__(self, read: Callable[[], bytes], kind: Any) -> None:
        self._read = read
        self._decoder = msgspec.json.Decoder(kind)
        self._here: dict[str, Value] = {}

    @cached_property
    def _raw(self) -> dict[str, msgspec.Raw]:
        raw: dict[str, msgspec.Raw] = _decoded(self._read(), dict[str, msgspec.Raw])
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


class _Shelves(Mapping[ShelfName, Shelf]):
    """The shelves, whose names are more than a text."""

    def __init__(self, table: Mapping[str, Shelf]) -> None:
        self._table = table

    def __getitem__(self, key: ShelfName) -> Shelf:
        return self._table["/".join(key)]

    def __iter__(self) -> Iterator[ShelfName]:
        return (ShelfName(*key.split("/", 2)) for key in self._table)  # type: ignore[arg-type]

    def __len__(self) -> int:
        return len(self._table)


class _Rows(Mapping[str, Value]):
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


class _Pages(Sequence[Page]):
    """The plan, read when it is first looked at."""

    def __init__(self, read: Callable[[], bytes]) -> None:
        self._read = read

    @cached_property
    def _pages(self) -> tuple[Page, ...]:
        pages: tuple[Page, ...] = _decoded(self._read(), tuple[Page, ...])
        return pages

    @overload
    def __getitem__(self, index: int) -> Page: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Page]: ...
    def __getitem__(self, index: int | slice) -> Page | Sequence[Page]:
        return self._pages[index]

    def __len__(self) -> int:
        return len(self._pages)


def _by_text(table: Mapping[Any, Value]) -> dict[str, Value]:
    return {"/".join(key) if isinstance(key, tuple) else key: table[key] for key in table}


def _rows(table: Mapping[str, Value]) -> dict[bytes, bytes]:
    return {key.encode(): _encode(value) for key, value in table.items()}


def _decoded(data: bytes, kind: Any) -> Any:
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.MsgspecError:
        raise DamagedError(_KIND) from None


def _lasts(article: Article) -> bool:
    """Tell whether an article comes back as it was: its free keys may hold anything."""
    return not article.extra or msgspec.json.decode(_encode(article), type=Article) == article
