"""Panels: one story file as its author wrote it, each rule of its own fields checked.

Knows what one file can tell by itself. Refuses to know other files: what a panel takes from the
story's other language, from registries or from pictures is completed later.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from diptych.model.article import SourceText
from diptych.model.problem import Place, Problem, Result, error, warning
from diptych.model.slug import slugify
from diptych.paths import UnsafePath, check_relative
from diptych.read.decode import decode
from diptych.read.fields import FrontMatter
from diptych.read.front_matter import read_document
from diptych.read.manuscripts import source_text
from diptych.read.naming import PAGES, PanelName, nfc
from diptych.read.nearest import nearest
from diptych.read.scalars import Text
from diptych.read.slugs import slug_problem

_BLANKS = re.compile(r"[ \t\n]+")
_BLOCKS = re.compile(r"([0-9a-f]{8}[\s,]*)*")
_LONGEST_NAME = 255
"""Bytes that file systems allow in a name."""
_NOT_IN_A_KEY = re.compile(r"[\s\\#?%:]")


class Panel(Struct, frozen=True, kw_only=True, array_like=True):
    """One panel before it is completed by the rest of the magazine."""

    name: PanelName
    fields: FrontMatter
    places: Mapping[str, Place]
    title: str
    slug: str
    text: SourceText
    whole: bool = True
    """Whether no error was found; a panel that is not whole is never published."""

    def place(self, field: str) -> Place:
        """Return where a field stands, or the front matter's first line."""
        return self.places.get(field, Place(self.name.path, 1, 1))


def read_panel(
    name: PanelName, data: bytes, zone: ZoneInfo, languages: Collection[str]
) -> Result[Panel | None]:
    """Return the panel that a file holds; None when it cannot even be taken apart."""
    document, problems = read_document(data, name.path)
    if document is None:
        return Result(None, problems)
    decoded = decode(document.fields, FrontMatter, zone)
    fields: FrontMatter = decoded.value or FrontMatter()
    title = one_line(fields.title.value) if fields.title else ""
    slug = fields.slug.value if fields.slug else slugify(name.stem)
    panel = Panel(
        name=name,
        fields=fields,
        places=decoded.places,
        title=title,
        slug=slug,
        text=source_text(document.manuscript),
    )
    found = (*problems, *decoded.problems, *_faults(panel, languages))
    whole = all(problem.severity != "error" for problem in found)
    return Result(panel if whole else replace(panel, whole=False), found)


def one_line(text: str) -> str:
    """Return a text on one line, runs of blanks as one space; no-break spaces stay."""
    return _BLANKS.sub(" ", text).strip(" ") if text else ""


def _faults(panel: Panel, languages: Collection[str]) -> Iterator[Problem]:
    fields = panel.fields
    if not panel.title and (fields.title is not None or "title" not in panel.places):
        yield error("missing-title", panel.place("title"))
    yield from _slug_faults(panel)
    yield from _date_faults(panel)
    yield from _translation_faults(panel, languages)
    for alias in fields.aliases:
        yield from _alias_faults(alias)
    if len(fields.category) > 1:
        kept = fields.category[0].value
        yield warning("several-categories", fields.category[1].place, kept=kept)
    if len(fields.tags) == 1 and "," in fields.tags[0].value:
        tags = ", ".join(part.strip() for part in fields.tags[0].value.split(","))
        yield warning("tags-in-one-text", fields.tags[0].place, tags=tags)
    if fields.source_blocks and not _BLOCKS.fullmatch(fields.source_blocks.value):
        yield warning("invalid-source-blocks", fields.source_blocks.place)


def _slug_faults(panel: Panel) -> Iterator[Problem]:
    slug, place = panel.slug, panel.place("slug")
    if not panel.fields.slug and "slug" in panel.places:
        return
    if not panel.fields.slug and not slug:
        near = slugify(panel.title) or "my-story"
        yield error("empty-slug", Place(panel.name.path), name=panel.name.stem, near=near)
        return
    if not panel.fields.slug:
        place = Place(panel.name.path)
    problem = slug_problem(slug, place, panel.title or panel.name.stem)
    if problem is not None:
        yield problem


def _date_faults(panel: Panel) -> Iterator[Problem]:
    fields = panel.fields
    needed = panel.name.folder != PAGES and fields.translated_from is None
    if needed and fields.date is None and "date" not in panel.places:
        yield error("missing-date", panel.place("date"))
    if fields.date and fields.updated and fields.updated < fields.date:
        yield error(
            "updated-before-date",
            panel.place("updated"),
            panel.place("date"),
            updated=fields.updated.date(),
            date=fields.date.date(),
        )
    public = fields.publish_date or fields.date
    if public and fields.expiry_date and fields.expiry_date <= public:
        yield warning("expires-before-published", panel.place("expiry_date"))


def _translation_faults(panel: Panel, languages: Collection[str]) -> Iterator[Problem]:
    origin, key = panel.fields.translated_from, panel.fields.translation_key
    if origin is not None and origin.value not in languages:
        near = nearest(origin.value, tuple(languages))
        listed = ", ".join(sorted(languages, key=lambda one: one != near))
        yield error(
            "unknown-choice",
            origin.place,
            field="translated_from",
            value=origin.value,
            choices=listed,
        )
    elif origin is not None and origin.value == panel.name.locale:
        yield error("translated-from-itself", origin.place, locale=origin.value)
    if key is not None and not _is_key(key.value):
        yield error("invalid-translation-key", key.place, key=key.value)


def _is_key(text: str) -> bool:
    parts = nfc(text).split("/")
    return not _NOT_IN_A_KEY.search(text) and not any(part in {"", ".", ".."} for part in parts)


def _is_name(part: str) -> bool:
    """Tell a part of an address that can name a published file or folder."""
    hidden = part.startswith(".") and part != ".well-known"
    fits = 0 < len(part.encode("utf-8", "surrogateescape")) <= _LONGEST_NAME
    return fits and not hidden and "?" not in part and "#" not in part


def _alias_faults(alias: Text) -> Iterator[Problem]:
    path = alias.value
    if "://" in path or path.startswith("//"):
        yield error("alias-outside-site", alias.place, alias=path)
        return
    if not path.startswith("/"):
        yield error("relative-alias", alias.place, alias=path, near=f"/{path}")
        return
    try:
        if path != "/":
            check_relative(path[1:])
    except UnsafePath:
        yield error("alias-outside-site", alias.place, alias=path)
        return
    if path == "/" or not all(map(_is_name, path.strip("/").split("/"))):
        yield error("invalid-alias", alias.place, alias=path)
