"""A path under content/ says story, language and category."""

import pytest

from diptych.model.problem import Problem
from diptych.read.naming import is_comment, name_comment, name_panel

LANGUAGES = {"fr": 1, "en": 1, "pt-br": 1}


@pytest.mark.parametrize(
    ("path", "key", "locale"),
    [
        ("content/startups/x.fr.md", "startups/x", "fr"),
        ("content/startups/x/index.en.md", "startups/x", "en"),
        ("content/startups/2026/x.fr.md", "startups/2026/x", "fr"),
        ("content/startups/v2.0.pt-br.md", "startups/v2.0", "pt-br"),
        ("content/pages/about.fr.md", "pages/about", "fr"),
        ("content/startups/e\u0301te\u0301.fr.md", "startups/été", "fr"),
    ],
)
def test_a_panel_is_named_by_its_path(path, key, locale):
    name = name_panel(path, LANGUAGES)
    assert (name.path, name.key, name.locale) == (path, key, locale)


@pytest.mark.parametrize(
    ("path", "code", "near"),
    [
        ("content/startups/x.md", "missing-locale", "x.fr.md"),
        ("content/startups/guide-2.0.md", "missing-locale", "guide-2.0.fr.md"),
        ("content/startups/x.de.md", "unknown-locale", "x.fr.md"),
        ("content/startups/x.fr-CA.md", "unknown-locale", "x.fr.md"),
        ("content/startups/x.EN.md", "unknown-locale", "x.en.md"),
        ("content/startups/x.pt.md", "unknown-locale", "x.pt-br.md"),
        ("content/startups/x.fr.MD", "markdown-suffix", "x.fr.md"),
        ("content/startups/x.fr.markdown", "markdown-suffix", "x.fr.md"),
        ("content/x.fr.md", "story-without-category", None),
        ("content/index.fr.md", "story-without-category", None),
        ("content/startups/index.fr.md", "index-without-story", None),
        ("content/startups/.fr.md", "missing-locale", ".fr.fr.md"),
    ],
)
def test_a_wrong_name_is_told_with_a_better_one(path, code, near):
    problem = name_panel(path, LANGUAGES)
    assert isinstance(problem, Problem)
    assert (problem.code, dict(problem.values).get("name")) == (code, near)


def test_the_folder_is_the_category_and_the_stem_the_story_s_own_name():
    name = name_panel("content/startups/2026/x.fr.md", LANGUAGES)
    assert (name.folder, name.stem) == ("startups", "x")


def test_comments_stand_in_a_folder_of_their_story():
    path = "content/startups/x/comments/ana.fr.md"
    assert is_comment(path)
    name = name_comment(path, LANGUAGES)
    assert (name.story, name.id, name.locale) == ("startups/x", "ana", "fr")


def test_a_category_may_be_named_comments():
    assert not is_comment("content/comments/x.fr.md")
    assert is_comment("content/comments/x/comments/ana.fr.md")


def test_a_comment_s_wrong_name_is_a_warning():
    assert name_comment("content/startups/x/comments/ana.md", LANGUAGES).severity == "warning"
