"""The magazine's settings, complete: defaults filled in, addresses in their one form.

Read from config.toml by `diptych.read.config`; nothing here knows TOML. Mappings are keyed by
language id (`fr`) in menu order, and are never changed.
"""

from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlsplit

from msgspec import Struct

Untranslated = Literal["show", "link", "hide"]
"""How a listing treats a story that has no panel in its language: as a card, a title, or not."""

BrokenLinks = Literal["error", "warn"]

PictureFormat = Literal["avif", "webp"]
"""A format that pictures are offered in beside their own."""


class Locale(Struct, frozen=True, kw_only=True):
    """One language of the magazine.

    `id` is the folder under `/` and the value of `lang` and `hreflang`; `tag` is the BCP 47 tag
    that dates, numbers, typography and `og:locale` follow.
    """

    id: str
    tag: str
    label: str
    title: str
    description: str = ""


class CategoryText(Struct, frozen=True, kw_only=True):
    """What a category is called in one language, and its part of the URL."""

    title: str
    slug: str
    description: str = ""


class Category(Struct, frozen=True, kw_only=True):
    """A section of the magazine; `id` is its folder under `content/`.

    `palette` is empty, or the five colours (`#rrggbb`) of its covers: see `model.palette`.
    """

    id: str
    texts: Mapping[str, CategoryText]
    untranslated: Untranslated = "link"
    palette: tuple[str, ...] = ()


class Paths(Struct, frozen=True, kw_only=True):
    """The section words of one language's URLs: `/fr/auteurs/`, `/fr/page/2/`."""

    tags: str = "tags"
    authors: str = "authors"
    series: str = "series"
    archives: str = "archives"
    search: str = "search"
    page: str = "page"


class MenuEntry(Struct, frozen=True, kw_only=True):
    """One entry of a menu.

    `target` is a category's id, `story:KEY`, one of `home`, `tags`, `authors`, `series`,
    `archives`, or an address; `labels` is empty where the target has a name of its own.
    """

    target: str
    labels: Mapping[str, str] = {}


class Menu(Struct, frozen=True, kw_only=True):
    """The entries of the header and the footer; `None` asks for the default ones."""

    header: tuple[MenuEntry, ...] | None = None
    footer: tuple[MenuEntry, ...] | None = None


class Publisher(Struct, frozen=True, kw_only=True):
    """Who answers for the magazine; `logo` is a path under `content/`."""

    name: str = ""
    logo: str = ""


class MarkdownSettings(Struct, frozen=True, kw_only=True):
    """How bodies are set: `toc_depth` is the deepest heading (2 to 6) in a table of contents."""

    toc_depth: int = 3


class CommentSettings(Struct, frozen=True, kw_only=True):
    """Whether approved comments are published, and how readers send theirs.

    `endpoint` is the address that a form is sent to; without one, readers are invited to write to
    `email`, if there is one.
    """

    show: bool = True
    endpoint: str = ""
    email: str = ""


class SearchSettings(Struct, frozen=True, kw_only=True):
    """Whether the magazine has a search."""

    enabled: bool = True


class FeedSettings(Struct, frozen=True, kw_only=True):
    """How many entries a feed carries."""

    entries: int = 20


class Quality(Struct, frozen=True, kw_only=True):
    """How much of a picture each format keeps, from 1 to 100, each on the scale of its encoder.

    PNG loses nothing.
    """

    avif: int = 55
    webp: int = 78
    jpeg: int = 80


class ImageSettings(Struct, frozen=True, kw_only=True):
    """In which sizes and formats pictures are published.

    `widths` are pixels, narrowest first; `formats` come before the picture's own, the best first.
    With `cards`, a story without a picture has one drawn for social networks.
    """

    widths: tuple[int, ...] = (320, 640, 960, 1280, 1920)
    formats: tuple[PictureFormat, ...] = ("avif", "webp")
    quality: Quality = Quality()
    cards: bool = False


class BuildSettings(Struct, frozen=True, kw_only=True):
    """How strict a build is: `broken_links` covers links, anchors and images of bodies."""

    broken_links: BrokenLinks = "error"


class Config(Struct, frozen=True, kw_only=True):
    """Everything config.toml says, checked and completed.

    `base_url` ends with `/`; `timezone` is an IANA name; `page_size` counts stories.
    """

    base_url: str
    default_language: str
    languages: Mapping[str, Locale]
    timezone: str = "UTC"
    theme: str = "zellige"
    page_size: int = 20
    categories: Mapping[str, Category] = {}
    paths: Mapping[str, Paths] = {}
    menu: Menu = Menu()
    publisher: Publisher = Publisher()
    markdown: MarkdownSettings = MarkdownSettings()
    images: ImageSettings = ImageSettings()
    comments: CommentSettings = CommentSettings()
    search: SearchSettings = SearchSettings()
    feeds: FeedSettings = FeedSettings()
    build: BuildSettings = BuildSettings()

    @property
    def base_path(self) -> str:
        """The path of `base_url`: `/`, or `/mag/` for `https://host/mag/`."""
        return urlsplit(self.base_url).path or "/"

    @property
    def origin(self) -> str:
        """Scheme and host of `base_url`, without a final slash."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"
