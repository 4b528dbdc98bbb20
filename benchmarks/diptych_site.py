"""Lays a corpus out for Diptych: `content/`, registries, settings, the theme's base template."""

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import LOCALES, PAGE_SIZE, Corpus, Story, Term

_BASE = Path(__file__).resolve().parent.parent / "themes" / "zellige" / "templates" / "base.html"


def files(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Return the path and the text of every source file."""
    yield "config.toml", _config(corpus)
    yield "content/tags.toml", _registry(corpus.tags, "label")
    yield "content/authors.toml", _registry(corpus.authors, "name")
    comment = f"{{# Revision {corpus.revision} of this copy. #}}\n"
    yield "themes/zellige/templates/base.html", comment + _BASE.read_text(encoding="utf-8")
    for story in corpus.stories:
        for locale in LOCALES:
            path = f"content/{story.category}/{story.name}.{locale}.md"
            yield path, _article(corpus, story, locale)


def _article(corpus: Corpus, story: Story, locale: str) -> str:
    link = None
    if story.link is not None:
        other = corpus.story(story.link)
        link = f"story:{other.category}/{other.name}"
    return f"""---
title: {_quoted(story.titles[locale])}
date: {story.date.isoformat()}
description: {_quoted(story.description(locale))}
tags: [{", ".join(story.tags)}]
authors: [{story.author}]
---

{story.body(locale, link)}"""


def _config(corpus: Corpus) -> str:
    title = _quoted(corpus.title)
    lines = [
        'base_url = "https://example.org/"',
        'default_language = "fr"',
        'timezone = "Africa/Casablanca"',
        f"page_size = {PAGE_SIZE}",
    ]
    for locale, label, tag in (("fr", "Français", "fr-FR"), ("en", "English", "en-GB")):
        lines += [f"[languages.{locale}]", f'label = "{label}"', f'locale = "{tag}"']
        lines += [f"title = {title}", f"description = {title}"]
    for category in corpus.categories:
        lines.append(f"[categories.{category.id}]")
        for locale in LOCALES:
            name = _quoted(category.labels[locale])
            lines.append(f'{locale} = {{ title = {name}, slug = "{category.id}" }}')
    lines += ["[publisher]", 'name = "Passerelle"']
    return "\n".join(lines) + "\n"


def _registry(terms: tuple[Term, ...], label: str) -> str:
    tables = []
    for term in terms:
        names = ", ".join(f"{locale} = {_quoted(term.labels[locale])}" for locale in LOCALES)
        tables.append(f'[{term.id}]\n{label} = {{ {names} }}\nslug = "{term.id}"\n')
    return "\n".join(tables)


def _quoted(text: str) -> str:
    """Return a text as both YAML and TOML quote it."""
    return json.dumps(text, ensure_ascii=False)
