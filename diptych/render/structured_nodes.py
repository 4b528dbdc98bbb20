"""The small things that structured data is made of: schema.org nodes, pictures, those who sign.

Knows how schema.org spells them and nothing of pages.
"""

from typing import Any

from diptych.render.addresses import absolute_address
from diptych.render.json_text import filled
from diptych.site.answers import Link, Picture, SiteInfo
from diptych.site.view import View

Node = dict[str, Any]
"""One JSON-LD object, without empty members."""


def node(of_type: str, **values: Any) -> Node:
    """Return a node of a schema.org type; members without a value are left out."""
    return {"@type": of_type, **filled(values)}


def picture(shown: Picture, base: str) -> Node:
    """Return an `ImageObject` with an absolute address; sizes are pixels, where known."""
    return node(
        "ImageObject",
        url=absolute_address(base, shown.url),
        width=shown.width,
        height=shown.height,
        caption=shown.caption,
        creditText=shown.credit,
    )


def organization(site: SiteInfo) -> Node:
    """Return the magazine's publisher, an `Organization`."""
    return node(
        "Organization",
        name=site.publisher,
        url=site.base_url,
        logo=picture(site.logo, site.base_url) if site.logo else None,
    )


def signature(author: Link, view: View, locale: str) -> Node:
    """Return who signs: a `Person`, or an `Organization` for those who sign together.

    A desk is told from a person by the registry alone, never guessed from its name; the
    publisher's and the magazine's own names are nobody's.
    """
    site = view.site(locale)
    is_organization = author.label in {
        site.publisher,
        site.title,
        *view.collectives(locale),
    }
    return node(
        "Organization" if is_organization else "Person",
        name=author.label,
        url=author.url and absolute_address(site.base_url, author.url),
    )
