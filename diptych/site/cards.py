"""Cards: an article as everything but its own page shows it.

Made from the article, its body and the names of its terms; texts are typeset here once. The way
text is set comes as an argument: this room knows no typographic rule.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from msgspec.structs import replace

from diptych.model.article import Article, Image
from diptych.model.asset import Asset
from diptych.model.body import Gist
from diptych.site.answers import Card, Link, Picture
from diptych.site.covers import cover_of, cover_url
from diptych.site.index import Site
from diptych.site.renditions import shown_picture
from diptych.site.routes import article_url, category_url, href, listing_url, terms_of

Typeset = Callable[[str, str], str]
"""Sets a plain text (first argument) by the rules of a BCP 47 tag (second)."""

WORDS_A_MINUTE = 230
"""How fast an adult reads prose silently, in French as in English (Brysbaert, 2019: 238)."""

EXCERPT_LENGTH = 300
"""Characters of a first paragraph that stand for a missing summary."""


def make_cards(
    site: Site, bodies: Mapping[str, Gist], typeset: Typeset
) -> Iterator[tuple[str, Card]]:
    """Yield the card of every article that has a body, with its id."""
    once = cache(typeset)  # the same labels stand on thousands of them
    for name, article in site.articles.items():
        if name in bodies:
            yield name, make_card(site, article, bodies[name], once)


def make_card(site: Site, article: Article, body: Gist, typeset: Typeset) -> Card:
    """Return an article's card.

    The summary is the author's, else the description, else the first paragraph, cut at a word;
    the description is the author's, else the summary.
    """
    config = site.config
    tag = config.languages[article.locale].tag
    excerpt = shortened(body.excerpt, EXCERPT_LENGTH)
    cover = cover_of(config, article)
    summary = typeset(article.summary or article.description, tag) or excerpt
    return Card(
        id=article.id,
        key=article.key,
        locale=article.locale,
        url=href(config, article_url(config, article)),
        title=typeset(article.title, tag),
        description=typeset(article.description, tag) or summary,
        summary=summary,
        date=article.date,
        updated=article.updated,
        category=category_link(site, article.locale, article.category, typeset),
        authors=term_links(site, article.locale, "author", article.authors, typeset),
        image=picture(site, article.image, tag, typeset) if article.image else None,
        cover=href(config, cover_url(cover)) if cover else "",
        kind=article.kind,
        featured=article.featured,
        noindex=article.noindex,
        minutes=max(1, round(body.words / WORDS_A_MINUTE)),
    )


def category_link(site: Site, locale: str, category: str | None, typeset: Typeset) -> Link | None:
    """Return the link to a category in a language; None for pages, which have none."""
    if category is None:
        return None
    config = site.config
    text = config.categories[category].texts[locale]
    return Link(
        label=typeset(text.title, config.languages[locale].tag),
        url=href(config, category_url(config, locale, category)),
        locale=locale,
    )


def term_links(
    site: Site, locale: str, kind: str, ids: tuple[str, ...], typeset: Typeset
) -> tuple[Link, ...]:
    """Return links to terms (kind: `tag`, `author`, `series`) in a language.

    A term without a listing there, such as a translator who never signs, has an empty url.
    """
    terms = terms_of(site.registry, kind)
    return tuple(
        Link(
            label=typeset(terms[name].label(locale), site.config.languages[locale].tag),
            url=term_href(site, locale, kind, name),
            locale=locale,
        )
        for name in ids
    )


def term_href(site: Site, locale: str, kind: str, name: str) -> str:
    """Return the href of a term's listing in a language, empty where it lists nothing."""
    if not site.shelf(locale, kind, name).listed:
        return ""
    return href(site.config, listing_url(site.config, site.registry, locale, kind, name))


def picture(site: Site, image: Image, tag: str, typeset: Typeset) -> Picture:
    """Return an image ready to show; a remote address is kept, its size unknown."""
    asset = site.assets.get(image.src)
    return replace(
        shown_picture(site.config, asset) if asset else Picture(url=image.src),
        alt=typeset(image.alt, tag),
        caption=typeset(image.caption, tag),
        credit=typeset(image.credit, tag),
    )


def asset_picture(site: Site, asset: Asset) -> Picture:
    """Return a file that is published as it is, such as a logo."""
    return Picture(
        url=href(site.config, asset.url),
        width=asset.width,
        height=asset.height,
        media_type=asset.media_type,
    )


def shortened(text: str, length: int) -> str:
    """Return a text cut at the last word that fits into `length` characters, with an ellipsis."""
    if len(text) <= length:
        return text
    head, _, _ = text[:length].rpartition(" ")
    return f"{(head or text[: length - 1]).rstrip(',;:.!?–— ')}…"
