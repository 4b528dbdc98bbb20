"""Finished bodies of earlier builds: which of them stand, and their HTML when it is asked for.

What cards and checks need of every body, its gist, is read at once; the HTML of each stays in the
store until somebody wants it, so that memory does not grow with a magazine. Knows what a body was
made of, and no renderer.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

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

_HTML, _GIST = "body", "gist"


class Finished(Struct, frozen=True):
    """What a build needs of a body that is not at hand."""

    gist: Gist
    fingerprint: bytes
    problems: tuple[Problem, ...]


class Kept(Struct, frozen=True, array_like=True):
    """One body as it is remembered: its trace, whose result is the fingerprint, and its gist."""

    trace: Trace
    gist: Gist
    problems: tuple[Problem, ...]

    @property
    def finished(self) -> Finished:
        """What is worth having of it once it is known to stand."""
        return Finished(self.gist, self.trace.result, self.problems)


_KEPT = msgspec.msgpack.Decoder(Kept)
_BODY = msgspec.msgpack.Decoder(Body)
_QUESTION = msgspec.json.Decoder(tuple[str, str])
_write = msgspec.msgpack.Encoder().encode


class BodyShelf:
    """Where finished bodies are fetched from, in writing: the store, or here if there is none."""

    def __init__(self, store: Store | None) -> None:
        self._store = store
        self._here: dict[str, bytes] = {}

    def put(self, name: str, written: bytes) -> None:
        """Put a body there."""
        if self._store is None:
            self._here[name] = written
        else:
            self._store.put(_HTML, name.encode(), written)

    def written(self, name: str) -> bytes:
        """Return a body; raises `DamagedError` if it is lost."""
        if self._store is None:
            return self._here[name]
        return self._store.recall_surely(_HTML, name.encode())


class RememberedBodies:
    """Bodies that need no rendering because their text and all they refer to are as they were.

    `names` are those that will be asked for, if they are few; all that is remembered otherwise.
    """

    def __init__(self, store: Store | None, names: Iterable[str] | None = None) -> None:
        self._store = store
        self.shelf = BodyShelf(store)
        self._kept = _read(store, names)
        self._has_more = False
        self._recipes: dict[str, bytes] = {}

    def recall(
        self, order: BodyOrder, settings: BodySettings, resolver: Resolver
    ) -> Finished | None:
        """Return what is remembered of a body that stands, or None when it must be rendered."""

        def ask(question: bytes) -> bytes:
            kind, target = _QUESTION.decode(question)
            resolve = resolver.link if kind == "link" else resolver.image
            return digest_of_value(resolve(target))

        kept = self._kept.get(order.name)
        if kept is None:
            return None
        subject, recipe = digest_of_value(order), self._recipe(settings)
        return None if reason_to_make(kept.trace, subject, recipe, ask) else kept.finished

    def last(self, name: str) -> Kept | None:
        """Return what was remembered of a body, whether it stands or not."""
        return self._kept.get(name)

    def keep(self, order: BodyOrder, settings: BodySettings, made: Composed) -> Finished | None:
        """Remember a body, and what its links and images turned out to be."""
        if made.body is None:
            return None
        told = tuple(
            Asked(msgspec.json.encode((kind, target)), digest_of_value(answer))
            for kind, target, answer in made.meanings
        )
        result = _write(made.body)
        trace = Trace(digest_of_value(order), self._recipe(settings), told, digest(result))
        kept = Kept(trace, made.body.gist, made.problems)
        self.shelf.put(order.name, result)
        if self._store is not None:
            self._store.put(_GIST, order.name.encode(), _write(kept))
            self._has_more = True
        return kept.finished

    def forget(self, wanted: Collection[str]) -> None:
        """Forget bodies that are not among these names."""
        gone = [name.encode() for name in self._kept if name not in wanted]
        if self._store is not None and gone:
            self._store.replace(_HTML, {}, gone)
            self._store.replace(_GIST, {}, gone)
            self._store.save()

    def save(self) -> None:
        """Write down what is new."""
        if self._store is not None and self._has_more:
            self._store.save()

    def _recipe(self, settings: BodySettings) -> bytes:
        """Return the digest of how the bodies of one language are set, worked out once."""
        found = self._recipes.get(settings.locale)
        if found is None:
            found = self._recipes[settings.locale] = digest_of_value(settings)
        return found


def read_body(written: bytes) -> Body:
    """Return a body from its writing."""
    return _BODY.decode(written)


class FinishedBodies(Mapping[str, Body]):
    """All bodies of a build by name, each fetched when it is asked for."""

    def __init__(self, names: Iterable[str], fetch: Callable[[str], bytes]) -> None:
        self._names = dict.fromkeys(names)
        self._fetch = fetch

    def written(self, name: str) -> bytes:
        """Return a body in writing; raises `KeyError` for one that is not among these."""
        if name not in self._names:
            raise KeyError(name)
        return self._fetch(name)

    def __getitem__(self, name: str) -> Body:
        return read_body(self.written(name))

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _read(store: Store | None, names: Iterable[str] | None) -> dict[str, Kept]:
    if store is None:
        return {}
    if names is None:
        found = store.recall(_GIST)
    else:
        keys = (name.encode() for name in names)
        found = {key: kept for key in keys if (kept := store.recall_one(_GIST, key)) is not None}
    try:
        return {key.decode(): _KEPT.decode(kept) for key, kept in found.items()}
    except msgspec.MsgspecError:
        return {}
