"""Amending: the site made anew only where edits of a few panels touch it.

    edited panels --read--> other words and texts --bodies--> cards --amend--> edition
           --render--> the pages that rest on them --commit--> output/

For edits that leave everything in its place: other words in a title or a summary, another text.
Whatever else an edit may change (a date, a tag, an anchor that others link to), and whatever is
wrong, is left to `production`, which makes the site from all of its sources. What comes of both is
the same, to the byte.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from diptych.composingroom import Bodies, ComposingRoom
from diptych.engine.commit import workspace
from diptych.engine.executors import FEWEST, Serial
from diptych.engine.fault import Refused
from diptych.engine.store import Store
from diptych.memory.bodies import BodyShelf
from diptych.memory.editions import RememberedEdition, amended
from diptych.memory.inspections import RememberedInspections
from diptych.memory.outputs import RememberedOutput
from diptych.memory.readings import last_reading, replace_reading
from diptych.memory.standing import Edited, Made
from diptych.model.article import Article
from diptych.model.body import Gist
from diptych.pressroom import PressRoom
from diptych.read.articles import reworded, wordless
from diptych.read.naming import PanelName, name_panel
from diptych.read.readings import PanelReading, panel_reading
from diptych.read.zones import load_zone
from diptych.render.bodies import BodyDesk, BodyOrder, body_settings
from diptych.render.theme import Theme, load_theme
from diptych.render.typography import typeset_text
from diptych.request import Request
from diptych.site.answers import Card
from diptych.site.cards import make_card
from diptych.site.edition import Edition
from diptych.site.grounds import ALL, BODIES
from diptych.site.routes import article_url


class _Reworded(Struct, frozen=True):
    """Edited articles in their words of now, by id, and what was read of each, by path."""

    articles: Mapping[str, Article]
    readings: Mapping[str, PanelReading]


class _Amendment(Struct, frozen=True):
    """The edition as the edits make it; `cards` are those that may have changed."""

    edition: Edition
    words: _Reworded
    cards: Mapping[str, Card]
    bodies: Mapping[str, bytes]
    theme: Theme

    @property
    def suspects(self) -> frozenset[str]:
        """The pieces of the edition that may have changed."""
        tables = {"articles": self.words.articles, "cards": self.cards, BODIES: self.bodies}
        return frozenset(f"{table}:{key}" for table in tables for key in (*tables[table], ALL))


def amend(request: Request, store: Store, name: bytes, edited: Edited) -> Made | None:
    """Make anew what was edited; None, with nothing written, if it may touch more than that.

    The edition has a new name from now on. Raises as `produce` does.
    """
    remembered = RememberedEdition(store)
    amendment = _prepare(request.source, store, remembered, edited)
    if amendment is None:
        return None
    room = PressRoom(
        amendment.edition,
        amendment.theme,
        request.source,
        store,
        amendment.bodies,
        fetch=BodyShelf(store).written,
        output=request.output,
        suspects=amendment.suspects,
    )
    output = RememberedOutput(store, request.output)
    try:
        with (
            workspace(request.output, edited.output, seen=True) as space,
            Serial() as executor,
        ):
            # Another build may have come between the look at the output and the lock on it.
            pressed = room.press_touched(space, executor) if space.is_sure else None
            if pressed is None or pressed.problems:
                store.undo()  # what was pressed is not in the output
                return None
            committed = space.commit()
    except Refused:
        store.undo()
        return None
    output.keep(committed.listing)
    room.save_touched()
    for path, reading in amendment.words.readings.items():
        replace_reading(store, path, reading)
    remembered.amend(name, amendment.words.articles, amendment.cards)
    report = replace(
        edited.report,
        rendered=pressed.rendered,
        encoded=0,
        written=len(committed.written),
        removed=0,
    )
    return Made(report, edited.span, committed.listing.manifest)


def _prepare(
    root: Path, store: Store, remembered: RememberedEdition, edited: Edited
) -> _Amendment | None:
    """Do everything up to the press; None if more than words and texts has changed."""
    edition = remembered.take(edited.edition, BodyShelf(store).written, typeset_text)
    told = {problem.place.path for problem in edited.report.problems}
    if edition is None or len(edited.panels) >= FEWEST or not told.isdisjoint(edited.panels):
        return None
    words = _read(root, edition, store, edited.panels)
    orders = _orders(edition, store, words, remembered) if words else None
    config = edition.site.config
    recall = RememberedInspections(store).recall
    theme, _ = load_theme(root, config.theme, config.languages, recall=recall)
    if words is None or orders is None or theme is None:
        return None
    edition = amended(edition, words.articles, {})
    composed = _compose(edition, orders, theme, root, store)
    if composed is None:
        return None
    cards = {
        name: make_card(edition.site, edition.site.articles[name], gist, edition.typeset)
        for name, gist in composed.gists.items()
    }
    return _Amendment(amended(edition, {}, cards), words, cards, composed.fingerprints, theme)


def _read(root: Path, edition: Edition, store: Store, paths: Iterable[str]) -> _Reworded | None:
    """Read edited panels; None unless their words and texts are all that has changed."""
    site = edition.site
    zone = load_zone(site.config.timezone)
    articles: dict[str, Article] = {}
    readings: dict[str, PanelReading] = {}
    for path in paths:
        name = name_panel(path, site.config.languages)
        article = site.articles.get(site.sources.get(path, ""))
        before = last_reading(store, path, PanelReading)
        if zone is None or article is None or before is None or not isinstance(name, PanelName):
            return None
        now = panel_reading(root, name, zone, site.config.languages)
        if now.panel is None or before.panel is None or now.problems or before.problems:
            return None
        if wordless(now.panel) != wordless(before.panel):
            return None
        articles[article.id] = reworded(article, now.panel)
        readings[path] = now
    return _Reworded(articles, readings)


def _orders(
    edition: Edition, store: Store, words: _Reworded, remembered: RememberedEdition
) -> tuple[BodyOrder, ...] | None:
    """Return the bodies to compose: of what was edited, and those that may tell an edited title."""
    site = edition.site
    names = dict.fromkeys(words.articles)
    for name, article in words.articles.items():
        if article.title != site.articles[name].title:
            linking = remembered.leading_to(article_url(site.config, article))
            names |= dict.fromkeys(one for one in linking if one in site.articles)
    if len(names) >= FEWEST:
        return None
    orders = []
    for name in names:
        path = site.articles[name].path
        reading = words.readings.get(path) or last_reading(store, path, PanelReading)
        if reading is None or reading.panel is None:
            return None
        orders.append(BodyOrder(name, site.articles[name].locale, reading.panel.text))
    return tuple(orders)


def _compose(
    edition: Edition, orders: tuple[BodyOrder, ...], theme: Theme, root: Path, store: Store
) -> Bodies | None:
    """Compose bodies; None if something is wrong, or the rest of the magazine has to know."""
    config = edition.site.config
    settings = {
        locale: body_settings(config, locale, theme.catalogues[locale])
        for locale in config.languages
    }
    desk = BodyDesk(edition.site, settings, edition.typeset)
    room = ComposingRoom(desk, root, store, only=[order.name for order in orders])
    before = {order.name: room.last(order.name) for order in orders}
    composed = room.compose(orders, Serial(), lambda _done, _total: None)
    if composed.problems or len(composed.finished) < len(orders):
        return None
    for name, gist in composed.gists.items():
        kept = before[name]
        if kept is None or kept.problems or _ties(kept.gist) != _ties(gist):
            return None
    return composed


def _ties(gist: Gist) -> tuple[object, ...]:
    """Return what of a body others depend on, or it on them."""
    links = [(link.url, link.fragment) for link in gist.links]
    return links, gist.anchors, gist.assets, gist.pictures
