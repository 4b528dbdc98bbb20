"""Incremental builds: which bodies and pages of an earlier build still stand.

Brings the engine's traces together with the magazine's questions. A body is remembered with what
its links and images meant; a page with every answer the View gave it. Knows no order of stages:
the pipeline asks it before making something, and tells it what was made.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from diptych.engine.digest import digest, digest_of_value
from diptych.engine.fingerprint import fingerprint
from diptych.engine.store import Store, open_store
from diptych.engine.traces import Asked, Reason, Trace, reason_to_make
from diptych.model.body import Body
from diptych.model.problem import Problem
from diptych.render.bodies import BodyTask, Composed
from diptych.render.markup import BodySettings
from diptych.site.pages import Page
from diptych.site.questions import asked_again, written
from diptych.site.references import Resolver
from diptych.site.view import View

LIBRARIES = (
    "babel",
    "jinja2",
    "markdown",
    "markupsafe",
    "msgspec",
    "nh3",
    "pillow",
    "pygments",
    "python-frontmatter",
    "pyyaml",
    "tzdata",
)
"""The libraries that shape what is written."""

BODIES, PAGES = "body", "page"

_TRACE = msgspec.msgpack.Decoder(Trace)
_BODY = msgspec.msgpack.Decoder(tuple[Body, tuple[Problem, ...]])
_write = msgspec.msgpack.Encoder().encode


@contextmanager
def remembering(cache: Path) -> Iterator[Store | None]:
    """Open the memory of earlier builds by this very program; None where none can be kept."""
    program = digest_of_value(fingerprint("diptych", LIBRARIES))
    with open_store(cache, program) as store:
        yield store


class Traces:
    """The traces of one kind: what was remembered, what is new, what has become of nothing."""

    def __init__(self, store: Store | None, kind: str) -> None:
        self._store = store
        self._kind = kind
        self._old: Mapping[bytes, bytes] = store.recall(kind) if store else {}
        self._new: dict[bytes, bytes] = {}
        self._seen: set[bytes] = set()

    def __getitem__(self, name: str) -> Trace | None:
        """Return the trace of a thing by its name."""
        key = name.encode()
        self._seen.add(key)
        kept = self._old.get(key)
        try:
            return None if kept is None else _TRACE.decode(kept)
        except msgspec.MsgspecError:
            return None

    def keep(self, name: str, trace: Trace) -> None:
        """Remember how a thing was made."""
        self._new[name.encode()] = _write(trace)

    def save(self) -> None:
        """Write down what is new, and forget what no build asked for any more."""
        if self._store is not None:
            self._store.replace(self._kind, self._new, self._old.keys() - self._seen)
            self._store.save()


class RememberedBodies:
    """Bodies that need no rendering because their text and all they refer to are as they were."""

    def __init__(self, traces: Traces) -> None:
        self._traces = traces

    def recall(self, task: BodyTask, settings: BodySettings, resolver: Resolver) -> Composed | None:
        """Return a finished body with its problems, or None when it must be rendered."""

        def ask(question: bytes) -> bytes:
            kind, target = msgspec.json.decode(question, type=tuple[str, str])
            resolve = resolver.link if kind == "link" else resolver.image
            return digest_of_value(resolve(target))

        trace = self._traces[task.name]
        reason = reason_to_make(trace, digest_of_value(task), digest_of_value(settings), ask)
        if trace is None or reason is not None:
            return None
        try:
            return Composed(*_BODY.decode(trace.result))
        except msgspec.MsgspecError:
            return None

    def keep(self, task: BodyTask, settings: BodySettings, made: Composed) -> None:
        """Remember a body, and what its links and images turned out to be."""
        told = tuple(
            Asked(msgspec.json.encode((kind, target)), digest_of_value(answer))
            for kind, target, answer in made.meanings
        )
        result = _write((made.body, made.problems))
        trace = Trace(digest_of_value(task), digest_of_value(settings), told, result)
        self._traces.keep(task.name, trace)


class Ledger:
    """What pages ask of one edition; each answer is named once a build, however often asked."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._answers: dict[bytes, bytes | None] = {}
        self._asked: dict[tuple[Any, ...], Asked] = {}

    def ask(self, question: bytes) -> bytes | None:
        """Return the fingerprint of the answer that a written question has now."""
        if question not in self._answers:
            try:
                self._answers[question] = digest_of_value(asked_again(self._view, question))
            except (LookupError, AttributeError, TypeError, msgspec.MsgspecError):
                self._answers[question] = None
        return self._answers[question]

    @contextmanager
    def listening(self) -> Iterator[tuple[View, Callable[[], tuple[Asked, ...]]]]:
        """Give a view to make one page with, and what that page asked of it in order."""
        told: dict[tuple[Any, ...], Asked] = {}

        def listen(name: str, arguments: tuple[Any, ...], answer: Any) -> None:
            asked = (name, *arguments)
            if asked not in told:
                told[asked] = self._named(asked, answer)

        yield self._view.heard_by(listen), lambda: tuple(told.values())

    def _named(self, asked: tuple[Any, ...], answer: Any) -> Asked:
        found = self._asked.get(asked)
        if found is None:
            question = written(asked[0], asked[1:])
            named = self._answers.get(question)
            if named is None:
                named = self._answers[question] = digest_of_value(answer)
            found = self._asked[asked] = Asked(question, named)
        return found


class RememberedPages:
    """Pages that need no rendering because everything they asked for is as it was."""

    def __init__(self, traces: Traces, ledger: Ledger) -> None:
        self._traces = traces
        self._ledger = ledger

    def reason(self, page: Page, recipe: bytes) -> Reason | None:
        """Return why a page must be rendered, or None when it stands."""
        return reason_to_make(
            self._traces[page.url], digest_of_value(page), recipe, self._ledger.ask
        )

    def digest(self, page: Page) -> str:
        """Return the digest, in hexadecimal, of the bytes that the page had; empty if unknown."""
        trace = self._traces[page.url]
        return trace.result.hex() if trace else ""

    def keep(self, page: Page, recipe: bytes, told: tuple[Asked, ...], data: bytes) -> None:
        """Remember what a page asked and the digest of what it became."""
        self._traces.keep(page.url, Trace(digest_of_value(page), recipe, told, digest(data)))
