"""The fields that stories and comments may have, as schemas for the decoder and for editors.

Knows names, accepted spellings, types and meanings. Rules between fields live with what reads
them: panels, comments.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from msgspec import Meta, Struct, field

from diptych.model.article import Kind, Release
from diptych.read.scalars import Text

Ids = tuple[Text, ...]


class ImageFields(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An illustration, written out."""

    src: Annotated[
        Text | None,
        Meta(description="Path of the picture from this file, or from the content folder with /."),
    ] = None
    alt: Annotated[
        str | None,
        Meta(description="What the picture shows, for those who do not see it; '' if decorative."),
    ] = None
    caption: Annotated[str, Meta(description="A line shown under the picture.")] = ""
    credit: Annotated[str, Meta(description="Who made the picture.")] = ""


class CorrectionFields(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One correction shown to readers."""

    date: Annotated[datetime, Meta(description="When the article was put right.")]
    text: Annotated[str, Meta(description="What was wrong.")]


class FrontMatter(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The front matter of one panel of a story."""

    title: Annotated[
        Text | None, Meta(description="The title: plain text, not Markdown. Required.")
    ] = None
    date: Annotated[
        datetime | None,
        Meta(description="When it was published: 2026-03-01, or 2026-03-01 08:30. Required."),
    ] = None
    updated: Annotated[
        datetime | None,
        Meta(description="When it last really changed.", extra={"also": ("lastmod", "modified")}),
    ] = None
    description: Annotated[str, Meta(description="For search engines and cards.")] = ""
    summary: Annotated[
        str,
        Meta(
            description="For listings; the first paragraph otherwise.",
            extra={"also": ("excerpt",)},
        ),
    ] = ""
    slug: Annotated[
        Text | None, Meta(description="Last part of the URL; from the file name otherwise.")
    ] = None
    category: Annotated[
        Ids,
        Meta(
            description="The section; the first folder otherwise.",
            extra={"also": ("categories",)},
        ),
    ] = ()
    tags: Annotated[Ids, Meta(description="Subjects: ids of tags.toml.")] = ()
    authors: Annotated[
        Ids, Meta(description="Who signs: ids of authors.toml.", extra={"also": ("author",)})
    ] = ()
    translators: Annotated[Ids, Meta(description="Who translated: ids of authors.toml.")] = ()
    series: Annotated[Ids, Meta(description="Series it belongs to: ids of series.toml.")] = ()
    image: Annotated[
        Text | ImageFields | None,
        Meta(
            description="The illustration: a path, or src, alt, caption and credit.",
            extra={"also": ("cover", "thumb")},
        ),
    ] = None
    image_alt: Annotated[
        str | None, Meta(description="What the picture shows, when `image` is a path.")
    ] = field(default=None, name="image-alt")
    kind: Annotated[Kind, Meta(description="What sort of article it is, told to readers.")] = "news"
    featured: Annotated[bool, Meta(description="Leads the front page.")] = False
    noindex: Annotated[bool, Meta(description="Kept out of search engines.")] = False
    draft: Annotated[bool, Meta(description="Not public yet.")] = False
    publish_date: Annotated[
        datetime | None,
        Meta(
            description="From when it is public; `date` otherwise.",
            extra={"also": ("publishDate",)},
        ),
    ] = None
    expiry_date: Annotated[
        datetime | None,
        Meta(description="Until when it is public.", extra={"also": ("expiryDate",)}),
    ] = None
    release: Annotated[
        Release,
        Meta(description="`together`: held until the story is ready in all languages."),
    ] = "each"
    translation_key: Annotated[
        Text | None,
        Meta(
            description="Links panels whose file names differ.",
            extra={"also": ("translationKey",)},
        ),
    ] = None
    translated_from: Annotated[
        Text | None, Meta(description="The language of the panel this one translates.")
    ] = None
    source_blocks: Annotated[
        Text | None,
        Meta(description="Digests of the original's blocks, to find what changed since."),
    ] = None
    aliases: Annotated[
        Ids,
        Meta(
            description="Old paths that redirect here: /2019/old/.",
            extra={"also": ("redirect_from",)},
        ),
    ] = ()
    corrections: Annotated[
        tuple[CorrectionFields, ...], Meta(description="Corrections shown to readers.")
    ] = ()
    extra: Annotated[
        Mapping[str, Any], Meta(description="Free keys for themes.", extra={"also": ("params",)})
    ] = {}


class CommentFields(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The front matter of one comment."""

    author: Annotated[Text, Meta(description="The name to show.")]
    date: Annotated[datetime, Meta(description="When it was written.")]
    reply_to: Annotated[
        Text | None, Meta(description="File name of the comment it answers, bare.")
    ] = None
    url: Annotated[Text | None, Meta(description="The author's site: http or https.")] = None
    approved: Annotated[bool, Meta(description="Only `true` is published.")] = False
