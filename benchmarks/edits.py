"""What an editor may do between two builds, each as a new corpus made from the one before.

An edit knows the model only. That an editor's act touches one file for one generator and a thousand
for another follows from how each of them keeps it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from benchmarks.corpus import LOCALES, Corpus, Story, Term, make_story

Edit = Callable[[Corpus], Corpus]

_EDITED = -2
"""The newest story but one: it stands on the front page, and no edit deletes it."""


def nothing(corpus: Corpus) -> Corpus:
    """Leave everything as it is."""
    return corpus


def body_edit(corpus: Corpus) -> Corpus:
    """Add a paragraph to the French body of a recent story."""
    story = corpus.stories[_EDITED]
    return _with_story(corpus, replace(story, added={"fr": "Un paragraphe ajouté après coup."}))


def title_edit(corpus: Corpus) -> Corpus:
    """Change the French title of a recent story."""
    story = corpus.stories[_EDITED]
    return _with_story(corpus, replace(story, titles={**story.titles, "fr": "Un titre corrigé"}))


def new_story(corpus: Corpus) -> Corpus:
    """Add a story, newer than all others, in both languages."""
    story = make_story(corpus.stories[-1].number + 1, corpus.start)
    return replace(corpus, stories=(*corpus.stories, story))


def tag_rename(corpus: Corpus) -> Corpus:
    """Give one tag another name in both languages; its address stays."""
    first, *others = corpus.tags
    renamed = Term(first.id, {"fr": "Eau potable", "en": "Drinking water"})
    return replace(corpus, tags=(renamed, *others))


def template_edit(corpus: Corpus) -> Corpus:
    """Change a comment in the base template: every page depends on it, and none changes."""
    return replace(corpus, revision=corpus.revision + 1)


def config_edit(corpus: Corpus) -> Corpus:
    """Change the magazine's name, which every page shows."""
    return replace(corpus, title=f"{corpus.title} Hebdo")


def deletion(corpus: Corpus) -> Corpus:
    """Delete the newest story in both languages; no other story links to it."""
    return replace(corpus, stories=corpus.stories[:-1])


EDITS: Mapping[str, Edit] = {
    "cold": nothing,
    "noop": nothing,
    "body": body_edit,
    "title": title_edit,
    "new": new_story,
    "tag": tag_rename,
    "template": template_edit,
    "config": config_edit,
    "deletion": deletion,
}
"""The scenarios, in the order in which they follow one another."""

SCENARIOS: Mapping[str, str] = {
    "cold": "cold build",
    "noop": "nothing changed",
    "body": "one body edited",
    "title": "one title edited",
    "new": f"one story added ({len(LOCALES)} articles)",
    "tag": "one tag renamed",
    "template": "a comment changed in the base template",
    "config": "the site's title changed",
    "deletion": "one story deleted",
}


def _with_story(corpus: Corpus, story: Story) -> Corpus:
    stories = tuple(story if old.number == story.number else old for old in corpus.stories)
    return replace(corpus, stories=stories)
