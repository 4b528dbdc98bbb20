"""The View: all that renderers and templates may ask of the site.

Every public method is a *question*: plain values in, the locale among them, small frozen data out.
All of them pass one gate, where each question and its answer are heard; whoever wants to know what
a page depends on need only listen. No question asks another, so that an answer kept from an earlier
page is heard as whole as one just made.
"""

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from functools import wraps
from inspect import signature
from typing import Any, Concatenate, ParamSpec, TypeVar

from msgspec import Struct

from diptych.model.body import Body
from diptych.site import counterparts, facts, lately, listings, navigation, routes
from diptych.site.answers import (
    Alternate,
    ArchiveYear,
    Card,
    Commenting,
    Corrected,
    Details,
    FeedLink,
    Link,
    Listing,
    Picture,
    Profile,
    Quoted,
    Remark,
    SiteInfo,
    SitemapEntry,
    Switch,
    TermCount,
)
from diptych.site.edition import Edition
from diptych.site.grounds import BEDROCK, noted
from diptych.site.kept import Kept
from diptych.site.pages import Page
from diptych.site.social_cards import SocialCard, social_card

P = ParamSpec("P")
Answer = TypeVar("Answer")
Made = TypeVar("Made")

ANSWERS_KEPT = 128
MADE_KEPT = 16_384
LARGE_KEPT = 64
"""How many of each are at hand, twice as many at most: answers, what is made of them for many
pages, and what of that is large. What is asked again is mostly asked by one page or the next."""


class Told(Struct, eq=False):
    """A question that was asked, its answer, and the grounds that were looked at for it.

    A question that one page asks twice is told by the same object, so that they need not be
    compared. `written` is for whoever listens: what it made of this, to be forgotten with it.
    """

    name: str
    arguments: tuple[Any, ...]
    answer: Any
    grounds: frozenset[str]
    written: Any = None


Heard = dict[Told, None]
"""What was asked, in the order first asked: a set that keeps it."""


class UnansweredError(LookupError):
    """A question that cannot be answered: its subject is unknown, or its arguments do not fit."""


def question(
    method: Callable[Concatenate["View", P], Answer],
) -> Callable[Concatenate["View", P], Answer]:
    """Make a method a question: answered once per edition, heard each time."""
    name = method.__name__

    @wraps(method)
    def ask(view: "View", /, *arguments: P.args, **named: P.kwargs) -> Answer:
        if named:
            raise UnansweredError(f"view.{name} takes its arguments by position")
        try:
            told = view._told.get((name, *arguments))  # noqa: SLF001 - the gate belongs to the class
            if told is None:
                told = view._tell(name, arguments, method)  # noqa: SLF001
        except (KeyError, AttributeError, TypeError) as fault:
            reason = _misfit(method, fault, arguments)
            if reason:
                raise UnansweredError(f"view.{name} {reason}") from fault
            raise
        view._heard[told] = None  # noqa: SLF001
        answer: Answer = told.answer
        return answer

    return ask


def _misfit(method: Callable[..., object], fault: Exception, arguments: tuple[object, ...]) -> str:
    """Return what is wrong with the arguments of a question; empty if the fault is the answer's."""
    if isinstance(fault, TypeError):
        try:
            signature(method).bind(None, *arguments)
            hash(arguments)
        except TypeError as misfit:
            return f"cannot be asked so: {misfit}"
        return ""
    sought = fault.name if isinstance(fault, AttributeError) else next(iter(fault.args), "")
    return f"knows no {sought!r}" if sought in arguments else ""


class View:
    """Answers questions about one edition of the magazine, one reader at a time."""

    def __init__(self, edition: Edition) -> None:
        self._told: Kept[Told] = Kept(ANSWERS_KEPT)
        self._made: Kept[tuple[Any, tuple[Told, ...]]] = Kept(MADE_KEPT)
        self._large: Kept[tuple[Any, tuple[Told, ...]]] = Kept(LARGE_KEPT)
        self._looked_at: set[str] = set()
        self._edition = noted(edition, self._looked_at.add)
        self._heard: Heard = {}

    def listen(self) -> Heard:
        """Return what will be asked from now on, to be looked at when nobody asks any more."""
        self._heard = {}
        return self._heard

    def once(self, name: Hashable, make: Callable[[], Made], *, large: bool = False) -> Made:
        """Return what `make` makes of this edition, made once for each name; few `large` are kept.

        What was asked for it is heard each time, as if it were made again. What is made may go on
        asking this view: that is heard as it happens.
        """
        shelf = self._large if large else self._made
        kept = shelf.get(name)
        if kept is None:
            outer, self._heard = self._heard, {}
            try:
                kept = make(), tuple(self._heard)
            finally:
                self._heard = outer
            shelf.put(name, kept)
        self._heard.update(dict.fromkeys(kept[1]))
        found: Made = kept[0]
        return found

    def _tell(self, name: str, arguments: tuple[Any, ...], method: Callable[..., Any]) -> Told:
        """Answer a question that is not at hand."""
        self._looked_at.clear()
        answer = method(self, *arguments)
        grounds = frozenset((BEDROCK, *self._looked_at))
        told = Told(name, arguments, answer, grounds)
        self._told.put((name, *arguments), told)
        return told

    @question
    def site(self, locale: str) -> SiteInfo:
        """Return what the magazine is in a language (the default one for an empty locale)."""
        return facts.site_info(self._edition, locale)

    @question
    def catalogue(self, locale: str) -> str:
        """Return the digest of the theme's messages in a language."""
        return self._edition.catalogues[locale]

    @question
    def today(self) -> date:
        """Return the day of the build's clock in the site's time zone."""
        return date.fromisoformat(self._edition.calendar["today"][0])

    @question
    def card(self, article: str) -> Card:
        """Return an article's card by id."""
        return self._edition.cards[article]

    @question
    def details(self, article: str) -> Details:
        """Return what an article's own page shows beside its card and its body."""
        return facts.details(self._edition, article)

    @question
    def social_card(self, article: str) -> SocialCard:
        """Return what is on the card that networks show of an article without a picture."""
        return social_card(self._edition, article)

    @question
    def body(self, article: str) -> Body:
        """Return an article's finished body."""
        return self._edition.bodies[article]

    @question
    def translations(self, article: str) -> tuple[Link, ...]:
        """Return the public panels that were translated from this one."""
        return facts.translations(self._edition, article)

    @question
    def comments(self, article: str) -> tuple[Remark, ...]:
        """Return the threads on an article's story, oldest first, the same on all its panels."""
        return facts.comments(self._edition, article)

    @question
    def commenting(self) -> Commenting:
        """Return how readers may comment."""
        return facts.commenting(self._edition)

    @question
    def latest_comments(self, locale: str, count: int) -> tuple[Quoted, ...]:
        """Return the newest comments for readers of a language, at most `count` (12 at best)."""
        return lately.remarks(self._edition, locale, count)

    @question
    def latest_corrections(self, locale: str, count: int) -> tuple[Corrected, ...]:
        """Return the newest corrections in a language, at most `count`."""
        return lately.corrections(self._edition, locale, count)

    @question
    def previous_and_next(self, article: str) -> tuple[Card | None, Card | None]:
        """Return the older and the newer neighbour of an article in its language."""
        return listings.previous_and_next(self._edition, article)

    @question
    def related(self, article: str) -> tuple[Card, ...]:
        """Return up to four stories that a reader of this one may want next."""
        return listings.related_cards(self._edition, article)

    @question
    def latest(self, locale: str, count: int, category: str = "") -> tuple[Card, ...]:
        """Return the newest stories listed in a language (in one category), at most `count`."""
        return listings.latest(self._edition, locale, count, category)

    @question
    def featured(self, locale: str) -> Card | None:
        """Return the newest story in a language that is marked `featured`."""
        return listings.featured(self._edition, locale)

    @question
    def listing(self, locale: str, kind: str, subject: str, number: int) -> Listing:
        """Return one page of a listing; kind: home, category, tag, author, series, archive."""
        return listings.listing(self._edition, locale, kind, subject, number)

    @question
    def count(self, locale: str, kind: str, subject: str) -> int:
        """Return how many stories a listing shows on all its pages."""
        return len(self._edition.site.shelf(locale, kind, subject).listed)

    @question
    def feed_entries(self, locale: str, kind: str, subject: str) -> tuple[Card, ...]:
        """Return the newest stories of a listing written in its language, as many as feeds hold."""
        return listings.feed_entries(self._edition, locale, kind, subject)

    @question
    def categories(self, locale: str) -> tuple[TermCount, ...]:
        """Return the categories in the order of the configuration, with their counts."""
        return navigation.categories(self._edition, locale)

    @question
    def profile(self, locale: str, kind: str, subject: str) -> Profile:
        """Return what a listing is about: a category, tag, author, series, year or month."""
        return facts.profile(self._edition, locale, kind, subject)

    @question
    def collectives(self, locale: str) -> tuple[str, ...]:
        """Return the names of the authors who are desks and not persons."""
        return navigation.collectives(self._edition, locale)

    @question
    def terms(self, locale: str, kind: str) -> tuple[TermCount, ...]:
        """Return the terms (kind: tag, author, series) that have a page in a language, by label."""
        return navigation.terms(self._edition, locale, kind)

    @question
    def archive(self, locale: str) -> tuple[ArchiveYear, ...]:
        """Return the years and months that have stories, newest first."""
        return navigation.archive(self._edition, locale)

    @question
    def section(self, locale: str, word: str) -> Link:
        """Where a section stands: home, tags, authors, series, archives, search; labelled by it."""
        return navigation.section(self._edition, locale, word)

    @question
    def menu(self, locale: str, name: str) -> tuple[Link, ...]:
        """Return the entries of the `header` or `footer`; sections are labelled by their word."""
        return navigation.menu(self._edition, locale, name)

    @question
    def trail(self, page: Page) -> tuple[Link, ...]:
        """Return the breadcrumbs from home to the page's parent."""
        return navigation.trail(self._edition, page)

    @question
    def switcher(self, page: Page) -> tuple[Switch, ...]:
        """Return, for every other language, where a reader of this page is led."""
        return counterparts.switches(self._edition.directory, page)

    @question
    def alternates(self, page: Page) -> tuple[Alternate, ...]:
        """Return the page's hreflang lines: itself, its real translations, x-default."""
        return counterparts.alternates(self._edition.directory, page)

    @question
    def feeds(self, page: Page) -> tuple[FeedLink, ...]:
        """Return the feeds that a page announces: its listing's, then the whole language's."""
        return navigation.feeds(self._edition, page)

    @question
    def language_feeds(self, locale: str) -> tuple[FeedLink, ...]:
        """Return the feeds of a whole language."""
        return navigation.language_feeds(self._edition, locale)

    @question
    def asset(self, path: str) -> Picture:
        """Return a published file by source path: `content/...`, or `theme/...`."""
        return facts.asset(self._edition, path)

    @question
    def sitemap(self, number: int) -> Sequence[SitemapEntry]:
        """Return the addresses of one sitemap; number 0 is the only one."""
        return facts.sitemap(self._edition, number)

    @question
    def sitemap_count(self) -> int:
        """Return how many numbered sitemaps there are (0 when one file holds them all)."""
        return sum(page.kind == "sitemap" and page.number > 0 for page in self._edition.plan)

    @question
    def recent_news(self) -> tuple[Card, ...]:
        """Return the articles of the last two days, newest first, at most 1,000."""
        return facts.recent_news(self._edition)

    @question
    def redirects(self) -> tuple[tuple[str, str], ...]:
        """Return every old href with the one it now leads to, sorted."""
        return facts.redirects(self._edition)

    @question
    def href(self, url: str) -> str:
        """Return the href of a path on the site: `/fr/` becomes `/mag/fr/`."""
        return routes.href(self._edition.site.config, url)

    @question
    def absolute(self, address: str) -> str:
        """Return the absolute address of an href."""
        return routes.absolute(self._edition.site.config, address)
