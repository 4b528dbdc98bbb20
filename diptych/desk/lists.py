"""Lists for authors: panels by their state, stories that lack a language, tags and their labels.

Each is what is true of the magazine at its clock, in an order that does not depend on the files'.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct

from diptych.desk.newsroom import Newsroom
from diptych.desk.status import State, StoryStatus
from diptych.model.slug import slugify

What = Literal["drafts", "future", "expired", "untranslated", "tags"]
WHAT: tuple[What, ...] = ("drafts", "future", "expired", "untranslated", "tags")

_STATES: Mapping[str, State] = {"drafts": "draft", "future": "future", "expired": "expired"}


class Entry(Struct, frozen=True, kw_only=True):
    """One line of a list of panels or stories.

    `date` is when a panel appears or disappeared where the list is about that, else the story's;
    `missing` are the languages that a story lacks.
    """

    key: str
    title: str
    path: str
    locale: str
    date: datetime | None
    missing: tuple[str, ...] = ()


class TagUse(Struct, frozen=True, kw_only=True):
    """A tag: how many public panels name it in each language, and where it has no label."""

    id: str
    label: str
    counts: Mapping[str, int]
    unlabelled: tuple[str, ...]
    is_registered: bool

    @property
    def total(self) -> int:
        """How many panels name it."""
        return sum(self.counts.values())


def entries(told: Sequence[StoryStatus], what: What) -> tuple[Entry, ...]:
    """Return the panels in a state, or the stories that are public and lack a language."""
    if what == "untranslated":
        return tuple(_untranslated(told))
    return tuple(
        Entry(
            key=story.key,
            title=panel.article.title,
            path=panel.path,
            locale=panel.locale,
            date={
                "drafts": panel.article.date,
                "future": panel.until,
                "expired": panel.article.expires_at,
            }[what],
        )
        for story in told
        for panel in story.panels
        if panel.article is not None and panel.state == _STATES[what]
    )


def tag_uses(newsroom: Newsroom) -> tuple[TagUse, ...]:
    """Return every tag, declared or only named, by id."""
    languages = tuple(newsroom.site.config.languages)
    counts = {name: dict.fromkeys(languages, 0) for name in newsroom.site.registry.tags}
    for panel in newsroom.panels():
        for name in panel.tags if newsroom.withheld(panel) is None else ():
            counts[name][panel.locale] += 1
    return tuple(
        TagUse(
            id=name,
            label=tag.label(languages[0]),
            counts=counts[name],
            unlabelled=tuple(one for one in languages if not tag.labels.get(one)),
            is_registered=tag.registered,
        )
        for name, tag in sorted(newsroom.site.registry.tags.items())
    )


def by_title(title: str) -> tuple[str, str]:
    """Return what titles are sorted by: their letters without accents or case."""
    return (slugify(title), title)


def _untranslated(told: Sequence[StoryStatus]) -> Iterator[Entry]:
    for story in told:
        missing = tuple(panel.locale for panel in story.panels if panel.article is None)
        first = next((panel for panel in story.panels if panel.article is not None), None)
        if missing and first is not None and story.is_public:
            yield Entry(
                key=story.key,
                title=story.title,
                path=first.path,
                locale=first.locale,
                date=story.date,
                missing=missing,
            )
