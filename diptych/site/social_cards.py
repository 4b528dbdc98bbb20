"""Social cards: what networks show of a story without a picture when somebody links to it.

Knows what is written on a card and where it stands; painting it is the renderer's affair.
"""

from collections.abc import Iterator
from hashlib import blake2b

import msgspec
from msgspec import Struct

from diptych.model.article import Article
from diptych.model.config import Config
from diptych.site.answers import Picture
from diptych.site.covers import cover_of
from diptych.site.edition import Edition
from diptych.site.index import Site
from diptych.site.pages import Page
from diptych.site.routes import article_url, href

FOLDER = "/assets/cards"
WIDTH, HEIGHT = 1200, 630
"""Pixels: what Facebook, LinkedIn and X show whole (Open Graph, 1.91 to 1)."""

_DIGEST_BYTES = 4


class SocialCard(Struct, frozen=True, kw_only=True):
    """What is on a card: three texts, typeset, over the mosaic of the story's cover."""

    brand: str
    section: str
    title: str
    palette: str
    number: int


def has_card(config: Config, article: Article) -> bool:
    """Tell whether an article has a card: when they are wanted, and it would have a cover."""
    return config.images.cards and cover_of(config, article) is not None


def card_pages(site: Site) -> Iterator[Page]:
    """Yield the page of each card: one for every panel that has one."""
    for name in sorted(site.articles):
        article = site.articles[name]
        if has_card(site.config, article):
            yield Page(
                url=_url(site.config, article),
                kind="social-card",
                locale=article.locale,
                subject=name,
                source=article.path,
            )


def social_card(edition: Edition, name: str) -> SocialCard:
    """Return what is on the card of an article that has one; raises KeyError for another."""
    site = edition.site
    article = site.articles[name]
    cover = cover_of(site.config, article)
    if cover is None or article.category is None:
        raise KeyError(name)
    return SocialCard(
        brand=edition.set(site.config.languages[article.locale].title, article.locale),
        section=edition.set(
            site.config.categories[article.category].texts[article.locale].title, article.locale
        ),
        title=edition.set(article.title, article.locale),
        palette=cover.palette,
        number=cover.number,
    )


def card_picture(edition: Edition, name: str) -> Picture | None:
    """Return the card of an article, to be named in its page; None if it has none.

    Networks keep what they have fetched by its address, so that tells of what is on it.
    """
    config = edition.site.config
    article = edition.site.articles[name]
    if not has_card(config, article):
        return None
    card = social_card(edition, name)
    mark = blake2b(msgspec.json.encode(card), digest_size=_DIGEST_BYTES).hexdigest()
    return Picture(
        url=f"{href(config, _url(config, article))}?{mark}",
        width=WIDTH,
        height=HEIGHT,
        media_type="image/png",
        alt=card.title,
    )


def _url(config: Config, article: Article) -> str:
    return f"{FOLDER}{article_url(config, article).rstrip('/')}.png"
