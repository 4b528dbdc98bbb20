"""The edition of the last build as it is remembered, and opened no further than it is looked at.

An edit of a few panels leaves nearly all of an edition as it is. Here its tables come back as
mappings whose entries are read when somebody asks for them: articles and cards one by one, smaller
tables at once. What was amended since lies over them. Knows the tables of an edition and how each
is written (JSON, which keeps the offsets of date-times); nothing of why one is wanted.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from diptych.engine.store import Sealed, Store
from diptych.memory.bodies import FinishedBodies
from diptych.memory.tables import Amended, Pages, Rows, Shelves, Table, decoded_once
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
from diptych.site.packed import Packed
from diptych.site.pages import Page
from diptych.site.related import Kindred
from diptych.site.shelves import Shelf
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
    "lately": tuple[str, ...],
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
        if not _lasts(edition.site.articles):
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
        return Table(self._blob(_LEADING), tuple[str, ...])

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
        frame = decoded_once(self._store.sealed_surely(_KIND, _FRAME), _Frame)
        tables: dict[str, Any] = {
            table: Table(self._blob(table.encode()), kind) for table, kind in _TABLES.items()
        }
        tables["shelves"] = Shelves(tables["shelves"])
        for table, kind in _ROWS.items():
            tables[table] = Rows(self._store, table, frame.names[table], kind)
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
            plan=Pages(self._blob(_PLAN)),
            bodies=FinishedBodies(frame.bodies, fetch),
            cards=tables["cards"],
            theme=tables["theme"],
            catalogues=tables["catalogues"],
            neighbours=tables["neighbours"],
            kindred=tables["kindred"],
            calendar=tables["calendar"],
            lately=tables["lately"],
            typeset=typeset,
        )

    def _blob(self, key: bytes) -> Callable[[], Sealed]:
        return lambda: self._store.sealed_surely(_KIND, key)


def last_plan(store: Store) -> tuple[Page, ...] | None:
    """Return the plan of the edition last built, whether it can be amended or not."""
    found = store.recall_one(_KIND, _PLAN)
    try:
        return None if found is None else msgspec.json.decode(found, type=tuple[Page, ...])
    except msgspec.MsgspecError:
        return None


def amended(
    edition: Edition, articles: Mapping[str, Article], cards: Mapping[str, Card]
) -> Edition:
    """Return an edition in which some articles and cards have other words."""
    site = replace(edition.site, articles=Amended(edition.site.articles, articles))
    return replace(
        edition, site=site, directory=directory(site), cards=Amended(edition.cards, cards)
    )


def _by_text(table: Mapping[Any, Value]) -> dict[str, Value]:
    return {"/".join(key) if isinstance(key, tuple) else key: table[key] for key in table}


def _rows(table: Mapping[str, Value]) -> dict[bytes, bytes]:
    if isinstance(table, Packed):
        return {key.encode(): row for key, row in table.rows()}
    return {key.encode(): _encode(value) for key, value in table.items()}


def _lasts(articles: Mapping[str, Article]) -> bool:
    """Tell whether all articles come back as they were: their free keys may hold anything."""
    return isinstance(articles, Packed) and articles.lasts
