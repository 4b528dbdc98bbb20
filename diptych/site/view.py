"""The View: all that renderers and templates may ask of the site.

Every public method is a *question*: its arguments are plain values with the locale among them,
its answer is small frozen data. A question goes through one gate, so that a listener hears each
one asked and each answer given; whoever wants to know what a page depends on need only listen.
"""

from datetime import date
from typing import Protocol

from diptych.model.body import Body
from diptych.site.answers import (
    Alternate,
    ArchiveYear,
    Card,
    Details,
    FeedLink,
    Link,
    Listing,
    Picture,
    Profile,
    Remark,
    SitemapEntry,
    SiteInfo,
    Switch,
    TermCount,
)
from diptych.site.pages import Page


class View(Protocol):
    """DRAFT of the questions (the implementation follows with the same names and shapes)."""

    def site(self, locale: str) -> SiteInfo: ...
    def today(self) -> date: ...
    def card(self, article: str) -> Card: ...
    def details(self, article: str) -> Details: ...
    def body(self, article: str) -> Body: ...
    def comments(self, article: str) -> tuple[Remark, ...]:
        """Threads on the story of this article (the same on all panels), oldest first."""

    def previous_and_next(self, article: str) -> tuple[Card | None, Card | None]: ...
    def related(self, article: str) -> tuple[Card, ...]: ...
    def latest(self, locale: str, count: int, category: str = "") -> tuple[Card, ...]:
        """The newest stories of a language (of one category), at most `count`."""

    def featured(self, locale: str) -> Card | None: ...
    def categories(self, locale: str) -> tuple[TermCount, ...]: ...
    def listing(self, locale: str, kind: str, subject: str, number: int) -> Listing:
        """One page of a listing; kind: home, category, tag, author, series, archive."""

    def count(self, locale: str, kind: str, subject: str) -> int: ...
    def profile(self, locale: str, kind: str, subject: str) -> Profile: ...
    def terms(self, locale: str, kind: str) -> tuple[TermCount, ...]:
        """All terms of a kind (tag, author, series) that have a page in this language, by label."""

    def archive(self, locale: str) -> tuple[ArchiveYear, ...]: ...
    def section(self, locale: str, word: str) -> Link:
        """Where home, tags, authors, series or archives stands (its label is the word itself)."""

    def menu(self, locale: str, name: str) -> tuple[Link, ...]:
        """The header's or the footer's entries (empty label for words the theme names itself)."""

    def trail(self, page: Page) -> tuple[Link, ...]:
        """Breadcrumbs from home to the page's parent (the page itself left out)."""

    def switcher(self, page: Page) -> tuple[Switch, ...]:
        """For every other language, where this page's reader is led."""

    def alternates(self, page: Page) -> tuple[Alternate, ...]:
        """The page's hreflang lines: itself, its real translations, x-default; empty if alone."""

    def feeds(self, page: Page) -> tuple[FeedLink, ...]: ...
    def asset(self, path: str) -> Picture:
        """A published file by its source path (`content/...` or the theme's `static/...`)."""

    def href(self, url: str) -> str:
        """The href of a path on the site: `/fr/` becomes `/mag/fr/`."""

    def absolute(self, href: str) -> str:
        """The absolute address of an href."""

    def sitemap(self, number: int) -> tuple[SitemapEntry, ...]: ...
    def sitemap_count(self) -> int: ...
    def recent_news(self) -> tuple[Card, ...]:
        """Articles published in the last two days, at most 1,000, newest first."""

    def redirects(self) -> tuple[tuple[str, str], ...]:
        """Every old href and the href it now leads to."""
