"""The tables of config.toml as its author writes them: schemas for the decoder and for editors.

Knows names, types, bounds and defaults. What they become, complete, is `diptych.model.config`.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Meta, Struct

from diptych.model.config import BrokenLinks, PictureFormat, Untranslated


class LanguageSettings(Struct, frozen=True, kw_only=True):
    """One language of the magazine."""

    title: Annotated[
        str,
        Meta(description="The magazine's title in this language.", extra={"required": True}),
    ] = ""
    label: Annotated[str, Meta(description="The language's own name: Français.")] = ""
    locale: Annotated[
        str, Meta(description="BCP 47 tag for dates, numbers and typography: fr-FR.")
    ] = ""
    description: Annotated[str, Meta(description="One sentence for search engines.")] = ""


class CategoryTextSettings(Struct, frozen=True, kw_only=True):
    """A category in one language."""

    title: Annotated[str, Meta(description="What readers see.")] = ""
    slug: Annotated[str, Meta(description="Its part of the URL; the id otherwise.")] = ""
    description: Annotated[str, Meta(description="One sentence about it.")] = ""


class CategorySettings(Struct, frozen=True, kw_only=True):
    """One category; its id is its folder under content/."""

    untranslated: Annotated[
        Untranslated,
        Meta(description="Stories of other languages: full cards, titles with a link, or none."),
    ] = "link"
    palette: Annotated[
        tuple[str, ...],
        Meta(
            description="Five colours (#rrggbb) of its covers: the ground, three glazes, a light."
        ),
    ] = ()
    texts: Annotated[
        Mapping[str, CategoryTextSettings],
        Meta(description="One table a language.", extra={"rest": True}),
    ] = {}


class PathSettings(Struct, frozen=True, kw_only=True):
    """The section words of one language's URLs."""

    tags: Annotated[str | None, Meta(description="/en/tags/")] = None
    authors: Annotated[str | None, Meta(description="/en/authors/")] = None
    series: Annotated[str | None, Meta(description="/en/series/")] = None
    archives: Annotated[str | None, Meta(description="/en/archives/")] = None
    search: Annotated[str | None, Meta(description="/en/search/")] = None
    page: Annotated[str | None, Meta(description="/en/page/2/")] = None


class MenuEntrySettings(Struct, frozen=True, kw_only=True):
    """A menu entry with labels of its own."""

    url: Annotated[str, Meta(description="An address, or what a plain entry would say.")]
    labels: Annotated[
        Mapping[str, str], Meta(description="Its name in each language.", extra={"rest": True})
    ] = {}


class MenuSettings(Struct, frozen=True, kw_only=True):
    """The menus: category ids, `story:KEY`, section words, or tables with an address."""

    header: Annotated[
        tuple[str | MenuEntrySettings, ...] | None, Meta(description="The menu on top.")
    ] = None
    footer: Annotated[
        tuple[str | MenuEntrySettings, ...] | None, Meta(description="The menu at the bottom.")
    ] = None


class PublisherSettings(Struct, frozen=True, kw_only=True):
    """Who answers for the magazine."""

    name: Annotated[str, Meta(description="The publisher's name.")] = ""
    logo: Annotated[str, Meta(description="Path of the logo under content/.")] = ""


class MarkdownSettings(Struct, frozen=True, kw_only=True):
    """How bodies are set."""

    toc_depth: Annotated[
        int, Meta(description="Deepest heading in a table of contents.", ge=2, le=6)
    ] = 3


class QualitySettings(Struct, frozen=True, kw_only=True):
    """How much of a picture each format keeps, on the scale of its encoder."""

    avif: Annotated[int, Meta(description="Of AVIF.", ge=1, le=100)] = 55
    webp: Annotated[int, Meta(description="Of WebP.", ge=1, le=100)] = 78
    jpeg: Annotated[int, Meta(description="Of JPEG.", ge=1, le=100)] = 80


class ImageSettings(Struct, frozen=True, kw_only=True):
    """In which sizes and formats pictures are published."""

    widths: Annotated[
        tuple[Annotated[int, Meta(ge=16, le=8192)], ...],
        Meta(description="Widths in pixels; none is wider than the picture itself."),
    ] = (320, 640, 960, 1280, 1920)
    formats: Annotated[
        tuple[PictureFormat, ...],
        Meta(description="Formats beside the picture's own, the best first."),
    ] = ("avif", "webp")
    quality: QualitySettings = QualitySettings()
    cards: Annotated[
        bool, Meta(description="Draw a card for social networks for stories without a picture.")
    ] = False


class CommentSettings(Struct, frozen=True, kw_only=True):
    """Readers' comments."""

    show: Annotated[bool, Meta(description="Publish approved comments.")] = True
    endpoint: Annotated[
        str, Meta(description="Address that the comment form is sent to: https://.../comments")
    ] = ""
    email: Annotated[
        str, Meta(description="Where readers send comments when there is no endpoint.")
    ] = ""


class SearchSettings(Struct, frozen=True, kw_only=True):
    """The search."""

    enabled: Annotated[bool, Meta(description="Have a search page and a link to it.")] = True


class FeedSettings(Struct, frozen=True, kw_only=True):
    """The feeds."""

    entries: Annotated[int, Meta(description="Entries of a feed.", ge=1, le=100)] = 20


class BuildSettings(Struct, frozen=True, kw_only=True):
    """How strict a build is."""

    broken_links: Annotated[
        BrokenLinks, Meta(description="Links, anchors and images of bodies that lead nowhere.")
    ] = "error"


class Settings(Struct, frozen=True, kw_only=True):
    """Everything config.toml may say."""

    base_url: Annotated[
        str, Meta(description="The site's address: https://example.org/, or with a path. Required.")
    ] = ""
    languages: Annotated[
        Mapping[str, LanguageSettings],
        Meta(description="One table a language, in menu order. Required."),
    ] = {}
    default_language: Annotated[str, Meta(description="The first language otherwise.")] = ""
    timezone: Annotated[
        str, Meta(description="IANA name of the magazine's time zone: Africa/Casablanca.")
    ] = "UTC"
    theme: Annotated[str, Meta(description="Name of a folder of themes/.")] = "zellige"
    page_size: Annotated[int, Meta(description="Stories on a listing page.", ge=1, le=1000)] = 20
    categories: Annotated[
        Mapping[str, CategorySettings], Meta(description="One table a folder of content/.")
    ] = {}
    paths: Annotated[
        Mapping[str, PathSettings], Meta(description="The section words of URLs, by language.")
    ] = {}
    menu: MenuSettings = MenuSettings()
    publisher: PublisherSettings = PublisherSettings()
    markdown: MarkdownSettings = MarkdownSettings()
    images: ImageSettings = ImageSettings()
    comments: CommentSettings = CommentSettings()
    search: SearchSettings = SearchSettings()
    feeds: FeedSettings = FeedSettings()
    build: BuildSettings = BuildSettings()
    deploy: Annotated[Mapping[str, Any], Meta(description="Where `diptych deploy` sends.")] = {}
    cms: Annotated[Mapping[str, Any], Meta(description="The editor in the browser.")] = {}
