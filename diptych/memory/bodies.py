"""Finished bodies of earlier builds: which of them stand, and their HTML when it is asked for.

What cards and checks need of every body, its gist, is kept together and read at once; the HTML of
each stays in the store until somebody wants it, so that memory does not grow with a magazine. Knows
what a body was made of, and no renderer.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from diptych.engine.digest import digest, digest_of_value
from diptych.engine.store import Store
from diptych.engine.traces import Asked, Trace, reason_to_make
from diptych.model.body import Body, Gist
from diptych.model.problem import Problem
from diptych.render.bodies import BodyOrder, Composed
from diptych.render.markup import BodySettings
from diptych.site.references import Resolver

_KIND, _REGISTER, _KEY = "body", "register", b"bodies"


class Kept(Struct, frozen=True, array_like=True):
    """One body as it is remembered: its trace, whose result is the fingerprint, and its gist."""

    trace: Trace
    gist: Gist
    problems: tuple[Problem, ...]


_KEPT = msgspec.msgpack.Decoder(dict[str, Kept])
_BODY = msgspec.msgpack.Decoder(Body)
_write = msgspec.msgpack.Encoder().encode


class RememberedBodies:
    """Bodies that need no rendering because their text and all they refer to are as they were."""

    def __init__(self, store: Store | None) -> None:
        self._store = store
        self._here: dict[str, Body] = {}
        self._kept = _read(store)
        self._names = self._kept.keys()
        self._is_new = False

    def recall(self, order: BodyOrder, settings: BodySettings, resolver: Resolver) -> Kept | None:
        """Return what is remembered of a body that stands, or None when it must be rendered."""

        def ask(question: bytes) -> bytes:
            kind, target = msgspec.json.decode(question, type=tuple[str, str])
            resolve = resolver.link if kind == "link" else resolver.image
            return digest_of_value(resolve(target))

        kept = self._kept.get(order.name)
        if kept is None:
            return None
        subject, recipe = digest_of_value(order), digest_of_value(settings)
        return None if reason_to_make(kept.trace, subject, recipe, ask) else kept

    def keep(self, order: BodyOrder, settings: BodySettings, made: Composed) -> Kept | None:
        """Remember a body, and what its links and images turned out to be."""
        if made.body is None:
            return None
        told = tuple(
            Asked(msgspec.json.encode((kind, target)), digest_of_value(answer))
            for kind, target, answer in made.meanings
        )
        result = _write(made.body)
        trace = Trace(digest_of_value(order), digest_of_value(settings), told, digest(result))
        kept = self._kept[order.name] = Kept(trace, made.body.gist, made.problems)
        if self._store is None:
            self._here[order.name] = made.body
        else:
            self._store.replace(_KIND, {order.name.encode(): result})
        self._is_new = True
        return kept

    def body(self, name: str) -> Body:
        """Return a finished body that stands or was just made; raises `DamagedError` if lost."""
        if self._store is None:
            return self._here[name]
        return _BODY.decode(self._store.recall_surely(_KIND, name.encode()))

    def save(self, names: Iterable[str]) -> None:
        """Write down what is new; bodies that are not among these names are forgotten."""
        wanted = set(names)
        gone = self._kept.keys() - wanted
        if self._store is None or not (self._is_new or gone):
            return
        kept = {name: self._kept[name] for name in self._kept if name in wanted}
        self._store.replace(_KIND, {}, (name.encode() for name in gone))
        self._store.replace(_REGISTER, {_KEY: _write(kept)})
        self._store.save()


class FinishedBodies(Mapping[str, Body]):
    """All bodies of a build by name, each fetched when it is asked for."""

    def __init__(self, names: Iterable[str], fetch: Callable[[str], Body]) -> None:
        self._names = dict.fromkeys(names)
        self._fetch = fetch

    def __getitem__(self, name: str) -> Body:
        if name not in self._names:
            raise KeyError(name)
        return self._fetch(name)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _read(store: Store | None) -> dict[str, Kept]:
    found: Any = store.recall_one(_REGISTER, _KEY) if store else None
    try:
        return {} if found is None else _KEPT.decode(found)
    except msgspec.MsgspecError:
        return {}
