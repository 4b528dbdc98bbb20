"""The state of every story: which panels it has, who sees them, and how true translations are.

Knows what is there and what is missing, and counts it: how much of the magazine can be read in all
its languages, by section, author or month. How that is shown is the command line's affair.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct

from diptych.desk.blocks import Block, blocks_of
from diptych.desk.newsroom import Newsroom
from diptych.desk.staleness import Drift, drift, read_stamp, untouched
from diptych.model.article import Article, Manuscript
from diptych.model.problem import Problem, warning
from diptych.read.naming import CONTENT, PAGES, is_markdown, name_panel
from diptych.render.markup.verbatim import set_apart

State = Literal["public", "draft", "future", "expired", "together", "missing", "faulty"]
Translation = Literal["original", "current", "behind", "unstamped"]
Grouping = Literal["category", "author", "month"]
GROUPINGS: tuple[Grouping, ...] = ("category", "author", "month")

_SHORTCODE = re.compile(r"\{\{<(?:(?!\{\{<).)*?>\}\}", re.DOTALL)
_NOT_READ = re.compile(
    r"\]\([^()\s]*|<[^<>]*>|\{:?[^{}]*\}|\[\^[^\[\]]+\]|^[ ]*\[[^\[\]]+\]:\s*\S+", re.MULTILINE
)
_WORD = re.compile(r"\w+(?:[’'‑.,@/&\u202f-]\w+)*")


class PanelStatus(Struct, frozen=True, kw_only=True):
    """One language of a story, there or missing; `words` counts those of its text.

    `until` is when a scheduled panel appears; `waits_for` are the languages that it is held for.
    `drift` is what changed in the panel it translates since it was stamped; `untouched` counts
    the blocks that still stand in that panel's words.
    """

    locale: str
    state: State
    article: Article | None = None
    path: str = ""
    until: datetime | None = None
    waits_for: tuple[str, ...] = ()
    words: int = 0
    translation: Translation = "original"
    drift: Drift = Drift((), 0)
    untouched: int = 0


class StoryStatus(Struct, frozen=True, kw_only=True):
    """A story with one status for each language of the magazine, in the menu's order."""

    key: str
    title: str
    category: str | None
    authors: tuple[str, ...]
    date: datetime | None
    panels: tuple[PanelStatus, ...]

    @property
    def is_public(self) -> bool:
        """Whether readers see it in one language at least."""
        return any(panel.state == "public" for panel in self.panels)

    @property
    def is_complete(self) -> bool:
        """Whether readers have it in every language, no translation being behind."""
        return all(
            panel.state == "public" and panel.translation != "behind" for panel in self.panels
        )


class Coverage(Struct, frozen=True, kw_only=True):
    """How many of a group's public stories can be read in every language.

    `group` is the id of a section or author, or a month (`2026-03`); empty for all, and for what
    has none. `missing` and `behind` count panels.
    """

    group: str
    stories: int
    complete: int
    missing: int
    behind: int

    @property
    def percent(self) -> int:
        """The share that is complete, rounded down; all of nothing is complete."""
        return 100 * self.complete // self.stories if self.stories else 100


def stories(newsroom: Newsroom, keys: Iterable[str] = ()) -> tuple[StoryStatus, ...]:
    """Return the status of these stories, or of all, by key. Raises `SourceChangedError`."""
    faulty = faulty_panels(newsroom)
    named = sorted({*newsroom.site.stories, *(key for key, _ in faulty)})
    return tuple(_story(newsroom, key, faulty) for key in (keys or named))


def coverage(told: Sequence[StoryStatus], grouping: Grouping | None = None) -> tuple[Coverage, ...]:
    """Return the coverage of each group by its name, or of all stories as one group."""
    groups: dict[str, list[StoryStatus]] = {} if grouping else {"": []}
    for story in told:
        if story.is_public:
            for name in _groups(story, grouping):
                groups.setdefault(name, []).append(story)
    return tuple(_coverage(name, groups[name]) for name in sorted(groups))


def findings(told: Iterable[StoryStatus]) -> tuple[Problem, ...]:
    """Return a warning for each translation that is behind, or that nobody has stamped."""
    return tuple(
        problem for story in told for panel in story.panels for problem in _finding(story, panel)
    )


def count_words(text: str) -> int:
    """Count the words of a Markdown text that readers read; code is left out."""
    prose = _NOT_READ.sub(" ", _SHORTCODE.sub(" ", set_apart(text).prose))
    return len(_WORD.findall(prose))


def _story(newsroom: Newsroom, key: str, faulty: dict[tuple[str, str], str]) -> StoryStatus:
    panels = {panel.locale: panel for panel in newsroom.site.panels(key)}
    texts = {locale: newsroom.manuscripts[panel.id] for locale, panel in panels.items()}
    blocks = {locale: blocks_of(panel, texts[locale]) for locale, panel in panels.items()}
    first = next(iter(panels.values()), None)
    return StoryStatus(
        key=key,
        title=first.title if first else "",
        category=first.category if first else None,
        authors=first.authors if first else (),
        date=first.date if first else None,
        panels=tuple(
            _panel(newsroom, panels[locale], texts[locale], blocks)
            if locale in panels
            else _absent(locale, faulty.get((key, locale)))
            for locale in newsroom.site.config.languages
        ),
    )


def _absent(locale: str, path: str | None) -> PanelStatus:
    return PanelStatus(locale=locale, state="faulty" if path else "missing", path=path or "")


def _panel(
    newsroom: Newsroom,
    panel: Article,
    manuscript: Manuscript,
    blocks: dict[str, tuple[Block, ...]],
) -> PanelStatus:
    held = newsroom.withheld(panel)
    translation: Translation = "original"
    gone, same = Drift((), 0), 0
    source = blocks.get(panel.translated_from or "")
    if source is not None:
        stamped = read_stamp(panel.source_blocks)
        gone = drift(stamped, source) if stamped else gone
        translation = ("behind" if gone else "current") if stamped else "unstamped"
        same = len(untouched(source, blocks[panel.locale]))
    return PanelStatus(
        locale=panel.locale,
        state=held.reason if held else "public",
        article=panel,
        path=panel.path,
        until=held.until if held else None,
        waits_for=newsroom.waits_for(panel),
        words=count_words(manuscript.text),
        translation=translation,
        drift=gone,
        untouched=same,
    )


def faulty_panels(newsroom: Newsroom) -> dict[tuple[str, str], str]:
    """Return the files of panels that were set aside for an error, by story and language."""
    found = {}
    for path in newsroom.site.broken:
        if path.startswith(f"{CONTENT}/") and is_markdown(path):
            name = name_panel(path, newsroom.site.config.languages)
            if not isinstance(name, Problem):
                found[name.key, name.locale] = path
    return found


def _groups(story: StoryStatus, grouping: Grouping | None) -> tuple[str, ...]:
    match grouping:
        case "category":
            return (story.category or PAGES,)
        case "author":
            return story.authors or ("",)
        case "month":
            return (f"{story.date:%Y-%m}" if story.date else "",)
    return ("",)


def _coverage(group: str, told: Sequence[StoryStatus]) -> Coverage:
    panels = [panel for story in told for panel in story.panels]
    return Coverage(
        group=group,
        stories=len(told),
        complete=sum(story.is_complete for story in told),
        missing=sum(panel.state != "public" for panel in panels),
        behind=sum(panel.translation == "behind" for panel in panels),
    )


def _finding(story: StoryStatus, panel: PanelStatus) -> Iterable[Problem]:
    article = panel.article
    if article is None:
        return
    place = article.place("source_blocks")
    source = article.translated_from or ""
    if panel.translation == "behind":
        changed, blocks = len(panel.drift.changes), panel.drift.blocks
        yield warning(
            "translation-behind",
            place,
            changed=changed,
            blocks=blocks,
            source=source,
            key=story.key,
        )
    elif panel.translation == "unstamped":
        yield warning(
            "translation-unstamped",
            article.place("translated_from"),
            source=source,
            key=story.key,
        )
