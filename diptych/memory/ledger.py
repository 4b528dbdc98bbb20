"""The ledger: what pages ask of one edition, and what it was answered from.

Each question and each piece of the edition is given its fingerprint once a build, however often
it is met. Knows no page and no memory of earlier builds.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import msgspec
from msgspec import Struct

from diptych.engine.digest import digest_of_value
from diptych.engine.traces import Asked
from diptych.site.edition import Edition
from diptych.site.grounds import BODIES, grounds_of
from diptych.site.questions import asked_again, written
from diptych.site.view import Told, View

_WRITER = msgspec.msgpack.Encoder()


class Hearing(Struct, frozen=True):
    """What one page asked, in the order first asked, and the grounds of all the answers.

    `asked` is in its written form (MessagePack), since it comes from other processes only to be
    put away.
    """

    asked: bytes
    grounds: tuple[str, ...]


class Ledger:
    """What has been asked of one edition."""

    def __init__(self, edition: Edition) -> None:
        self._view = View(edition)
        self._answers: dict[bytes, tuple[bytes | None, frozenset[str]]] = {}

    def ask(self, question: bytes) -> bytes | None:
        """Return the fingerprint of the answer that a written question has now."""
        return self._answer(question)[0]

    def grounds(self, asked: tuple[Asked, ...]) -> frozenset[str]:
        """Return what the answers to some questions are made from."""
        return frozenset().union(*(self._answer(one.question)[1] for one in asked))

    @contextmanager
    def listening(self) -> Iterator[tuple[View, Callable[[], Hearing]]]:
        """Give a view to make one page with, and what that page asked of it."""
        heard: dict[Told, None] = {}

        def hearing() -> Hearing:
            grounds = set[str]().union(*(told.grounds for told in heard))
            return Hearing(_WRITER.encode(list(map(_named, heard))), tuple(grounds))

        with self._view.heard_by(heard.setdefault):
            yield self._view, hearing

    def _answer(self, question: bytes) -> tuple[bytes | None, frozenset[str]]:
        found = self._answers.get(question)
        if found is None:
            heard: list[Told] = []
            try:
                with self._view.heard_by(heard.append):
                    answer = digest_of_value(asked_again(self._view, question))
                found = answer, heard[0].grounds
            except (LookupError, AttributeError, TypeError, msgspec.MsgspecError):
                found = None, frozenset()
            self._answers[question] = found
        return found


def _named(told: Told) -> Asked:
    """Return a question in writing with the fingerprint of its answer, worked out once."""
    if told.written is None:
        answer = digest_of_value(told.answer)
        told.written = Asked(written(told.name, told.arguments), answer)
    asked: Asked = told.written
    return asked


def fingerprints(edition: Edition, bodies: Mapping[str, bytes]) -> Callable[[str], bytes]:
    """Return what gives each piece of an edition its fingerprint; `bodies` has theirs already."""
    grounds = grounds_of(edition)

    def fingerprint(ground: str) -> bytes:
        name, _, key = ground.partition(":")
        if name == BODIES and key in bodies:
            return bodies[key]
        return digest_of_value(grounds.piece(ground))

    return fingerprint
