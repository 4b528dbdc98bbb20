"""The magazine that every generator builds: stories in two languages, tags, authors, sections.

One frozen model, made from a number of stories and nothing else: the same number gives the same
corpus. It knows neither files nor generators; each writer lays it out as its generator expects.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from benchmarks import prose
from benchmarks.terms import CATEGORIES, FIRST_NAMES, LAST_NAMES, TAG_WORDS

LOCALES = ("fr", "en")
TAGS_OF_A_STORY = 3
PAGE_SIZE = 20
RELATED = 4

_STEP = timedelta(hours=6)
"""Time between two stories."""

_LAST = datetime(2025, 6, 1, 6, tzinfo=UTC)
"""When the newest story of a corpus appeared; safely past on every machine."""


@dataclass(frozen=True)
class Term:
    """A tag, an author or a section, with its name in each language."""

    id: str
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Story:
    """One story, in all languages; its texts follow from its number.

    `link` is the number of the story that its body links to; `added` a paragraph that an edit put
    at the end of the body, by language.
    """

    number: int
    date: datetime
    category: str
    tags: tuple[str, ...]
    author: str
    link: int | None
    titles: Mapping[str, str]
    added: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The file's name and the last part of the address."""
        return f"story-{self.number:06}"

    def body(self, locale: str, link: str | None) -> str:
        """Return the Markdown in a language; `link` as the generator writes it."""
        text = prose.body(self.number, locale, link)
        return f"{text}\n{self.added[locale]}\n" if locale in self.added else text

    def description(self, locale: str) -> str:
        """Return what presents the story in listings."""
        return prose.description(self.number, locale)


@dataclass(frozen=True)
class Corpus:
    """A whole magazine; `revision` is the number in a comment of its base template."""

    stories: tuple[Story, ...]
    tags: tuple[Term, ...]
    authors: tuple[Term, ...]
    categories: tuple[Term, ...]
    start: datetime
    title: str = "Passerelle"
    revision: int = 1

    @property
    def articles(self) -> int:
        """How many pages of text it has: a story is one in each language."""
        return len(self.stories) * len(LOCALES)

    def story(self, number: int) -> Story:
        """Return the story of a number, which is its place in the original corpus."""
        return self.stories[number]


def make_corpus(count: int) -> Corpus:
    """Return the corpus of that many stories."""
    start = _LAST - _STEP * (count - 1)
    return Corpus(
        stories=tuple(make_story(number, start) for number in range(count)),
        tags=_tags(),
        authors=_authors(),
        categories=tuple(Term(name, labels) for name, labels in CATEGORIES),
        start=start,
    )


def make_story(number: int, start: datetime) -> Story:
    """Return one story of a corpus that begins at `start`."""
    rng = Random(f"story {number}")
    return Story(
        number=number,
        date=start + _STEP * number,
        category=rng.choice(CATEGORIES)[0],
        tags=tuple(term.id for term in rng.sample(_tags(), TAGS_OF_A_STORY)),
        author=rng.choice(_authors()).id,
        link=number // 2 if number else None,
        titles={locale: prose.title(number, locale) for locale in LOCALES},
    )


def _tags() -> tuple[Term, ...]:
    subjects, angles = TAG_WORDS["en"]
    return tuple(
        Term(
            f"{subject} {angle}".lower().replace(" ", "-"),
            {
                locale: f"{TAG_WORDS[locale][0][first]} {TAG_WORDS[locale][1][second]}"
                for locale in LOCALES
            },
        )
        for first, subject in enumerate(subjects)
        for second, angle in enumerate(angles)
    )


def _authors() -> tuple[Term, ...]:
    return tuple(
        Term(f"{first}-{last}".lower(), dict.fromkeys(LOCALES, f"{first} {last}"))
        for first in FIRST_NAMES
        for last in LAST_NAMES
    )
