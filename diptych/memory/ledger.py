"""The ledger: what pages ask of one edition, and what it was answered from.

Each question is given its fingerprint once a build, however often it is met, and what is met again
and again is not looked at anew. Knows no page and no memory of earlier builds.
"""

from collections.abc import Callable, Mapping
from types import NoneType

import msgspec
from msgspec import Struct

from diptych.engine.digest import digest, digest_of_value
from diptych.engine.traces import Asked
from diptych.site.answers import Card, Listing
from diptych.site.edition import Edition
from diptych.site.grounds import BODIES, grounds_of
from diptych.site.kept import Kept
from diptych.site.packed import PackedRow
from diptych.site.questions import asked_again, written
from diptych.site.view import Heard, Told, View

_CARDS_KEPT = 1_024
"""Fingerprints of cards at hand: listings that follow one another show the same ones."""

_WRITER = msgspec.msgpack.Encoder()
_CARD_OR_NONE = (Card, NoneType)


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
        self._cards: Kept[bytes] = Kept(_CARDS_KEPT)

    def ask(self, question: bytes) -> bytes | None:
        """Return the fingerprint of the answer that a written question has now."""
        return self._answer(question)[0]

    def grounds(self, asked: tuple[Asked, ...]) -> frozenset[str]:
        """Return what the answers to some questions are made from."""
        return frozenset().union(*(self._answer(one.question)[1] for one in asked))

    def listen(self) -> tuple[View, Callable[[], Hearing]]:
        """Return a view to make one page with, and what tells at its end what that page asked."""
        heard = self._view.listen()
        return self._view, lambda: self._hearing(heard)

    def _answer(self, question: bytes) -> tuple[bytes | None, frozenset[str]]:
        found = self._answers.get(question)
        if found is None:
            heard = self._view.listen()
            try:
                answer = self._fingerprint(asked_again(self._view, question))
                found = answer, next(iter(heard)).grounds
            except (LookupError, AttributeError, TypeError, msgspec.MsgspecError):
                found = None, frozenset()
            self._answers[question] = found
        return found

    def _hearing(self, heard: Heard) -> Hearing:
        written = [told.written or self._write(told) for told in heard]
        grounds = set[str]().union(*[told.grounds for told in heard])
        return Hearing(b"".join((_array_header(len(written)), *written)), tuple(grounds))

    def _write(self, told: Told) -> bytes:
        """Write down a question with the fingerprint of its answer, once for all that ask it."""
        asked = Asked(written(told.name, told.arguments), self._fingerprint(told.answer))
        told.written = data = _WRITER.encode(asked)
        return data

    def _fingerprint(self, answer: object) -> bytes:
        """Return the fingerprint of an answer.

        Most of what is answered are cards, the same ones again and again: an answer made of them
        is known by theirs.
        """
        if isinstance(answer, Card):
            return self._fingerprint_of_card(answer)
        if isinstance(answer, Listing):
            others = digest_of_value((answer.elsewhere, answer.number, answer.older, answer.newer))
            return digest(b"\0".join((b"listing", self._fingerprint(answer.cards), others)))
        if isinstance(answer, tuple) and all(isinstance(one, _CARD_OR_NONE) for one in answer):
            return digest(b"\0".join((b"cards", *map(self._fingerprint_of_card, answer))))
        if isinstance(answer, PackedRow):
            return digest(b"\0".join((b"row", answer.written)))
        return digest_of_value(answer)

    def _fingerprint_of_card(self, card: Card | None) -> bytes:
        name = card.id if card else ""
        found = self._cards.get(name)
        if found is None:
            found = digest_of_value(card)
            self._cards.put(name, found)
        return found


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
