"""The other panel of a story: the original's words in place, to be written over.

Takes along what a translation does not inherit, as its author wrote it, and leaves out what it
does: date, section, tags, authors, series. Stamps what the original says today, so that later
changes can be told. Pure, but for reading the original. Translates nothing.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from diptych.desk.blocks import blocks_of
from diptych.desk.new_story import (
    NewFile,
    listed,
    named_author,
    readable_title,
    taken_address,
    unknown_value,
)
from diptych.desk.newsroom import Newsroom
from diptych.desk.staleness import stamp
from diptych.desk.yaml_text import quoted
from diptych.model.article import Article, Image
from diptych.model.problem import Exit, Place, Result, config_error, error
from diptych.model.slug import slugify
from diptych.read.decode import shape_of
from diptych.read.fields import FrontMatter
from diptych.read.front_matter import Document, read_document
from diptych.read.located import Table
from diptych.read.naming import PanelName, name_panel
from diptych.read.nearest import nearest
from diptych.read.slugs import slug_problem

_HERE: Final = Place("")
_WORDS: Final = ("title", "description", "summary")
_REST: Final = (
    "kind",
    "featured",
    "noindex",
    "updated",
    "publish_date",
    "expiry_date",
    "release",
    "corrections",
    "extra",
)
"""What is a panel's own, and not inherited."""


def find_original(newsroom: Newsroom, name: str, paths: Iterable[str]) -> Result[Article | None]:
    """Return the panel that a text names: a file, a panel's id or a story's key.

    `paths` are the paths under the site that the text may mean. Of a story, the panel is meant
    that translates no other, that in the magazine's first language if there are several.
    """
    site = newsroom.site
    candidates = tuple(paths)
    for path in candidates:
        if path in site.sources:
            return Result(site.articles[site.sources[path]])
    if name in site.articles:
        return Result(site.articles[name])
    key = name.removesuffix("/")
    if key in site.stories:
        return Result(_original(newsroom, key))
    broken = next((one for one in (*candidates, key) if one in site.broken), None)
    if broken is not None:
        place = Place(broken if broken in candidates else "")
        return Result(None, (error("story-at-fault", place, name=name),))
    known = [*site.stories, *site.sources]
    near = nearest(candidates[0] if candidates else key, known) or nearest(key, known)
    if near:
        return Result(None, (error("misspelt-story", _HERE, name=name, nearest=near),))
    return Result(None, (error("unknown-story", _HERE, name=name),))


class Order(Struct, frozen=True, kw_only=True):
    """What a translator asks for; None where the original decides, or nobody needs to.

    A title is the translated one, from which the slug comes then, unless one is given.
    """

    locale: str | None = None
    title: str | None = None
    slug: str | None = None
    translator: str | None = None


def new_translation(newsroom: Newsroom, original: Article, order: Order) -> Result[NewFile | None]:
    """Return the panel to be written beside an original, as a draft; None beside problems.

    Without a locale it is the one that the story lacks.
    """
    target, problems = _target(newsroom, original, order.locale)
    if not target:
        return Result(None, problems)
    path = f"{original.path.removesuffix(f'.{original.locale}.md')}.{target}.md"
    if (newsroom.root / path).exists():
        return Result(None, (error("panel-exists", Place(path)),))
    document, problems = read_document((newsroom.root / original.path).read_bytes(), original.path)
    if document is None:
        return Result(None, problems)
    source = _Lines(newsroom, original, document)
    if source.in_braces:
        return Result(None, (error("front-matter-in-braces", Place(original.path, 1)),))
    heading, problems = _heading(newsroom, original, target, order)
    translators, unknown = (
        named_author(newsroom, order.translator) if order.translator is not None else Result(())
    )
    if problems or unknown:
        return Result(None, (*problems, *unknown))
    words = [text for name in _WORDS for text in source.field(name) if name not in heading]
    fields = [
        *heading.values(),
        *words,
        f"translated_from: {original.locale}",
        *(f"translators: [{name}]" for name in translators),
        *_image(original.image),
        *(text for name in _REST for text in source.field(name)),
        f'source_blocks: "{stamp(blocks_of(original, document.manuscript))}"',
        "draft: true",
    ]
    text = "\n".join(("---", *fields, "---", document.manuscript.text))
    return Result(NewFile(path, text))


def _original(newsroom: Newsroom, key: str) -> Article:
    panels = newsroom.site.panels(key)
    first = newsroom.site.config.default_language
    return min(panels, key=lambda one: (bool(one.translated_from), one.locale != first))


def _target(newsroom: Newsroom, original: Article, asked: str | None) -> Result[str]:
    languages = tuple(newsroom.site.config.languages)
    there = {panel.locale: panel.path for panel in newsroom.site.panels(original.key)}
    lacking = [locale for locale in languages if locale not in there]
    if asked is None and len(lacking) == 1:
        return Result(lacking[0])
    if asked is not None and asked in lacking:
        return Result(asked)
    if asked is None and lacking:
        problem = config_error("option-needed", _HERE, option="--to", choices=listed(lacking))
    elif asked is None:
        problem = error("story-whole", Place(original.path))
    elif asked == original.locale:
        problem = config_error("translation-into-itself", Place(original.path), locale=asked)
    elif asked in there:
        problem = error("panel-exists", Place(there[asked]))
    else:
        problem = unknown_value("--to", asked, languages)
    return Result("", (problem,))


def _heading(
    newsroom: Newsroom, original: Article, locale: str, order: Order
) -> Result[dict[str, str]]:
    """Return the lines of a title that the translator chose, and of a slug that is not the file's.

    Where a file's name makes no slug, its original has one of its own, which serves again.
    """
    heading = {}
    slug = order.slug or ""
    if order.title is not None:
        title, problems = readable_title(order.title)
        if problems:
            return Result({}, problems)
        heading["title"] = f"title: {quoted(title)}"
        slug = slug if order.slug is not None else slugify(title)
    name = name_panel(original.path, newsroom.site.config.languages)
    own = slugify(name.stem) if isinstance(name, PanelName) else ""
    if not slug and order.slug is None:
        slug = original.slug if slug_problem(own, _HERE) else own
    problem = slug_problem(slug, _HERE, order.title or original.title)
    if problem is not None:
        return Result({}, (replace(problem, exit=Exit.USAGE),))
    taken = taken_address(newsroom, locale, original.category, slug)
    if taken is not None:
        return Result({}, (taken,))
    if slug != own:
        heading["slug"] = f"slug: {slug}"
    return Result(heading)


def _image(image: Image | None) -> Iterator[str]:
    """Yield the words of the original's picture; the picture itself is inherited."""
    if image is None:
        return
    words = {"alt": image.alt, "caption": image.caption, "credit": image.credit}
    given = [f"  {name}: {quoted(text)}" for name, text in words.items() if text]
    if given:
        yield "image:"
        yield from given


class _Lines:
    """The front matter of an original as its author wrote it, field by field."""

    def __init__(self, newsroom: Newsroom, original: Article, document: Document) -> None:
        text = (newsroom.root / original.path).read_bytes().decode("utf-8-sig")
        self._lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self._fields: Table = document.fields
        self._end = document.manuscript.first_line - 1

    @property
    def in_braces(self) -> bool:
        """Whether fields share lines, so that none can be taken alone."""
        starts = [entry.place.line for entry in self._fields.entries]
        return len(set(starts)) < len(starts) or any(
            entry.place.column != 1 for entry in self._fields.entries
        )

    def field(self, name: str) -> list[str]:
        """Return the lines of a field, under whichever of its spellings it has; else nothing."""
        shape = shape_of(FrontMatter)
        spellings = next(field.spellings for field in shape.fields if field.name == name)
        entry = next(filter(None, map(self._fields.find, spellings)), None)
        if entry is None:
            return []
        start = entry.place.line
        after = [one.place.line for one in self._fields.entries if one.place.line > start]
        lines = self._lines[start - 1 : min(after, default=self._end) - 1]
        while len(lines) > 1 and (not lines[-1].strip() or lines[-1].startswith("#")):
            lines.pop()  # it stands before the next field, and is about that one
        return lines
