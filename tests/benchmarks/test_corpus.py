"""The corpus that generators are compared on: its shape, and what each edit of it touches."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks import diptych_site, hugo_site, pelican_site
from benchmarks.corpus import LOCALES, make_corpus
from benchmarks.edits import EDITS, SCENARIOS
from benchmarks.sources import Folder
from diptych.pipeline import Request, build

TOP = Path(__file__).parents[2]
CLOCK = datetime(2026, 6, 1, 12, tzinfo=UTC)
WRITERS = {"diptych": diptych_site, "hugo": hugo_site, "pelican": pelican_site}

DIGEST = """
from hashlib import sha256
from benchmarks import diptych_site, hugo_site, pelican_site
from benchmarks.corpus import make_corpus
for writer in (diptych_site, hugo_site, pelican_site):
    print(sha256(repr(list(writer.files(make_corpus(7)))).encode()).hexdigest())
"""

EDITED = {
    ("diptych", "tag"): {"content/tags.toml"},
    ("diptych", "template"): {"themes/zellige/templates/base.html"},
    ("diptych", "config"): {"config.toml"},
    ("hugo", "tag"): {f"content/tags/water-and-towns/_index.{locale}.md" for locale in LOCALES},
    ("hugo", "template"): {"layouts/baseof.html"},
    ("hugo", "config"): {"hugo.toml"},
    ("pelican", "template"): {"theme/templates/base.html"},
    ("pelican", "config"): {"pelicanconf.py"},
}


class Silent:
    def step(self, name, done, total):
        pass


def after(name, corpus):
    return dict(WRITERS[name].files(corpus))


def difference(name, scenario, corpus):
    """Return the paths that an edit adds, takes away, and changes."""
    old, new = after(name, corpus), after(name, EDITS[scenario](corpus))
    changed = {path for path in old.keys() & new.keys() if old[path] != new[path]}
    return new.keys() - old.keys(), old.keys() - new.keys(), changed


def test_two_processes_with_other_hash_seeds_make_the_same_corpus():
    printed = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            cwd=TOP,
            env={"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1


def test_a_corpus_has_the_shape_that_is_told():
    corpus = make_corpus(200)
    assert corpus.articles == 400
    assert (len(corpus.tags), len(corpus.authors), len(corpus.categories)) == (60, 25, 3)
    assert {tag for story in corpus.stories for tag in story.tags} == {
        tag.id for tag in corpus.tags
    }
    assert {story.author for story in corpus.stories} <= {author.id for author in corpus.authors}
    assert all(len(set(story.tags)) == 3 for story in corpus.stories)


@pytest.mark.parametrize("locale", LOCALES)
def test_bodies_have_about_580_words(locale):
    lengths = [len(story.body(locale, None).split()) for story in make_corpus(100).stories]
    assert 560 < sum(lengths) / len(lengths) < 640


def test_no_two_stories_say_the_same_nor_appear_at_once():
    stories = make_corpus(50).stories
    assert len({story.body(locale, None) for story in stories for locale in LOCALES}) == 100
    assert len({story.date for story in stories}) == 50


def test_a_larger_corpus_has_the_texts_of_a_smaller_one():
    small, large = make_corpus(3).stories, make_corpus(5).stories
    assert [story.body("en", "x") for story in small] == [
        story.body("en", "x") for story in large[:3]
    ]


@pytest.mark.parametrize("name", WRITERS)
def test_every_generator_gets_every_article(name):
    paths = [path for path in after(name, make_corpus(5)) if "/story-" in path]
    assert len(paths) == 10


def test_all_scenarios_have_an_edit_and_a_title():
    assert list(EDITS) == list(SCENARIOS)


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("scenario", ["body", "title"])
def test_editing_a_story_changes_one_french_file(name, scenario):
    added, removed, changed = difference(name, scenario, make_corpus(5))
    assert (added, removed) == (set(), set())
    (path,) = changed
    assert path.endswith("story-000003.fr.md")


@pytest.mark.parametrize("name", WRITERS)
def test_a_new_story_adds_a_file_in_each_language(name):
    added, removed, changed = difference(name, "new", make_corpus(5))
    assert (len(added), removed, changed) == (2, set(), set())


@pytest.mark.parametrize("name", WRITERS)
def test_deleting_a_story_removes_its_files_and_breaks_no_link(name):
    added, removed, changed = difference(name, "deletion", make_corpus(5))
    assert (added, len(removed), changed) == (set(), 2, set())
    assert all("story-000004" not in text for text in after(name, make_corpus(4)).values())


@pytest.mark.parametrize(("name", "scenario"), EDITED)
def test_an_edit_of_what_all_pages_share_touches_the_files_it_should(name, scenario):
    added, removed, changed = difference(name, scenario, make_corpus(5))
    assert (added, removed, changed) == (set(), set(), EDITED[name, scenario])


def test_renaming_a_tag_touches_the_articles_where_a_tag_is_but_a_name():
    corpus = make_corpus(100)
    _, _, changed = difference("pelican", "tag", corpus)
    carrying = [story for story in corpus.stories if corpus.tags[0].id in story.tags]
    assert carrying
    assert len(changed) == 2 * len(carrying)


def test_a_folder_writes_what_changed_and_nothing_else(tmp_path):
    folder = Folder(tmp_path)
    assert folder.lay([("a/b.md", "one"), ("c.md", "two")]) == 2
    assert folder.lay([("a/b.md", "one"), ("c.md", "three")]) == 1
    assert folder.lay([("c.md", "three")]) == 1
    assert [path.name for path in tmp_path.rglob("*.md")] == ["c.md"]
    assert folder.lay([("c.md", "three")]) == 0


def test_diptych_builds_the_corpus_without_problems_after_every_edit(tmp_path):
    site, output = tmp_path / "site", tmp_path / "output"
    folder, corpus = Folder(site), make_corpus(5)
    for scenario, edit in EDITS.items():
        corpus = edit(corpus)
        folder.lay(diptych_site.files(corpus))
        report = build(Request(source=site, output=output, clock=CLOCK), Silent())
        assert list(report.problems) == []
        assert report.panels == corpus.articles
        assert (report.written == 0) == (scenario in {"noop", "template"})
