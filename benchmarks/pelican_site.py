"""Lays a corpus out for Pelican: articles that carry the names of their tags, theme and plug-in.

Pelican keeps no registry of tags: a tag is its name, so that renaming one touches every article
that carries it.
"""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import LOCALES, Corpus, Story
from benchmarks.frames import frames

_FRAME = Path(__file__).resolve().parent / "pelican"


def files(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Return the path and the text of every source file."""
    yield from frames(_FRAME, corpus)
    terms = (*corpus.tags, *corpus.authors, *corpus.categories)
    labels = {term.id: term.labels for term in terms}
    for story in corpus.stories:
        for locale in LOCALES:
            link = None
            if story.link is not None:
                other = corpus.story(story.link)
                link = f"{{filename}}/{other.category}/{other.name}.{locale}.md"
            path = f"content/{story.category}/{story.name}.{locale}.md"
            names = {name: texts[locale] for name, texts in labels.items()}
            yield path, _article(story, locale, names, link)


def _article(story: Story, locale: str, names: dict[str, str], link: str | None) -> str:
    return f"""Title: {story.titles[locale]}
Date: {story.date:%Y-%m-%d %H:%M}
Category: {names[story.category]}
Tags: {", ".join(names[tag] for tag in story.tags)}
Authors: {names[story.author]}
Slug: {story.name}
Lang: {locale}
Summary: {story.description(locale)}

[TOC]

{story.body(locale, link)}"""
