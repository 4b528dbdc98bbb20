"""The agenda: what readers will see appear or disappear after the clock, and what is held back.

Knows panels and their dates; how a calendar file is written is `ics`'s affair.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct

from diptych.desk.newsroom import Newsroom
from diptych.model.article import Article

What = Literal["release", "expiry", "held"]


class Event(Struct, frozen=True, kw_only=True):
    """One thing that will happen to a panel: `at` is in the magazine's time zone.

    What is `held` waits for its story's other languages, and has no date. `waits_for` names them,
    also for a dated release that would still wait; `is_draft` is one that nobody has released.
    """

    what: What
    at: datetime | None
    panel: Article
    waits_for: tuple[str, ...] = ()
    is_draft: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether it will happen without anybody doing anything more."""
        return self.at is not None and not self.waits_for and not self.is_draft


def agenda(newsroom: Newsroom) -> tuple[Event, ...]:
    """Return all that is to come, by date; what has none comes last."""
    found = [event for panel in newsroom.panels() for event in _events(newsroom, panel)]
    return tuple(sorted(found, key=_order))


def event_id(event: Event, base_url: str) -> str:
    """Return a name that an event keeps when its date or its title changes (RFC 7986, 5.3)."""
    return str(uuid5(NAMESPACE_URL, f"{base_url}#{event.panel.id}#{event.what}"))


def _events(newsroom: Newsroom, panel: Article) -> Iterator[Event]:
    now, held = newsroom.site.now, newsroom.withheld(panel)
    waits = tuple(one for one in newsroom.waits_for(panel) if one != panel.locale)
    reason = held.reason if held else None
    if reason == "together":
        yield Event(what="held", at=None, panel=panel, waits_for=waits)
    if panel.publish_at is not None and panel.publish_at > now:
        yield Event(
            what="release",
            at=panel.publish_at,
            panel=panel,
            waits_for=waits,
            is_draft=panel.draft,
        )
    if panel.expires_at is not None and panel.expires_at > now and not panel.draft:
        yield Event(what="expiry", at=panel.expires_at, panel=panel)


def _order(event: Event) -> tuple[bool, float, str, str]:
    at = event.at.timestamp() if event.at else 0.0
    return (event.at is None, at, event.panel.id, event.what)
