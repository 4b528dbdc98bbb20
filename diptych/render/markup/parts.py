"""Parts of a body that are more than prose: pictures, videos, pull quotes, callouts, stories.

Each function returns finished HTML, with everything an author wrote escaped. Nothing here knows
Markdown or where a picture comes from, and nothing loads anything from another site before a
click: a video is a link.
"""

import re
from collections.abc import Mapping
from html import unescape

from diptych.render.markup.settings import BodyWords
from diptych.site.answers import Picture
from diptych.site.references import Reference

_BLANKS = re.compile(r"[ \t\n]+")
_SPECIAL = re.compile('[&<>"]')
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def escaped(text: str) -> str:
    """Return text that may stand between tags, or as a value in double quotes."""
    return text.translate(_ESCAPES) if _SPECIAL.search(text) else text


def start_tag(name: str, attributes: Mapping[str, str]) -> str:
    """Return a start tag; the values are escaped here."""
    written = [f' {key}="{escaped(value)}"' for key, value in attributes.items()]
    return f"<{name}{''.join(written)}>"


SIZES = "(min-width: 40rem) 37rem, 100vw"
"""How wide a picture stands in prose: as wide as the text, which no theme sets much wider."""


def image(picture: Picture, attributes: Mapping[str, str]) -> str:
    """Return an `img` that keeps its place on the page while it is loaded, and is loaded late.

    It stands in a `picture` where there is more than one format to choose from.
    """
    size: dict[str, str] = {}
    if picture.width and picture.height:
        size = {"width": str(picture.width), "height": str(picture.height)}
    late = {"loading": "lazy", "decoding": "async"}
    *others, own = picture.sources or (None,)
    choice = {"srcset": own.srcset, "sizes": SIZES} if own else {}
    shown = start_tag("img", {"src": picture.url, **choice, **attributes, **size, **late})
    if not others:
        return shown
    formats = (
        start_tag("source", {"type": one.media_type, "srcset": one.srcset, "sizes": SIZES})
        for one in others
        if one
    )
    return f"<picture>{''.join(formats)}{shown}</picture>"


def figure(inner: str, caption: str, credit: str, attributes: Mapping[str, str]) -> str:
    """Return a figure around an image; caption and credit are plain text."""
    lines = [escaped(caption)] if caption else []
    if credit:
        lines.append(f'<small class="credit">{escaped(credit)}</small>')
    caption = f"<figcaption>{' '.join(lines)}</figcaption>" if lines else ""
    return f"{start_tag('figure', attributes)}{inner}{caption}</figure>"


def video(url: str, title: str, poster: Picture | None, words: BodyWords) -> str:
    """Return the facade of a video: a link to it, over its poster if it has one."""
    still = "" if poster is None else image(poster, {"alt": ""})
    name = f'<span class="video-title">{escaped(title)}</span>' if title else ""
    label = f'<span class="video-label">{escaped(words.watch_video)}</span>'
    link = start_tag("a", {"class": "video-link", "href": url, "rel": "noopener"})
    return f'<div class="video">{link}{still}{label} {name}</a></div>'


def pull_quote(by: str) -> tuple[str, str]:
    """Return what stands before and after the words of a pull quote."""
    signed = f"<figcaption>{escaped(by)}</figcaption>" if by else ""
    return '<figure class="pullquote"><blockquote>', f"</blockquote>{signed}</figure>"


def callout(kind: str, title: str, words: BodyWords) -> tuple[str, str]:
    """Return what stands before and after the words of a callout."""
    title = title or callout_title(kind, words)
    head = f'<p class="callout-title">{escaped(title)}</p>'
    return f'<div class="callout callout-{kind}" role="note">{head}', "</div>"


def callout_title(kind: str, words: BodyWords) -> str:
    """Return the title of a callout that has none of its own."""
    own = {"note": words.note, "tip": words.tip, "warning": words.warning}
    return own.get(kind, kind.capitalize())


def story(reference: Reference, words: BodyWords) -> str:
    """Return the card that leads to a story; its title is typeset already."""
    attributes = {"href": reference.href}
    if reference.locale:
        attributes |= {"hreflang": reference.locale, "lang": reference.locale}
    link = f"{start_tag('a', attributes)}{escaped(reference.title)}</a>"
    label = f'<span class="story-label">{escaped(words.read_also)}</span>'
    return f'<p class="story-card">{label} {link}</p>'


def read_attributes(written: str) -> dict[str, str]:
    """Read attributes as nh3 writes them: each with a value in double quotes."""
    attributes = {}
    for attribute in written.strip().removesuffix('"').split('" '):
        name, _, value = attribute.partition('="')
        attributes[name] = unescape(value) if "&" in value else value
    return attributes


def plain(text: str) -> str:
    """Return text between tags as plain text, its blanks collapsed; no-break spaces stay."""
    return _BLANKS.sub(" ", unescape(text)).strip(" ")
