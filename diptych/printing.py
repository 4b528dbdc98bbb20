"""Printing: one page, by whichever process, with what it asked.

A printer can travel: it takes along all of an edition but the bodies, of which each sheet brings
those that its page is made of. What a page turns out to need beside them is not here, and then
whoever sent the sheet prints it. Knows no order of pages and no output.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from diptych.memory.ledger import Hearing, Ledger
from diptych.model.body import Body
from diptych.model.problem import Problem
from diptych.render.press import render
from diptych.render.theme import Theme
from diptych.site.edition import Edition
from diptych.site.listings import feed_entries
from diptych.site.pages import Page

_write = msgspec.msgpack.Encoder().encode
_read = msgspec.msgpack.Decoder(Body).decode


class Sheet(Struct, frozen=True):
    """One page to print, and the bodies it is made of, in MessagePack.

    Reading that is five times quicker than unpickling a body with all its headings and links.
    """

    page: Page
    bodies: Mapping[str, bytes]


class Printed(Struct, frozen=True):
    """One page printed: its bytes, what was wrong, and what it asked."""

    data: bytes
    problems: tuple[Problem, ...]
    heard: Hearing


class NotHereError(Exception):
    """A body was asked for that is where the sheet came from."""


class BodiesAtHand(Mapping[str, Body]):
    """The bodies of one sheet, for a reader who knows the names of all."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names
        self.here: Mapping[str, bytes] = {}

    def __getitem__(self, name: str) -> Body:
        body = self.here.get(name)
        if body is None and name in self.names:
            raise NotHereError(name)
        if body is None:
            raise KeyError(name)
        return _read(body)

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.names))

    def __len__(self) -> int:
        return len(self.names)


class Printer:
    """Prints the pages of one edition with one theme; `ledger` hears what they ask."""

    def __init__(self, edition: Edition, theme: Theme) -> None:
        self._edition = edition
        self._theme = theme
        self._at_hand: BodiesAtHand | None = None
        self.ledger = Ledger(edition)

    def sheet(self, page: Page) -> Sheet:
        """Return what a page takes along."""
        bodies = self._edition.bodies
        wanted = (name for name in self._wanted(page) if name in bodies)
        return Sheet(page, {name: _write(bodies[name]) for name in wanted})

    def print(self, sheet: Sheet) -> Printed | None:
        """Return a page, or None when it is made of more than its sheet has brought."""
        if self._at_hand is not None:
            self._at_hand.here = sheet.bodies
        try:
            view, heard = self.ledger.listen()
            data, problems = render(sheet.page, view, self._theme)
        except NotHereError:
            return None
        return Printed(data, problems, heard())

    def __getstate__(self) -> tuple[Edition, Theme, frozenset[str]]:
        edition = replace(
            self._edition,
            bodies={},
            cards=dict(self._edition.cards),
            theme=dict(self._edition.theme),
            catalogues=dict(self._edition.catalogues),
            neighbours=dict(self._edition.neighbours),
            kindred=dict(self._edition.kindred),
        )
        return edition, self._theme, frozenset(self._edition.bodies)

    def __setstate__(self, state: tuple[Edition, Theme, frozenset[str]]) -> None:
        edition, theme, names = state
        at_hand = BodiesAtHand(names)
        self.__init__(replace(edition, bodies=at_hand), theme)  # type: ignore[misc]
        self._at_hand = at_hand

    def _wanted(self, page: Page) -> Iterator[str]:
        """Name the bodies that a page of its kind is made of, in any theme that is like ours."""
        if page.kind in {"article", "page"}:
            yield page.subject
            key = page.subject.rpartition(".")[0]
            yield from (comment.body_id for comment in self._edition.site.comments.get(key, ()))
        elif page.kind in {"atom", "json-feed"}:
            entries = feed_entries(self._edition, page.locale, page.feed_of, page.subject)
            yield from (card.id for card in entries)


def itself(printer: Printer) -> Printer:
    """Return the printer, which needs no preparation once it has arrived."""
    return printer


def source_of(sheet: Any) -> str:
    """Return what a sheet is called when something happens to it: its source, or its address."""
    return str(sheet.page.source or sheet.page.url)
