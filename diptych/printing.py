"""Printing: one page, by whichever process, with what it asked.

A printer can travel: it takes along all of an edition but the bodies, of which each sheet brings
those that its page is made of. What a page turns out to need beside them is not here, and then
whoever sent the sheet prints it. Where it can, it puts the page where the new files of the build
wait. Knows no order of pages.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from diptych.engine.manifest import Entry, digest_of
from diptych.engine.staging import Staging
from diptych.gallery import Gallery
from diptych.memory.bodies import read_body
from diptych.memory.ledger import Hearing, Ledger
from diptych.model.body import Body
from diptych.model.problem import Problem, Result
from diptych.render.press import render
from diptych.render.theme import Theme
from diptych.site.edition import Edition
from diptych.site.listings import feed_entries
from diptych.site.packed import packed_row
from diptych.site.pages import CARDS, Page
from diptych.site.routes import output_path
from diptych.site.view import View


class Sheet:
    """One page to print; the bodies that it is made of, in writing, are fetched if it travels.

    `standing` is the digest of the file that stands in its place, empty if none does.
    """

    def __init__(
        self, page: Page, standing: str, bodies: Callable[[], Mapping[str, bytes]]
    ) -> None:
        self.page = page
        self.standing = standing
        self.bodies = bodies

    def __reduce__(self) -> tuple[Any, ...]:
        return _sheet, (self.page, self.standing, self.bodies())


def _sheet(page: Page, standing: str, bodies: Mapping[str, bytes]) -> Sheet:
    return Sheet(page, standing, lambda: bodies)


class Printed(Struct, frozen=True):
    """One page printed: what was wrong, and what it asked.

    `entry` names its file; `data` are its bytes, None if they are where they have to be: where they
    stood before, or in staging, as `changed` tells.
    """

    entry: Entry
    data: bytes | None
    changed: bool
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
        written = self.here.get(name)
        if written is not None:
            return read_body(written)
        if name in self.names:
            raise NotHereError(name)
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.names))

    def __len__(self) -> int:
        return len(self.names)


_State = tuple[Edition, Theme, Staging | None, Gallery, frozenset[str]]


class Printer:
    """Prints the pages of one edition with one theme; `ledger` hears what they ask.

    Pages go to `staging`, if there is one; their bytes come back otherwise. Social cards come from
    the `gallery`. `fetch` gets bodies in writing, for sheets that travel.
    """

    def __init__(
        self, edition: Edition, theme: Theme, fetch: Callable[[str], bytes] | None = None
    ) -> None:
        self._edition = edition
        self._theme = theme
        self._fetch = fetch
        self.staging: Staging | None = None
        self.gallery = Gallery()
        self._at_hand: BodiesAtHand | None = None
        self.ledger = Ledger(edition)

    def sheet(self, page: Page, standing: str) -> Sheet:
        """Return what a page takes along."""
        return Sheet(page, standing, lambda: self._bodies(page))

    def print(self, sheet: Sheet) -> Printed | None:
        """Return a page, or None when it is made of more than its sheet has brought."""
        if self._at_hand is not None:
            self._at_hand.here = sheet.bodies()
        try:
            view, heard = self.ledger.listen()
            data, problems = self._made(sheet.page, view)
        except NotHereError:
            return None
        entry = Entry(output_path(sheet.page.url), digest_of(data), len(data))
        changed = entry.digest != sheet.standing
        is_there = not changed or self._put(entry.path, data)
        return Printed(entry, None if is_there else data, changed, problems, heard())

    def _made(self, page: Page, view: View) -> Result[bytes]:
        if page.kind in CARDS:
            return Result(self.gallery.card(view.social_card(page.subject)))
        return render(page, view, self._theme)

    def _put(self, path: str, data: bytes) -> bool:
        """Put a file into staging; whoever gets its bytes instead will meet the same fault."""
        if self.staging is not None:
            with suppress(OSError):
                self.staging.put(path, data)
                return True
        return False

    def __getstate__(self) -> _State:
        edition = replace(
            self._edition,
            bodies={},
            plan=packed_row(Page, self._edition.plan),
            theme=dict(self._edition.theme),
            catalogues=dict(self._edition.catalogues),
            neighbours=dict(self._edition.neighbours),
            kindred=dict(self._edition.kindred),
            calendar=dict(self._edition.calendar),
            lately=dict(self._edition.lately),
        )
        return edition, self._theme, self.staging, self.gallery, frozenset(self._edition.bodies)

    def __setstate__(self, state: _State) -> None:
        edition, theme, staging, gallery, names = state
        at_hand = BodiesAtHand(names)
        self.__init__(replace(edition, bodies=at_hand), theme)  # type: ignore[misc]
        self.staging = staging
        self.gallery = gallery
        self._at_hand = at_hand

    def _bodies(self, page: Page) -> Mapping[str, bytes]:
        if self._fetch is None:
            return {}
        bodies = self._edition.bodies
        return {name: self._fetch(name) for name in self._wanted(page) if name in bodies}

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
