"""When a panel is public, and why it is not yet or no longer.

A pure function of the article, its story and the clock. What the build then does with a withheld
panel (nothing, or show it in a preview) is decided where the site is indexed.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct

from diptych.model.article import Article

Reason = Literal["draft", "expired", "future", "together"]


class Preview(Struct, frozen=True, kw_only=True):
    """Which panels a build shows although they are not public."""

    drafts: bool = False
    future: bool = False
    expired: bool = False

    def shows(self, reason: Reason) -> bool:
        """Tell whether panels withheld for this reason are shown all the same."""
        return {
            "draft": self.drafts,
            "together": self.drafts,
            "future": self.future,
            "expired": self.expired,
        }[reason]


class Withheld(Struct, frozen=True, kw_only=True):
    """A panel that is not public; `until` is when it will be, if a date decides."""

    article: str
    path: str
    reason: Reason
    until: datetime | None = None


def withheld(
    article: Article, panels: Sequence[Article], languages: Iterable[str], now: datetime
) -> Withheld | None:
    """Return why a panel is not public at `now`, or None when it is.

    `panels` are all panels of its story. `release: together` holds a panel back until every
    language has one that is no draft, or until a publish date of its own has passed.
    """
    if article.draft:
        return Withheld(article=article.id, path=article.path, reason="draft")
    if article.expires_at is not None and article.expires_at <= now:
        return Withheld(article=article.id, path=article.path, reason="expired")
    if article.publish_at is not None and article.publish_at > now:
        return Withheld(
            article=article.id, path=article.path, reason="future", until=article.publish_at
        )
    waits = article.release == "together" and "publish_date" not in article.places
    if waits and unready(panels, languages):
        return Withheld(article=article.id, path=article.path, reason="together")
    return None


def unready(panels: Sequence[Article], languages: Iterable[str]) -> tuple[str, ...]:
    """Return the languages in which a story has no panel, or only a draft."""
    ready = {panel.locale for panel in panels if not panel.draft}
    return tuple(language for language in languages if language not in ready)
