"""The ledger: what pages ask of one edition, and what it was answered from.

Each question and each piece of the edition is given its fingerprint once a build, however often
it is met. Knows no page and no memory of earlier builds.
"""

from collections.abc import Callable, Mapping

import msgspec
from msgspec import Struct

from diptych.engine.digest import digest_of_value
from diptych.engine.traces import Asked
from diptych.site.edition import Edition
from diptych.site.grounds import BODIES, grounds_of
from diptych.site.questions import asked_again, written
from diptych.site.view import Heard, Told, View

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

    def listen(self) -> tuple[View, Callable[[], Hearing]]:
        """Return a view to make one page with, and what tells at its end what that page asked."""
        heard = self._view.listen()
        return self._view, lambda: _hearing(heard)

    def _answer(self, question: bytes) -> tuple[bytes | None, frozenset[str]]:
        found = self._answers.get(question)
        if found is None:
            heard = self._view.listen()
            try:
                answer = digest_of_value(asked_again(self._view, question))
                found = answer, next(iter(heard)).grounds
            except (LookupError, AttributeError, TypeError, msgspec.MsgspecError):
                found = None, frozenset()
            self._answers[question] = found
        return found


def _hearing(heard: Heard) -> Hearing:
    written = [told.written or _write(told) for told in heard]
    grounds = set[str]().union(*[told.grounds for told in heard])
    return Hearing(b"".join((_array_header(len(written)), *written)), tuple(grounds))


def _write(told: Told) -> bytes:
    """Write down a question with the fingerprint of its answer, once for all that ask it."""
    asked = Asked(written(told.name, told.arguments), digest_of_value(told.answer))
    told.written = data = _WRITER.encode(asked)
    return data


def _array_header(length: int) -> bytes:
    """Return how MessagePack begins an array, whose items follow as they are written."""
    if length < 1 << 4:
        return bytes((0x90 | length,))
    if length < 1 << 16:
        return b"\xdc" + length.to_bytes(2, "big")
    return b"\xdd" + length.to_bytes(4, "big")


def fingerprints(edition: Edition, bodies: Mapping[str, bytes]) -> Callable[[str], bytes]:
    """Return what gives each piece of an edition its fingerprint; `bodies` has theirs already."""
    grounds = grounds_of(edition)

    def fingerprint(ground: str) -> bytes:
        name, _, key = ground.partition(":")
        if name == BODIES and key in bodies:
            return bodies[key]
        return digest_of_value(grounds.piece(ground))

    return fingerprint
