"""Lays a corpus out for Hugo: content by file suffix, term pages, the layouts of hugo/."""

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import LOCALES, Corpus, Story
from benchmarks.frames import frames

_FRAME = Path(__file__).resolve().parent / "hugo"


def files(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Return the path and the text of every source file."""
    yield from frames(_FRAME, corpus)
    terms = [(f"tags/{term.id}", term) for term in corpus.tags]
    terms += [(f"authors/{term.id}", term) for term in corpus.authors]
    terms += [(term.id, term) for term in corpus.categories]
    for folder, term in terms:
        for locale in LOCALES:
            text = f"---\ntitle: {_quoted(term.labels[locale])}\n---\n"
            yield f"content/{folder}/_index.{locale}.md", text
    for story in corpus.stories:
        for locale in LOCALES:
            path = f"content/{story.category}/{story.name}.{locale}.md"
            yield path, _article(corpus, story, locale)


def _article(corpus: Corpus, story: Story, locale: str) -> str:
    link = None
    if story.link is not None:
        other = corpus.story(story.link)
        link = f'{{{{< relref "/{other.category}/{other.name}" >}}}}'
    return f"""---
title: {_quoted(story.titles[locale])}
date: {story.date.isoformat()}
description: {_quoted(story.description(locale))}
tags: [{", ".join(story.tags)}]
authors: [{story.author}]
---

{story.body(locale, link)}"""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
