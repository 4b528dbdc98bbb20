"""What a file's path under `content/` says: story, language, category, or comment.

Knows the naming of Diptych's content folder; opens no file.
"""

import re
from collections.abc import Collection
from pathlib import PurePosixPath
from typing import Final
from unicodedata import is_normalized, normalize

from msgspec import Struct

from diptych.model.problem import Place, Problem, error, warning
from diptych.read.nearest import nearest

CONTENT: Final = "content"
STATIC: Final = "static"
PAGES: Final = "pages"
COMMENTS: Final = "comments"
INDEX: Final = "index"
REGISTRIES: Final = frozenset({"tags.toml", "authors.toml", "series.toml"})

_SUFFIXES = frozenset({".md", ".markdown"})
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")


class PanelName(Struct, frozen=True, kw_only=True, array_like=True):
    """What the path of a panel says; `key` is normalised, `path` stays as the disk has it."""

    path: str
    key: str
    locale: str

    @property
    def folder(self) -> str:
        """The first folder under `content/`: the category, or `pages`."""
        return self.key.partition("/")[0]

    @property
    def stem(self) -> str:
        """The story's own name."""
        return self.key.rpartition("/")[2]


class CommentName(Struct, frozen=True, kw_only=True, array_like=True):
    """What the path of a comment says; `story` is the key that the folder's path makes."""

    path: str
    story: str
    id: str
    locale: str


def nfc(text: str) -> str:
    """Return a path in the form that authors type, whatever the file system made of it."""
    return text if text.isascii() or is_normalized("NFC", text) else normalize("NFC", text)


def is_markdown(path: str) -> bool:
    """Return whether a file is Markdown, going by its name."""
    return PurePosixPath(path).suffix.lower() in _SUFFIXES


def is_comment(path: str) -> bool:
    """Return whether a file stands in a story's comments folder."""
    parts = path.split("/")
    return len(parts) > 3 and parts[-2] == COMMENTS  # noqa: PLR2004 - content/category/comments


def name_panel(path: str, languages: Collection[str]) -> PanelName | Problem:
    """Return what the path of a story's file says, or what is wrong with it."""
    parsed = _stem_and_locale(path, languages)
    if isinstance(parsed, Problem):
        return parsed
    stem, locale = parsed
    under = nfc(stem).split("/")[1:]
    if under[-1] == INDEX:
        under.pop()
    if len(under) == 0 or (len(under) == 1 and not stem.endswith(f"/{INDEX}")):
        return error("story-without-category", Place(path))
    if len(under) == 1:
        return error("index-without-story", Place(path), folder=under[0])
    return PanelName(path=path, key="/".join(under), locale=locale)


def name_comment(path: str, languages: Collection[str]) -> CommentName | Problem:
    """Return what the path of a comment's file says, or what is wrong with it (a warning)."""
    parsed = _stem_and_locale(path, languages)
    if isinstance(parsed, Problem):
        return warning(parsed.code, parsed.place, **dict(parsed.values))
    folder, _, name = nfc(parsed[0]).rpartition("/")
    story = folder.removeprefix(f"{CONTENT}/").removesuffix(f"/{COMMENTS}")
    return CommentName(path=path, story=story, id=name, locale=parsed[1])


def _stem_and_locale(path: str, languages: Collection[str]) -> tuple[str, str] | Problem:
    stem, _, suffix = path.rpartition(".")
    folder, _, name = stem.rpartition("/")
    if suffix != "md":
        return error("markdown-suffix", Place(path), name=f"{name}.md")
    base, dot, locale = name.rpartition(".")
    if base and locale in languages:
        return f"{folder}/{base}", locale
    first = next(iter(languages))
    if dot and base and _LANGUAGE.fullmatch(locale):
        near = _same_language(locale, languages) or nearest(locale, tuple(languages)) or first
        known = ", ".join(languages)
        return error(
            "unknown-locale", Place(path), locale=locale, name=f"{base}.{near}.md", known=known
        )
    return error("missing-locale", Place(path), name=f"{name.rstrip('.') or INDEX}.{first}.md")


def _same_language(locale: str, languages: Collection[str]) -> str:
    """Return the magazine's form of a language: `fr` for `fr-CA`, `pt-br` for `pt`."""
    spoken = re.split("[-_]", locale.lower())[0]
    return next((one for one in languages if one.split("-")[0] == spoken), "")
