"""An article in the words of schema.org: its type, its dates, who answers for it.

Knows what search engines ask of news articles (Google, "Article structured data"); knows nothing
of breadcrumbs, nor of the page around the article.
"""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from diptych.model.article import Correction, Kind
from diptych.render.addresses import absolute_address
from diptych.render.structured_nodes import Node, node, organization, picture, signature
from diptych.site.answers import Card, Details, Link, Picture, Remark
from diptych.site.pages import Page
from diptych.site.view import View

TYPES: Mapping[Kind, str] = {
    "news": "NewsArticle",
    "opinion": "OpinionNewsArticle",
    # schema.org has no interview among its articles: what was said is reported.
    "interview": "NewsArticle",
    # "Historical context, definition and detail on a specific topic (aka explainer)". `HowTo` is
    # no article and wants steps; `TechArticle` is for troubleshooting and specifications.
    "guide": "BackgroundNewsArticle",
    "sponsored": "AdvertiserContentArticle",
}
"""The schema.org type of each kind of story, all subtypes of `Article`."""


def article(page: Page, view: View) -> Node:
    """Return the node of an article's own page."""
    card = view.card(page.subject)
    site = view.site(page.locale)
    details = view.details(page.subject)
    url = absolute_address(site.base_url, card.url)
    publisher = organization(site)
    changed = card.updated or card.date
    return node(
        TYPES[card.kind],
        url=url,
        mainEntityOfPage={"@type": "WebPage", "@id": url},
        headline=card.title,
        description=card.description or card.summary,
        image=[picture(shown, site.base_url) for shown in _images(card, details)],
        datePublished=card.date and card.date.isoformat(timespec="seconds"),
        dateModified=changed and changed.isoformat(timespec="seconds"),
        author=[signature(author, view, card.locale) for author in card.authors] or publisher,
        translator=[signature(link, view, card.locale) for link in details.translators],
        publisher=publisher,
        inLanguage=card.locale,
        articleSection=card.category.label if card.category else "",
        keywords=[tag.label for tag in details.tags],
        wordCount=view.body(page.subject).words,
        commentCount=_count(view.comments(page.subject)),
        correction=[_correction(correction) for correction in details.corrections],
        translationOfWork=_panel(details.original, site.base_url) if details.original else None,
        workTranslation=[_panel(panel, site.base_url) for panel in view.translations(page.subject)],
    )


def _images(card: Card, details: Details) -> Iterable[Picture]:
    """Return the lead image in each shape, or as it is; the card where there is none."""
    if card.image is None:
        return [details.social_card] if details.social_card else ()
    words = {"caption": card.image.caption, "credit": card.image.credit}
    return [replace(crop, **words) for crop in details.crops] or [card.image]


def _panel(panel: Link, base: str) -> Node:
    return node(
        "CreativeWork",
        name=panel.label,
        url=absolute_address(base, panel.url),
        inLanguage=panel.locale,
    )


def _correction(correction: Correction) -> Node:
    return node(
        "CorrectionComment",
        text=correction.text,
        datePublished=correction.date.isoformat(timespec="seconds"),
    )


def _count(threads: Iterable[Remark]) -> int:
    return sum(1 + _count(remark.replies) for remark in threads)
