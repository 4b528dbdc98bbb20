"""New files of authors: the first panel of a story, and a panel to be translated.

A translation begins as its original, word for word, for its author to write over: links, images,
shortcodes and notes are in place, and what is not translated yet is told by `status`. Pure: what
is known of the magazine comes in, a path and a text go out.
"""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from posixpath import dirname, join

from msgspec import Struct

from diptych.desk.blocks import blocks_of
from diptych.desk.staleness import stamp
from diptych.model.article import Article, Image, Manuscript
from diptych.read.naming import CONTENT, INDEX, PAGES
from diptych.read.panels import one_line
from diptych.read.scalars import CONTROL

_FENCE = "---"
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
"""What YAML takes for the end of a line, and no author for one."""


class Draft(Struct, frozen=True):
    """A file to be written: its path under the site's folder, and its text.

    `translates` is the key of the story that it is a translation of, empty for a new story.
    """

    path: str
    text: str
    translates: str = ""


def story_path(category: str, slug: str, locale: str) -> str:
    """Return where a new story stands: in a folder of its own, ready for pictures."""
    return f"{CONTENT}/{category}/{slug}/{INDEX}.{locale}.md"


def translation_path(source: Article, locale: str) -> str:
    """Return where a translation stands: beside its original, under the same name."""
    name = source.path.rpartition("/")[2].removesuffix(f".{source.locale}.md")
    return join(dirname(source.path), f"{name}.{locale}.md")


def clean_title(text: str) -> str:
    """Return a title on one line, without what is no text."""
    sound = text.encode(errors="replace").decode()
    return one_line(CONTROL.sub(" ", _LINE_ENDS.sub(" ", sound)))


def new_story(  # noqa: PLR0913 - each is a field of the file
    *,
    category: str,
    locale: str,
    slug: str,
    title: str,
    authors: Sequence[str],
    now: datetime,
) -> Draft:
    """Return the first panel of a story; `now` is in the magazine's time zone."""
    lines = [f"title: {quoted(title)}"]
    if category != PAGES:
        lines.append(f"date: {_moment(now.replace(second=0, microsecond=0))}")
    lines.append('description: ""')
    if category != PAGES:
        lines += ["tags: []", f"authors: {_list(authors)}"]
    lines.append("draft: true")
    return Draft(story_path(category, slug, locale), _file(lines, "\n"))


def new_translation(
    source: Article, manuscript: Manuscript, locale: str, translators: Sequence[str] = ()
) -> Draft:
    """Return a panel that translates another one, still in that one's words.

    What it takes from its original (date, section, tags, authors, series, picture) is not repeated.
    """
    lines = [
        f"title: {quoted(source.title)}",
        f"translated_from: {source.locale}",
        f"source_blocks: {quoted(stamp(blocks_of(source, manuscript)))}",
    ]
    if translators:
        lines.append(f"translators: {_list(translators)}")
    lines += (*_words(source), *_publication(source), "draft: true")
    return Draft(translation_path(source, locale), _file(lines, manuscript.text), source.key)


def quoted(text: str) -> str:
    """Return a text in double quotes, as YAML reads it, whatever it holds."""
    return _LINE_ENDS.sub(lambda found: f"\\u{ord(found[0]):04x}", _json(text))


def _words(source: Article) -> Iterator[str]:
    """Yield what readers read in the front matter, to be written over."""
    for name in ("description", "summary"):
        if text := getattr(source, name):
            yield f"{name}: {quoted(text)}"
    if source.image is not None:
        yield from _image(source.image)
    if source.corrections:
        yield "corrections:"
        for correction in source.corrections:
            yield f"  - date: {_moment(correction.date)}"
            yield f"    text: {quoted(correction.text)}"


def _publication(source: Article) -> Iterator[str]:
    """Yield how the original is published, where a translation does not inherit it."""
    if source.kind != "news":
        yield f"kind: {source.kind}"
    for name in ("featured", "noindex"):
        if getattr(source, name):
            yield f"{name}: true"
    if source.publish_at is not None and "publish_date" in source.places:
        yield f"publish_date: {_moment(source.publish_at)}"
    if source.expires_at is not None:
        yield f"expiry_date: {_moment(source.expires_at)}"
    if source.release != "each":
        yield f"release: {source.release}"


def _image(image: Image) -> Iterator[str]:
    words = [
        f"  {name}: {quoted(getattr(image, name))}"
        for name in ("alt", "caption", "credit")
        if getattr(image, name)
    ]
    if words:
        yield "image:"
        yield from words


def _file(lines: Sequence[str], text: str) -> str:
    head = "\n".join((_FENCE, *lines, _FENCE))
    return f"{head}\n{text}"


def _moment(moment: datetime) -> str:
    local = moment.replace(tzinfo=None)
    if (local.hour, local.minute, local.second, local.microsecond) == (0, 0, 0, 0):
        return f"{local:%Y-%m-%d}"
    return local.isoformat(" ", "minutes" if not local.second else "auto")


def _list(ids: Sequence[str]) -> str:
    plain = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
    return f"[{', '.join(one if plain.fullmatch(one) else quoted(one) for one in ids)}]"


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
